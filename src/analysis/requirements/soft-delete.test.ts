import { expect, test } from 'vitest';
import { readLivingOnly } from './soft-delete.ts';

const read = (sql: string) =>
  readLivingOnly({
    name: 'homes',
    entities: { listing: { softDelete: true }, property: { softDelete: true }, price: {} },
    access: [{ name: 'x', entity: 'listing', sql }],
  }).access?.[0]?.sql;

test('a statement of the domain leaves out what is marked as deleted', () => {
  expect(
    read(
      'SELECT l.id FROM listings AS l JOIN properties AS p ON p.id = l.property_id JOIN prices AS q WHERE p.city = $1',
    ),
  ).toBe(
    'SELECT l.id FROM listings AS l JOIN properties AS p ON p.id = l.property_id JOIN prices AS q WHERE l.deleted_at IS NULL AND p.deleted_at IS NULL AND p.city = $1',
  );
});

test.each([
  'SELECT 1 FROM listings AS l WHERE l.deleted_at IS NULL',
  'SELECT 1 FROM listings AS l WHERE l.a = $1 OR l.b = $1',
  'SELECT 1 FROM prices AS q LEFT JOIN listings AS l ON l.id = q.listing_id WHERE q.a = $1',
  'SELECT 1 FROM prices AS q WHERE q.a = $1',
])('left alone: %s', (sql) => expect(read(sql)).toBe(sql));
