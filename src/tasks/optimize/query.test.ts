import { describe, expect, it } from 'vitest';
import { index, query as resolved, shop, shopStatistics, where } from '#analysis/shop.fixture.ts';
import type { CommandTools } from '#contracts/command.ts';
import type { Run, WhatIf } from '#contracts/instrument.ts';
import { problem } from '#contracts/problem-error.ts';
import { QueryContractOutput } from '#vocabulary/query-contract.ts';
import { QueryReport } from './query/query-report.ts';
import { type TinyQuery, tinyPlan, tinyRun, tinyWhatIf } from './query/tiny-planner.fixture.ts';
import { query } from './query.ts';

const tiny: TinyQuery = { table: 'orders', rows: 1_000_000, equal: { user_id: 1 / 150_000 }, sort: 'created_at' };
const statement = resolved({
  text: 'select * from orders o where user_id = 42 order by created_at desc limit 10',
  from: ['orders o'],
  where: [where('o.user_id', '=', '42')],
  order: ['o.created_at desc'],
  limit: '10',
});

function tools(instruments: { readonly whatIf?: WhatIf; readonly run?: Run }): CommandTools<'whatIf' | 'run'> {
  const absent = (['whatIf', 'run'] as const).filter((name) => instruments[name] === undefined);
  return {
    instruments,
    missing: absent.map((instrument) => ({ instrument, why: 'It was left out.', remedy: 'Give --url.' })),
    redact: false,
    subject: 'PostgreSQL 18.4, database shop, as reader',
    context: {
      signal: new AbortController().signal,
      progress: () => {},
      clock: () => new Date(0),
      random: () => 0.5,
    },
  };
}

async function optimize(
  instruments: Parameters<typeof tools>[0],
  facts: Partial<Parameters<typeof query.decide>[0]> = {},
  input: object = {},
) {
  const report = await query.decide(
    { query: statement, schema: shop(), statistics: shopStatistics, ...facts },
    query.input.parse({ query: 'select 1', ...input }),
    tools(instruments),
  );
  return QueryReport.parse(JSON.parse(JSON.stringify(report)));
}

