import { expect, test } from 'vitest';
import type { PlanNode } from '#vocabulary/plan.ts';
import { handMadePlan, ran } from './hand-made-plan.fixture.ts';
import { limitOverOrder } from './ordered-limit.ts';
import { weighPlan } from './plan-weights.ts';

type Sketch = Parameters<typeof handMadePlan>[0];

const scan: Sketch = { type: 'Index Scan', relation: 't', index: 't_a', actual: ran(1), parentRelationship: 'Outer' };
const searching: Sketch = { ...scan, conditions: { index: '(a = 1)' } };
const over = (child: Sketch, type = 'Limit'): Sketch => ({
  type,
  actual: ran(2),
  parentRelationship: 'Outer',
  children: [child],
});

function limitOf(root: Sketch): PlanNode | undefined {
  const weights = weighPlan(handMadePlan(root));
  const found = weights.nodes.find(({ node }) => node.type === 'Index Scan');
  return found && limitOverOrder(weights, found.node, undefined)?.node;
}

test('an index that is not searched is read for its order', () => {
  expect(limitOf(over(scan))?.type).toBe('Limit');
});

test('one that is searched may be there for that alone', () => {
  expect(limitOf(over(searching))).toBeUndefined();
  expect(limitOf(over({ ...searching, scanDirection: 'Backward' }))?.type).toBe('Limit');
  expect(limitOf(over(over(searching, 'Merge Append')))?.type).toBe('Limit');
});

test('min() leaves out NULL and takes the first', () => {
  expect(limitOf(over({ ...scan, conditions: { index: '(a IS NOT NULL)' } }))?.type).toBe('Limit');
  expect(limitOf(over({ ...scan, conditions: { index: '((a = 1) AND (b IS NOT NULL))' } }))).toBeUndefined();
});

test('a sort or a grouping in between wants no order', () => {
  expect(limitOf(over(over(scan, 'Sort')))).toBeUndefined();
  expect(limitOf(over(over(scan, 'Aggregate')))).toBeUndefined();
});

test('only the outer side of a nested loop keeps its order', () => {
  const other: Sketch = { type: 'Seq Scan', actual: ran(1) };
  expect(limitOf(over({ type: 'Nested Loop', actual: ran(2), children: [scan, other] }))?.type).toBe('Limit');
  expect(limitOf(over({ type: 'Nested Loop', actual: ran(2), children: [other, scan] }))).toBeUndefined();
});
