import { describe, expect, it } from 'vitest';
import { index } from '#analysis/shop.fixture.ts';
import type { CacheStrategy } from '#vocabulary/cache-strategy.ts';
import type { Section } from '#vocabulary/section.ts';
import { cacheSections } from './cache-sections.ts';
import { QueryDetails } from './query-report.ts';
import { settleAdjusted } from './recommend-adjustments.ts';
import { contractSentence } from './recommend-rewrites.ts';
import { rewriteSections } from './rewrite-sections.ts';
import { sections } from './sections.ts';
import type { AdjustmentTrial } from './try-adjustments.ts';
import type { RewriteTrial } from './try-rewrites.ts';

const titles = (all: readonly Section[]) => all.map(({ title }) => title);
const named = (all: readonly Section[], title: string) => all.find((one) => one.title === title);
const chosen = index('orders', ['status']);
const plan = { root: { id: '0', type: 'Seq Scan', relation: 'orders', children: [] }, analyzed: false };
const found = QueryDetails.parse({
  plan,
  planFrom: 'the target',
  planAfter: plan,
  bottlenecks: ['a', 'b', 'c', 'd', 'e', 'f'],
  candidates: [{ index: chosen, text: 'orders (status)', used: true, cost: 7 }],
  questions: 2,
  questionsSaved: 0,
  certain: true,
  costBefore: 9,
  whyNoIndex: ['users has the fitting index already.', 'users has the fitting index already.'],
  notes: ['The rows are made up.'],
});

describe('the sections of a query’s report', () => {
  const laid = sections('select 1', found, { chosen: [chosen], isRecommended: true });

  it('put what the answer rests on before it, and what one looks up behind', () => {
    expect(titles(laid.filter(({ place }) => place !== 'after'))).toEqual([
      'Query',
      'Where the work is',
      'Why no index',
    ]);
    expect(titles(laid.filter(({ place }) => place === 'after'))).toEqual([
      'Keep in mind',
      'Plan',
      'Plan afterwards',
      'Indexes tried (1)',
    ]);
  });

  it('say nothing twice, and not more than one reads', () => {
    expect(named(laid, 'Where the work is')).toMatchObject({
      items: ['a', 'b', 'c', 'd', '2 more with less each: see the plan.'],
    });
    expect(named(laid, 'Why no index')).toMatchObject({ items: ['users has the fitting index already.'] });
  });

  it('do not call recommended what was found to bring nothing', () => {
    const paper = sections('select 1', found, { chosen: [chosen], isRecommended: false });
    expect(titles(paper)).toContain('Plan with orders (status), not recommended');
    expect(JSON.stringify(named(paper, 'Indexes tried (1)'))).toContain('chosen by cost, no gain when run');
  });
});

const rewrite = {
  rule: 'not-in-to-not-exists',
  class: 'equivalent' as const,
  text: 'SELECT 2',
  what: 'NOT IN becomes NOT EXISTS.',
  why: 'It can be joined.',
  preconditions: [],
  ordered: false,
  compared: 'rows' as const,
};

describe('the other ways to write it', () => {
  it('show the database that refutes one', () => {
    const refuted: RewriteTrial = {
      rewrite,
      outcome: 'refuted',
      why: 'There is a database on which it gives other rows.',
      indexes: [],
      cost: { before: 5000, after: 50 },
      comparison: {
        verdict: 'differs',
        databases: 3,
        withRows: 2,
        notes: [],
        counterexample: {
          tables: [{ name: 'refunds', columns: ['id', 'order_id'], rows: [['1', null]] }],
          parameters: { 1: '5', 2: null },
          settings: { TimeZone: 'Europe/Berlin' },
          before: [],
          after: [['7']],
        },
      },
    };
    const laid = rewriteSections([refuted]);
    expect(laid.at(-1)).toMatchObject({
      title: 'Why not-in-to-not-exists was refused: a database on which the rows differ',
      items: [
        'refunds (id, order_id) holds (1, NULL)',
        'With $1 = 5, $2 = NULL, TimeZone = Europe/Berlin',
        'The query as it is gives: no rows',
        'Rewritten it gives: (7)',
      ],
    });
  });

  it('leave out columns that would be empty, and end their code', () => {
    const style: RewriteTrial = { rewrite: { ...rewrite, class: 'style' }, outcome: 'style', why: '', indexes: [] };
    const [table, code] = rewriteSections([style]);
    expect(table?.kind === 'table' && table.columns.map(({ name }) => name)).toEqual(['rewrite', 'class', 'outcome']);
    expect(code).toMatchObject({ kind: 'code', code: 'SELECT 2;' });
  });

  it('are worth a word in the answer where the caller must change with them', () => {
    const pages: RewriteTrial = {
      rewrite: { ...rewrite, class: 'changes-contract', rule: 'offset-to-keyset', compared: 'pages' },
      outcome: 'estimated',
      why: '',
      indexes: [],
      cost: { before: 12_658, after: 2.3 },
    };
    expect(contractSentence([pages])).toEqual([
      "If its caller changes with it: written anew (offset to keyset): the planner's cost falls from 12,658 to 2.3 (99.9 % less).",
    ]);
  });
});

it('a finding does not ask for what was tried in vain', () => {
  const change = { kind: 'set-setting' as const, name: 'work_mem', value: '64MB' };
  const finding = {
    rule: 'sort-on-disk',
    severity: 'critical' as const,
    at: 'the query',
    message: 'It sorts on disk.',
    why: 'Disks are slow.',
    evidence: [],
    changes: [change],
    advice: 'Set it for this query.',
    fingerprint: 'x',
  };
  const trial: AdjustmentTrial = { finding, change, outcome: 'no-gain', why: 'not faster, beside the index' };
  expect(settleAdjusted([finding], [trial])).toMatchObject([
    { changes: [], advice: 'Nothing: work_mem = 64MB was tried: not faster, beside the index.' },
  ]);
  expect(settleAdjusted([finding], [{ ...trial, outcome: 'proven' }])).toEqual([finding]);
});

describe('caching', () => {
  const no: CacheStrategy = { cacheable: 'no', why: ['It takes 0.02 ms.'], invalidate: [] };

  it('is one sentence where the answer is no', () => {
    expect(cacheSections(no, { query: 'select 1', language: 'python' })).toEqual([
      { kind: 'text', place: 'after', title: 'Caching', paragraphs: ['No. It takes 0.02 ms.'] },
    ]);
  });

  it('says how to have the code', () => {
    const yes: CacheStrategy = { ...no, cacheable: 'yes', key: { pattern: 'orders:v1', parts: [] } };
    const [list] = cacheSections(yes, { query: 'select 1', language: undefined });
    expect(list).toMatchObject({
      items: [
        'The answer can be cached. It takes 0.02 ms.',
        'Key: orders:v1',
        'The code for it: --cache typescript or --cache python.',
      ],
    });
  });
});
