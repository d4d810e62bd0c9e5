import { expect, it } from 'vitest';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { guardedTables, plainDefault } from './guarded-tables.ts';

it.each([
  ["'pending'::order_status", 'pending'],
  ["'it''s'::character varying", "it's"],
  ['0', '0'],
  ['(0)::numeric(12,2)', '0'],
  ["'{}'::text[]", '{}'],
  ['false', 'f'],
  ['now()', undefined],
  ["nextval('orders_id_seq'::regclass)", undefined],
  [undefined, undefined],
])('of the default %s is left %s', (expression, value) => {
  const column = {
    name: 'a',
    type: 'text',
    nullable: false,
    ...(expression === undefined ? {} : { default: expression }),
  };
  expect(plainDefault(column)).toBe(value);
});

it('counts tables with triggers, and what they refer to', () => {
  const table = (name: string, parent?: string) => ({
    schema: 'public',
    name,
    columns: [{ name: 'id', type: 'integer', nullable: false }],
    constraints:
      parent === undefined
        ? []
        : [
            {
              name: 'fk',
              kind: 'foreign-key' as const,
              columns: ['id'],
              references: { schema: 'public', table: parent, columns: ['id'], onDelete: '', onUpdate: '' },
              definition: '',
            },
          ],
  });
  const schema = DatabaseSchema.parse({
    engine: 'postgres',
    searchPath: ['public'],
    tables: [table('users'), table('orders', 'users'), table('lines', 'orders')],
    objects: [{ kind: 'trigger', schema: 'public', name: 'guard', table: 'lines', definition: '' }],
  });
  expect([...guardedTables(schema)].map(({ name }) => name)).toEqual(['lines', 'orders']);
});
