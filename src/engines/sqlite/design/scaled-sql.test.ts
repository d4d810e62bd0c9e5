import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sqlParts } from '#engines/sql/design/sql-parts.ts';
import { scaledCondition, scaledStatement, shifted } from './scaled-sql.ts';

const moneyIn = (table: string) =>
  ({ payments: ['amount', 'fee'], orders: ['total', 'subtotal', 'discount'], notes: [] })[table];
const statement = (sql: string) => scaledStatement(sql, moneyIn, 2);

test.each([
  ['80', '8000'],
  ['0', '0'],
  ['9.5', '950'],
  ['0.07', '7'],
  ['-0.01', '-1'],
  ['0.005', '0.5'],
  ['1234567890123456.78', '123456789012345678'],
])('%s is %s of the smallest unit', (number, units) => {
  expect(shifted(number, 2)).toBe(units);
});

test('shifting is multiplying by a power of ten', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.integer({ min: 0, max: 6 }), (units, decimals) => {
      const digits = String(units).padStart(decimals + 1, '0');
      const cut = digits.length - decimals;
      const written = decimals === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
      expect(shifted(written, decimals)).toBe(String(units));
    }),
  );
});

describe('conditions', () => {
  test.each([
    ['total = subtotal - discount', 'total = subtotal - discount'],
    ['total >= 9.5 AND tries < 3', 'total >= 950 AND tries < 3'],
    ['discount <= total * 0.5', 'discount <= total * 0.5'],
    ['tries = 3 OR total BETWEEN 1 AND 2', 'tries = 3 OR total BETWEEN 100 AND 200'],
    ["kind IN ('a', '5') AND total IN (5, 10)", "kind IN ('a', '5') AND total IN (500, 1000)"],
    ['CASE WHEN tries > 1 THEN total ELSE -5 END', 'CASE WHEN tries > 1 THEN total ELSE -5 END'],
  ])('%s', (before, after) => {
    expect(scaledCondition(before, ['total', 'subtotal', 'discount'], 2)).toBe(after);
  });
});

describe('statements', () => {
  test.each([
    [
      "INSERT INTO payments (id, amount, note) VALUES (1, 99.99, '5'), (2, -1, NULL)",
      "INSERT INTO payments (id, amount, note) VALUES (1, 9999, '5'), (2, -100, NULL)",
    ],
    [
      'UPDATE payments SET amount = amount + 1, tries = 2 WHERE id = 1',
      'UPDATE payments SET amount = amount + 100, tries = 2 WHERE id = 1',
    ],
    ['DELETE FROM orders WHERE total > 5', 'DELETE FROM orders WHERE total > 500'],
    ['INSERT INTO notes (id) VALUES (1)', 'INSERT INTO notes (id) VALUES (1)'],
    [
      'INSERT INTO payments (id, amount) SELECT id, 60 FROM orders WHERE total = 7 AND id = 3',
      'INSERT INTO payments (id, amount) SELECT id, 6000 FROM orders WHERE total = 700 AND id = 3',
    ],
    ['INSERT INTO payments (order_id, amount) SELECT 1, 10', 'INSERT INTO payments (order_id, amount) SELECT 1, 1000'],
  ])('%s', (before, after) => {
    expect(statement(before)).toBe(after);
  });
});

test('parts put together are the text again', () => {
  fc.assert(
    fc.property(
      fc.string(),
      (sql) =>
        sqlParts(sql)
          .map(({ text }) => text)
          .join('') === sql,
    ),
  );
});
