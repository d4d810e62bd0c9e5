import { describe, expect, test } from 'vitest';
import { isPlural, singular } from '#analysis/plural.ts';
import { DatabaseSchema, type Table } from '#vocabulary/database-schema.ts';
import type { TableSample } from '#vocabulary/table-sample.ts';
import { computedColumns, copiedColumns } from './derived-columns.ts';
import { majority } from './majority.ts';
import { missingReferences } from './missing-references.ts';
import { moneyName } from './money-words.ts';
import { nameWords } from './name-words.ts';
import { constraintStyle, indexStyle, pluralStyle } from './naming-styles.ts';
import { reviewedTables } from './reviewed-tables.ts';
import { separatedList } from './separated-list.ts';
import { tableDependencies } from './table-dependencies.ts';
import { integerBytes, typeFamily, typeLength } from './type-family.ts';

describe('words of names', () => {
  test.each([
    ['created_at', ['created', 'at']],
    ['createdAt', ['created', 'at']],
    ['HTTPStatus', ['http', 'status']],
    ['phone2', ['phone', '2']],
    ['Größe des Felds', ['größe', 'des', 'felds']],
    ['__', []],
  ])('%s', (name, words) => {
    expect(nameWords(name)).toEqual(words);
  });

  test.each([
    ['orders', 'order'],
    ['categories', 'category'],
    ['addresses', 'address'],
    ['boxes', 'box'],
    ['statuses', 'status'],
    ['people', 'person'],
    ['houses', 'house'],
    ['cases', 'case'],
    ['warehouses', 'warehouse'],
    ['enterprises', 'enterprise'],
    ['batches', 'batch'],
    ['days', 'day'],
    ['indices', 'index'],
    ['keys', 'key'],
    ['news', 'news'],
    ['status', 'status'],
    ['stock', 'stock'],
    ['bus', 'bus'],
  ])('one of %s is %s', (many, one) => {
    expect(singular(many)).toBe(one);
    expect(singular(one)).toBe(one);
  });

  test('words that do not show their number have no say', () => {
    expect(['orders', 'order', 'data', 'stock', 'news', 'address'].map(isPlural)).toEqual([
      ...[true, false, undefined, undefined, undefined, undefined],
    ]);
    expect(pluralStyle('order_items')).toBe('plural');
    expect(pluralStyle('orders_2024')).toBe('plural');
  });
});

test('types, as servers and people write them', () => {
  expect(
    [
      'numeric(12,2)',
      'timestamp(3) with time zone',
      'character varying(255)',
      'character(2)',
      'text[]',
      'DOUBLE',
      '"app".status',
      'public.citext',
    ].map(typeFamily),
  ).toEqual(['exact', 'timestamptz', 'text', 'padded', 'other', 'float', 'other', 'text']);
  expect([typeLength('character varying(255)'), typeLength('text')]).toEqual([255, undefined]);
  expect(['smallint', 'int', 'bigint', 'text'].map(integerBytes)).toEqual([2, 4, 8, undefined]);
});

describe('money by its name', () => {
  const of = (table: string, column: string) => moneyName({ name: table }, column);
  test.each([
    ['products', 'unit_price', 'sure'],
    ['employees', 'salary', 'sure'],
    ['orders', 'total', 'likely'],
    ['recipes', 'amount', 'unsure'],
    ['rides', 'total_distance', undefined],
    ['orders', 'tax_rate', undefined],
    ['orders', 'discount_percent', undefined],
    ['products', 'price_list_id', undefined],
    ['prices', 'price_updated_at', undefined],
    ['batteries', 'charge_level', undefined],
    ['items', 'weight', undefined],
  ])('%s.%s: %s', (table, column, certainty) => {
    expect(of(table, column)).toBe(certainty);
  });
});

describe('lists in texts', () => {
  test('short members that come again', () => {
    expect(separatedList(['red,blue', 'red', 'blue, green', 'green,red'])).toMatchObject({ separator: ',', lists: 3 });
    expect(separatedList(['12,7,900', '4,12', '7', '33,12'])).toMatchObject({ separator: ',' });
    expect(separatedList(['a|b', 'b|c', 'c|a', 'a'])?.separator).toBe('|');
  });
  test.each([
    ['addresses', ['1 Main St, Berlin', '7 High St, London', '9 Low St, Paris', '4 Side St, Rome']],
    ['names', ['Miller, John', 'Smith, Anna', 'Jones, Peter', 'Meier, Eva']],
    ['sentences', ['First, be kind.', 'Then, be quick.', 'First, be kind!', 'At last, rest.']],
    ['thousands', ['1,234', '5,678', '12,345,678', '1,111']],
    ['coordinates', ['52.52,13.40', '48.85,2.35', '52.52,2.35', '48.85,13.40']],
    ['JSON', ['{"a":1,"b":2}', '{"a":1,"b":3}', '[1,2]', '[1,2]']],
    ['too few', ['a,b', 'a']],
    ['nothing', ['', '', '']],
  ])('%s are none', (_, values) => {
    expect(separatedList(values)).toBeUndefined();
  });
});

