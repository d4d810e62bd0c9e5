import { expect, test } from 'vitest';
import { replaceColumn, replaceRelation, replaceSchema } from './replace-names.ts';

test.each([
  ['SELECT a.b FROM public.a', 'SELECT "A b".b FROM public."A b"'],
  ['SELECT x.a FROM public.b x', 'SELECT x.a FROM public.b x'],
  [`SELECT 'public.a', other.a.c FROM public.a`, `SELECT 'public.a', other.a.c FROM public."A b"`],
  ['$$ public.a $$', '$$ public.a $$'],
])('a table in %s', (sql, replaced) => {
  expect(replaceRelation(sql, 'public', 'a', 'A b')).toBe(replaced);
});

test('a column, alone and behind its table, and nothing else of its name', () => {
  const sql = `((total > 0) AND (t.total < 5) AND (other.total = 1) AND (total(1) = 2) AND ('total' <> "total"))`;
  expect(replaceColumn(sql, 'total', 'sum', ['t'])).toBe(
    `((sum > 0) AND (t.sum < 5) AND (other.total = 1) AND (total(1) = 2) AND ('total' <> sum))`,
  );
});

test('a schema', () => {
  expect(replaceSchema(`nextval('app.s'::regclass) + app.f(app.t.app)`, 'app', 'shop')).toBe(
    `nextval('app.s'::regclass) + shop.f(shop.t.app)`,
  );
});
