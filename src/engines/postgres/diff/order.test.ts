import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inOrder } from './order.ts';

test('each step stands behind what it waits for, whatever order they came in', () => {
  const edges = fc.array(fc.tuple(fc.nat(19), fc.nat(19)), { maxLength: 60 });
  fc.assert(
    fc.property(edges, fc.shuffledSubarray([...Array(20).keys()], { minLength: 20 }), (pairs, shuffled) => {
      // From smaller to larger: no circle.
      const before = new Map<string, Set<string>>();
      for (const [a, b] of pairs) {
        if (a === b) continue;
        const [first, then] = [String(Math.min(a, b)), String(Math.max(a, b))];
        before.set(then, (before.get(then) ?? new Set()).add(first));
      }
      const steps = shuffled.map((number) => ({ id: String(number), rank: String(number % 3) }));
      const { ids, circle } = inOrder(steps, before);
      expect(circle).toEqual([]);
      expect([...ids].sort()).toEqual(steps.map(({ id }) => id).sort());
      for (const [then, firsts] of before) {
        for (const first of firsts) expect(ids.indexOf(first)).toBeLessThan(ids.indexOf(then));
      }
      expect(inOrder(steps.toReversed(), before).ids).toEqual(ids);
    }),
  );
});

test('a circle is told', () => {
  const steps = ['a', 'b', 'c', 'd'].map((id) => ({ id, rank: '' }));
  const before = new Map([
    ['b', new Set(['a', 'd'])],
    ['c', new Set(['b'])],
    ['d', new Set(['c'])],
  ]);
  const { ids, circle } = inOrder(steps, before);
  expect(ids).toEqual(['a']);
  expect([...circle].sort()).toEqual(['b', 'c', 'd']);
});
