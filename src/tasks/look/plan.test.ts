import { describe, expect, it } from 'vitest';
import { handMadePlan, planned, ran } from '#analysis/hand-made-plan.fixture.ts';
import { query, shop, shopStatistics, where } from '#analysis/shop.fixture.ts';
import type { WhatIf } from '#contracts/instrument.ts';
import type { Plan } from '#vocabulary/plan.ts';
import { ServerInfo } from '#vocabulary/server-info.ts';
import { plan } from './plan.ts';
import { lookTools } from './tools.fixture.ts';

const server = ServerInfo.parse({
  ...{ engine: 'postgres', product: 'PostgreSQL', version: '18.4', major: 18, database: 'shop', role: 'reader' },
  ...{ superuser: false, recovering: false, identity: 'x' },
});
const scan = handMadePlan({
  ...{ type: 'Seq Scan', schema: 'public', relation: 'orders', conditions: { filter: '(user_id = 42)' } },
  estimated: planned(22_346, 7),
});
const statement = query({ text: 'select …', from: ['orders o'], where: [where('o.user_id', '=', '42')] });
const missing = [{ fact: 'plan' as const, why: 'permission denied for table orders', remedy: 'Ask the owner.' }];
const whatIf: WhatIf = {
  by: 'statistics twin, PostgreSQL 18.4',
  level: 'simulated',
  notes: ['Its rows are made up.'],
  ask: async () => ({ plan: scan, cost: 22_346, used: [], bytes: {}, doubts: ['A guess.'] }),
};

type Facts = Parameters<typeof plan.decide>[0];
type Tools = Parameters<typeof plan.decide>[2];

async function look(facts: Facts, input: object = { query: 'select 1' }, tools: Partial<Tools> = {}) {
  const report = await plan.decide(facts, plan.input.parse(input), lookTools<'whatIf'>(tools));
  return plan.output.parse(JSON.parse(JSON.stringify(report)));
}
const summaryOf = async (one: Plan) => (await look({ plan: one })).summary;

describe('look plan', () => {
  it('shows the plan of the server, and what the rules find in it', async () => {
    const report = await look({ plan: scan, server, query: statement, schema: shop(), statistics: shopStatistics });
    expect(report.summary).toBe(
      'The planner expects a cost of 22,346. Seq Scan on orders is expected to give 7 rows and is estimated at 100 % of the cost.',
    );
    expect(report.details.from).toBe('PostgreSQL 18.4, estimated and not run');
    expect(report.details.text).toContain('Seq Scan on orders');
    expect(report.findings.map(({ rule }) => rule)).toContain('selective-sequential-scan');
    expect([report.changes, report.unseen.filter(({ what }) => !what.startsWith('rule'))]).toEqual([[], []]);
    // The only bottleneck is told once.
    expect(report.sections.map(({ title }) => title)).toEqual(['Plan']);
  });

  it('asks the twin where the server gave none, and says why', async () => {
    const facts = { server, query: statement, schema: shop(), statistics: shopStatistics };
    const report = await look(facts, { query: 'select 1' }, { instruments: { whatIf }, missing });
    expect(report.details.from).toBe('statistics twin, PostgreSQL 18.4, estimated');
    expect(report.unseen).toEqual(
      expect.arrayContaining([
        { what: 'the server’s own plan', why: 'permission denied for table orders', remedy: 'Ask the owner.' },
        { what: 'a part of the plan', why: 'Its rows are made up.' },
        { what: 'a part of the plan', why: 'A guess.' },
      ]),
    );
  });

  it('wants the twin only for a query that has no plan', () => {
    const input = plan.input.parse({});
    expect(plan.wants?.({ plan: scan, query: statement }, input)).toEqual([]);
    expect(plan.wants?.({ query: statement }, input)).toEqual(['whatIf']);
    expect(plan.wants?.({}, input)).toEqual([]);
  });

  it('without a plan or a twin, says what is missing', async () => {
    await expect(look({}, { query: 'select 1' }, { missing })).rejects.toMatchObject({
      problem: { code: 'invalid', message: 'permission denied for table orders', hint: 'Ask the owner.' },
    });
    await expect(look({}, {})).rejects.toMatchObject({
      problem: { message: 'There is neither a query nor a plan.', hint: expect.stringContaining('--plan FILE') },
    });
  });

  it('names what could not be read of a plan', async () => {
    const report = await look({ plan: { ...scan, unread: ['The end is missing.'] } }, {});
    expect(report.unseen).toContainEqual({ what: 'a part of the plan', why: 'The end is missing.' });
    expect(report.details.from).toBe('as given, estimated and not run');
  });

  it('lists several bottlenecks, the heaviest first', async () => {
    const report = await look({
      plan: handMadePlan({
        type: 'Sort',
        estimated: planned(1_000, 900),
        children: [{ type: 'Seq Scan', relation: 'orders', estimated: planned(600, 900) }],
      }),
    });
    expect(report.sections[1]).toMatchObject({ title: 'Where it goes', items: [/^Seq Scan/, /^Sort/].map(matching) });
  });
});

describe('the summary of a plan', () => {
  it('of one that costs little', async () => {
    expect(await summaryOf(handMadePlan({ type: 'Index Scan', index: 'a', estimated: planned(8.31) }))).toBe(
      'The planner expects a cost of 8.3: next to nothing.',
    );
  });

  it('of one that tells visits, not cost', async () => {
    const visits = { type: 'Seq Scan', relation: 't' };
    const of = (cost: number) =>
      summaryOf(handMadePlan({ ...visits, estimated: planned(cost) }, { costUnit: 'rows visited' }));
    expect(await of(50_000)).toBe(
      'The planner expects about 50,000 rows visited. Seq Scan on t is expected to give 1 row and makes 100 % of the rows visited (estimated).',
    );
    expect(await of(3)).toBe('The planner expects about 3 rows visited: next to nothing.');
  });

  it('of one that was run', async () => {
    const node = { type: 'Seq Scan', relation: 't', actual: ran(2_400, 10), estimated: planned(5) };
    expect(await summaryOf(handMadePlan(node, { executionMs: 2_400 }))).toBe(
      'It ran 2.4 s. Seq Scan on t read 10 rows and took 100 % of the time (2.4 s).',
    );
    expect((await look({ plan: handMadePlan(node), server })).details.from).toBe('as given, really run');
    const untimed = { ...node, actual: { rows: 10, loops: 1 } };
    expect(await summaryOf(handMadePlan(untimed))).toMatch(/^It was run, and its time was not taken\./);
  });

  it('of one without figures', async () => {
    expect(await summaryOf(handMadePlan({ type: 'Result' }))).toBe('The planner names no cost.');
  });
});

function matching(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}
