import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Plan, PlanNode } from '#vocabulary/plan.ts';
import { handMadePlan, planned, ran } from './hand-made-plan.fixture.ts';
import { heaviestNodes, shareBelow, weighPlan } from './plan-weights.ts';

const ownMs = (plan: Plan) => Object.fromEntries(weighPlan(plan).nodes.map(({ node, ownMs }) => [node.id, ownMs]));
const closeTo = (plan: Plan, expected: Readonly<Record<string, number>>) => {
  const found = ownMs(plan);
  expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
  for (const [id, ms] of Object.entries(expected)) expect(found[id], id).toBeCloseTo(ms, 6);
};

describe('own time', () => {
  test('is the time of all loops without the inputs’', () => {
    const plan = handMadePlan({
      type: 'Nested Loop',
      actual: ran(100, 500),
      children: [
        { type: 'Seq Scan', relation: 'a', actual: ran(10, 50) },
        { type: 'Index Scan', relation: 'b', actual: ran(1.5, 10, 50) },
      ],
    });
    closeTo(plan, { '0': 15, '0.0': 10, '0.1': 75 });
  });

  test('of parallel workers is the wall time of one', () => {
    const plan = handMadePlan({
      type: 'Gather',
      actual: ran(100, 900),
      workers: { planned: 2, launched: 2 },
      children: [
        {
          type: 'Nested Loop',
          actual: ran(90, 300, 3),
          children: [
            { type: 'Seq Scan', parallelAware: true, relation: 'a', actual: ran(30, 100, 3) },
            { type: 'Index Scan', relation: 'b', actual: ran(0.5, 3, 300) },
          ],
        },
      ],
    });
    closeTo(plan, { '0': 10, '0.0': 10, '0.0.0': 30, '0.0.1': 50 });
    expect(weighPlan(plan).nodes.map(({ runs }) => runs)).toEqual([1, 1, 1, 100]);
  });

  test('of a CTE stands in its scans’, in proportion to what each took', () => {
    const plan = handMadePlan({
      type: 'Hash Join',
      actual: ran(100),
      children: [
        { type: 'Seq Scan', relation: 'a', parentRelationship: 'InitPlan', subplanName: 'CTE c', actual: ran(40) },
        { type: 'CTE Scan', cte: 'c', parentRelationship: 'Outer', actual: ran(60) },
        { type: 'CTE Scan', cte: 'c', parentRelationship: 'Inner', actual: ran(20) },
      ],
    });
    closeTo(plan, { '0': 20, '0.0': 40, '0.1': 30, '0.2': 10 });
  });

  test('of a CTE that nobody reads stands beside the root', () => {
    const plan = handMadePlan({
      type: 'Result',
      actual: ran(1),
      children: [{ type: 'ModifyTable', parentRelationship: 'InitPlan', subplanName: 'CTE w', actual: ran(30) }],
    });
    closeTo(plan, { '0': 1, '0.0': 30 });
    expect(weighPlan(plan).total).toBe(31);
  });

  test.each([
    ['InitPlan 1', '(id > (InitPlan 1).col1)'],
    ['InitPlan 1 (returns $0)', '(id > $0)'],
  ])('of %s stands in the node that names it', (subplanName, filter) => {
    const plan = handMadePlan({
      type: 'Aggregate',
      actual: ran(100),
      children: [
        { type: 'Aggregate', parentRelationship: 'InitPlan', subplanName, actual: ran(70) },
        { type: 'Seq Scan', relation: 'a', conditions: { filter }, actual: ran(90) },
      ],
    });
    closeTo(plan, { '0': 10, '0.0': 70, '0.1': 20 });
  });

  test('of what was never run is nothing', () => {
    const plan = handMadePlan({
      type: 'Append',
      actual: ran(5),
      children: [{ type: 'Seq Scan', actual: { rows: 0, loops: 0 } }],
    });
    closeTo(plan, { '0': 5, '0.0': 0 });
  });

  test('is never negative where the measured times contradict each other', () => {
    const plan = handMadePlan({ actual: ran(10), children: [{ actual: ran(9) }, { actual: ran(3) }] });
    closeTo(plan, { '0': 0, '0.0': 7.5, '0.1': 2.5 });
  });
});

