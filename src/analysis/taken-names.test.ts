import { expect, test } from 'vitest';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { IndexDefinition } from '#vocabulary/index-definition.ts';
import { indexName } from './index-name.ts';
import { takenNames } from './taken-names.ts';

const wanted = IndexDefinition.parse({
  schema: 'public',
  table: 'orders',
  name: '',
  keys: [{ column: 'customer_id' }],
});
const schemaWith = (index: object) =>
  DatabaseSchema.parse({
    engine: 'postgres',
    searchPath: ['public'],
    tables: [
      {
        schema: 'public',
        name: 'orders',
        columns: [],
        indexes: [{ ...wanted, name: 'idx_orders_customer_id', ...index }],
      },
    ],
  });

test.each([
  ['what a broken build left gives its name back', { valid: false }, 'idx_orders_customer_id'],
  ['a valid index keeps its name', { valid: true }, /^idx_orders_customer_id_[0-9a-f]{6}$/],
  ['an invalid index of another definition too', { valid: false, keys: [{ column: 'id' }] }, /_[0-9a-f]{6}$/],
])('%s', (_, index, name) => {
  expect(indexName(wanted, takenNames(schemaWith(index), wanted))).toMatch(name);
});
