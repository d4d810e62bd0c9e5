import { expect, test } from 'vitest';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { defaultName, firstFreeName } from './default-name.ts';

const long = 'a_table_with_a_name_of_nearly_sixty_three_bytes_as_people_do';
const schema = DatabaseSchema.parse({
  engine: 'postgres',
  searchPath: ['public'],
  tables: [
    {
      schema: 'public',
      name: 'orders',
      columns: [],
      constraints: [{ name: 'orders_total_check', kind: 'check', columns: ['total'], definition: 'CHECK (true)' }],
    },
  ],
});

test('a name is what PostgreSQL would give', () => {
  const orders = { schema: 'public', name: 'orders' };
  expect(defaultName(orders, ['user_id'], 'fkey', schema)).toBe('orders_user_id_fkey');
  expect(defaultName(orders, ['id'], 'pkey', schema)).toBe('orders_pkey');
  expect(defaultName(orders, [], 'check', schema)).toBe('orders_check');
  expect(defaultName(orders, ['total'], 'check', schema)).toBe('orders_total_check1');
});

test('a long one is cut to 63 bytes, from the longer part', () => {
  const name = defaultName({ schema: 'public', name: long }, ['customer_id'], 'fkey', schema);
  expect(name).toHaveLength(63);
  expect(name).toMatch(/^a_table_with_a_name_.*_customer_id_fkey$/);
});

test('a number goes on behind what is taken', () => {
  const taken = ['orders_a_b_idx', 'orders_a_b_idx1'];
  expect(firstFreeName('orders', ['a', 'b'], 'idx', (name) => taken.includes(name))).toBe('orders_a_b_idx2');
  expect(firstFreeName('t'.repeat(50), ['c'.repeat(20)], 'key', () => false)).toBe(
    `${'t'.repeat(38)}_${'c'.repeat(20)}_key`,
  );
});
