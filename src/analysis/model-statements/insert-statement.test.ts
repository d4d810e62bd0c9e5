import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readInsert, writeInsert } from './insert-statement.ts';

test('values with quotes, commas and parentheses stay whole', () => {
  expect(readInsert("INSERT INTO a (id, b) VALUES (1, 'it''s (x, y)'), (2, coalesce(NULL, 'z'))")).toEqual({
    table: 'a',
    columns: ['id', 'b'],
    rows: [
      ['1', "'it''s (x, y)'"],
      ['2', "coalesce(NULL, 'z')"],
    ],
  });
});

test('rows that come from a query', () => {
  const sql = "INSERT INTO a (b, c) SELECT 1, (SELECT max(x) FROM d) FROM e WHERE f = ' FROM '";
  const read = readInsert(sql);
  expect(read?.rows).toEqual([['1', '(SELECT max(x) FROM d)']]);
  expect(read?.from).toBe(" FROM e WHERE f = ' FROM '");
  expect(read && writeInsert(read)).toBe(sql);
});

test('what is no INSERT is left alone', () => {
  expect(readInsert('UPDATE a SET b = 1')).toBeUndefined();
  expect(readInsert('INSERT INTO a VALUES (1)')).toBeUndefined();
  expect(readInsert('INSERT INTO a (b, c) VALUES (1)')).toBeUndefined();
  expect(readInsert('INSERT INTO a (b, c) VALUES (1, 2) ON CONFLICT DO NOTHING')).toBeUndefined();
  expect(readInsert('INSERT INTO a (b, c) VALUES (1, 2) RETURNING (b)')).toBeUndefined();
  expect(readInsert('INSERT INTO a (b, c) VALUES (1, 2);')?.rows).toEqual([['1', '2']]);
});

test('what was written is read back', () => {
  const value = fc.oneof(
    fc.string({ maxLength: 12 }).map((text) => `'${text.replaceAll("'", "''")}'`),
    fc.integer().map(String),
    fc.constantFrom('NULL', 'TRUE', 'CURRENT_TIMESTAMP', "coalesce('a,b)', 1)"),
  );
  const statement = fc.integer({ min: 1, max: 5 }).chain((width) =>
    fc.array(fc.array(value, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 4 }).map((rows) => ({
      table: 'things',
      columns: Array.from({ length: width }, (_, at) => `column_${at}`),
      rows,
    })),
  );
  fc.assert(
    fc.property(statement, (one) => {
      expect(readInsert(writeInsert(one))).toEqual(one);
    }),
  );
});
