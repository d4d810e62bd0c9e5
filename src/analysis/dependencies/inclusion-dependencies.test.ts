import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inclusionDependencies, type TableValues } from './inclusion-dependencies.ts';

const count = (size: number, value: (at: number) => unknown) => Array.from({ length: size }, (_, at) => value(at));

const shop: readonly TableValues[] = [
  {
    table: 'customers',
    complete: true,
    columns: [
      { name: 'id', type: 'bigint', values: count(100, (at) => String(at + 1)) },
      { name: 'email', type: 'text', values: count(100, (at) => `c${at}@example.com`) },
      {
        name: 'referrer_id',
        type: 'bigint',
        values: count(100, (at) => (at % 3 ? String(1 + ((at * 7) % 100)) : null)),
      },
    ],
  },
  {
    table: 'orders',
    complete: true,
    columns: [
      { name: 'id', type: 'bigint', values: count(80, (at) => String(at + 1)) },
      { name: 'customer_id', type: 'integer', values: count(80, (at) => 1 + ((at * 31) % 90)) },
      { name: 'contact', type: 'text', values: count(80, (at) => `c${(at * 31) % 90}@example.com`) },
      { name: 'quantity', type: 'integer', values: count(80, (at) => 1 + (at % 5)) },
      { name: 'note', type: 'text', values: count(80, () => null) },
    ],
  },
];

describe('inclusionDependencies', () => {
  const { dependencies, unseen } = inclusionDependencies(shop);
  const kinds = Object.fromEntries(
    dependencies.map(({ from, to, kind }) => [`${from.table}.${from.column} -> ${to.table}.${to.column}`, kind]),
  );

  test('finds references by values and name', () => {
    expect(kinds).toMatchObject({
      'orders.customer_id -> customers.id': 'likely',
      'customers.referrer_id -> customers.id': 'likely',
      'orders.contact -> customers.email': 'possible',
      'orders.quantity -> customers.id': 'accidental',
      'orders.id -> customers.id': 'accidental',
    });
    expect(dependencies[0]).toMatchObject({
      from: { column: 'customer_id' },
      typeScore: 0.7,
      nameScore: 1,
      values: 80,
    });
    expect(Object.keys(kinds).filter((one) => one.includes('note'))).toEqual([]);
    expect(unseen).toEqual(['references of two and more columns']);
  });

  test('values that are missing are named, where some may be', () => {
    const orders = {
      ...shop[1]!,
      columns: [{ name: 'customer_id', type: 'bigint', values: [...count(99, (at) => at + 1), 999] }],
    };
    expect(
      inclusionDependencies([shop[0]!, orders]).dependencies.filter(({ from }) => from.table === 'orders'),
    ).toEqual([]);
    const { dependencies: near } = inclusionDependencies([shop[0]!, orders], { maxMissing: 0.05 });
    expect(near[0]).toMatchObject({ missingValues: 1, missing: [999], from: { table: 'orders' } });
  });

  test('time that is up is told', () => {
    const { dependencies: none, unseen: left } = inclusionDependencies(shop, { limits: { isOver: () => true } });
    expect(none).toEqual([]);
    expect(left[0]).toMatch(/^\d+ pairs of columns: time was up$/);
  });

  test('includes what is included, by definition', () => {
    const values = fc.array(fc.option(fc.integer({ min: 0, max: 6 })), { maxLength: 8 });
    fc.assert(
      fc.property(values, values, (one, other) => {
        const table = (name: string, column: readonly unknown[]): TableValues => ({
          table: name,
          complete: true,
          columns: [{ name: 'n', type: 'integer', values: column }],
        });
        const present = (list: typeof one) => list.filter((value) => value !== null);
        const target = present(other);
        const expected =
          present(one).length > 0 &&
          new Set(target).size === target.length &&
          target.length > 1 &&
          present(one).every((value) => target.includes(value));
        const found = inclusionDependencies([table('a', one), table('b', other)]).dependencies;
        expect(found.some(({ from }) => from.table === 'a')).toBe(expected);
      }),
    );
  });
});
