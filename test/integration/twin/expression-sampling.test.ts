import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Twin } from '#contracts/engine.ts';
import type { WhatIf } from '#contracts/instrument.ts';
import { problem } from '#contracts/problem-error.ts';
import type { Session } from '#contracts/session.ts';
import type { TwinConnection } from '#engines/postgres/twin/connection.ts';
import { sampleExpressions } from '#engines/postgres/twin/sample-expressions.ts';
import { sampleSource } from '#engines/postgres/twin/sample-query.ts';
import { createStatisticsTwin } from '#engines/postgres/twin/statistics-twin.ts';
import { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { PlanNode } from '#vocabulary/plan.ts';
import { binariesOf } from '../../servers.ts';
import { comparePlans, planOf } from './compare-plans.ts';
import { type ExpressionSource, expressionCases, startExpressions } from './expression-source.ts';
import { testContext } from './shop-source.ts';

const full = process.env['DBWRIGHT_FULL'] === '1';
const seed = Number(process.env['DBWRIGHT_SEED'] ?? 20_260_101);
/** Of the older majors one by the seed, or all that are installed. */
const older = [13, 14, 15, 16, 17].filter(
  (major) =>
    (full || major === 14 + ((seed + 1) % 4)) && (binariesOf(major) !== undefined || process.env['CI'] === 'true'),
);

const realPlans = new Map<string, Promise<PlanNode>>();
let source: ExpressionSource;
beforeAll(async () => {
  source = await startExpressions();
});
afterAll(() => source?.stop());

type MadeTwin = Twin & { readonly whatIf: WhatIf };

describe('an index on an expression', () => {
  it.each(['native', 'pglite'] as const)('is planned by sampled values as by real ones, on %s', (kind) =>
    comparePlanning(source, { kind }),
  );

  it.each(older)('is planned so by PostgreSQL %i too', async (major) => {
    const old = await startExpressions({ major });
    try {
      await comparePlanning(old, { kind: 'native', binaries: binariesOf(major) ?? '' });
    } finally {
      await old.stop();
    }
  });

  async function comparePlanning(from: ExpressionSource, server: Parameters<typeof createStatisticsTwin>[2]) {
    const asked: string[] = [];
    const sample: Session['ask'] = (query, options) => {
      asked.push(query.text);
      return from.ask(query, options);
    };
    const sampled = await createStatisticsTwin({ ...from.request, sample }, testContext, server);
    const derived = await createStatisticsTwin(from.request, testContext, server);
    try {
      const rows = [];
      for (const [name, { index, query, ddl }] of Object.entries(expressionCases)) {
        const real = await realPlan(from.connection, name, ddl, query);
        const [before, after] = [await whatIf(derived, index, query), await whatIf(sampled, index, query)];
        const expected = rowsOf(real);
        rows.push({
          name,
          ...comparePlans(real, after.plan.root),
          real: expected,
          sampled: rowsOf(after.plan.root),
          derived: rowsOf(before.plan.root),
          off: Math.abs(rowsOf(after.plan.root) - expected) / Math.max(1, expected),
          derivedOff: Math.abs(rowsOf(before.plan.root) - expected) / Math.max(1, expected),
          doubts: [before.doubts?.length ?? 0, after.doubts?.length ?? 0].join(),
        });
      }
      console.log(sampled.whatIf.by, sampled.whatIf.notes, asked.length, 'samples read');
      console.log(rows.map((row) => JSON.stringify(row)).join('\n'));
      expect(rows.length).toBeGreaterThanOrEqual(8);
      expect(rows.filter((row) => !row.sameShape || row.off > 0.15)).toEqual([]);
      // Else sampling would gain nothing.
      expect(rows.filter((row) => row.derivedOff > 0.5).length).toBeGreaterThanOrEqual(3);
      expect(rows.filter((row) => !row.doubts.endsWith(',0'))).toEqual([]);
    } finally {
      await derived.close();
      await sampled.close();
    }
  }

  it('is doubted where its values were not sampled, and only where it matters', async () => {
    const twin = await createStatisticsTwin(source.request, testContext, { kind: 'native' });
    try {
      const { index, query } = expressionCases['language'] ?? { index: {}, query: '' };
      expect((await whatIf(twin, index, query)).doubts).toEqual([
        expect.stringMatching(/^The planner's row estimate for .*lang.* derived .* not sampled \(--sample\)\.$/),
      ]);
      expect((await whatIf(twin, index, 'SELECT count(*) FROM visits')).doubts).toBeUndefined();
      const several = await whatIf(
        twin,
        { table: 'visits', keys: [{ expression: 'a + b' }] },
        'SELECT FROM visits WHERE a + b = 3',
      );
      expect(several.doubts).toEqual([expect.stringContaining('is a guess, nothing is known of its values')]);
      const exact = { table: 'visits', keys: [{ expression: 'upper(kind)' }] };
      expect((await whatIf(twin, exact, `SELECT FROM visits WHERE upper(kind) = 'VIEW'`)).doubts).toBeUndefined();
    } finally {
      await twin.close();
    }
  });

  it('falls back to what is derived where the target refuses, and says why', async () => {
    const sample: Session['ask'] = () => Promise.reject(problem('denied', 'The role may not read users.'));
    const twin = await createStatisticsTwin({ ...source.request, sample }, testContext, { kind: 'native' });
    try {
      const { index, query } = expressionCases['language'] ?? { index: {}, query: '' };
      const { doubts } = await whatIf(twin, index, query);
      expect(doubts?.join()).toMatch(/derived.*sampling it failed: The role may not read users\.$/);
    } finally {
      await twin.close();
    }
  });
});

describe('a sample', () => {
  it('gives what ANALYZE finds where both read all rows', async () => {
    const { connection, request } = source;
    await connection.query(`
      CREATE INDEX small_keys ON small ((a + b), lower(t), (nullif(a, 0)), (i * 3), (-i), (a % 2 = 0), round(i / 10.0), left(t, 9));
      ANALYZE small`);
    const [index] = await connection.query(`SELECT 'small_keys'::regclass::oid::int8 AS oid`);
    const known = new Map(request.statistics.relations.map((each) => [`${each.schema}.${each.name}`, each]));
    const sample = sampleExpressions({
      ...{ connection, evaluator: connection, statistics: known, ask: source.ask, target: 100 },
      signal: testContext.signal,
    });
    const { statistics: found, failed } = await sample(Number(index?.['oid']));
    expect([...failed]).toEqual([]);
    const { statistics: facts } = await source.requestOf('postgres');
    const real = facts.relations.find((relation) => relation.name === 'small_keys')?.columns ?? [];
    expect(real).toHaveLength(8);
    for (const column of real) {
      const sampled = found.get(column.column);
      const { averageWidth, mostCommonFrequencies = [], correlation = 0, nullFraction, distinct, ...rest } = column;
      expect(sampled).toMatchObject({ ...rest });
      expect(sampled?.distinct).toBeCloseTo(distinct, 4);
      expect(sampled?.nullFraction).toBeCloseTo(nullFraction, 5);
      expect(sampled?.correlation).toBeCloseTo(correlation, 4);
      expect(Math.abs((sampled?.averageWidth ?? 0) - averageWidth)).toBeLessThanOrEqual(3);
      mostCommonFrequencies.forEach((frequency, at) => {
        expect(sampled?.mostCommonFrequencies?.[at]).toBeCloseTo(frequency, 5);
      });
    }
  });

  it('of a great table is of many pages, and of some rows of each', async () => {
    const table = { schema: 'public', table: 'visits', expression: '(ctid::text::point)[0]', predicate: undefined };
    const { text, isWhole } = sampleSource(table, { pages: 50_000, rows: 150_000 });
    const count = `SELECT count(*) AS rows, count(DISTINCT sampled) AS pages FROM (${text}) AS x`;
    const [row = []] = (await source.ask({ text: count, parameters: {} })).rows;
    const [rows = 0, pages = 0] = row.map(Number);
    console.log('sampled as of 50,000 pages:', rows, 'rows of', pages, 'pages');
    expect(isWhole).toBe(false);
    expect(text).toContain('SYSTEM (20');
    expect(rows).toBeGreaterThan(7_000);
    expect(rows).toBeLessThan(13_000);
    expect(rows / pages).toBeLessThan(60);
  });
});

describe('extended statistics that the role may not see', () => {
  it('are a doubt of the answers that concern their tables', async () => {
    const request = await source.requestOf('reader');
    expect(request.statistics.unread.join()).toMatch(
      /public\.visits_both on public\.visits: The role reader may not see/,
    );
    const twin = await createStatisticsTwin(request, testContext, { kind: 'native' });
    try {
      const ask = (text: string) => twin.whatIf.ask({ query: { text, parameters: {} }, indexes: [] });
      expect((await ask('SELECT * FROM visits WHERE a = 1 AND b = 2')).doubts).toEqual([
        expect.stringMatching(/visits_both on public\.visits are not all in the twin: The role reader may not see/),
      ]);
      expect((await ask('SELECT * FROM users WHERE id = 1')).doubts).toBeUndefined();
    } finally {
      await twin.close();
    }
  });
});

function whatIf(twin: MadeTwin, index: object, text: string) {
  const offered = IndexDefinition.parse({ schema: 'public', name: 'what_if', ...index });
  return twin.whatIf.ask({ query: { text, parameters: {} }, indexes: [offered] });
}

/** Of the source's own server once: to build and analyze takes longer than all else here. */
function realPlan(connection: TwinConnection, name: string, ddl: string, query: string): Promise<PlanNode> {
  const known = connection === source.connection ? realPlans.get(name) : undefined;
  const plan = known ?? withRealIndex(connection, ddl, query);
  if (connection === source.connection) realPlans.set(name, plan);
  return plan;
}

/** Builds the index in the source, has it analyzed, takes the plan, and rolls back. */
async function withRealIndex(connection: TwinConnection, ddl: string, query: string): Promise<PlanNode> {
  await connection.query('BEGIN');
  try {
    await connection.query(ddl);
    return await planOf(connection, query);
  } finally {
    await connection.query('ROLLBACK');
  }
}

/** Of the node that reads the table, below what aggregates or sorts. */
function rowsOf(node: PlanNode): number {
  const [only] = node.children;
  const isAbove = /Aggregate|Sort|Limit|Gather/.test(node.type);
  return isAbove && only && !node.type.startsWith('Group') && !groups(node)
    ? rowsOf(only)
    : (node.estimated?.rows ?? 0);
}

function groups(node: PlanNode): boolean {
  return (node.groupKey?.length ?? 0) > 0;
}