test('a habit needs six and three quarters of them', () => {
  const style = (name: string) => (name === '?' ? undefined : name.slice(0, 1));
  expect(majority(['a1', 'a2', 'a3', 'a4', 'a5'], style)).toBeUndefined();
  expect(majority(['a1', 'a2', 'a3', 'a4', 'a5', 'b', '?', '?'], style)).toMatchObject({
    style: 'a',
    deviants: [{ item: 'b' }],
  });
  expect(majority(['a1', 'a2', 'a3', 'a4', 'b1', 'b2'], style)).toBeUndefined();
});

test('styles of names', () => {
  expect(
    ['idx_orders_user_id', 'orders_user_id_idx', 'orders_user_id_idx1', 'ix_orders', 'whatever'].map(indexStyle),
  ).toEqual([...['idx_table_column', 'table_column_idx', 'table_column_idx', 'ix_table_column', 'names of their own']]);
  expect(constraintStyle('orders_user_id_fkey', 'foreign-key')).toBe('table_column_fkey');
  expect(constraintStyle('chk_orders_total', 'check')).toBe('chk_table_column');
});

interface Drawn {
  readonly [table: string]: {
    readonly columns: Readonly<Record<string, string>>;
    readonly key?: readonly string[];
    readonly to?: Readonly<Record<string, string>>;
  };
}

function schemaOf(tables: Drawn): DatabaseSchema {
  return DatabaseSchema.parse({
    engine: 'postgres',
    searchPath: ['public'],
    tables: Object.entries(tables).map(([name, { columns, key = ['id'], to = {} }]) => ({
      schema: 'public',
      name,
      columns: Object.entries(columns).map(([column, type]) => ({ name: column, type, nullable: false })),
      constraints: [
        { name: `${name}_pkey`, kind: 'primary-key', columns: key, definition: '' },
        ...Object.entries(to).map(([column, parent]) => ({
          name: `fk_${name}_${column}`,
          kind: 'foreign-key',
          columns: [column],
          references: {
            schema: 'public',
            table: parent,
            columns: ['id'],
            onDelete: 'NO ACTION',
            onUpdate: 'NO ACTION',
          },
          definition: '',
        })),
      ],
    })),
  });
}

function sampleOf(
  table: string,
  columns: readonly string[],
  rows: readonly (readonly (string | null)[])[],
): TableSample {
  return { schema: 'public', table, columns: [...columns], rows: rows.map((row) => [...row]), whole: true, cut: [] };
}

describe('references without a foreign key', () => {
  const id = 'bigint';
  const found = (tables: Drawn, samples?: readonly TableSample[]) =>
    missingReferences(schemaOf(tables), samples).map(
      ({ table, column, parent, key, certainty }) => `${table.name}.${column} -> ${parent.name}.${key} (${certainty})`,
    );

  test('by name, role and parent', () => {
    expect(
      found({
        users: { columns: { id } },
        addresses: { columns: { id } },
        order_items: { columns: { id, order_item_id: id } },
        orders: { columns: { id, user_id: id, billing_address_id: id, parent_id: id } },
      }),
    ).toEqual([
      'order_items.order_item_id -> order_items.id (role)',
      'orders.user_id -> users.id (named)',
      'orders.billing_address_id -> addresses.id (role)',
      'orders.parent_id -> orders.id (role)',
    ]);
  });

  test('not for other types, other systems, logs, pairs with a type, keys of several columns', () => {
    expect(
      found({
        users: { columns: { id } },
        parts: { columns: { a: id, b: id }, key: ['a', 'b'] },
        orders: { columns: { id, stripe_user_id: id, part_id: id, user_uuid: 'text' } },
        likes: { columns: { id, user_id: id, user_type: 'text' } },
        login_history: { columns: { id, user_id: id } },
        tied: { columns: { id, user_id: id }, to: { user_id: 'users' } },
      }),
    ).toEqual([]);
  });

  test('the rows decide', () => {
    const tables: Drawn = { users: { columns: { id } }, carts: { columns: { id, user_id: id } } };
    const users = sampleOf('users', ['id'], [['1'], ['2'], ['3']]);
    const carts = (...values: (string | null)[]) =>
      sampleOf(
        'carts',
        ['user_id'],
        values.map((value) => [value]),
      );
    expect(found(tables, [users, carts('1', '3', null)])).toHaveLength(1);
    expect(found(tables, [users, carts('7', '8', '9')])).toEqual([]);
    // A part of the parent cannot tell what is not there.
    expect(found(tables, [{ ...users, whole: false }, carts('7', '8', '9')])).toHaveLength(1);
  });
});

