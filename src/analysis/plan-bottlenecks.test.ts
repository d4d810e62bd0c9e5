import { describe, expect, test } from 'vitest';
import { handMadePlan, planned, ran } from './hand-made-plan.fixture.ts';
import { bottlenecks } from './plan-bottlenecks.ts';
import { planShape } from './plan-shape.ts';
import { baseRelationNodes, rowsRead, rowsRemoved, walkPlan } from './plan-walk.ts';

const plan = handMadePlan({
  type: 'Limit',
  actual: ran(95, 10),
  estimated: planned(500),
  children: [
    {
      type: 'Sort',
      actual: ran(94.9, 10),
      estimated: planned(500),
      sort: { method: 'external merge', kilobytes: 4120, space: 'disk' },
      children: [
        {
          type: 'Seq Scan',
          schema: 'public',
          relation: 'orders',
          alias: 'o',
          actual: ran(58, 42),
          estimated: planned(400),
          removed: { filter: 299_958 },
        },
      ],
    },
  ],
});

describe('bottlenecks', () => {
  test('are the nodes that make four fifths of the time, in plain sentences', () => {
    expect(bottlenecks(plan).map(({ sentence }) => sentence)).toEqual([
      'Seq Scan on orders o read 300,000 rows to keep 42 and took 61 % of the time (58 ms).',
      'Sort sorted 42 rows on disk (4,120 kB) and took 39 % of the time (37 ms).',
    ]);
  });

  test('of a plan that was not run are by cost', () => {
    const estimated = handMadePlan({ type: 'Seq Scan', relation: 'orders', estimated: planned(400, 1) });
    expect(bottlenecks(estimated).map(({ sentence }) => sentence)).toEqual([
      'Seq Scan on orders is expected to give 1 row and is estimated at 100 % of the cost.',
    ]);
  });

  test('of an empty measurement are none', () => {
    expect(bottlenecks(handMadePlan({ type: 'Result', actual: ran(0) }))).toEqual([]);
  });
});

test('a walk visits parents first and knows the depth', () => {
  expect(walkPlan(plan).map(({ node, parent, depth }) => [node.id, parent?.id, depth])).toEqual([
    ['0', undefined, 0],
    ['0.0', '0', 1],
    ['0.0.0', '0.0', 2],
  ]);
  const [scan] = baseRelationNodes(plan);
  expect(scan && [rowsRead(scan), rowsRemoved(scan)]).toEqual([300_000, 299_958]);
});

test('a shape tells what is done, without figures and literals', () => {
  expect(planShape(plan)).toBe('Limit(Sort(Seq Scan orders))');
  const join = handMadePlan({
    type: 'Hash Join',
    joinType: 'Left',
    conditions: { hash: "(a.x = 'secret')" },
    children: [
      { type: 'Index Scan', relation: 'a', index: 'a_pkey', scanDirection: 'Backward' },
      { type: 'Aggregate', strategy: 'Hashed', children: [{ type: 'Seq Scan', parallelAware: true, relation: 'b' }] },
    ],
  });
  expect(planShape(join)).toBe('Hash Join/Left(Index Scan/Backward a a_pkey,Aggregate/Hashed(Parallel Seq Scan b))');
});
