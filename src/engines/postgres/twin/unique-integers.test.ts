import fc from 'fast-check';
import { expect, test } from 'vitest';
import { integerAt, integerRuns, wantedRows } from './unique-integers.ts';

const anyBounds = fc
  .uniqueArray(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 2, maxLength: 40 })
  .map((bounds) => bounds.sort((a, b) => a - b));
const anyRows = fc.integer({ min: 1, max: 2000 });

test('each row has a number of its own, ascending', () => {
  fc.assert(
    fc.property(anyBounds, anyRows, (bounds, rows) => {
      const runs = integerRuns(bounds.map(String), rows) ?? [];
      const numbers = Array.from({ length: rows }, (_, row) => integerAt(runs, row));
      for (const [at, number] of numbers.entries()) if (at > 0) expect(number).toBeGreaterThan(numbers[at - 1] ?? 0);
    }),
  );
});

test('and still, where wanted numbers take the place of some', () => {
  fc.assert(
    fc.property(
      anyBounds,
      anyRows,
      fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 })),
      (bounds, rows, wanted) => {
        const runs = integerRuns(bounds.map(String), rows) ?? [];
        const other = new Map(wantedRows(runs, wanted));
        const numbers = Array.from({ length: rows }, (_, row) => other.get(row) ?? integerAt(runs, row));
        expect(new Set(numbers).size).toBe(rows);
      },
    ),
  );
});

test('a table without gaps stays without, and begins where it did', () => {
  expect(integerRuns(['1', '500', '1000'], 1000)).toEqual([{ first: 0, count: 1000, from: 1, width: 1000 }]);
  // The least value of the sample is 3.
  expect(integerRuns(['3', '500', '998'], 1000)).toEqual([{ first: 0, count: 1000, from: 1, width: 1000 }]);
});

test('where there are gaps, wanted numbers exist', () => {
  const runs = integerRuns(['1', '100000'], 100) ?? [];
  const rows = wantedRows(runs, [4217, 4218, 99]);
  expect(rows.map(([, number]) => number)).toEqual(expect.arrayContaining([4217, 99]));
});

test('numbers beyond what JavaScript can count are left to others', () => {
  expect(integerRuns(['1', '1752345678901234567'], 10)).toBeUndefined();
});
