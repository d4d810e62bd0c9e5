import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ProblemError } from '#contracts/problem-error.ts';
import { connect } from '#engines/postgres/connect.ts';
import { explain } from '#engines/postgres/explain.ts';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import { startTestServer } from '../../servers.ts';
import { sql, testContext, withSession } from '../postgres/reading.ts';

const full = process.env['DBWRIGHT_FULL'] === '1';
const majors = full ? [13, 14, 15, 16, 17, 18] : [13, 15, 18];

const schema = `
  CREATE SCHEMA app;
  CREATE TABLE app.t (a int PRIMARY KEY, b text, total int);
  INSERT INTO app.t SELECT i, 'b' || i, i FROM generate_series(1, 100) i;
  CREATE SEQUENCE app.s;
  CREATE FUNCTION app.opaque(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN $1; END';
  CREATE FUNCTION app.volatile_opaque(int) RETURNS int LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN $1; END';
  CREATE FUNCTION app.plain(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT x + 1';
  CREATE FUNCTION app.writes() RETURNS int LANGUAGE sql AS 'INSERT INTO app.t VALUES (0) RETURNING a';
  CREATE FUNCTION app.loosens() RETURNS text LANGUAGE sql AS $$ SELECT set_config('work_mem', '1GB', false) $$;
  CREATE FUNCTION app.deeper() RETURNS text LANGUAGE sql AS 'SELECT app.loosens()';
  CREATE FUNCTION app.definer() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
  CREATE FUNCTION app.configured() RETURNS int LANGUAGE sql SET work_mem = '1GB' AS 'SELECT 1';
  CREATE FUNCTION app.noise(app.t) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
  CREATE FUNCTION app.total(app.t) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
  CREATE VIEW app.v AS SELECT a, b FROM app.t WHERE a < 50;
  CREATE VIEW app.v_config AS SELECT set_config('work_mem', '1GB', false) AS was;
  CREATE VIEW app.v_deep AS SELECT * FROM app.v_config;
  CREATE VIEW app.v_function AS SELECT app.deeper() AS was;
  CREATE MATERIALIZED VIEW app.m AS SELECT a FROM app.t;
  CREATE FUNCTION app.same(int, int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN true; END';
  CREATE OPERATOR app.=== (LEFTARG = int, RIGHTARG = int, FUNCTION = app.same);
  CREATE FUNCTION app.add_up(int, int) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
  CREATE DOMAIN app.checked AS int CHECK (app.opaque(VALUE) > 0);
  CREATE DOMAIN app.quiet AS int CHECK (VALUE > 0);
  CREATE TABLE app.d (c app.checked, q app.quiet);
  CREATE TYPE app.pair AS (x int, y app.checked);
  CREATE TYPE app.mood AS ENUM ('a', 'b');
  CREATE FUNCTION app.mood_text(app.mood) RETURNS json LANGUAGE plpgsql AS $$ BEGIN RETURN '1'; END $$;
  CREATE CAST (app.mood AS json) WITH FUNCTION app.mood_text(app.mood);
  CREATE TABLE app.moods (m app.mood);
  CREATE AGGREGATE app.sum_of (int) (SFUNC = app.add_up, STYPE = int);
  CREATE TABLE app.guarded (a int, owner text);
  ALTER TABLE app.guarded ENABLE ROW LEVEL SECURITY;
  CREATE POLICY p ON app.guarded USING (app.opaque(a) > 0);
  CREATE INDEX ON app.t (app.opaque(a));
  CREATE FOREIGN DATA WRAPPER nowhere; CREATE SERVER away FOREIGN DATA WRAPPER nowhere;
  CREATE FOREIGN TABLE app.far (a int) SERVER away;
  CREATE TABLE app.parent (a int) PARTITION BY LIST (a);
  CREATE TABLE app.child PARTITION OF app.parent FOR VALUES IN (1);
  CREATE FOREIGN TABLE app.far_child PARTITION OF app.parent FOR VALUES IN (2) SERVER away;
`;