describe('optimize query', () => {
  it('recommends the index that wins, with the proof', async () => {
    const report = await optimize({ whatIf: tinyWhatIf(tiny), run: tinyRun(tiny) }, { plan: tinyPlan(tiny) });
    const [first] = report.recommendations;
    expect(first?.title).toBe('Create an index on orders (user_id, created_at desc)');
    expect(report.changes[0]).toMatchObject({ kind: 'create-index', index: { name: 'idx_orders_user_id_created_at' } });
    expect(first?.proof.map(({ what }) => what)).toEqual([
      'plan cost',
      'plan cost, target and twin',
      'median time of 5 runs',
      'rows compared',
      'real size of the indexes',
      'time to build them',
    ]);
    expect(first?.confidence).toBe(0.85);
    expect(first?.cost).toContain('every INSERT into orders and every UPDATE of user_id or created_at also writes it');
    expect(report.summary).toContain('times faster');
    expect(report.indexes).toEqual([
      { name: 'idx_orders_user_id_created_at', columns: ['user_id', 'created_at'], type: 'btree' },
    ]);
    expect(report.details.measuredBefore?.median).toBeGreaterThan(report.details.measuredAfter?.median ?? Infinity);
    expect(report.details.planFrom).toContain('really run on rows generated');
    expect(report.details.certain).toBe(true);
    expect(
      report.details.candidates.find(({ index: one }) => one.name === 'idx_orders_user_id_created_at'),
    ).toMatchObject({
      used: true,
    });
    expect(report.sections.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['Plan', 'Where the work is', 'Plan afterwards']),
    );
  });

  it('satisfies the query contract', async () => {
    const report = await optimize({ whatIf: tinyWhatIf(tiny), run: tinyRun(tiny) });
    const answer = QueryContractOutput.parse(report);
    expect(answer.optimized_query).toBe(statement.text);
    expect(answer.analysis.query_plan).toContain('Seq Scan on orders');
    expect(answer.analysis.bottlenecks).not.toEqual([]);
    expect(answer.analysis.recommendations).toHaveLength(report.recommendations.length);
    expect(answer.cache_strategy).toMatchObject({
      cacheable: 'no',
      why: [expect.stringContaining('With what is recommended')],
    });
  });

  it('withdraws what gains only on paper', async () => {
    const report = await optimize({ whatIf: tinyWhatIf(tiny), run: tinyRun(tiny, { msOf: () => 7 }) });
    expect(report.recommendations).toEqual([]);
    expect(report.indexes).toEqual([]);
    expect(report.summary).toMatch(/only on paper: cost [\d,]+ to [\d.,]+, but the median was 7 ms before, 7 ms after/);
    expect(report.evidence.map(({ what }) => what)).toContain('median time of 5 runs');
  });

  it('keeps an index that is at least a quarter faster, and no less', async () => {
    const at = (after: number) => tinyRun(tiny, { msOf: (cost) => (cost > 1000 ? 100 : after) });
    expect((await optimize({ whatIf: tinyWhatIf(tiny), run: at(75) })).recommendations).toHaveLength(1);
    expect((await optimize({ whatIf: tinyWhatIf(tiny), run: at(76) })).recommendations).toHaveLength(0);
  });

  it('never recommends what changes the rows', async () => {
    const report = await optimize({ whatIf: tinyWhatIf(tiny), run: tinyRun(tiny, { sameRows: false }) });
    expect(report.recommendations).toEqual([]);
    expect(report.findings[0]).toMatchObject({ rule: 'undetermined-result', severity: 'critical' });
    expect(report.findings[0]?.advice).toContain('ORDER BY');
  });

  it('is less sure where the rows could not be compared, the twin plans otherwise, or nothing was measured', async () => {
    const other = tinyPlan({ ...tiny, rows: 5_000_000 });
    const unknown = tinyRun(tiny, { sameRows: 'unknown' });
    const sure = async (instruments: Parameters<typeof tools>[0], facts = {}) =>
      (await optimize(instruments, facts)).recommendations[0]?.confidence;
    expect(await sure({ whatIf: tinyWhatIf(tiny), run: unknown })).toBe(0.8);
    expect(await sure({ whatIf: tinyWhatIf(tiny), run: tinyRun(tiny) }, { plan: other })).toBe(0.65);
    expect(await sure({ whatIf: tinyWhatIf(tiny) })).toBe(0.6);
    expect(await sure({ whatIf: tinyWhatIf(tiny), run: { ...tinyRun(tiny), level: 'measured' } })).toBe(0.95);
  });

  it('lowers the level where the twin plans otherwise than the target, or rests on a guess', async () => {
    const first = async (whatIf: WhatIf, facts = {}) =>
      (await optimize({ whatIf }, facts)).recommendations[0]?.proof[0];
    const sure = tinyWhatIf(tiny);
    const guessing: WhatIf = {
      ...sure,
      ask: async (question) => ({ ...(await sure.ask(question)), doubts: ['lower(email) was not sampled.'] }),
    };
    expect(await first(sure, { plan: tinyPlan(tiny) })).toMatchObject({ what: 'plan cost', level: 'simulated' });
    expect(await first(sure, { plan: tinyPlan({ ...tiny, rows: 5_000_000 }) })).toMatchObject({ level: 'derived' });
    expect(await first(guessing)).toMatchObject({ level: 'derived', note: 'lower(email) was not sampled.' });
  });

  it('says what is missing where it could only plan', async () => {
    const report = await optimize({ whatIf: tinyWhatIf(tiny) });
    expect(report.summary).toContain('Not measured');
    expect(report.unseen).toContainEqual({ what: 'measured times', why: 'It was left out.', remedy: 'Give --url.' });
  });

  it('guesses, and says so, where nothing can be tried', async () => {
    const report = await optimize({}, { plan: tinyPlan(tiny) });
    expect(report.recommendations[0]?.proof).toMatchObject([{ level: 'derived' }]);
    expect(report.recommendations[0]?.confidence).toBe(0.3);
    expect(report.summary).toContain('take it as a guess');
    expect(report.unseen.map(({ what }) => what)).toContain('what an index would change');
    const served = await optimize({}, { schema: shop([index('orders', ['user_id', 'created_at'])]) });
    expect(served.recommendations).toEqual([]);
    expect(served.details.whyNoIndex).toContain('orders has the fitting index already: orders_user_id_created_at_idx.');
  });

  it('says why no index helps', async () => {
    const most: TinyQuery = { table: 'orders', rows: 1_000_000, equal: { status: 0.94 } };
    const all = resolved({ from: ['orders o'], where: [where('o.status', '=', "'done'")], text: 'select 2' });
    const report = await optimize({ whatIf: tinyWhatIf(most), run: tinyRun(most) }, { query: all });
    expect(report.recommendations.filter(({ changes }) => changes[0]?.kind === 'create-index')).toEqual([]);
    expect(report.summary).toContain('No index helps');
    expect(report.summary).toContain('94 % of the rows of orders');
  });

  it('asks for values before it runs a query with parameters', async () => {
    const open = { ...statement, parameters: [{ number: 1 }] };
    const report = await optimize({ whatIf: tinyWhatIf(tiny), run: tinyRun(tiny) }, { query: open });
    expect(report.unseen).toContainEqual({
      what: 'measured times',
      why: 'No value is known for $1.',
      remedy: 'Give the values: --param 1=…',
    });
    expect(report.recommendations[0]?.confidence).toBe(0.5);
    const given = await optimize(
      { whatIf: tinyWhatIf(tiny), run: tinyRun(tiny) },
      { query: open },
      { param: { 1: '42' } },
    );
    expect(given.recommendations[0]?.confidence).toBe(0.85);
  });

  it('goes on without the measurement when that fails, and leaves out an index that cannot be made', async () => {
    const whatIf = tinyWhatIf(tiny);
    const picky: WhatIf = {
      ...whatIf,
      ask: async (question) => {
        if (question.indexes.some(({ name }) => name === 'idx_orders_user_id_created_at')) {
          throw problem('invalid', 'functions in index expression must be marked IMMUTABLE');
        }
        return whatIf.ask(question);
      },
    };
    const run: Run = { ...tinyRun(tiny), compare: () => Promise.reject(problem('timeout', 'It took over 15 s.')) };
    const report = await optimize({ whatIf: picky, run });
    expect(report.recommendations[0]?.title).toBe('Create an index on orders (user_id)');
    expect(
      report.details.candidates.find(({ index: one }) => one.name === 'idx_orders_user_id_created_at')?.refused,
    ).toContain('IMMUTABLE');
    expect(report.unseen).toContainEqual({ what: 'measured times', why: 'It took over 15 s.' });
  });

  it('takes its input strictly', () => {
    expect(query.input.safeParse({ query: 'select 1', limit: 3 }).success).toBe(false);
    expect(query.input.parse({ query: 'select 1' })).toMatchObject({ maxIndexes: 3, runs: 5, param: {} });
  });
});
