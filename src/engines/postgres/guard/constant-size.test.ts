import { describe, expect, test } from 'vitest';
import { checkStatement } from './statement.ts';

describe('plan bombs', () => {
  test.each([
    ["SELECT repeat(repeat(repeat('x', 1000), 1000), 1000)"],
    ["SELECT pg_catalog.repeat('x', 1000 * 1000 * 100)"],
    ["SELECT length(repeat('x', 100000000))"],
    ["SELECT s || s FROM (SELECT repeat('x', 6000000) AS s) x"],
    ["WITH a AS (SELECT repeat('x', 5000000) AS s) SELECT a.s || a.s || a.s FROM a"],
    [`WITH a(s) AS (SELECT 'x'::text), ${doubling(30)} SELECT * FROM a30`],
    ["SELECT lpad('x', 100000000)"],
    ["SELECT format('%100000000s', 'x')"],
    ["SELECT replace(repeat('x', 10000), 'x', repeat('y', 10000))"],
    ['SELECT array_fill(0, ARRAY[10000, 10000])'],
    ["SELECT array_fill(0, '{10000,10000}')"],
    ["SELECT 'x'::char(10485760) || 'y'::char(10485760)"],
    ["SELECT '1'::bit(80000000) || '1'::bit(80000000)"],
    ['SELECT 1e100000::numeric'],
    ["SELECT '1e100000'::numeric * 2"],
    ['SELECT 10::numeric ^ 100000'],
    ['SELECT power(10::numeric, 100000)'],
    ['SELECT factorial(100000)'],
    ["SELECT repeat('x', i) FROM generate_series(1, 1000000000) i"],
    ["SELECT * FROM t WHERE a = repeat('x', 1000000000)"],
    ["WITH RECURSIVE r(s) AS (SELECT 'x'::text UNION ALL SELECT s || s FROM r) SELECT * FROM r"],
    [`SELECT x FROM ${nested(20)}`],
    [`EXPLAIN SELECT repeat('x', 1000000000)`],
    [`SELECT ${Array.from({ length: 50 }, () => "repeat('x', 9000000)").join(', ')}`],
    [`SELECT 1 WHERE 1 IN (${Array.from({ length: 60_000 }, (_, at) => at).join(',')})`],
    [`SELECT ${'('.repeat(2_000)}1${')'.repeat(2_000)} + ${Array.from({ length: 2_000 }, () => '1').join('+')}`],
  ])('%.80s', (text) => {
    expect(() => checkStatement(text)).toThrow(/not run|does not parse/);
  });

  test.each([
    ["SELECT repeat('-', 80), lpad(id::text, 10, '0'), rpad(name, 200) FROM t"],
    ["SELECT name || ' ' || other || repeat(' ', 20 - length(name)) FROM t"],
    ["SELECT format('%-10s|%5s', a, b), concat_ws(',', a, b, c) FROM t"],
    ["SELECT replace(replace(replace(a, 'x', 'y'), 'y', 'zz'), 'q', '') FROM t"],
    ["SELECT regexp_replace(a, '\\s+', ' ', 'g'), regexp_split_to_array(a, ',') FROM t"],
    ["SELECT repeat('x', i) FROM generate_series(1, 1000) i"],
    ['SELECT power(2, 40), exp(1), 2 ^ 10, factorial(10), price * quantity * 1.19 FROM t'],
    [
      "WITH RECURSIVE r(id, path) AS (SELECT 1, 'a' UNION ALL SELECT t.id, r.path || '/' || t.name FROM t JOIN r ON t.p = r.id) TABLE r",
    ],
    ['WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n * 2 FROM r WHERE n < 1000000) TABLE r'],
    ['SELECT power(a, b), a ^ b, factorial(n) FROM t'],
    ['SELECT jsonb_build_object($$a$$, json_agg(row_to_json(t))) FROM t GROUP BY a'],
    [`SELECT * FROM t WHERE id IN (${Array.from({ length: 5_000 }, (_, at) => at).join(',')})`],
    ["SELECT ARRAY(SELECT a FROM t), (SELECT max(b) FROM u WHERE u.x = t.x), CASE a WHEN 1 THEN 'x' ELSE b END FROM t"],
    ['EXPLAIN INSERT INTO t (a) SELECT a FROM t ON CONFLICT (a) DO UPDATE SET a = excluded.a + 1 RETURNING a'],
    ['EXPLAIN UPDATE t SET (a, b) = (SELECT 1, 2) WHERE a = 1'],
    [
      'EXPLAIN MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN UPDATE SET b = u.b WHEN NOT MATCHED THEN INSERT VALUES (1)',
    ],
  ])('%.80s passes', (text) => {
    expect(() => checkStatement(text)).not.toThrow();
  });
});

function doubling(levels: number): string {
  return Array.from({ length: levels }, (_, at) => `a${at + 1}(s) AS (SELECT s || s FROM a${at === 0 ? '' : at})`).join(
    ', ',
  );
}

function nested(levels: number): string {
  return levels === 0 ? '(SELECT a AS x FROM t) q' : `(SELECT x + x + x AS x FROM ${nested(levels - 1)}) q${levels}`;
}
