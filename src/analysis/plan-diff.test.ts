import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Plan, PlanNode } from '#vocabulary/plan.ts';
import { PlanDiff, type ShapeChange, type ShapeChangeKind } from '#vocabulary/plan-diff.ts';
import { type HandMadeNode, handMadePlan, planned, ran } from './hand-made-plan.fixture.ts';
import { diffPlans } from './plan-diff.ts';

const scan = (relation: string, more: Partial<HandMadeNode> = {}): HandMadeNode => ({
  type: 'Seq Scan',
  schema: 'public',
  relation,
  alias: relation,
  estimated: planned(100, 10),
  actual: ran(1, 10),
  ...more,
});
const index = (relation: string, name: string, more: Partial<HandMadeNode> = {}) =>
  scan(relation, { type: 'Index Scan', index: name, ...more });
const join = (
  type: string,
  outer: HandMadeNode,
  inner: HandMadeNode,
  more: Partial<HandMadeNode> = {},
): HandMadeNode => ({
  type,
  joinType: 'Inner',
  estimated: planned(500, 10),
  actual: ran(5, 10),
  children: [
    { parentRelationship: 'Outer', ...outer },
    type === 'Hash Join'
      ? {
          type: 'Hash',
          parentRelationship: 'Inner',
          estimated: planned(110, 10),
          actual: ran(1, 10),
          children: [{ parentRelationship: 'Outer', ...inner }],
        }
      : { parentRelationship: 'Inner', ...inner },
  ],
  ...more,
});
const step = (type: string, child: HandMadeNode, more: Partial<HandMadeNode> = {}): HandMadeNode => ({
  type,
  estimated: planned(600, 10),
  actual: ran(6, 10),
  children: [{ parentRelationship: 'Outer', ...child }],
  ...more,
});
const plan = (root: HandMadeNode, more: Partial<Plan> = {}) => handMadePlan(root, more);
const kinds = (diff: PlanDiff) => diff.shape.map(({ kind }) => kind);

