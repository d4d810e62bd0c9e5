import { describe, expect, it } from 'vitest';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { entityAttributeValue } from './entity-attribute-value.ts';

/** Tables in short: columns with their types, and foreign keys to products. */
function found(table: string, columns: Readonly<Record<string, string>>, keys: readonly string[] = ['product_id']) {
  const schema = DatabaseSchema.parse({
    engine: 'postgres',
    searchPath: ['public'],
    tables: [
      {
        schema: 'public',
        name: table,
        columns: Object.entries(columns).map(([name, type]) => ({ name, type, nullable: false })),
        constraints: keys.map((column) => ({
          name: `fk_${column}`,
          kind: 'foreign-key',
          columns: [column],
          references: {
            schema: 'public',
            table: column.replace(/_id$/, 's'),
            columns: ['id'],
            onDelete: 'NO ACTION',
            onUpdate: 'NO ACTION',
          },
          definition: '',
        })),
      },
    ],
    objects: [],
  });
  return [...entityAttributeValue.check({ schema })].map(({ message }) => message);
}

const id = 'bigint';

describe('pairs of attribute and value', () => {
  it.each([
    ['one text', 'product_attributes', { id, product_id: id, attribute_name: 'text', value: 'text' }],
    ['of its own name', 'product_attributes', { product_id: id, attr: 'text', attribute_value: 'text' }],
    [
      'one of each type',
      'product_specs',
      { product_id: id, name: 'text', value_text: 'text', value_number: 'numeric', value_date: 'date' },
    ],
    [
      'the type before',
      'entity_properties',
      { product_id: id, property: 'text', int_value: 'integer', string_value: 'text' },
    ],
    [
      'with what tells of the value',
      'product_fields',
      { product_id: id, field: 'text', value: 'text', value_type: 'text', value_unit: 'text' },
    ],
    [
      'numbers and dates only',
      'product_attributes',
      { product_id: id, attribute: 'text', value_int: 'integer', value_datetime: 'timestamp' },
    ],
  ])('%s', (_, table, columns) => {
    expect(found(table, columns)).toHaveLength(1);
  });

  it('the attribute is a row of its own', () => {
    const columns = { product_id: id, attribute_id: id, value: 'text' };
    expect(found('product_attribute_values', columns, ['product_id', 'attribute_id'])).toHaveLength(1);
  });
});

describe('what only looks like them', () => {
  it.each([
    [
      'which fields there are, and of what type',
      'custom_fields',
      { id, product_id: id, field_name: 'text', value_type: 'text' },
    ],
    [
      'with a default',
      'custom_fields',
      { id, product_id: id, field_name: 'text', value_type: 'text', default_value: 'text' },
    ],
    [
      'with bounds',
      'product_properties',
      { id, product_id: id, property: 'text', value_unit: 'text', min_value: 'numeric', max_value: 'numeric' },
    ],
    [
      'what a field was before',
      'corrections',
      { id, product_id: id, field: 'text', old_value: 'text', new_value: 'text' },
    ],
    ['settings', 'product_settings', { product_id: id, field: 'text', value: 'text' }],
    ['a table about something', 'coupons', { id, product_id: id, name: 'text', value: 'numeric' }],
  ])('%s', (_, table, columns) => {
    expect(found(table, columns)).toEqual([]);
  });
});
