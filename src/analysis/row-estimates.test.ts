import { describe, expect, test } from 'vitest';
import { handMadePlan, planned, ran } from './hand-made-plan.fixture.ts';
import { misestimateSources, misestimates } from './row-estimates.ts';

const scan = (expected: number, found: number, loops = 1) => ({
  type: 'Seq Scan',
  relation: 'a',
  estimated: planned(10, expected),
  actual: ran(1, found, loops),
});

describe('misestimates', () => {
  test('compare the rows of one loop, both at least 1', () => {
    const found = misestimates(handMadePlan({ ...scan(0, 50, 20) }));
    expect(found).toMatchObject([{ estimated: 1, actual: 50, factor: 50, direction: 'under' }]);
    expect(misestimates(handMadePlan({ ...scan(500, 0) }))).toMatchObject([{ factor: 500, direction: 'over' }]);
  });

  test('say nothing of a node that a LIMIT stopped, unless it gave more than expected', () => {
    const limited = (child: ReturnType<typeof scan>) =>
      misestimates(handMadePlan({ type: 'Limit', estimated: planned(1, 10), actual: ran(1, 10), children: [child] }));
    expect(limited(scan(100_000, 10)).map(({ node }) => node.type)).toEqual(['Limit']);
    expect(limited(scan(10, 5000)).map(({ node }) => node.type)).toEqual(['Limit', 'Seq Scan']);
  });

  test('blame a node below a sort again: the sort read it to the end', () => {
    const plan = handMadePlan({
      type: 'Limit',
      estimated: planned(1, 10),
      actual: ran(1, 10),
      children: [{ type: 'Sort', estimated: planned(1, 9000), actual: ran(1, 10), children: [scan(9000, 20)] }],
    });
    expect(misestimateSources(plan, 10).map(({ node }) => node.type)).toEqual(['Seq Scan']);
  });

  test('begin at the deepest node that is off', () => {
    const plan = handMadePlan({
      type: 'Nested Loop',
      estimated: planned(100, 1),
      actual: ran(9, 4000),
      children: [scan(1, 2000), { ...scan(2, 2, 2000), type: 'Index Scan' }],
    });
    expect(misestimateSources(plan, 10).map(({ node }) => node.id)).toEqual(['0.0']);
  });

  test('leave out what was never run', () => {
    expect(misestimates(handMadePlan({ ...scan(100, 0, 0) }))).toEqual([]);
  });
});
