import { expect, test } from 'vitest';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { foreignKey, referencingIndex, triggerKind } from './trigger-costs.ts';

const column = (name: string) => ({ name, type: 'integer', nullable: true });
const key = (method: string, columns: string[], predicate?: string) => ({
  schema: 'public',
  table: 'orders',
  name: columns.join('_'),
  method,
  keys: columns.map((one) => ({ column: one })),
  ...(predicate === undefined ? {} : { predicate }),
});
const schemaWith = (indexes: readonly unknown[]) =>
  DatabaseSchema.parse({
    engine: 'postgres',
    searchPath: ['public'],
    tables: [
      { schema: 'public', name: 'shops', columns: [column('a'), column('b')] },
      {
        schema: 'public',
        name: 'orders',
        columns: [column('a'), column('b')],
        indexes,
        constraints: [
          {
            name: 'orders_fk',
            kind: 'foreign-key',
            columns: ['a', 'b'],
            references: {
              schema: 'public',
              table: 'shops',
              columns: ['a', 'b'],
              onDelete: 'no action',
              onUpdate: 'no action',
            },
            definition: 'FOREIGN KEY (a, b) REFERENCES shops(a, b)',
          },
        ],
      },
    ],
  });

test('the server’s own names tell the sides of a foreign key', () => {
  const run = (name: string, constraint?: string) => ({
    name,
    calls: 1,
    ...(constraint === undefined ? {} : { constraint }),
  });
  expect(triggerKind(run('RI_ConstraintTrigger_a_16404', 'orders_fk'))).toBe('referenced');
  expect(triggerKind(run('RI_ConstraintTrigger_c_16406', 'orders_fk'))).toBe('referencing');
  expect(triggerKind(run('PK_ConstraintTrigger_16409', 'orders_pkey'))).toBe('other');
  expect(triggerKind(run('orders_audit'))).toBe('user');
  expect(triggerKind(run('orders_fk', 'orders_fk'))).toBe('referenced');
  expect(triggerKind({ ...run('orders_fk', 'orders_fk'), relation: 'orders' }, schemaWith([]))).toBe('referencing');
  expect(triggerKind(run('my_check', 'my_check'), schemaWith([]))).toBe('user');
});

test('an index serves that begins with the referencing columns, in any order', () => {
  const missing = (indexes: readonly unknown[]) => {
    const schema = schemaWith(indexes);
    const found = foreignKey({ name: 'x', constraint: 'orders_fk', calls: 1 }, schema);
    return found && referencingIndex(found.table, found.constraint.columns, schema)?.name;
  };
  expect(missing([])).toBe('idx_orders_a_b');
  expect(missing([key('btree', ['b', 'a'])])).toBeUndefined();
  expect(missing([key('btree', ['a'])])).toBe('idx_orders_a_b');
  expect(missing([key('btree', ['a', 'b'], 'a > 0')])).toBe('idx_orders_a_b');
});
