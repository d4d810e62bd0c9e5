import { expect, it } from 'vitest';
import { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import { meaningReader } from './read-meanings.ts';

const schema = DatabaseSchema.parse({ engine: 'postgres', searchPath: ['public'], tables: [] });

it.each([
  ['users', 'firstName', 'text', 'given-name'],
  ['users', 'Last Name', 'text', 'family-name'],
  ['users', 'name', 'text', 'full-name'],
  ['products', 'name', 'text', 'thing-name'],
  ['countries', 'name', 'text', 'country-name'],
  ['countries', 'code', 'character(2)', 'country-code'],
  ['coupons', 'code', 'text', 'code'],
  ['orders', 'order_number', 'text', 'number-code'],
  ['orders', 'status', 'text', 'status'],
  ['orders', 'billing_email', 'text', 'email'],
  ['orders', 'paid_at', 'timestamp with time zone', 'later'],
  ['orders', 'placed_at', 'timestamp with time zone', 'created'],
  ['orders', 'total_cents', 'bigint', 'cents'],
  ['orders', 'total', 'numeric(10,2)', 'amount'],
  ['order_items', 'unit_price', 'numeric(10,2)', 'price'],
  ['order_items', 'line_no', 'smallint', 'position'],
  ['places', 'latitude', 'numeric(9,6)', 'latitude'],
  ['places', 'zip_code', 'text', 'postal-code'],
  ['bookings', 'starts_at', 'timestamp with time zone', 'start'],
  ['bookings', 'check_out', 'date', 'end'],
  ['people', 'date_of_birth', 'date', 'birth'],
  ['sessions', 'ip_address', 'inet', 'ip'],
  ['posts', 'tags', 'text[]', 'list'],
  ['posts', 'is_published', 'boolean', 'flag'],
  ['posts', 'xyzzy', 'text', undefined],
])('%s.%s of type %s is %s', (table, column, type, meaning) => {
  const found = meaningReader(schema)(
    Table.parse({ schema: 'public', name: table, columns: [{ name: column, type, nullable: false }] }),
  );
  expect(found.get(column)).toBe(meaning);
});

it('reads the comment where the name says nothing', () => {
  const columns = [{ name: 'xyzzy', type: 'text', nullable: false, comment: 'An ISO 4217 code.' }];
  const found = meaningReader(schema)(Table.parse({ schema: 'public', name: 'things', columns }));
  expect(found.get('xyzzy')).toBe('currency');
});
