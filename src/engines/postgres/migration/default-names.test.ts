import { expect, test } from 'vitest';
import { defaultName } from './default-names.ts';

const free = () => false;

test.each([
  ['orders', ['user_id'], 'fkey', free, 'orders_user_id_fkey'],
  ['orders', ['id'], 'pkey', free, 'orders_pkey'],
  ['orders', ['a', 'b'], 'idx', (name: string) => name === 'orders_a_b_idx', 'orders_a_b_idx1'],
  ['orders', [], 'check', free, 'orders_check'],
] as const)('%s (%s) %s', (table, columns, label, isTaken, name) => {
  expect(defaultName(table, columns, label, isTaken)).toBe(name);
});

test('63 bytes are the most; the longer part gives way', () => {
  const name = defaultName('t'.repeat(50), ['c'.repeat(20)], 'key', free);
  expect(name).toBe(`${'t'.repeat(38)}_${'c'.repeat(20)}_key`);
});
