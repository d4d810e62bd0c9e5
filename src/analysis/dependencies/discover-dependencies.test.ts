import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { discoverDependencies } from './discover-dependencies.ts';
import type { ColumnValues } from './encode-columns.ts';
import { dependencyText } from './functional-dependency.ts';

type Row = readonly unknown[];

function columnsOf(names: readonly string[], rows: readonly Row[]): readonly ColumnValues[] {
  return names.map((name, at) => ({ name, values: rows.map((row) => row[at]) }));
}

/** Sets of up to `width` of the places 0 … count - 1. */
function subsets(count: number, width: number): readonly (readonly number[])[] {
  let sets: number[][] = [[]];
  const all: number[][] = [[]];
  for (let size = 1; size <= width; size += 1) {
    sets = sets.flatMap((set) =>
      Array.from({ length: count }, (_, at) => at)
        .filter((at) => set.every((one) => one < at))
        .map((at) => [...set, at]),
    );
    all.push(...sets);
  }
  return all;
}

function groupsOf(rows: readonly Row[], set: readonly number[]): readonly (readonly Row[])[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify(set.map((at) => row[at] ?? null));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

const same = (one: unknown, other: unknown) => (one ?? null) === (other ?? null);

/** By definition: every group of the determinant agrees; and no part of the determinant does it. */
function bruteForce(names: readonly string[], rows: readonly Row[], width: number) {
  const holds = (set: readonly number[], to: number) =>
    groupsOf(rows, set).every((group) => group.every((row) => same(row[to], group[0]![to])));
  const supportOf = (set: readonly number[], to: number) =>
    groupsOf(rows, set).filter(
      (group) => group.length > 1 && set.every((at) => !same(group[0]![at], null)) && !same(group[0]![to], null),
    ).length;
  const told: string[] = [];
  let nullOnly = 0;
  for (let to = 0; to < names.length; to += 1) {
    const minimal: (readonly number[])[] = [];
    for (const set of subsets(names.length, width)) {
      if (set.includes(to) || minimal.some((one) => one.every((at) => set.includes(at))) || !holds(set, to)) continue;
      minimal.push(set);
      const unique = groupsOf(rows, set).every((group) => group.length === 1);
      const support = supportOf(set, to);
      const determinant = set.map((at) => names[at]!);
      if (unique || support > 0) told.push(`${dependencyText({ determinant, dependent: [names[to]!] })} ${support}`);
      else nullOnly += 1;
    }
  }
  const uniques = subsets(names.length, width).filter((set) => groupsOf(rows, set).length === rows.length);
  const keys = uniques.filter((set) => !uniques.some((one) => one !== set && one.every((at) => set.includes(at))));
  return { told: told.sort(), nullOnly, keys: keys.map((set) => set.map((at) => names[at]!).join()).sort() };
}

const value = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 3 }) },
  { weight: 1, arbitrary: fc.constant(null) },
);
const relation = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 4 })).chain(([count, width]) =>
  fc.record({
    names: fc.constant(Array.from({ length: count }, (_, at) => `c${at}`)),
    rows: fc.array(fc.array(value, { minLength: count, maxLength: count }), { minLength: 2, maxLength: 25 }),
    width: fc.constant(width),
  }),
);

