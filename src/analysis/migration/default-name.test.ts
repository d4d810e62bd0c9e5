import { expect, test } from 'vitest';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { defaultName } from './default-name.ts';

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