describe('what changed', () => {
  test('a join method and a scan, with the gain', () => {
    const before = plan(join('Nested Loop', scan('orders'), index('users', 'users_pkey')), { executionMs: 320 });
    const after = plan(join('Hash Join', scan('orders'), scan('users')), { executionMs: 100 });
    const diff = diffPlans(before, after);
    expect(kinds(diff).sort()).toEqual(['join-method', 'scan-method']);
    expect(diff.shape.map(({ sentence }) => sentence)).toContain(
      'The join of orders and users went from a nested loop to a hash join.',
    );
    expect(diff.shape.map(({ sentence }) => sentence)).toContain(
      'users is read by a Seq Scan instead of an Index Scan with users_pkey.',
    );
    expect(diff.summary).toMatch(/ \(and 1 more change\); 3\.2 times faster\.$/);
  });

  test('a sort that an index made needless', () => {
    const before = plan(step('Limit', step('Sort', scan('orders'), { sortKey: ['created_at'] })));
    const after = plan(step('Limit', index('orders', 'orders_created_at', { scanDirection: 'Backward' })));
    expect(
      diffPlans(before, after)
        .shape.map(({ sentence }) => sentence)
        .sort(),
    ).toEqual([
      'The sort by created_at is gone.',
      'orders is read by an Index Scan with orders_created_at, backward instead of a Seq Scan.',
    ]);
  });

  test('the order of joins, with nodes put in between', () => {
    const before = plan(join('Hash Join', join('Hash Join', scan('a'), scan('b')), scan('c')));
    const after = plan(join('Hash Join', scan('a'), step('Materialize', join('Hash Join', scan('b'), scan('c')))));
    const diff = diffPlans(before, after);
    expect(kinds(diff)).toContain('join-order');
    expect(diff.shape.find(({ kind }) => kind === 'join-order')?.sentence).toBe(
      'The order of joins changed: first a and b before, first b and c after.',
    );
  });

  test('sides of a join, parallel, strategy of grouping, kind of sort', () => {
    const sides = diffPlans(
      plan(join('Hash Join', scan('a'), scan('b'))),
      plan(join('Hash Join', scan('b'), scan('a'))),
    );
    expect(sides.shape.map(({ sentence }) => sentence)).toEqual([
      'The sides of the hash join of b and a changed places: a is the inner one now.',
    ]);
    const parallel = plan(step('Gather', scan('a', { parallelAware: true }), { workers: { planned: 2 } }));
    expect(diffPlans(plan(scan('a')), parallel).shape.map(({ sentence }) => sentence)).toEqual([
      'It now runs in parallel, with 2 workers planned.',
    ]);
    const [hashed, sorted] = ['Hashed', 'Sorted'].map((strategy) =>
      plan(step('Aggregate', scan('a'), { strategy, groupKey: ['x'] })),
    );
    if (hashed === undefined || sorted === undefined) throw new Error('no plans');
    expect(diffPlans(hashed, sorted).shape.map(({ sentence }) => sentence)).toEqual([
      'Grouping went from a HashAggregate to a GroupAggregate.',
    ]);
  });

  test('a sub-plan that became a join, a relation that is no longer read', () => {
    const subplan = scan('items', { parentRelationship: 'SubPlan', subplanName: 'SubPlan 1' });
    const before = plan({ ...scan('orders'), children: [subplan] });
    const after = plan(join('Hash Join', scan('orders'), scan('items')));
    expect(kinds(diffPlans(before, after))).toEqual(['subplan-to-join']);
    expect(kinds(diffPlans(after, plan(scan('orders'))))).toEqual(expect.arrayContaining(['scan-gone', 'join-gone']));
  });

  test('partitions left out, and read otherwise all together', () => {
    const parts = (names: readonly string[], make = scan) =>
      plan({
        type: 'Append',
        estimated: planned(1000, 40),
        children: names.map((name) => ({ parentRelationship: 'Member', ...make(name) })),
      });
    const some = diffPlans(parts(['p1', 'p2', 'p3', 'p4']), parts(['p3', 'p4']));
    expect(some.shape.map(({ sentence }) => sentence)).toEqual(['4 partitions were read before, 2 after (p3 and p4).']);
    const otherwise = diffPlans(
      parts(['p1', 'p2', 'p3']),
      parts(['p1', 'p2', 'p3'], (name) => index(name, `${name}_i`)),
    );
    expect(otherwise.shape.map(({ sentence }) => sentence)).toEqual([
      '3 partitions (p1 and p2 …) are read by an Index Scan instead of a Seq Scan.',
    ]);
  });

  test('literals, figures and qualified names are no shape; a condition in another place is', () => {
    const with_ = (conditions: PlanNode['conditions'], cost = 100) =>
      plan(scan('orders', { type: 'Index Scan', index: 'i', conditions, estimated: planned(cost, 3) }));
    const before = with_({ index: "(status = 'open'::text)", filter: '(total > 5)' });
    expect(
      diffPlans(before, with_({ index: "(orders.status = 'done'::text)", filter: '((orders.total) > $1)' }, 7)).shape,
    ).toEqual([]);
    expect(kinds(diffPlans(before, with_({ index: "((status = 'open'::text) AND (total > 5))" })))).toEqual([
      'scan-condition',
    ]);
  });

  test('another query, other settings, one not run: said', () => {
    const notRun = handMadePlan(
      { type: 'Seq Scan', relation: 'other', estimated: planned(5, 1) },
      { settings: { work_mem: '64MB' } },
    );
    const diff = diffPlans(plan(scan('orders')), notRun);
    expect(diff.doubts.join(' ')).toMatch(
      /different queries.*Only the plan before was really run.*work_mem: default → 64MB/,
    );
    expect(diff.summary).toMatch(/^These look like plans of two different queries\./);
  });
});

/** Random trees over few tables, so that two of them have much in common. */
const tables = ['a', 'b', 'c', 'd'];
const leaf: fc.Arbitrary<HandMadeNode> = fc
  .tuple(fc.constantFrom(...tables), fc.constantFrom('Seq Scan', 'Index Scan'), fc.constantFrom('i', 'j'), fc.nat(1000))
  .map(([relation, type, name, cost]) =>
    scan(relation, {
      type,
      ...(type === 'Index Scan' ? { index: name } : {}),
      estimated: planned(cost, 3),
      conditions: { filter: `(x = ${cost})` },
    }),
  );
