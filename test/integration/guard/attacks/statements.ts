import { type AttackCase, attackClass } from '../attack-case.ts';

const several = attackClass('several statements');
const lexer = attackClass('lexers that differ');
const writing = attackClass('writing statements');
const cte = attackClass('data-modifying WITH');
const explain = attackClass('EXPLAIN');

export const statementAttacks: readonly AttackCase[] = [
  several.seen('a second statement', "SELECT 1; INSERT INTO shop.journal VALUES ('second')"),
  several.seen('a commit between', "SELECT 1; COMMIT; INSERT INTO shop.journal VALUES ('commit'); BEGIN"),
  several.seen('a rollback between', "ROLLBACK; INSERT INTO shop.journal VALUES ('rollback')"),
  several.seen('after a line comment', "SELECT 1 --\n; INSERT INTO shop.journal VALUES ('comment')"),
  several.seen(
    'after a carriage return in a line comment',
    "SELECT 1 -- x\r; INSERT INTO shop.journal VALUES ('return')",
  ),
  several.seen('after nested comments', "SELECT 1 /* a /* b */ ; c */; INSERT INTO shop.journal VALUES ('nested')"),
  several.seen('after many empty statements', ";;;SELECT 1;;;;INSERT INTO shop.journal VALUES ('empty');;;"),
  several.seen('a switched-off read-only flag', [
    "SELECT 1; SET TRANSACTION READ WRITE; INSERT INTO shop.journal VALUES ('read write'); COMMIT",
  ]),
  several.seen('a block in dollar quotes', 'SELECT $$;$$; INSERT INTO shop.journal VALUES ($q$ $$ $q$)'),
  several.seen('savepoints', "BEGIN; SAVEPOINT a; INSERT INTO shop.journal VALUES ('savepoint'); RELEASE a; COMMIT"),

  lexer.seen('a backslash that ends no string', "SELECT 'a\\'; INSERT INTO shop.journal VALUES ('plain') --'"),
  lexer.seen('an escape string', "SELECT E'a\\''; INSERT INTO shop.journal VALUES ('escape') --'"),
  lexer.seen('strings read otherwise by the session', [
    'SET standard_conforming_strings = off',
    "SELECT 'a\\'' AS x, '; INSERT INTO shop.journal VALUES (1) --'",
    "SELECT 'a\\', $$'; INSERT INTO shop.journal VALUES ('off'); --$$",
    "SELECT 'a\\''; INSERT INTO shop.journal VALUES ('off') --'",
  ]),
  lexer.seen('a dollar quote inside an identifier', "SELECT 1 AS a$q$; INSERT INTO shop.journal VALUES ('tag'); --$q$"),
  lexer.seen(
    'a unicode string with its own escape',
    "SELECT U&'!0027' UESCAPE '!'; INSERT INTO shop.journal VALUES (U&'unicode')",
  ),
  lexer.seen('a unicode name of a function', 'SELECT evil.U&"\\0066n"(1)'),
  lexer.seen('a unicode name with its own escape', 'SELECT evil.U&"!0066!006E" UESCAPE \'!\' (1)'),
  lexer.seen('a quoted name', 'SELECT "evil"."fn"(1)'),
  lexer.seen('a name in mixed case', 'SELECT eViL . /* here */ FN (1)'),
  lexer.seen('a quoted name with a space', 'SELECT evil."Mixed Case"(1)'),
  lexer.seen('a name with the database before it', 'SELECT * FROM postgres.evil.v1'),
  lexer.seen('strings joined across lines', "SELECT lo_unlink('42'\n'42'::oid)", {
    setUp: ['SELECT lo_create(4242) WHERE NOT EXISTS (SELECT FROM pg_largeobject_metadata WHERE oid = 4242)'],
  }),
  lexer.possible('a zero byte', "SELECT 1\0; INSERT INTO shop.journal VALUES ('zero')", { control: false }),
  lexer.possible('a zero byte in a string', "SELECT 'a\0b', evil.fn(1)", { control: false }),
  lexer.bounded('half of a surrogate pair', "SELECT '\ud800' AS x, U&'\\d83d\\de82'"),
  lexer.possible('a byte that is no UTF-8', "SELECT E'\\xff\\xc0'", { control: false }),
  lexer.seen(
    'full-width letters before a semicolon',
    "SELECT 'ｘ；' AS \"；\"; INSERT INTO shop.journal VALUES ('wide')",
  ),

  writing.seen('INSERT', "INSERT INTO shop.journal VALUES ('insert') RETURNING line"),
  writing.seen('UPDATE', "UPDATE shop.orders SET note = 'owned' WHERE id = 1 RETURNING id"),
  writing.seen('DELETE', 'DELETE FROM shop.orders WHERE id = (SELECT min(id) FROM shop.orders) RETURNING id'),
  writing.seen(
    'MERGE',
    'MERGE INTO shop.orders o USING (SELECT max(id) AS id FROM shop.orders) s ON o.id = s.id WHEN MATCHED THEN DELETE',
    { since: 15 },
  ),
  writing.seen('TRUNCATE', 'TRUNCATE shop.journal', { setUp: ["INSERT INTO shop.journal VALUES ('to be truncated')"] }),
  writing.seen('SELECT INTO', 'SELECT * INTO shop.made_by_select FROM shop.customers', {
    tearDown: ['DROP TABLE IF EXISTS shop.made_by_select'],
  }),
  writing.seen('SELECT INTO in the last arm of a UNION', 'SELECT 1 AS a INTO shop.made_by_union UNION SELECT 2', {
    tearDown: ['DROP TABLE IF EXISTS shop.made_by_union'],
  }),
  writing.seen('SELECT INTO a temporary table', 'SELECT 1 AS a INTO TEMP made_for_a_while'),
  writing.seen('CREATE TABLE AS', 'CREATE TABLE shop.made AS SELECT 1 AS a', {
    tearDown: ['DROP TABLE IF EXISTS shop.made'],
  }),
  writing.seen('CREATE FUNCTION', "CREATE FUNCTION shop.made() RETURNS int LANGUAGE sql AS 'SELECT 1'", {
    tearDown: ['DROP FUNCTION IF EXISTS shop.made()'],
  }),
  writing.seen('DROP', 'DROP TABLE shop.to_be_dropped', {
    setUp: ['CREATE TABLE IF NOT EXISTS shop.to_be_dropped ()', 'ALTER TABLE shop.to_be_dropped OWNER TO owner'],
  }),
  writing.seen('ALTER SYSTEM', "ALTER SYSTEM SET work_mem = '5MB'", {
    as: ['administrator'],
    tearDown: ['ALTER SYSTEM RESET ALL'],
  }),
  writing.seen('ALTER ROLE SET', "ALTER ROLE owner SET work_mem = '5MB'", {
    tearDown: ['ALTER ROLE owner RESET work_mem'],
  }),
  writing.seen('COMMENT', "COMMENT ON TABLE shop.orders IS 'ignore all rules'", {
    tearDown: ['COMMENT ON TABLE shop.orders IS NULL'],
  }),
  writing.seen('GRANT', 'GRANT ALL ON shop.orders TO PUBLIC', { tearDown: ['REVOKE ALL ON shop.orders FROM PUBLIC'] }),
  writing.seen('ANALYZE', 'ANALYZE shop.customers', {
    setUp: ["DELETE FROM pg_statistic WHERE starelid = 'shop.customers'::regclass"],
  }),
  writing.possible('VACUUM', 'VACUUM shop.customers'),
  writing.seen('REFRESH', 'REFRESH MATERIALIZED VIEW evil.stored', { as: ['administrator'] }),
  writing.seen('DO', "DO $$ BEGIN INSERT INTO shop.journal VALUES ('do'); END $$"),
  writing.seen(
    'DO with SELECT in a comment',
    "/* SELECT */ DO LANGUAGE plpgsql 'BEGIN PERFORM evil.mark(''do''); END'",
  ),
  writing.seen('CALL', 'CALL evil.proc()'),
  writing.seen('CALL of what commits', 'CALL evil.committing()'),
  writing.possible('CHECKPOINT', 'CHECKPOINT', { as: ['administrator'] }),
  writing.possible('LOAD', "LOAD 'auto_explain'", { as: ['administrator'] }),

  cte.seen('INSERT', "WITH x AS (INSERT INTO shop.journal VALUES ('cte') RETURNING line) SELECT * FROM x"),
  cte.seen('DELETE that nobody reads', 'WITH x AS (DELETE FROM shop.orders WHERE id % 7 = 1) SELECT 1', {
    setUp: ["INSERT INTO shop.orders VALUES (7001, 1, 1, 'x') ON CONFLICT (id) DO NOTHING"],
  }),
  cte.seen(
    'under five other WITHs',
    "WITH a AS (SELECT 1), b AS (SELECT * FROM a), c AS (SELECT * FROM b), d AS (UPDATE shop.orders SET note = 'deep' WHERE id = 3 RETURNING id) SELECT * FROM c, d",
  ),
  cte.seen(
    'beside a recursive one',
    'WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 3), w AS (INSERT INTO shop.journal SELECT n::text FROM r RETURNING line) SELECT * FROM w',
  ),
  cte.seen(
    'MERGE',
    "WITH x AS (MERGE INTO shop.orders o USING (SELECT 5 AS id) s ON o.id = s.id WHEN MATCHED THEN UPDATE SET note = 'merged' RETURNING o.id) SELECT * FROM x",
    { since: 17 },
  ),

  explain.seen('ANALYZE of a write', "EXPLAIN ANALYZE INSERT INTO shop.journal VALUES ('explained')"),
  explain.seen('ANALYZE in options', "EXPLAIN (COSTS off, ANALYZE 1) INSERT INTO shop.journal VALUES ('option')"),
  explain.seen('ANALYZE off and on', "EXPLAIN (ANALYZE off, ANALYZE on) INSERT INTO shop.journal VALUES ('twice')"),
  explain.seen('ANALYZE in quotes', "EXPLAIN (\"analyze\" 'on') INSERT INTO shop.journal VALUES ('quoted')"),
  explain.seen('ANALYZE CREATE TABLE AS', 'EXPLAIN ANALYZE CREATE TABLE shop.made_by_explain AS SELECT 1 AS a', {
    tearDown: ['DROP TABLE IF EXISTS shop.made_by_explain'],
  }),
  explain.seen(
    'ANALYZE CREATE MATERIALIZED VIEW',
    'EXPLAIN (ANALYZE, VERBOSE) CREATE MATERIALIZED VIEW shop.stored_by_explain AS SELECT 1 AS a',
    { tearDown: ['DROP MATERIALIZED VIEW IF EXISTS shop.stored_by_explain'] },
  ),
  explain.seen('ANALYZE SELECT INTO', 'EXPLAIN ANALYZE SELECT 1 AS a INTO shop.into_by_explain', {
    tearDown: ['DROP TABLE IF EXISTS shop.into_by_explain'],
  }),
  explain.seen(
    'ANALYZE of WITH',
    "EXPLAIN ANALYZE WITH x AS (INSERT INTO shop.journal VALUES ('with') RETURNING 1) SELECT * FROM x",
  ),
  explain.seen('ANALYZE EXECUTE', [
    "PREPARE planned AS INSERT INTO shop.journal VALUES ('executed')",
    'EXPLAIN ANALYZE EXECUTE planned',
  ]),
  explain.possible('ANALYZE DECLARE', 'EXPLAIN ANALYZE DECLARE c CURSOR FOR SELECT evil.fn(1)'),
  explain.seen('ANALYZE of a hostile function', 'EXPLAIN ANALYZE SELECT evil.fn(id) FROM shop.customers'),
  explain.seen('plain, of an "immutable" function', 'EXPLAIN SELECT evil.imm(1)'),
  explain.seen(
    'plain, of an "immutable" function in WHERE',
    'EXPLAIN SELECT * FROM shop.orders WHERE id < evil.imm(10)',
  ),
  explain.seen(
    'plain, of a write with an "immutable" function',
    'EXPLAIN DELETE FROM shop.orders WHERE id = evil.imm(1)',
  ),
  explain.seen(
    'plain, of a "stable" function used for an estimate',
    'EXPLAIN SELECT * FROM shop.orders WHERE id < evil.sql_stable(10)',
  ),
  explain.seen('plain, of a view over an "immutable" function', 'EXPLAIN (FORMAT JSON) SELECT * FROM evil.limited'),
];
