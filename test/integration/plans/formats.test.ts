import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { parsePlan } from '#engines/postgres/parse/plan.ts';
import type { Plan, PlanNode } from '#vocabulary/plan.ts';
import { withServer } from '../../servers.ts';
import { type PlanQuery, parallel, planQueries, shop } from './plan-queries.ts';

const formats = ['TEXT', 'JSON', 'YAML', 'XML'] as const;

describe.each([18, 15, 14, 17, 13, 16])('PostgreSQL %i', (major) => {
  test('text, JSON, YAML and XML give the same plan', async (context) => {
    await withServer({ major, context, settings: { autovacuum: 'off' } }, async (server) => {
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      try {
        await client.query(shop);
        let compared = 0;
        for (const query of planQueries) {
          if ((query.since ?? 0) > major || (query.until ?? 99) < major) continue;
          const plans: Plan[] = [];
          for (const format of query.broken ? (['TEXT', 'JSON'] as const) : formats)
            plans.push(await parsePlan(await explain(client, query, format)));
          const [text, ...others] = plans.map((plan) => comparable(plan, query.set === parallel));
          for (const [at, other] of others.entries()) {
            expect.soft(other, `${formats[at + 1]} of ${query.sql}`).toEqual(text);
          }
          expect
            .soft(
              plans.flatMap((plan) => plan.unread),
              query.sql,
            )
            .toEqual([]);
          compared += 1;
        }
        expect(compared).toBeGreaterThan(60);
      } finally {
        await client.end();
      }
    });
  });
});

async function explain(client: pg.Client, query: PlanQuery, format: string): Promise<string> {
  const analyze = query.analyze === false ? '' : 'ANALYZE, ';
  const options = query.options === undefined ? '' : `, ${query.options}`;
  await client.query('BEGIN');
  try {
    for (const statement of query.set ?? []) await client.query(statement);
    const sql = `EXPLAIN (${analyze}FORMAT ${format}${options}) ${query.sql}`;
    // As text: MERGE on a partitioned table gives JSON that no driver can read.
    const { rows } = await client.query<{ 'QUERY PLAN': string }>({
      text: sql,
      types: { getTypeParser: () => String },
    });
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  } finally {
    await client.query('ROLLBACK');
    // Rows that were rolled back would change the next plan's costs.
    if (/INSERT|UPDATE|DELETE|MERGE/.test(query.sql)) {
      await client.query('VACUUM (INDEX_CLEANUP ON, DISABLE_PAGE_SKIPPING) stock, parts, events, orders, audit');
    }
  }
}

/**
 * Each format is a run of its own: times, cache hits and sizes of WAL differ from run to run.
 * And the text format says less: nothing of unique inner sides, and a trigger's name or its constraint's.
 */
function comparable(plan: Plan, shared: boolean): unknown {
  const { root, triggers, jit, extra = {}, ...rest } = plan;
  const calls = triggers.map((trigger) => ({ calls: trigger.calls, constraint: trigger.constraint }));
  return strip({ ...rest, extra, jit: jit?.functions, root: comparableNode(root, shared), triggers: calls }, '');
}

/** Workers share the rows as they come, each time otherwise. */
function comparableNode(node: PlanNode, shared: boolean): unknown {
  const { innerUnique, ...rest } = node;
  const children = node.children.map((child) => comparableNode(child, shared));
  if (!shared) return { ...rest, children };
  const { actual, removed, sort, hash, extra, ...same } = rest;
  return { ...same, children };
}

const varying = /Ms$|Time$|Blocks$|^(?:Timing|buffers|io|wal|Memory Used|Memory Allocated)$|^WAL /;

function strip(value: unknown, key: string): unknown {
  if (varying.test(key)) return '~';
  if (Array.isArray(value)) return value.map((item) => strip(item, ''));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, item]) => [name, strip(item, name)] as const);
  return Object.fromEntries(entries.filter(([name]) => !/^(?:Planning|io|Shared .*|WAL .*)$/.test(name)));
}
