import { expect, it } from 'vitest';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { rowCounts } from './row-counts.ts';

const table = (name: string, parents: readonly string[] = [], key: readonly string[] = ['id']) => ({
  schema: 'public',
  name,
  columns: ['id', ...parents.map((parent) => `${parent}_id`)].map((column) => ({
    name: column,
    type: 'bigint',
    nullable: false,
  })),
  constraints: [
    { name: 'pk', kind: 'primary-key' as const, columns: [...key], definition: '' },
    ...parents.map((parent) => ({
      name: `${name}_${parent}`,
      kind: 'foreign-key' as const,
      columns: [`${parent}_id`],
      references: { schema: 'public', table: parent, columns: ['id'], onDelete: '', onUpdate: '' },
      definition: '',
    })),
  ],
});

const schema = DatabaseSchema.parse({
  engine: 'postgres',
  searchPath: ['public'],
  tables: [
    table('order_items', ['orders', 'products']),
    table('orders', ['users']),
    table('users', ['countries']),
    table('countries'),
    table('products', ['categories']),
    table('categories'),
    table('profiles', ['users'], ['users_id']),
    table('follows', ['users', 'products'], ['users_id', 'products_id']),
  ],
});

function counts(total: number, stated: Readonly<Record<string, number>> = {}): Readonly<Record<string, number>> {
  return Object.fromEntries(rowCounts(schema, total, stated).map(({ table: { name }, rows }) => [name, rows]));
}

it('shares the rows out: few to look up, most at the end of the foreign keys', () => {
  const rows = counts(100_000);
  const { users = 0, orders = 0, order_items: items = 0, profiles = 0 } = rows;
  expect(Object.values(rows).reduce((sum, one) => sum + one, 0)).toBeGreaterThan(97_000);
  expect(rows).toMatchObject({ countries: 60, categories: 30 });
  expect(orders).toBeGreaterThan(users);
  expect(items).toBeGreaterThan(orders);
  expect(profiles).toBeLessThanOrEqual(users);
});

it('keeps what is stated, and lets the children follow', () => {
  const rows = counts(10_000, { orders: 2000, 'public.users': 100 });
  expect(rows).toMatchObject({ orders: 2000, users: 100 });
  expect(rows['order_items']).toBeGreaterThan(2000);
  expect(rows['profiles']).toBeLessThanOrEqual(100);
  expect(rows['follows']).toBeLessThanOrEqual(50 * (rows['products'] ?? 0));
});

it('gives every table a row, however few are asked for', () => {
  expect(Math.min(...Object.values(counts(1)))).toBe(1);
});
