import { expect, test } from 'vitest';
import { Table } from '#vocabulary/database-schema.ts';
import { declaredDependencies } from './declared-dependencies.ts';

test('keys that no NULL weakens determine the rest', () => {
  const column = (name: string, nullable = false) => ({ name, type: 'text', nullable });
  const index = (name: string, keys: readonly string[], predicate?: string) => ({
    ...{ schema: 'public', table: 'users', name, unique: true, keys: keys.map((one) => ({ column: one })) },
    ...(predicate === undefined ? {} : { predicate }),
  });
  const table = Table.parse({
    ...{ schema: 'public', name: 'users' },
    columns: [column('id'), column('email'), column('phone', true), column('tenant'), column('handle')],
    constraints: [
      { name: 'users_pkey', kind: 'primary-key', columns: ['id'], definition: 'PRIMARY KEY (id)' },
      { name: 'users_phone_key', kind: 'unique', columns: ['phone'], definition: 'UNIQUE (phone)' },
    ],
    indexes: [
      index('users_pkey', ['id']),
      index('by_handle', ['tenant', 'handle']),
      index('live', ['email'], 'tenant IS NOT NULL'),
    ],
  });
  expect(declaredDependencies(table)).toEqual([
    { determinant: ['id'], dependent: ['email', 'phone', 'tenant', 'handle'] },
    { determinant: ['tenant', 'handle'], dependent: ['id', 'email', 'phone'] },
  ]);
});
