import { expect, test } from 'vitest';
import { disabledMethods } from './disabled-methods.ts';
import { handMadePlan, ran } from './hand-made-plan.fixture.ts';
import { weighPlan } from './plan-weights.ts';

function namesOf(root: Parameters<typeof handMadePlan>[0], off: string): readonly string[] {
  const plan = handMadePlan(root, { settings: { [off]: 'off', enable_partitionwise_join: 'on' } });
  return disabledMethods(plan, weighPlan(plan), undefined).flatMap(({ names }) => names);
}

const lookUp = {
  type: 'Index Scan',
  relation: 'b',
  conditions: { index: '(b.id = a.b_id)' },
  actual: ran(0.01, 1, 5000),
};
const loop = {
  type: 'Nested Loop',
  actual: ran(90, 5000),
  children: [{ type: 'Seq Scan', relation: 'a', actual: ran(2, 5000) }, lookUp],
};

test('a loop of thousands stands where a hash join could', () => {
  expect(namesOf(loop, 'enable_hashjoin')).toEqual(['enable_hashjoin']);
  expect(namesOf(loop, 'enable_seqscan')).toEqual([]);
});

test('a look-up by key needs no hash join', () => {
  expect(namesOf({ type: 'Index Scan', relation: 'a', actual: ran(1, 1) }, 'enable_hashjoin')).toEqual([]);
});

test('a table read whole for a few rows stands where an index could be searched', () => {
  const scan = {
    type: 'Seq Scan',
    relation: 'a',
    conditions: { filter: '(a.id = 7)' },
    removed: { filter: 9999 },
    actual: ran(9, 1),
  };
  expect(namesOf(scan, 'enable_indexscan')).toEqual(['enable_indexscan']);
  expect(namesOf(scan, 'enable_sort')).toEqual([]);
});