test('tables of tools and partitions are not reviewed', () => {
  const schema = schemaOf({
    orders: { columns: { id: 'bigint' } },
    _prisma_migrations: { columns: { id: 'text' } },
    flyway_schema_history: { columns: { id: 'text' } },
    migration_plans: { columns: { id: 'text' } },
  });
  expect(reviewedTables(schema).map(({ name }) => name)).toEqual(['orders', 'migration_plans']);
});

describe('columns that others say', () => {
  const lines = schemaOf({
    customers: { columns: { id: 'integer', name: 'text' } },
    lines: {
      columns: {
        id: 'integer',
        customer_id: 'integer',
        customer_name: 'text',
        quantity: 'integer',
        price: 'numeric(9,2)',
        total: 'numeric(9,2)',
      },
      to: { customer_id: 'customers' },
    },
  });
  const table = lines.tables[1] as Table;
  const rows = (total: (quantity: number, price: number) => number, name = (customer: number) => `Name ${customer}`) =>
    Array.from({ length: 60 }, (_, at) => {
      const [customer, quantity, price] = [at % 12, (at % 7) + 1, 3 + (at % 11) / 4];
      return [at, customer, name(customer), quantity, price, total(quantity, price)].map(String);
    });
  const names = ['id', 'customer_id', 'customer_name', 'quantity', 'price', 'total'];
  const customers = sampleOf(
    'customers',
    ['id', 'name'],
    Array.from({ length: 12 }, (_, at) => [String(at), `Name ${at}`]),
  );

  test('a product, to the cent', () => {
    const of = (total: (quantity: number, price: number) => number) =>
      computedColumns(table, sampleOf('lines', names, rows(total))).map(({ column, of: by }) => `${column} = ${by}`);
    expect(of((quantity, price) => quantity * price)).toEqual(['total = quantity * price']);
    expect(of((quantity, price) => Math.round(quantity * price * 100) / 100)).toEqual(['total = quantity * price']);
    expect(of((quantity, price) => quantity + price)).toEqual(['total = quantity + price']);
    expect(of((quantity, price) => quantity * price + (quantity === 3 ? 1 : 0))).toEqual([]);
    expect(of(() => 5)).toEqual([]);
  });

  test('a copy of the row referred to', () => {
    const of = (name?: (customer: number) => string) =>
      copiedColumns(table, lines, [
        customers,
        sampleOf(
          'lines',
          names,
          rows(() => 1, name),
        ),
      ]).map(({ column, of: by }) => `${column}: ${by}`);
    expect(of()).toEqual(['customer_name: customers.name, by customer_id']);
    expect(of((customer) => `Name ${customer === 4 ? 5 : customer}`)).toEqual([]);
  });
});

describe('dependencies between columns', () => {
  const columns = { id: 'integer', zip: 'text', city: 'text', note: 'text' };
  const schema = schemaOf({ shops: { columns } });
  const names = Object.keys(columns);
  const rows = (city: (zip: number, at: number) => string, number = 400) =>
    Array.from({ length: number }, (_, at) => {
      const zip = ((at * 7919) % 101) % 40;
      return [String(at), `Z${zip}`, city(zip, at), `note ${(at * 31) % 13}`];
    });
  const found = (values: readonly (readonly string[])[]) =>
    tableDependencies(schema, [sampleOf('shops', names, values)]).map(
      ({ determinant, dependents, breaks }) => `${breaks}: ${determinant.join()} -> ${dependents.join()}`,
    );

  test('a zip and its city', () => {
    expect(found(rows((zip) => `City ${zip % 20}`))).toEqual(['3NF: zip -> city']);
  });
  test('one row against it is enough to be silent', () => {
    expect(found(rows((zip, at) => (at === 17 ? 'Elsewhere' : `City ${zip % 20}`)))).toEqual([]);
  });
  test('chance and few rows say nothing', () => {
    expect(found(rows((_, at) => `City ${(at * 17) % 23}`))).toEqual([]);
    expect(found(rows((zip) => `City ${zip % 20}`, 60))).toEqual([]);
  });
});
