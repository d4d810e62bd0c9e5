import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadOrder } from './load-order.ts';
import { numberedGroups } from './numbered-groups.ts';
import { numberedTexts } from './numbered-texts.ts';
import { budgetRows } from './row-budget.ts';

describe('budgetRows', () => {
  const anyTables = fc.dictionary(fc.string({ minLength: 1 }), fc.integer({ min: 0, max: 10_000_000 }));

  test('keeps to the limit, and leaves no table empty that has rows', () => {
    fc.assert(
      fc.property(anyTables, fc.integer({ min: 1000, max: 1_000_000 }), (tables, most) => {
        const source = new Map(Object.entries(tables));
        const { rows, factor } = budgetRows(source, most);
        const sum = [...rows.values()].reduce((all, one) => all + one, 0);
        // One row for each table that would have less than one.
        expect(sum).toBeLessThanOrEqual(most + source.size);
        expect(factor).toBeLessThanOrEqual(1);
        for (const [key, count] of source) expect(rows.get(key) === 0).toBe(count === 0);
      }),
    );
  });

  test('small tables stay whole', () => {
    const { rows } = budgetRows(
      new Map([
        ['kinds', 50],
        ['orders', 1_000_000],
      ]),
      100_050,
    );
    expect(Object.fromEntries(rows)).toEqual({ kinds: 50, orders: 100_000 });
  });
});

describe('loadOrder', () => {
  test('what is referred to comes first; a circle is cut', () => {
    const references: Record<string, string[]> = {
      items: ['orders', 'products'],
      orders: ['people'],
      people: ['people', 'schools'],
      schools: ['people'],
    };
    const order = loadOrder(['items', 'orders', 'people', 'products', 'schools'], (key) => references[key] ?? []);
    expect(order).toHaveLength(5);
    for (const [first, second] of [
      ['orders', 'items'],
      ['products', 'items'],
      ['people', 'orders'],
    ] as const) {
      expect(order.indexOf(first)).toBeLessThan(order.indexOf(second));
    }
  });
});

describe('numberedGroups', () => {
  test('the frequencies of line numbers say how many groups have that many lines', () => {
    const pieces = [
      { low: '1', weight: 0.5, pool: 1 },
      { low: '2', weight: 0.3, pool: 1 },
      { low: '3', weight: 0.2, pool: 1 },
    ];
    expect(numberedGroups(pieces, 1000)).toEqual({ first: 1, groups: 500, shares: [1, 0.6, 0.4] });
  });

  test.each([
    [
      'years',
      [
        { low: '2020', weight: 0.5, pool: 1 },
        { low: '2021', weight: 0.5, pool: 1 },
      ],
    ],
    [
      'more of the later ones',
      [
        { low: '1', weight: 0.2, pool: 1 },
        { low: '2', weight: 0.8, pool: 1 },
      ],
    ],
    ['a wide range', [{ low: '1', high: '100000', weight: 1, pool: 10 }]],
    ['nothing', []],
  ])('%s are no such numbers', (_, pieces) => {
    expect(numberedGroups(pieces, 1000)).toBeUndefined();
  });
});

describe('numberedTexts', () => {
  test.each([
    [['SKU-001', 'SKU-050', 'SKU-099'], { before: 'SKU-', digits: 3, behind: [''], numbers: ['1', '50', '99'] }],
    [['No. 1', 'No. 10', 'No. 9'], { before: 'No. ', digits: 0, behind: [''], numbers: ['1', '9', '10'] }],
    [
      ['c.1@a.de', 'c.2@b.de', 'c.3@a.de'],
      { before: 'c.', digits: 0, behind: ['@a.de', '@b.de'], numbers: ['1', '2', '3'] },
    ],
  ])('%j', (known, form) => {
    expect(numberedTexts(known)).toEqual(form);
  });

  test.each([[['anna', 'bert', 'carl']], [['a1', 'b2', 'c3']], [['a1', 'a2']], [['x01', 'x2', 'x003']]])(
    '%j have no such form',
    (known) => {
      expect(numberedTexts(known)).toBeUndefined();
    },
  );
});