describe('shares', () => {
  test('are of the cost where nothing was run, counting the runs of an inner side', () => {
    const plan = handMadePlan({
      type: 'Nested Loop',
      estimated: planned(1000, 100),
      children: [
        { type: 'Seq Scan', relation: 'a', estimated: planned(100, 100) },
        { type: 'Index Scan', relation: 'b', estimated: planned(8) },
      ],
    });
    const weights = weighPlan(plan);
    expect(weights.by).toBe('cost');
    expect(weights.nodes.map(({ share }) => share)).toEqual([0.1, 0.1, 0.8]);
    expect(heaviestNodes(weights, 1)[0]?.node.relation).toBe('b');
  });

  test('are of the execution time where that is more than the nodes’ (triggers)', () => {
    const weights = weighPlan(handMadePlan({ actual: ran(10) }, { executionMs: 40 }));
    expect(weights.nodes[0]?.share).toBe(0.25);
  });

  test('of a part of the plan include what is below it', () => {
    const plan = handMadePlan({ actual: ran(10), children: [{ actual: ran(8), children: [{ actual: ran(6) }] }] });
    expect(shareBelow(weighPlan(plan), plan.root.children[0] as PlanNode)).toBeCloseTo(0.8, 6);
  });
});

test('buffers are a node’s own', () => {
  const blocks = (sharedHit: number, sharedRead: number) => ({
    ...{ sharedDirtied: 0, sharedWritten: 0, localHit: 0, localRead: 0, localDirtied: 0, localWritten: 0 },
    ...{ sharedHit, sharedRead, tempRead: 0, tempWritten: 0 },
  });
  const plan = handMadePlan({
    actual: ran(2),
    buffers: blocks(10, 7),
    children: [{ actual: ran(1), buffers: blocks(8, 7) }],
  });
  const [root, child] = weighPlan(plan).nodes;
  expect([root?.ownBuffers.sharedHit, root?.ownBuffers.sharedRead]).toEqual([2, 0]);
  expect([child?.ownBuffers.sharedHit, child?.ownBuffers.sharedRead]).toEqual([8, 7]);
});

interface Tree {
  readonly ms: number;
  readonly loops: number;
  readonly kind: string;
  readonly children: readonly Tree[];
}

/** Any times at all, consistent or not, with CTEs, InitPlans, SubPlans and Gathers anywhere. */
const trees = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.record({
    ms: fc.double({ min: 0, max: 1000, noNaN: true }),
    loops: fc.integer({ min: 0, max: 5 }),
    kind: fc.constantFrom('Seq Scan', 'Gather', 'CTE Scan', 'Nested Loop', 'InitPlan', 'CTE', 'SubPlan'),
    children: fc.oneof({ maxDepth: 4 }, fc.constant([]), fc.array(tie('tree'), { maxLength: 3 })),
  }),
})).tree;

function sketch({ ms, loops, kind, children }: Tree): Parameters<typeof handMadePlan>[0] {
  const below = children.map(sketch);
  const common = { actual: ran(ms, 1, loops), estimated: planned(ms, loops), children: below };
  if (kind === 'InitPlan') return { ...common, parentRelationship: 'InitPlan', subplanName: 'InitPlan 1' };
  if (kind === 'CTE') return { ...common, parentRelationship: 'InitPlan', subplanName: 'CTE c' };
  if (kind === 'SubPlan') return { ...common, parentRelationship: 'SubPlan', subplanName: 'SubPlan 2' };
  return { ...common, type: kind, cte: 'c', conditions: { filter: '(id > (InitPlan 1).col1)' } };
}

test('whatever the times, own times are not negative and sum up to the total', () => {
  fc.assert(
    fc.property(trees, (tree) => {
      const { total, nodes } = weighPlan(handMadePlan(sketch(tree)));
      const times = nodes.map(({ ownMs }) => ownMs ?? 0);
      expect(Math.min(...times)).toBeGreaterThanOrEqual(0);
      expect(times.reduce((sum, ms) => sum + ms, 0)).toBeCloseTo(total, 4);
      expect(Math.min(...nodes.map(({ ownCost }) => ownCost))).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 500 },
  );
});