describe('discoverDependencies', () => {
  test('finds what holds by definition, no more and no less', () => {
    fc.assert(
      fc.property(relation, ({ names, rows, width }) => {
        const expected = bruteForce(names, rows, width);
        const { dependencies, keys, counts } = discoverDependencies(columnsOf(names, rows), { width, most: 1e9 });
        expect(dependencies.map((one) => `${dependencyText(one)} ${one.support}`).sort()).toEqual(expected.told);
        expect(counts.nullOnly).toBe(expected.nullOnly);
        const least = keys.filter(
          ({ columns }) =>
            groupsOf(
              rows,
              columns.map((name) => names.indexOf(name)),
            ).length === rows.length,
        );
        const found = new Set(least.map(({ columns }) => columns.join()));
        expect([...found].sort()).toEqual(expected.keys.filter((one) => one !== ''));
      }),
    );
  });

  test('more than 32 columns are no other matter', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(value, { minLength: 40, maxLength: 40 }), { minLength: 2, maxLength: 12 }),
        (rows) => {
          const names = Array.from({ length: 40 }, (_, at) => `c${at}`);
          const { dependencies } = discoverDependencies(columnsOf(names, rows), { width: 1, most: 1e9 });
          expect(dependencies.map((one) => `${dependencyText(one)} ${one.support}`).sort()).toEqual(
            bruteForce(names, rows, 1).told,
          );
        },
      ),
      { numRuns: 20 },
    );
  });

  test('what repeats and agrees is supported; what never repeats, never changes or hardly repeats is not', () => {
    const rows = Array.from({ length: 2000 }, (_, id) => {
      const customer = (id * 7919) % 211;
      return [
        id,
        customer,
        `Customer ${customer}`,
        `city ${(customer * 31) % 17}`,
        'shop',
        (id * 104_729) % 1999,
        (id * 31) % 5,
      ];
    });
    const names = ['id', 'email', 'name', 'city', 'tenant', 'noise', 'status'];
    const { dependencies, keys } = discoverDependencies(columnsOf(names, rows), { width: 2 });
    const kinds = new Map(dependencies.map((one) => [dependencyText(one), one.kind]));
    expect(kinds.get('email -> name')).toBe('supported');
    expect(kinds.get('email -> city')).toBe('supported');
    expect(kinds.get('id -> name')).toBe('key');
    expect(kinds.get('() -> tenant')).toBe('constant');
    expect(dependencies.filter(({ kind }) => kind === 'supported').every(({ bits }) => bits > 1000)).toBe(true);
    expect([...kinds].filter(([text, kind]) => kind === 'supported' && text.includes('noise'))).toEqual([]);
    expect(keys).toContainEqual({ columns: ['id'], kind: 'supported', hasNulls: false });
  });

  test('few rows prove nothing', () => {
    const { dependencies } = discoverDependencies(
      columnsOf(
        ['a', 'b'],
        [
          [1, 'x'],
          [1, 'x'],
          [2, 'y'],
          [3, 'z'],
        ],
      ),
    );
    expect(dependencies.map((one) => [dependencyText(one), one.kind])).toEqual([
      ['a -> b', 'accidental'],
      ['b -> a', 'accidental'],
    ]);
  });

  test('random rows give nothing that is supported', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 8, maxLength: 8 }), {
          minLength: 2,
          maxLength: 60,
        }),
        (rows) => {
          const names = Array.from({ length: 8 }, (_, at) => `c${at}`);
          const { counts } = discoverDependencies(
            columnsOf(names, [...new Map(rows.map((row) => [row.join(), row])).values()]),
          );
          expect(counts.supported).toBe(0);
        },
      ),
    );
  });

  test('a dependency that few rows break is told with them', () => {
    const rows = Array.from({ length: 1000 }, (_, id) => [
      id,
      id % 50,
      `name ${id === 700 || id === 31 ? 'typo' : id % 50}`,
    ]);
    const { approximate } = discoverDependencies(columnsOf(['id', 'email', 'name'], rows), { rowKey: ['id'] });
    const found = approximate.find((one) => dependencyText(one) === 'email -> name');
    expect(found).toMatchObject({ error: 0.002, broken: 2 });
    expect(found?.examples).toEqual([
      { row: 700, key: { id: 700 }, determinant: { email: 0 }, found: 'name typo', usual: 'name 0' },
      { row: 31, key: { id: 31 }, determinant: { email: 31 }, found: 'name typo', usual: 'name 31' },
    ]);
  });

  test('the error is g3: the least rows whose loss makes it hold', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom('x', 'y')), { minLength: 4, maxLength: 40 }),
        (pairs) => {
          const rows = [...pairs, ...Array.from({ length: 400 }, (_, at) => [at % 4, at % 4 < 2 ? 'x' : 'y'] as const)];
          const { approximate } = discoverDependencies(columnsOf(['a', 'b'], rows), { maxError: 0.2 });
          const broken = groupsOf(rows, [0]).reduce((sum, group) => {
            const most = Math.max(...groupsOf(group, [1]).map(({ length }) => length));
            return sum + group.length - most;
          }, 0);
          const found = approximate.find((one) => dependencyText(one) === 'a -> b');
          expect(found?.broken ?? 0).toBe(broken);
          if (found) expect(found.error).toBeCloseTo(broken / rows.length, 12);
        },
      ),
    );
  });

  test('dates, documents and bytes are compared by what they say', () => {
    const rows = Array.from({ length: 60 }, (_, at) => [
      new Date(at % 6),
      { a: [at % 6] },
      Uint8Array.of(at % 6),
      BigInt(at % 6),
      at,
    ]);
    const { dependencies } = discoverDependencies(columnsOf(['day', 'doc', 'raw', 'big', 'id'], rows), { width: 1 });
    expect(dependencies.filter(({ kind }) => kind === 'supported')).toHaveLength(12);
  });

  test('says what it did not look at', () => {
    const rows = Array.from({ length: 300 }, (_, at) =>
      Array.from({ length: 12 }, (__, column) => (at * (column + 3) * 7919) % 13),
    );
    const names = Array.from({ length: 12 }, (_, at) => `c${at}`);
    const whole = discoverDependencies(columnsOf(names, rows));
    expect(whole.unseen).toEqual(['determinants of more than 3 columns']);
    const short = discoverDependencies(columnsOf(names, rows), { limits: { steps: 20_000 }, maxRows: 100 });
    expect(short.unseen[0]).toBe('200 of 300 rows: every 3.0th was read');
    expect(short.unseen.join()).toMatch(/of \d+ determinants of \d columns: time was up/);
    const over = discoverDependencies(columnsOf(names, rows), { limits: { isOver: () => true } });
    expect(over.dependencies.map(({ kind }) => kind)).toEqual(['constant']);
    expect(discoverDependencies(columnsOf(names, rows.slice(0, 1))).unseen).toEqual(['fewer than 2 rows']);
    expect(discoverDependencies([]).unseen).toEqual(['fewer than 2 rows']);
  });
});
