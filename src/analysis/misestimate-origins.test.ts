import { describe, expect, test } from 'vitest';
import { consequenceOf } from './estimate-consequence.ts';
import { handMadePlan, planned, ran } from './hand-made-plan.fixture.ts';
import { misestimateOrigins } from './misestimate-origins.ts';
import { weighPlan } from './plan-weights.ts';

const scan = (relation: string, expected: number, found: number, rest = {}) => ({
  type: 'Seq Scan',
  relation,
  alias: relation,
  estimated: planned(10, expected),
  actual: ran(1, found),
  ...rest,
});

const hashJoin = (expected: number, found: number, ...children: readonly ReturnType<typeof scan>[]) => ({
  ...scan('', expected, found),
  relation: undefined,
  alias: undefined,
  type: 'Hash Join',
  conditions: { hash: '(a.id = b.id)' },
  children,
});

function told(root: Parameters<typeof handMadePlan>[0]) {
  return misestimateOrigins(handMadePlan(root), 10).map(({ origin, reached, kind }) => [
    kind,
    origin.node.id,
    reached.node.id,
  ]);
}

describe('the origin of a misestimate', () => {
  test('is the join, where both sides were right', () => {
    expect(told(hashJoin(100, 5000, scan('a', 100, 120), scan('b', 2000, 1000)))).toEqual([['join', '0', '0']]);
  });

  test('is the side that a join multiplied', () => {
    expect(told(hashJoin(100, 5000, scan('a', 100, 500), scan('b', 2000, 2000)))).toEqual([['rows', '0.0', '0']]);
  });

  test('is the join of a lookup by the outer row', () => {
    const lookup = { ...scan('b', 30, 40_000), type: 'Index Scan', conditions: { index: '(b.a_id = a.id)' } };
    const loop = { ...hashJoin(30, 40_000, scan('a', 1, 1), lookup), type: 'Nested Loop', conditions: {} };
    expect(told(loop)).toEqual([['join', '0', '0']]);
    const fixed = { ...lookup, conditions: { index: '(b.a_id = 7)' } };
    expect(told({ ...loop, children: [scan('a', 1, 1), fixed] })).toEqual([['rows', '0.1', '0.1']]);
  });

  test('is a function at its default, or a single row where very many came', () => {
    const called = { type: 'Function Scan', relation: undefined, function: 'due' };
    expect(told(scan('', 1000, 50_000, called))).toEqual([['function', '0', '0']]);
    expect(told(scan('', 40_000, 2, called))).toEqual([['rows', '0', '0']]);
    const json = { conditions: { filter: "((body ->> 'kind'::text) = 'k1'::text)" } };
    expect(told(scan('a', 1, 5000, json))).toEqual([['single-row', '0', '0']]);
    expect(told(scan('a', 1, 5000, { conditions: { filter: "(kind = 'k1'::text)" } }))).toEqual([
      ['single-row', '0', '0'],
    ]);
    expect(told(scan('a', 1, 99))).toEqual([['rows', '0', '0']]);
    expect(told(scan('a', 2, 5000))).toEqual([['rows', '0', '0']]);
  });

  test('of a CTE’s readers is where the CTE is made, once', () => {
    const reader = { type: 'CTE Scan', relation: undefined, cte: 'c' };
    const made = { subplanName: 'CTE c', parentRelationship: 'InitPlan' };
    const sides = [scan('a', 1, 900, made), scan('', 1, 900, reader), scan('', 1, 900, reader)];
    expect(told(hashJoin(1, 900, ...sides))).toEqual([['single-row', '0.0', '0.0']]);
  });
});

test('the consequence is the costliest choice above, or none', () => {
  const inner = { ...scan('b', 1, 1), type: 'Index Scan', actual: ran(0.02, 1, 4000) };
  const loop = {
    ...hashJoin(1, 4000, scan('a', 1, 4000), inner),
    type: 'Nested Loop',
    conditions: {},
    actual: ran(90, 4000),
  };
  const plan = handMadePlan({ type: 'Aggregate', estimated: planned(1), actual: ran(91), children: [loop] });
  const [error] = misestimateOrigins(plan, 10);
  expect(error && consequenceOf(error.origin, weighPlan(plan))).toMatchObject({
    node: { type: 'Nested Loop' },
    what: 'Nested Loop ran Index Scan on b 4,000 times',
  });
  const alone = handMadePlan({
    type: 'Aggregate',
    estimated: planned(1),
    actual: ran(9),
    children: [scan('a', 1, 4000)],
  });
  const [harmless] = misestimateOrigins(alone, 10);
  expect(harmless && consequenceOf(harmless.origin, weighPlan(alone))).toBeUndefined();
});
