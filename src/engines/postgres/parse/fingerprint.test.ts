import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fingerprinter } from './fingerprint.ts';

const shape = (text: string) => fingerprinter()(text);
const same = (...texts: readonly string[]) =>
  expect(new Set(texts.map((text) => shape(text)?.fingerprint)).size, texts.join()).toBe(1);
const differ = (...texts: readonly string[]) =>
  expect(new Set(texts.map((text) => shape(text)?.fingerprint)).size).toBe(texts.length);

describe('one shape', () => {
  test.each([
    [['SELECT * FROM t WHERE id = 1', 'select *\n from t where id=$1 -- by id', "SELECT * FROM t WHERE id = 'x'"]],
    [
      [
        'SELECT * FROM t WHERE id IN (1)',
        'SELECT * FROM t WHERE id IN (1, 2)',
        'SELECT * FROM t WHERE id IN ($1, $2, $3)',
      ],
    ],
    [['SELECT * FROM t WHERE id = ANY (ARRAY[1])', 'SELECT * FROM t WHERE id = ANY(ARRAY[1, 2, 3])']],
    [
      [
        'INSERT INTO t VALUES (1, 2)',
        "INSERT INTO t VALUES (3, 4), (5, 'six')",
        'INSERT INTO t VALUES ($1, $2), ($3, $4), ($5, $6)',
      ],
    ],
    [["SELECT 1 FROM t WHERE b IN ('a'::text)", "SELECT 1 FROM t WHERE b IN ('a'::text, 'b'::text)"]],
  ])('%j', (texts) => same(...texts));

  test('other statements are others', () => {
    differ(
      'SELECT a FROM t',
      'SELECT b FROM t',
      'SELECT a FROM u',
      'SELECT a FROM t WHERE a = 1',
      'DELETE FROM t',
      'SELECT "A" FROM t',
    );
    differ(
      'SELECT * FROM t WHERE id IN (1, 2)',
      'SELECT * FROM t WHERE id NOT IN (1, 2)',
      'SELECT * FROM t WHERE id IN (SELECT 1)',
    );
    differ('SELECT a FROM log_2024', 'SELECT a FROM log_2025', 'SELECT a FROM x.log_2024', 'SELECT a FROM log_24');
    same('SELECT a FROM log_2024 WHERE b = 10', 'select a from LOG_2024 where b = 2024');
    same('SELECT a FROM t', 'SELECT a FROM public.t');
  });
});

test.each([
  [
    "SELECT * FROM t WHERE a = 'x' AND id IN (1, 2, 3) AND b > 5",
    'SELECT * FROM t WHERE a = $1 AND id IN ($2 /*, ... */) AND b > $3',
  ],
  ['SELECT * FROM t WHERE id = ANY (ARRAY[1,2])', 'SELECT * FROM t WHERE id = ANY (ARRAY[$1 /*, ... */])'],
  [
    'INSERT INTO t (a, b) VALUES (1, 2), (3, DEFAULT) RETURNING id',
    'INSERT INTO t (a, b) VALUES ($1, $2) /*, ... */ RETURNING id',
  ],
  ['SELECT * FROM t WHERE id IN (1, 2 + 3)', 'SELECT * FROM t WHERE id IN ($1, $2 + $3)'],
  ['SELECT * FROM t WHERE id IN (1)', 'SELECT * FROM t WHERE id IN ($1)'],
])('%s is %s', (text, normalized) => {
  expect(shape(text)?.normalized).toBe(normalized);
});

test('several statements in one text are counted', () => {
  expect(shape("SELECT ';'; UPDATE t SET a = 1;")?.statements).toBe(2);
  expect(shape('SELECT 1')?.statements).toBe(1);
});

test('what does not parse has no shape', () => {
  expect(shape('SELEC 1')).toBeUndefined();
  expect(shape("SELECT 'open")).toBeUndefined();
});

describe('the fast path', () => {
  const values = fc.oneof(
    fc.integer().map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: 0, max: 1e6 }).map((n) => n.toFixed(3)),
    fc
      .string()

      .map((text) => `'${text.replaceAll("'", "''")}'`),
    fc.constantFrom(
      "E'\\''",
      '$$x$$',
      "'a' -- it's\n",
      "'/*'",
      "'--'",
      '"q"',
      "U&'x'",
      "b'1'",
      '1e5',
      'null',
      '$1',
      "date '2020-01-01'",
      '0x1F',
      '1_000',
      '.5',
      '-3',
      "'x'::float(10)",
      "'x'::float(50)",
      "'1'::numeric(10,2)",
      "'a'  \n  'b'",
      '"1"',
      'a1',
      'float8(3)',
      '/* a /* b */ c */ 7',
      "x'1f'",
      "n'a'",
      '$tag$ it $tag$',
      "''''",
      "interval '1' day",
      'ärger',
      '1.5e-3',
    ),
  );
  const forms: readonly ((a: string, b: string) => string)[] = [
    (a, b) => `SELECT * FROM t WHERE a = ${a} AND b > ${b}`,
    (a, b) => `SELECT * FROM t1 WHERE a IN (${a}, ${b}) /* tag */ LIMIT 5`,
    (a, b) => `INSERT INTO t (a, b) VALUES (${a}, ${b})`,
    (a, b) => `UPDATE t SET a = ${a} WHERE c2 = ${b}`,
    (a, b) => `SELECT ${a}, t.* FROM t WHERE f(${b}) ORDER BY 1 LIMIT 10 -- ${a.replaceAll('\n', ' ')}`,
    (a, b) => `DELETE FROM log_2024 WHERE a BETWEEN ${a} AND ${b}`,
    (a, b) => `WITH x AS (SELECT ${a} AS y) SELECT * FROM x WHERE y <> ${b} ORDER BY 1`,
  ];

  test('gives what parsing gives', () => {
    const remembering = fingerprinter();
    fc.assert(
      fc.property(fc.constantFrom(...forms), values, values, (form, a, b) => {
        const text = form(a, b);
        expect(remembering(text)?.fingerprint).toBe(shape(text)?.fingerprint);
      }),
    );
  });

  test('is fast', () => {
    const remembering = fingerprinter();
    const started = performance.now();
    const shapes = new Set<string | undefined>();
    for (let i = 0; i < 20_000; i += 1)
      shapes.add(remembering(`SELECT a, b FROM t WHERE id = ${i} AND name = 'n${i}'`)?.fingerprint);
    const each = (performance.now() - started) / 20_000;
    console.log(`fingerprints of texts that differ in values: ${(1 / each).toFixed(0)} a ms`);
    expect(shapes.size).toBe(1);
    expect(each).toBeLessThan(0.1);
  });
});
