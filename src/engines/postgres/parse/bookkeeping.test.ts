import { expect, test } from 'vitest';
import { bookkeeping } from './bookkeeping.ts';

test.each([
  ['BEGIN', 'session'],
  ['SET LOCAL jit = $1', 'session'],
  ['EXPLAIN (FORMAT JSON) SELECT * FROM t', 'session'],
  ['SELECT $1', 'session'],
  ['SELECT c.relname FROM pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace', 'catalog'],
  ['WITH x AS MATERIALIZED (SELECT oid FROM pg_class) SELECT count(*) FROM x', 'catalog'],
  ['SELECT pg_catalog.current_setting($1)', 'catalog'],
  ['SELECT * FROM information_schema.tables', 'catalog'],
  ['SELECT * FROM orders WHERE id = $1', undefined],
  ['SELECT f($1)', undefined],
  ['SELECT * FROM orders o JOIN pg_class c ON c.relname = o.kind', undefined],
  ['WITH x AS (SELECT * FROM orders) SELECT pg_sleep($1) FROM x', undefined],
  ['UPDATE orders SET a = $1', undefined],
  ['not SQL at all', undefined],
])('%s', (text, kind) => {
  expect(bookkeeping(text)).toBe(kind);
});
