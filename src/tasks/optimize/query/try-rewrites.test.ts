import { describe, expect, it } from 'vitest';
import { query as resolved, shop, shopStatistics, where } from '#analysis/shop.fixture.ts';
import type { Compare, Run, WhatIf } from '#contracts/instrument.ts';
import { query } from '#tasks/optimize/query.ts';
import { Comparison } from '#vocabulary/comparison.ts';
import { Rewrite } from '#vocabulary/rewrite.ts';
import { QueryReport } from './query-report.ts';
import { type TinyQuery, tinyRun, tinyWhatIf } from './tiny-planner.fixture.ts';

/* What becomes of a rewrite by what the planner, the made-up databases and the rows say of it. */

const tiny: TinyQuery = { table: 'orders', rows: 1_000_000, equal: { status: 0.94 } };
const statement = resolved({
  text: "select id from orders o where status = 'done'",
  from: ['orders o'],
  where: [where('o.status', '=', "'done'")],
});
const another = 'select id from orders o where status = any (array[$$done$$])';
const rewrite = Rewrite.parse({
  rule: 'some-rewrite',
  class: 'equivalent',
  text: another,
  what: 'One becomes the other.',
  why: 'It is cheaper.',
  preconditions: ['orders.status is NOT NULL'],
});

/** The planner rates the other text at `cost`. */
function whatIf(cost: number): WhatIf {
  const plain = tinyWhatIf(tiny);
  return {
    ...plain,
    ask: async (question) => {
      const answer = await plain.ask(question);
      return question.query.text === another ? { ...answer, cost, used: [] } : answer;
    },
  };
}

function compare(verdict: Comparison['verdict'], more: Partial<Comparison> = {}): Compare {
  return {
    by: 'PostgreSQL 18.4',
    level: 'simulated',
    notes: [],
    compare: async () =>
      Comparison.parse({ verdict, databases: 500, withRows: 300, notes: ['It hangs on chance.'], ...more }),
  };
}

/** The other text takes `ms`, and gives the same rows or not. */
function run(ms: number, sameRows = true): Run {
  const plain = tinyRun(tiny, { msOf: () => 50 });
  return {
    ...plain,
    compare: async (question) => {
      const trial = await plain.compare(question);
      if (question.instead?.text !== another) return trial;
      return { ...trial, sameRows, after: { ...trial.after, median: ms, milliseconds: [ms] } };
    },
  };
}

async function optimize(
  instruments: { readonly whatIf: WhatIf; readonly run?: Run; readonly compare?: Compare },
  more: Partial<Rewrite> = {},
) {
  const report = await query.decide(
    {
      query: statement,
      schema: shop(),
      statistics: shopStatistics,
      rewrites: [{ rewrite: { ...rewrite, ...more }, query: { ...statement, text: another } }],
    },
    query.input.parse({ query: statement.text }),
    {
      instruments,
      missing: [],
      redact: false,
      subject: 'PostgreSQL 18.4, database shop',
      context: {
        signal: new AbortController().signal,
        progress: () => {},
        clock: () => new Date(0),
        random: () => 0.5,
      },
    },
  );
  return QueryReport.parse(JSON.parse(JSON.stringify(report)));
}

const outcome = (report: QueryReport) => report.details.rewrites[0]?.outcome;
const offered = (report: QueryReport) => report.changes.filter(({ kind }) => kind === 'rewrite-query').length;

describe('a rewrite', () => {
  it('is recommended where planner, made-up databases and rows speak for it', async () => {
    const report = await optimize({ whatIf: whatIf(200), run: run(5), compare: compare('same') });
    expect(outcome(report)).toBe('proven');
    expect(report.optimized_query).toBe(another);
    expect(report.recommendations[0]?.because.join(' ')).toContain('orders.status is NOT NULL');
    expect(report.recommendations[0]?.proof.map(({ what }) => what)).toEqual([
      'plan cost',
      'databases compared on',
      expect.stringContaining('median time'),
      'rows compared',
    ]);
  });

  it.each([
    [
      'the planner does not rate it cheaper',
      { whatIf: whatIf(20_000), run: run(5), compare: compare('same') },
      'no-gain',
    ],
    ['it is not faster when run', { whatIf: whatIf(200), run: run(45), compare: compare('same') }, 'no-gain'],
    ['a made-up database refutes it', { whatIf: whatIf(200), run: run(5), compare: compare('differs') }, 'refuted'],
    [
      'it gives other rows where rows are',
      { whatIf: whatIf(200), run: run(5, false), compare: compare('same') },
      'refuted',
    ],
    ['the databases cannot tell', { whatIf: whatIf(200), run: run(5), compare: compare('unknown') }, 'unproven'],
    ['there is nothing to compare in', { whatIf: whatIf(200), run: run(5) }, 'unproven'],
  ] as const)('is not where %s', async (_, instruments, expected) => {
    const report = await optimize(instruments);
    expect(outcome(report)).toBe(expected);
    expect(offered(report)).toBe(0);
    expect(report.optimized_query).toBe(statement.text);
  });

  it('shows the database that refuted it', async () => {
    const counterexample = {
      tables: [{ name: 'public.orders', columns: ['id', 'status'], rows: [['1', null]] }],
      parameters: {},
      before: [],
      after: [['1']],
    };
    const report = await optimize({ whatIf: whatIf(200), compare: compare('differs', { counterexample }) });
    const shown = JSON.stringify(report.sections.filter(({ title }) => title.includes('some-rewrite')));
    expect(shown).toContain('public.orders');
    expect(shown).toContain('NULL');
  });

  it('by estimate alone is recommended where there are no rows', async () => {
    const report = await optimize({ whatIf: whatIf(200), compare: compare('same') });
    expect(outcome(report)).toBe('estimated');
    expect(report.recommendations[0]?.gain).toContain('not measured');
  });

  it('that changes the contract is never the optimized query', async () => {
    const report = await optimize(
      { whatIf: whatIf(200), run: run(5), compare: compare('same') },
      { class: 'changes-contract', compared: 'pages', contract: 'Pages are asked for by key.' },
    );
    expect(outcome(report)).toBe('estimated');
    expect(offered(report)).toBe(1);
    expect(report.optimized_query).toBe(statement.text);
  });

  it('of style claims nothing', async () => {
    const report = await optimize({ whatIf: whatIf(200), run: run(5), compare: compare('same') }, { class: 'style' });
    expect(outcome(report)).toBe('style');
    expect(offered(report)).toBe(0);
  });
});