const tree: fc.Arbitrary<HandMadeNode> = fc.letrec<{ node: HandMadeNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    leaf,
    fc
      .tuple(fc.constantFrom('Nested Loop', 'Hash Join', 'Merge Join'), tie('node'), tie('node'))
      .map(([type, outer, inner]) => join(type, outer, inner)),
    fc
      .tuple(fc.constantFrom('Sort', 'Limit', 'Materialize', 'Gather', 'Aggregate', 'Unique'), tie('node'))
      .map(([type, child]) =>
        step(type, child, type === 'Sort' ? { sortKey: ['k'] } : type === 'Aggregate' ? { strategy: 'Hashed' } : {}),
      ),
    fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map(
      (children): HandMadeNode => ({
        type: 'Append',
        estimated: planned(9, 9),
        children: children.map((child) => ({ ...child, parentRelationship: 'Member' })),
      }),
    ),
    fc.tuple(leaf, tie('node')).map(([outer, child]) => ({
      ...outer,
      children: [{ ...child, parentRelationship: 'SubPlan', subplanName: 'SubPlan 1' }],
    })),
  ),
})).node;

const mirrors: Partial<Record<ShapeChangeKind, ShapeChangeKind>> = {
  'scan-appeared': 'scan-gone',
  'scan-gone': 'scan-appeared',
  'join-appeared': 'join-gone',
  'join-gone': 'join-appeared',
  'subplan-to-join': 'join-to-subplan',
  'join-to-subplan': 'subplan-to-join',
  'sort-appeared': 'sort-gone',
  'sort-gone': 'sort-appeared',
  appeared: 'gone',
  gone: 'appeared',
  parallel: 'serial',
  serial: 'parallel',
};
const facts = ({ kind, before, after, weight }: ShapeChange) => ({
  kind,
  before: [...before].sort(),
  after: [...after].sort(),
  weight,
});
const sorted = (changes: readonly object[]) => changes.map((one) => JSON.stringify(one)).sort();

describe('properties', () => {
  test('a plan and itself differ in nothing', () => {
    fc.assert(
      fc.property(tree, (root) => {
        const diff = diffPlans(plan(root), plan(root));
        expect([diff.shape, diff.doubts]).toEqual([[], []]);
        expect(diff.nodes.every(({ before, after }) => before === after)).toBe(true);
        expect(PlanDiff.safeParse(diff).error).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  test('the other way round it is the mirror image', () => {
    fc.assert(
      fc.property(tree, tree, (one, other) => {
        const there = diffPlans(plan(one), plan(other));
        const back = diffPlans(plan(other), plan(one));
        const mirrored = back.shape.map((change) => {
          const { kind, before, after, weight } = facts(change);
          return { kind: mirrors[kind] ?? kind, before: after, after: before, weight };
        });
        expect(sorted(there.shape.map(facts))).toEqual(sorted(mirrored));
        expect(there.nodes.map(({ before, after }) => `${before} ${after}`).sort()).toEqual(
          back.nodes.map(({ before, after }) => `${after} ${before}`).sort(),
        );
      }),
      { numRuns: 500 },
    );
  });

  test('figures and literals alone change no shape', () => {
    fc.assert(
      fc.property(tree, fc.integer({ min: 2, max: 9 }), (root, factor) => {
        const scaled = JSON.parse(
          JSON.stringify(root, (key, value) =>
            typeof value === 'number' && key !== 'loops' ? value * factor : value,
          ).replaceAll(/x = \d+/g, 'x = 7'),
        ) as HandMadeNode;
        expect(diffPlans(plan(root), plan(scaled)).shape).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('a node put in between moves no other', () => {
    fc.assert(
      fc.property(tree, (root) => {
        const diff = diffPlans(plan(root), plan(step('Limit', root)));
        expect(kinds(diff)).toEqual(['appeared']);
      }),
      { numRuns: 200 },
    );
  });
});
