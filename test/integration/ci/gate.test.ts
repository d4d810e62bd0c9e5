import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseExport } from '#agent/read-export.ts';
import { compareBaseline } from '#analysis/compare-baseline.ts';
import { recordPlan } from '#analysis/record-plan.ts';
import { parseQueries } from '#engines/postgres/parse/queries.ts';
import { parseSchema } from '#engines/postgres/parse/schema.ts';
import { shapeReader } from '#engines/postgres/parse/shape.ts';
import { createStatisticsTwin } from '#engines/postgres/twin/statistics-twin.ts';
import type { QueryPlanRecord } from '#vocabulary/query-plan-record.ts';
import { QueryText } from '#vocabulary/query-text.ts';
import { testContext } from '../postgres/reading.ts';

const read = (file: string) => readFileSync(`examples/ci/${file}`, 'utf8');
const schemaSql = read('schema.sql');
const queries = read('queries.sql');

/** Plans of a file of SQL under a schema, with the example's export for statistics: what the gate does, without a server. */
async function plansOf(sql: string, text = queries): Promise<readonly QueryPlanRecord[]> {
  const context = testContext();
  const schema = await parseSchema(sql, context);
  const { statistics, settings, server } = parseExport(read('shop.dbw.json'), 'shop.dbw.json');
  const shapeOf = shapeReader();
  const twin = await createStatisticsTwin({ schema, statistics, settings, major: server.major }, context);
  try {
    const records: QueryPlanRecord[] = [];
    for (const { text: query, line } of parseQueries(text)) {
      const shape = shapeOf(query);
      if (shape === undefined) throw new Error(`No shape: ${query}`);
      const { plan } = await twin.whatIf.ask({ query: QueryText.parse({ text: query }), indexes: [] });
      const place = { file: 'queries.sql', line: line ?? 0 };
      records.push(
        recordPlan({ statement: { ...shape, place }, plans: [{ plan, share: 1 }], weight: 0.01, schema, statistics }),
      );
    }
    return records;
  } finally {
    await twin.close();
  }
}

describe('the example of a gate', () => {
  let base: readonly QueryPlanRecord[];
  let seconds: number;
  beforeAll(async () => {
    const start = performance.now();
    base = await plansOf(schemaSql);
    seconds = (performance.now() - start) / 1000;
    console.log(`100 queries planned in ${seconds.toFixed(1)} s, no server`);
  });

  test('100 queries take less than a minute, and none reads a large table whole', () => {
    expect(parseQueries(queries)).toHaveLength(100);
    expect(seconds).toBeLessThan(60);
    expect(compareBaseline([], base).filter(({ regression }) => regression)).toEqual([]);
  });

  test('an index that is gone: the statements that it served are told, at their lines, and no others', async () => {
    const after = await plansOf(schemaSql.replace(/CREATE INDEX idx_orders_customer_id_created_at.*/, ''));
    expect(compareBaseline(base, base)).toEqual([]);
    const worse = compareBaseline(base, after).filter(({ regression }) => regression);
    console.log(`${worse.length} regressions: ${worse[0]?.message}`);
    expect(worse.length).toBeGreaterThan(10);
    expect(worse).toContainEqual(
      expect.objectContaining({ rule: 'new-sequential-scan', severity: 'critical', at: 'public.orders' }),
    );
    const lines = queries.split('\n');
    for (const { place } of worse) expect(lines[(place?.line ?? 0) - 1]).toMatch(/customer_id|customers c/);
  });

  test('a new statement without an index is one, too; an index more is none', async () => {
    const added = `${queries}\nselect id from orders where ship_to = '1 Station Road';\n`;
    const more = `${schemaSql}\nCREATE INDEX ON orders (total);`;
    const found = compareBaseline(base, await plansOf(more, added));
    expect(found.filter(({ regression }) => regression)).toMatchObject([
      { rule: 'new-statement-without-index', at: 'public.orders', place: { line: added.split('\n').length - 1 } },
    ]);
  });
});

test('the export is what its script makes of the schema and the volumes', () => {
  execFileSync('npx', ['tsx', 'scripts/ci-example.ts', '--check'], { stdio: 'pipe' });
});

test('the workflow is YAML that GitHub can read, asks for no more rights than it needs, and names files that are there', () => {
  const workflow = parse(read('dbwright.yml'));
  expect(workflow.permissions).toEqual({ contents: 'read', 'security-events': 'write' });
  // `on` must not be read as true.
  expect(Object.keys(workflow)).toContain('on');
  const steps: readonly { readonly run?: string; readonly uses?: string; readonly if?: string }[] =
    workflow.jobs.dbwright.steps;
  for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/^[\w-]+(?:\/[\w-]+)+@v\d+$/);
  const runs = steps.flatMap(({ run }) => run ?? []).join('\n');
  expect(runs).not.toContain('${{');
  for (const file of ['shop.dbw.json', 'schema.sql', 'queries.sql', 'base.json']) expect(runs).toContain(file);
  expect(runs).toContain('--fail-on regression');
});
