import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ProblemError } from '#contracts/problem-error.ts';
import type { SqliteSession } from '#engines/sqlite/connect/session.ts';
import { connect } from '#engines/sqlite/connect.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import { codeOf, context, footprint, hasSqlite, native, temporaryFolder } from './native.ts';

const folder = temporaryFolder();
const file = join(folder.path, 'shop.db');
/** Where attacks try to write. */
const target = join(folder.path, 'stolen.db');
const isFull = process.env['DBWRIGHT_FULL'] === '1';
const bounds = Bounds.parse({ statementMs: isFull ? 2_000 : 1_000, rows: 1_000, bytes: 1_000_000 });

const schema = `
  CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, note TEXT);
  CREATE TABLE purchase (id INTEGER PRIMARY KEY, customer_id INT REFERENCES customer, cents INT, at TEXT);
  CREATE INDEX purchase_customer ON purchase (customer_id);
  CREATE VIEW rich AS SELECT customer_id, sum(cents) AS cents FROM purchase GROUP BY 1;
  CREATE VIEW optimizing AS SELECT * FROM pragma_optimize;
  CREATE VIEW loading AS SELECT load_extension('x');
  CREATE VIEW editing AS SELECT edit(note) FROM customer;
  CREATE VIEW tokenizing AS SELECT fts5(1) FROM customer;
  CREATE TRIGGER shadow INSTEAD OF INSERT ON rich BEGIN DELETE FROM customer; END;
  CREATE VIRTUAL TABLE words USING fts5(body);
  INSERT INTO words VALUES ('the little prince'), ('the hobbit');
  INSERT INTO customer SELECT value, 'c' || value || '@example.org', NULL FROM generate_series(1, 200);
  INSERT INTO purchase SELECT value, 1 + value % 200, value * 7 % 1000, '2025-01-' || printf('%02d', 1 + value % 28)
    FROM generate_series(1, 2000);
  PRAGMA user_version = 7;`;

let session: SqliteSession;
let before: readonly string[];