describe.each(majors)('PostgreSQL %i', (major) => {
  let server: EmbeddedServer;
  beforeAll(async () => {
    server = await startTestServer({ major });
    await sql(server.url, schema);
    await sql(server.url, 'ALTER ROLE CURRENT_USER SET search_path = app, public');
  });
  afterAll(() => server?.stop());

  const asking = async (text: string, functions: readonly string[] = []) => {
    const session = await connect(server.url, { bounds: Bounds.parse({}), functions }, testContext());
    try {
      return await session.ask({ text, parameters: {} });
    } finally {
      await session.close();
    }
  };

  describe('denied', () => {
    test.each([
      ['SELECT pg_sleep(1)', 'it calls pg_sleep, which waits'],
      ["SELECT nextval('app.s')", 'changes a sequence'],
      ['SELECT * FROM app.v_config', 'the view app.v_config calls set_config, which changes the session'],
      ['SELECT * FROM v_deep', 'the view app.v_config calls set_config'],
      ['SELECT * FROM app.v_function', 'the function app.loosens calls set_config'],
      ['SELECT app.writes()', 'the function app.writes does more than read'],
      ['SELECT deeper()', 'the function app.loosens calls set_config'],
      ['SELECT app.opaque(1)', 'app.opaque, which is written in plpgsql'],
      ['SELECT app.definer()', 'runs with the rights of its owner'],
      ['SELECT app.configured()', 'changes settings'],
      ['SELECT t.noise FROM app.t', 'app.noise'],
      ['SELECT (t).noise FROM app.t', 'app.noise'],
      ['SELECT x.noise FROM (SELECT t FROM app.t) AS y(x)', 'app.noise'],
      ["SELECT ('1'::int).opaque", 'app.opaque'],
      ['SELECT g.opaque FROM generate_series(1, 2) g', 'app.opaque'],
      ['SELECT (1.5).pg_sleep', 'pg_sleep'],
      ['SELECT 1 OPERATOR(app.===) 2', 'the operator app.==='],
      ['SELECT a === 2 FROM t', 'the operator app.==='],
      ['SELECT 1::app.checked', 'the type app.checked'],
      ["SELECT '(1,2)'::app.pair", 'the type app.checked'],
      ['SELECT app.checked(1)', 'the type app.checked'],
      ["SELECT '{1}'::checked[]", 'the type app.checked'],
      ["SELECT (json_populate_record(d, '{}')).c FROM app.d", 'the type app.checked'],
      ['SELECT to_json(m) FROM app.moods', 'app.mood_text'],
      ['SELECT app.sum_of(a) FROM app.t', 'app.add_up'],
      ['SELECT * FROM app.far', 'a foreign table'],
      ['SELECT * FROM app.parent', 'a foreign table'],
      ['SELECT * FROM pg_authid', 'hashes of passwords'],
      ["SELECT table_to_xml('app.v_config', true, true, '')", 'given as text'],
      ['SELECT txid_current()', 'transaction number'],
      ['EXPLAIN ANALYZE SELECT pg_sleep(1)', 'pg_sleep'],
      ['EXPLAIN SELECT app.opaque(1)', 'app.opaque'],
      ['EXPLAIN SELECT app.opaque(x) FROM (SELECT 1 AS x) s', 'app.opaque'],
      ['EXPLAIN ANALYZE DELETE FROM app.t', 'runs the DELETE'],
      ['SELECT * FROM app.t FOR UPDATE', 'lock rows'],
      ['SELECT * INTO x FROM app.t', 'creates a table'],
      ['WITH gone AS (DELETE FROM app.t RETURNING a) SELECT * FROM gone', 'DELETE'],
      ['SELECT 1; SELECT 2', '2 statements'],
    ])('%s', async (text, why) => {
      const error = await asking(text).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(ProblemError);
      const { problem } = error as ProblemError;
      expect(problem.message).toContain(why);
      expect(problem.code).toBe('denied');
      expect(problem.hint).toBeTruthy();
    });
  });

  describe('answered', () => {
    test.each([
      ['SELECT a, b FROM app.t WHERE a = 1'],
      ['SELECT count(*), max(a), string_agg(b, $$,$$ ORDER BY a) FROM t GROUP BY a % 3 HAVING count(*) > 0'],
      ['TABLE v'],
      ['VALUES (1), (2)'],
      ['SHOW work_mem'],
      ['SELECT app.plain(a) FROM app.t'],
      ['SELECT t.total FROM app.t'],
      ['SELECT * FROM app.m, app.v, generate_series(1, 2) g LIMIT 5'],
      ['SELECT c, q FROM app.d UNION ALL SELECT 1, 2'],
      ['SELECT 5::app.quiet'],
      ['SELECT m FROM app.moods ORDER BY m'],
      ['SELECT random(), now(), current_user, version(), pg_total_relation_size($$app.t$$)'],
      ['WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 10) SELECT * FROM r'],
      ['SELECT * FROM app.child'],
      ['SELECT * FROM app.guarded'],
      ['SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind = $$r$$ LIMIT 1'],
      ['SELECT * FROM information_schema.columns LIMIT 1'],
      ['SELECT * FROM pg_stat_activity'],
      ['EXPLAIN SELECT * FROM app.t'],
      ['EXPLAIN (ANALYZE, BUFFERS) SELECT * FROM app.t'],
      ['EXPLAIN ANALYZE VERBOSE (SELECT 1)'],
      ['EXPLAIN DELETE FROM app.t'],
      ['EXPLAIN SELECT app.opaque(a) FROM app.t'],
      ['EXPLAIN SELECT * FROM app.t WHERE app.opaque(t.a) = 5 AND app.volatile_opaque(1) = 1'],
      ['SELECT a FROM app.t TABLESAMPLE bernoulli (100)'],
      ["SELECT xmlelement(name a, 'b'), '{\"a\":1}'::jsonb ->> 'a', extract(year FROM now()), ROW(1, 2) < ROW(2, 1)"],
      ['SELECT rank() OVER w, lag(a) OVER w FROM app.t WINDOW w AS (PARTITION BY b ORDER BY a)'],
    ])('%s', async (text) => {
      expect((await asking(text)).columns.length).toBeGreaterThan(0);
    });

    test('functions that the configuration allows', async () => {
      const answer = await asking('SELECT app.opaque(5) AS five', ['app.opaque']);
      expect(answer).toMatchObject({ columns: [{ name: 'five', type: 'integer' }], rows: [[5]] });
    });
  });

  test('explain goes through the guard, and keeps explaining what it does not run', () =>
    withSession(server.url, async (session) => {
      const plan = (text: string) => explain(session, { text, parameters: {} }, testContext());
      expect((await plan('SELECT app.opaque(a), pg_sleep(5) FROM app.t WHERE a = $1')).generic).toBe(true);
      await plan('UPDATE app.t SET b = app.opaque(a)::text WHERE a = 1');
      await plan('SELECT * FROM app.t WHERE a = 1 FOR UPDATE');
      await expect(plan('SELECT app.opaque(1)')).rejects.toThrow('app.opaque');
      await expect(plan('SELECT app.opaque($1)')).rejects.toThrow('app.opaque');
      await expect(plan('SELECT f FROM app.opaque(1) f')).rejects.toThrow('app.opaque');
      await expect(plan('(ANALYZE) SELECT 1')).rejects.toThrow('EXPLAIN ANALYZE');
    }));

  test('a snapshot is of one moment, and a failure in it does not end it', () =>
    withSession(server.url, async (session) => {
      await session.inSnapshot(async (inner) => {
        const count = async () =>
          (await inner.ask({ text: 'SELECT count(*) FROM app.t', parameters: {} })).rows[0]?.[0];
        const before = await count();
        await sql(server.url, 'INSERT INTO app.t VALUES (1000)');
        await expect(inner.ask({ text: 'SELECT 1 / 0', parameters: {} })).rejects.toThrow('division');
        await expect(inner.ask({ text: 'SELECT pg_sleep(1)', parameters: {} })).rejects.toThrow('waits');
        expect(await Promise.all([count(), count()])).toEqual([before, before]);
      });
      await sql(server.url, 'DELETE FROM app.t WHERE a = 1000');
    }));

  test('bounds: planned cost, rows, and what was in force', () =>
    withSession(server.url, async (session) => {
      const ask = (text: string, bounds: Partial<Bounds>) => session.ask({ text, parameters: {} }, { bounds });
      await expect(ask('SELECT * FROM app.t x, app.t y, app.t z', { cost: 1_000 })).rejects.toThrow(
        'planner estimates',
      );
      const answer = await ask('SELECT a, a FROM app.t ORDER BY a', { rows: 3 });
      expect(answer).toMatchObject({
        rows: [
          [1, 1],
          [2, 2],
          [3, 3],
        ],
        truncated: 'rows',
      });
      expect(answer.inForce.join('\n')).toMatch(/statement_timeout.*temp_file_limit.*3 rows.*this one: \d/s);
      await expect(session.ask({ text: 'SELECT $1 + $2', parameters: { '1': '5' } })).rejects.toThrow(
        'without values: $2',
      );
    }));

  test('nothing is left in the session or the database', () =>
    withSession(server.url, async (session) => {
      await session.ask({ text: 'SELECT 1', parameters: {} });
      const left = await sql(
        server.url,
        "SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'dbwright' AND state <> 'idle'",
      );
      expect(left).toEqual([{ n: 0 }]);
    }));
});