describe.skipIf(!hasSqlite)('the guard for SQLite', () => {
  beforeAll(async () => {
    native(file, schema);
    before = footprint(folder.path);
    session = await connect(`sqlite://${file}`, { bounds }, context);
  });
  afterAll(async () => {
    await session?.close();
    folder.remove();
  });

  const ask = (text: string, parameters = {}) => session.ask({ text, parameters });

  describe('refuses', () => {
    const attacks: readonly string[] = [
      'DELETE FROM customer',
      'UPDATE customer SET note = 1',
      "INSERT INTO customer VALUES (0, 'a', 'b')",
      "REPLACE INTO customer VALUES (1, 'a', 'b')",
      'INSERT INTO rich VALUES (1, 1)',
      'WITH gone AS (SELECT 1) DELETE FROM customer RETURNING *',
      'WITH gone AS (SELECT 1) UPDATE customer SET note = 1 RETURNING id',
      "WITH gone AS (SELECT 1) INSERT INTO customer SELECT 900, 'x', 'y'",
      'SELECT 1; DELETE FROM customer',
      'SELECT 1; SELECT 2',
      ';;;DROP TABLE customer',
      'SELECT 1 /* ; */ ; DROP TABLE customer',
      "SELECT '; --'; DROP TABLE customer",
      'SELECT 1 -- \n; DROP TABLE customer',
      'SELECT "; DROP TABLE customer',
      'SELECT 1\0; DROP TABLE customer',
      '\uFEFF DROP TABLE customer',
      '/* SELECT */ DROP TABLE customer',
      '-- SELECT\nDROP TABLE customer',
      'CREATE TABLE loot AS SELECT * FROM customer',
      'CREATE TEMP TABLE loot AS SELECT * FROM customer',
      'CREATE TRIGGER t AFTER INSERT ON customer BEGIN SELECT 1; END',
      'ALTER TABLE customer RENAME TO loot',
      'DROP INDEX purchase_customer',
      'REINDEX',
      'ANALYZE',
      'BEGIN IMMEDIATE',
      'COMMIT',
      'SAVEPOINT a',
      `ATTACH '${target}' AS loot`,
      `ATTACH DATABASE 'file:${target}?mode=rwc' AS loot`,
      'DETACH main',
      'VACUUM',
      `VACUUM INTO '${target}'`,
      `EXPLAIN ATTACH '${target}' AS loot`,
      'EXPLAIN PRAGMA user_version = 9',
      'EXPLAIN QUERY PLAN PRAGMA query_only = OFF',
      `EXPLAIN VACUUM INTO '${target}'`,
      'PRAGMA query_only = OFF',
      'PRAGMA query_only(OFF)',
      'PRAGMA main.user_version = 9',
      'PRAGMA user_version(9)',
      'PRAGMA journal_mode = WAL',
      'PRAGMA journal_mode(DELETE)',
      'PRAGMA main.journal_mode(OFF)',
      'PRAGMA writable_schema = ON',
      'PRAGMA trusted_schema = ON',
      `PRAGMA temp_store_directory = '${folder.path}'`,
      'PRAGMA wal_checkpoint(TRUNCATE)',
      'PRAGMA optimize',
      'PRAGMA incremental_vacuum',
      'PRAGMA locking_mode = EXCLUSIVE',
      'PRAGMA hard_heap_limit = 0',
      'PRAGMA table_info(customer) ; DROP TABLE customer',
      'PRAGMA "user_version" = 3',
      'PRAGMA database_list',
      'SELECT * FROM pragma_optimize',
      'SELECT * FROM "pragma_optimize"',
      "SELECT * FROM 'pragma_optimize'",
      'SELECT * FROM [pragma_wal_checkpoint]',
      'SELECT * FROM pragma_hard_heap_limit(1)',
      'SELECT * FROM pragma_database_list',
      'SELECT * FROM optimizing',
      "SELECT load_extension('/tmp/evil.so')",
      'SELECT * FROM loading',
      "SELECT fts3_tokenizer('simple', x'00')",
      `SELECT writefile('${target}', 'x')`,
      "SELECT readfile('/etc/passwd')",
      'SELECT edit(note) FROM customer',
      'SELECT * FROM editing',
      'SELECT * FROM tokenizing',
      'SELECT fts5(1)',
      "SELECT sqlite_log(1, 'x')",
      'SELECT * FROM words WHERE words MATCH fts5(1)',
      "INSERT INTO words(words) VALUES ('rebuild')",
      "SELECT sqlite_attach('x', 'y', 'z')",
      'SELECT sqlite_rename_table(1,2,3,4,5,6,7)',
      'SELECT * FROM sqlite_dbpage',
      "UPDATE sqlite_schema SET sql = 'x'",
      '.shell touch /tmp/x',
      'SELECT',
      '',
      '-- nothing',
    ];

    test.each(attacks)('%s', async (text) => {
      const started = performance.now();
      expect(['denied', 'invalid', 'not-found', 'unsupported']).toContain(await codeOf(ask(text)));
      expect(performance.now() - started).toBeLessThan(3_000);
    });

    test('and says why, once as a word, once as what SQLite would do', async () => {
      await expect(ask('WITH x AS (SELECT 1) DELETE FROM customer')).rejects.toMatchObject({
        problem: { code: 'denied' },
      });
      await expect(ask('DROP TABLE customer')).rejects.toMatchObject({
        problem: { code: 'denied', hint: expect.stringContaining('SELECT') },
      });
    });
  });

  describe('bounds', () => {
    const bombs: readonly (readonly [text: string, codes: readonly string[]])[] = [
      ['SELECT zeroblob(1000000000)', ['unsupported']],
      ['SELECT hex(zeroblob(500000000))', ['unsupported']],
      ['SELECT randomblob(1000000000)', ['unsupported']],
      ["SELECT printf('%.*c', 1000000000, 'x')", ['unsupported']],
      ["SELECT replace(hex(zeroblob(10000)), '0', hex(zeroblob(50000)))", ['unsupported']],
      ['SELECT group_concat(hex(zeroblob(1000000))) FROM purchase', ['unsupported']],
      [
        'SELECT group_concat(a.email || b.email || c.email) FROM customer a, customer b, customer c',
        ['unsupported', 'timeout'],
      ],
      ['SELECT json_group_array(hex(zeroblob(100000))) FROM purchase', ['unsupported']],
      [
        'SELECT * FROM (SELECT a.id FROM purchase a, purchase b, purchase c ORDER BY random()) LIMIT 1',
        ['unsupported', 'timeout'],
      ],
      ['WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n', ['timeout']],
      ['WITH RECURSIVE n(x) AS (SELECT 1 UNION SELECT x + 1 FROM n) SELECT max(x) FROM n', ['timeout', 'unsupported']],
      ['SELECT count(*) FROM purchase a, purchase b, purchase c, purchase d', ['timeout']],
    ];

    test.each(bombs)('%s', async (text, codes) => {
      const started = performance.now();
      const memory = process.memoryUsage.rss();
      expect(codes).toContain(await codeOf(ask(text)));
      expect(performance.now() - started).toBeLessThan(4_500);
      expect(process.memoryUsage.rss() - memory).toBeLessThan(600_000_000);
      expect((await ask('SELECT 1')).rows).toEqual([[1]]);
    });

    // With the stack that the library gives SQLite these overwrite its variables.
    const deep: readonly (readonly [text: string, value: number])[] = [
      [`SELECT 0${' + 1'.repeat(900)}`, 900],
      [`SELECT ${'NOT '.repeat(800)} 1`, 1],
      [`SELECT * FROM (${'SELECT * FROM ('.repeat(300)} SELECT 5 ${')'.repeat(301)}`, 5],
      [`WITH t0 AS (SELECT 1 AS a)${chain(400)} SELECT a FROM t400`, 401],
      ["SELECT replace(hex(zeroblob(10000)), '0', 'a') LIKE replace(hex(zeroblob(10000)), '0', 'a%') || 'b'", 0],
      ["SELECT replace(hex(zeroblob(10000)), '0', 'a') LIKE replace(hex(zeroblob(10000)), '0', 'a%')", 1],
    ];

    test.each(deep.map(([text, value]) => [text.slice(0, 60), text, value] as const))(
      'depth: %s',
      async (_, text, value) => {
        expect((await ask(text)).rows).toEqual([[value]]);
      },
    );

    test('rows', async () => {
      const answer = await ask('SELECT * FROM purchase a, purchase b');
      expect([answer.rows.length, answer.truncated]).toEqual([1_000, 'rows']);
    });

    test('bytes, also of one row', async () => {
      expect((await ask('SELECT hex(zeroblob(10000)) FROM purchase')).truncated).toBe('bytes');
      const single = await ask('SELECT zeroblob(50000000)');
      expect([single.rows.length, single.truncated]).toEqual([0, 'bytes']);
    });

    test('tighter for one statement, never wider', async () => {
      const answer = await session.ask({ text: 'SELECT id FROM purchase', parameters: {} }, { bounds: { rows: 3 } });
      expect(answer.rows).toHaveLength(3);
      const wide = await session.ask(
        { text: 'SELECT id FROM purchase', parameters: {} },
        { bounds: { rows: 9_999_999 } },
      );
      expect(wide.rows).toHaveLength(1_000);
    });
  });

  describe('lets through', () => {
    const harmless: readonly (readonly [text: string, rows: unknown, parameters?: Record<string, string>])[] = [
      ['SELECT count(*) FROM customer', [[200]]],
      ['select 1;', [[1]]],
      ['  /* hello; */ SELECT 2 -- ; more', [[2]]],
      ["SELECT 'a;b', 'it''s', \"id\", [id], `id` FROM customer ORDER BY id LIMIT 1", [['a;b', "it's", 1, 1, 1]]],
      ["SELECT 'DROP TABLE customer; --'", [['DROP TABLE customer; --']]],
      [
        'VALUES (1, 2), (3, 4)',
        [
          [1, 2],
          [3, 4],
        ],
      ],
      ['SELECT 1 AS a, 2 AS a', [[1, 2]]],
      ['WITH t AS (SELECT 1 AS x) SELECT x + 1 FROM t', [[2]]],
      ['WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 5) SELECT sum(x) FROM n', [[15]]],
      ['SELECT cents FROM rich WHERE customer_id = 1', [[4000]]],
      ['SELECT id FROM customer WHERE email = ?', [[7]], { 1: 'c7@example.org' }],
      ['SELECT id FROM customer WHERE id = ?2 OR id = ?1', [[3], [4]], { 1: '3', 2: '4' }],
      ['SELECT id FROM customer WHERE id = $1', [[5]], { 1: '5' }],
      ['SELECT id FROM customer WHERE id = :id AND :id > 1', [[6]], { id: '6' }],
      ['SELECT @a || $b', [['xy']], { a: 'x', b: 'y' }],
      ['SELECT @a || $b', [['xy']], { '@a': 'x', 2: 'y' }],
      ['SELECT $2', [['x']], { 2: 'x' }],
      ['SELECT id * 2 FROM customer WHERE id * 2 > ? ORDER BY 1 LIMIT 1', [[22]], { 1: '20' }],
      ['SELECT typeof(?), typeof(?), typeof(?)', [['integer', 'real', 'text']], { 1: '1', 2: '1.5', 3: '007' }],
      ['SELECT 9223372036854775807', [['9223372036854775807']]],
      ["SELECT x'0aff', NULL, 1.5", [["x'0aff'", null, 1.5]]],
      ['SELECT id, row_number() OVER (ORDER BY id DESC) FROM customer ORDER BY id LIMIT 1', [[1, 200]]],
      ["SELECT group_concat(id, '-') FROM (SELECT id FROM customer ORDER BY id LIMIT 3)", [['1-2-3']]],
      ["SELECT json_extract('{\"a\":[1,2]}', '$.a[1]')", [[2]]],
      ["SELECT value FROM json_each('[1,2]')", [[1], [2]]],
      ["SELECT '{\"a\":1}' ->> 'a'", [[1]]],
      ["SELECT strftime('%Y', '2024-02-29')", [['2024']]],
      ["SELECT body FROM words WHERE words MATCH 'hobbit'", [['the hobbit']]],
      ["SELECT highlight(words, 0, '<', '>') FROM words('prince')", [['the little <prince>']]],
      ["SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL", [['purchase_customer']]],
      ["SELECT name FROM pragma_table_info('customer') WHERE pk = 1", [['id']]],
      ['PRAGMA user_version', [[7]]],
      ['PRAGMA main.user_version', [[7]]],
      ['PRAGMA journal_mode', [['delete']]],
      ['PRAGMA encoding;', [['UTF-8']]],
      ['PRAGMA index_info(purchase_customer)', [[0, 1, 'customer_id']]],
      ["PRAGMA table_info('missing')", []],
      ['PRAGMA quick_check', [['ok']]],
      ['PRAGMA foreign_key_check', []],
      ['SELECT count(*) FROM customer c LEFT JOIN purchase p ON p.customer_id = c.id WHERE p.id IS NULL', [[0]]],
      ['SELECT max(id) FROM purchase UNION SELECT 1 EXCEPT SELECT 1', [[2000]]],
      [
        'SELECT EXISTS (SELECT 1 FROM purchase WHERE cents = 999), (SELECT count(DISTINCT at) FROM purchase)',
        [[1, 28]],
      ],
      ["SELECT id FROM customer WHERE id IN (1, 2, 3) AND email GLOB 'c[12]@*' AND email LIKE '%ORG'", [[1], [2]]],
      ['SELECT iif(1 > 0, coalesce(NULL, 5), 6), abs(-3), round(2.5), 7 % 4, 1 << 4', [[5, 3, 3, 3, 16]]],
    ];

    for (const [text, rows, parameters = {}] of harmless) {
      test(text, async () => {
        expect((await ask(text, parameters)).rows).toEqual(rows);
      });
    }

    test('EXPLAIN, also of what writes, without running it', async () => {
      const plan = await ask('EXPLAIN QUERY PLAN SELECT * FROM purchase WHERE customer_id = ?', { 1: '1' });
      expect(JSON.stringify(plan.rows)).toContain('purchase_customer');
      expect((await ask('EXPLAIN DELETE FROM customer')).rows.length).toBeGreaterThan(5);
      expect((await ask('SELECT count(*) FROM customer')).rows).toEqual([[200]]);
    });

    test('says the type of each column, and what was in force', async () => {
      const answer = await ask("SELECT 1 AS i, 'a' AS t, 1.5 AS r, x'00' AS b, NULL AS n");
      expect(answer.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
        'i integer',
        't text',
        'r real',
        'b blob',
        'n null',
      ]);
      expect(answer.inForce.join('\n')).toMatch(
        /read from a private copy made at 20.*\n[\s\S]*at most 1,000 rows and 977 kB[\s\S]*none was bounded/,
      );
    });

    test('a parameter too few or too many is told', async () => {
      await expect(ask('SELECT :id')).rejects.toMatchObject({ problem: { code: 'invalid' } });
      await expect(ask('SELECT 1', { 1: 'x' })).rejects.toBeInstanceOf(ProblemError);
    });
  });

  test('after all that nothing was written anywhere', () => {
    expect(footprint(folder.path)).toEqual(before);
    expect(readdirSync(tmpdir()).filter((name) => /^((x|evil|stolen)(\.|$)|etilqs_)/.test(name))).toEqual([]);
  });
});

function chain(length: number): string {
  return Array.from({ length }, (_, at) => `, t${at + 1} AS (SELECT a + 1 AS a FROM t${at})`).join('');
}
