import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ProblemError } from '#contracts/problem-error.ts';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { startTestServer } from '../../servers.ts';
import { sql, testContext, withSession } from './reading.ts';

let server: EmbeddedServer;
beforeAll(async () => {
  server = await startTestServer({});
  await sql(
    server.url,
    `CREATE TABLE t (a int, b text); INSERT INTO t SELECT i, 'b' || i FROM generate_series(1, 100) i;
     CREATE SEQUENCE s; CREATE PROCEDURE p() LANGUAGE sql AS $$ INSERT INTO t VALUES (0, 'called') $$;
     CREATE FUNCTION writes() RETURNS int LANGUAGE sql VOLATILE AS $$ INSERT INTO t VALUES (0, 'sly') RETURNING a $$;
     CREATE VIEW loosens AS SELECT set_config('statement_timeout', '0', false) AS was;
     CREATE VIEW large AS SELECT lo_create(4242) AS id;`,
  );
});
afterAll(() => server?.stop());

const fingerprint = () =>
  sql(
    server.url,
    "SELECT count(*)::int AS rows, (SELECT count(*)::int FROM pg_class WHERE relnamespace = 'public'::regnamespace) AS relations, (SELECT count(*)::int FROM pg_largeobject_metadata) AS large, (SELECT last_value::int FROM s) AS sequence FROM t",
  );

const problemOf = (code: string) =>
  expect.objectContaining({ problem: expect.objectContaining({ code }) as unknown }) as unknown;

describe('what is refused', () => {
  test.each([
    ["INSERT INTO t VALUES (1, 'x')"],
    ['SELECT 1; SELECT 2'],
    ['SELECT 1; DROP TABLE t'],
    ['-- nothing'],
    ['SELECT * INTO copy FROM t'],
    ['CREATE TABLE copy AS SELECT 1'],
    ['WITH gone AS (DELETE FROM t RETURNING a) SELECT * FROM gone'],
    ['SELECT * FROM (WITH gone AS (DELETE FROM t RETURNING a) SELECT * FROM gone) x'],
    ['SELECT * FROM t FOR UPDATE'],
    ['SELECT * FROM (SELECT * FROM t FOR KEY SHARE) x'],
    ['EXPLAIN ANALYZE SELECT 1'],
    ['EXPLAIN (ANALYZE) DELETE FROM t'],
    ['EXPLAIN (ANALYZE off) DELETE FROM t'],
    ['EXPLAIN ("analyze") DELETE FROM t'],
    ['EXPLAIN CREATE TABLE copy AS SELECT 1'],
    ['EXPLAIN EXECUTE x'],
    ["COPY t TO '/tmp/x'"],
    ["COPY (SELECT 1) TO PROGRAM 'true'"],
    ['DO $$ BEGIN DELETE FROM t; END $$'],
    ['SET statement_timeout = 0'],
    ['CALL p()'],
    ['PREPARE x AS SELECT 1'],
    ['LOCK TABLE t'],
    ['COMMIT'],
    ["SELECT set_config('statement_timeout', '0', false)"],
    ["SELECT pg_catalog.\"set_config\"('statement_timeout', '0', false)"],
    ['SELECT pg_advisory_lock(1)'],
    ['SELECT * FROM pg_terminate_backend(1)'],
    ['SELECT lo_create(1)'],
    ["VALUES (pg_read_file('/etc/passwd'))"],
    ["SELECT query_to_xml('DELETE FROM t', true, true, '')"],
    ['NOTIFY x'],
    ['VACUUM t'],
    ['DECLARE c CURSOR FOR SELECT 1'],
  ])('%s', async (statement) => {
    await withSession(server.url, async (session) => {
      await expect(session.read(statement)).rejects.toEqual(problemOf('denied'));
    });
  });

  test('what does not parse is invalid', () =>
    withSession(server.url, async (session) => {
      await expect(session.read('SELEC 1')).rejects.toEqual(problemOf('invalid'));
      await expect(session.read('')).rejects.toEqual(problemOf('invalid'));
    }));

  test('nothing was changed by what slips past the parser', async () => {
    const before = await fingerprint();
    await withSession(server.url, async (session) => {
      await expect(session.read('SELECT writes()')).rejects.toEqual(problemOf('denied'));
      await expect(session.read("SELECT nextval('s')")).rejects.toEqual(problemOf('denied'));
      await session.read('SELECT * FROM large').catch(() => undefined);
    });
    expect(await fingerprint()).toEqual(before);
  });

  test('a setting that a view changes is gone with the statement', () =>
    withSession(server.url, async (session) => {
      await session.read('SELECT * FROM loosens');
      const { rows } = await session.read('SHOW statement_timeout');
      expect(rows).toEqual([{ statement_timeout: '15s' }]);
    }));
});

describe('what passes', () => {
  test.each([
    ['SELECT a FROM t WHERE a = 1'],
    ['TABLE t'],
    ['VALUES (1), (2)'],
    ['SHOW work_mem'],
    ['WITH x AS (SELECT 1) SELECT * FROM x;'],
    ['EXPLAIN DELETE FROM t'],
    ['EXPLAIN (FORMAT JSON) INSERT INTO t SELECT * FROM t'],
    ['EXPLAIN MERGE INTO t USING t AS s ON t.a = s.a WHEN MATCHED THEN DELETE'],
    ['EXPLAIN SELECT * FROM t FOR UPDATE'],
    ["SELECT '; DROP TABLE t' /* ; */ -- ;"],
  ])('%s', (statement) =>
    withSession(server.url, async (session) => {
      expect((await session.read(statement)).rows.length).toBeGreaterThan(0);
    }),
  );

  test('values are bound, and come back as they are', () =>
    withSession(server.url, async (session) => {
      const { rows } = await session.read(
        `SELECT $1::int AS i, $2::text AS t, 9007199254740991::int8 AS safe, 9007199254740993::int8 AS big,
                1.10::numeric AS n, NULL AS nothing, true AS yes, ARRAY['a,b', NULL, '"']::text[] AS list,
                '{"k": [1]}'::jsonb AS json, DATE '2024-02-29' AS day, 1 AS "__proto__", 'é🚂' AS "Ünï""code"`,
        { values: [42, "it's; --"] },
      );
      expect(rows).toHaveLength(1);
      expect(Object.entries(rows[0] ?? {})).toEqual([
        ['i', 42],
        ['t', "it's; --"],
        ['safe', 9007199254740991],
        ['big', '9007199254740993'],
        ['n', '1.10'],
        ['nothing', null],
        ['yes', true],
        ['list', ['a,b', null, '"']],
        ['json', { k: [1] }],
        ['day', '2024-02-29'],
        ['__proto__', 1],
        ['Ünï"code', 'é🚂'],
      ]);
    }));
});

describe('limits', () => {
  test('a thousand million rows are cut off without being read', async () => {
    const started = Date.now();
    const memory = process.memoryUsage().rss;
    await withSession(
      server.url,
      async (session) => {
        const result = await session.read('SELECT generate_series(1, 1000000000) AS g');
        expect(result.rows).toHaveLength(1000);
        expect(result.rows.at(-1)).toEqual({ g: 1000 });
        expect(result.truncated).toBe(true);
      },
      { rows: 1000 },
    );
    expect(Date.now() - started).toBeLessThan(5_000);
    expect(process.memoryUsage().rss - memory).toBeLessThan(100e6);
  });

  test('exactly the limit is not cut off', () =>
    withSession(
      server.url,
      async (session) => {
        expect(await session.read('SELECT a FROM t LIMIT 50')).toMatchObject({ truncated: false });
        expect(await session.read('SELECT a FROM t LIMIT 51')).toMatchObject({ truncated: true });
      },
      { rows: 50 },
    ));

  test('bytes', () =>
    withSession(
      server.url,
      async (session) => {
        const result = await session.read("SELECT repeat('x', 10000) AS x FROM generate_series(1, 100000)");
        expect(result.truncated).toBe(true);
        expect(result.rows.length).toBeLessThan(100);
        expect(result.rows.length).toBeGreaterThan(80);
        expect((await session.read('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
      },
      { bytes: 1_000_000 },
    ));

  test('one row that is far too large cuts the connection, and the next statement has a new one', () =>
    withSession(
      server.url,
      async (session) => {
        await expect(session.read("SELECT repeat('x', 400000000) AS x")).rejects.toEqual(problemOf('unsupported'));
        expect((await session.read('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
      },
      { bytes: 1_000_000 },
    ));

  test('options tighten the limits and never widen them', () =>
    withSession(
      server.url,
      async (session) => {
        expect((await session.read('TABLE t', { bounds: { rows: 1_000_000 } })).rows).toHaveLength(10);
        expect((await session.read('TABLE t', { bounds: { rows: 3 } })).rows).toHaveLength(3);
        const { rows } = await session.read('SHOW statement_timeout', { bounds: { statementMs: 3_600_000 } });
        expect(rows).toEqual([{ statement_timeout: '2s' }]);
      },
      { rows: 10, statementMs: 2_000 },
    ));

  test('time', () =>
    withSession(
      server.url,
      async (session) => {
        await expect(session.read('SELECT pg_sleep(30)')).rejects.toEqual(problemOf('timeout'));
        expect((await session.read('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
      },
      { statementMs: 300 },
    ));

  test('time, when the statement unsets the limit behind a view', async () => {
    const started = Date.now();
    await withSession(
      server.url,
      async (session) => {
        await expect(
          session.read('SELECT was, n, CASE WHEN n > 100 THEN pg_sleep(1) END FROM loosens, generate_series(1, 200) n'),
        ).rejects.toEqual(problemOf('timeout'));
      },
      { statementMs: 300 },
    );
    expect(Date.now() - started).toBeLessThan(8_000);
  });

  test('a locked table is busy', async () => {
    const locker = sql(server.url, 'BEGIN; LOCK TABLE t IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(2); ROLLBACK');
    await new Promise((wake) => setTimeout(wake, 300));
    await withSession(
      server.url,
      async (session) => {
        await expect(session.read('TABLE t')).rejects.toEqual(problemOf('busy'));
      },
      { lockMs: 200 },
    );
    await locker;
  });
});

describe('endings', () => {
  const running = (what: string) =>
    sql(
      server.url,
      `SELECT pid FROM pg_stat_activity WHERE application_name = 'dbwright' AND state <> 'idle' AND query LIKE '%${what}%'`,
    );

  test('a signal cancels what runs on the server', async () => {
    const stop = new AbortController();
    await withSession(
      server.url,
      async (session) => {
        const reading = session.read('SELECT pg_sleep(30) AS "to be cancelled"');
        const outcome = expect(reading).rejects.toThrow('enough');
        await expect.poll(() => running('to be cancelled')).toHaveLength(1);
        stop.abort(new Error('enough'));
        await outcome;
        await expect.poll(() => running('to be cancelled')).toHaveLength(0);
        await expect(session.read('SELECT 1')).rejects.toThrow('enough');
      },
      {},
      testContext(stop.signal),
    );
  });

  test('a signal ends those that wait for a connection too, and a closed session refuses', async () => {
    const stop = new AbortController();
    await withSession(
      server.url,
      async (session) => {
        const reads = Promise.allSettled(Array.from({ length: 8 }, () => session.read('SELECT pg_sleep(20)')));
        await new Promise((wake) => setTimeout(wake, 200));
        stop.abort(new Error('enough'));
        const outcomes = await reads;
        expect(outcomes.map((outcome) => outcome.status === 'rejected' && String(outcome.reason))).toEqual(
          Array(8).fill('Error: enough'),
        );
      },
      {},
      testContext(stop.signal),
    );
    const closed = await withSession(server.url, async (session) => session);
    await expect(closed.read('SELECT 1')).rejects.toEqual(problemOf('invalid'));
  });

  test('a killed connection is unreachable, and the next statement has a new one', () =>
    withSession(server.url, async (session) => {
      const reading = session.read('SELECT pg_sleep(30) AS "to be killed"');
      const outcome = expect(reading).rejects.toEqual(problemOf('unreachable'));
      await expect.poll(() => running('to be killed')).toHaveLength(1);
      await sql(
        server.url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'dbwright'",
      );
      await outcome;
      expect((await session.read('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    }));

  test('killed while idle', () =>
    withSession(server.url, async (session) => {
      await sql(
        server.url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'dbwright'",
      );
      await new Promise((wake) => setTimeout(wake, 200));
      expect((await session.read('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    }));

  test('never more than two connections, and none is left', async () => {
    const count = async () =>
      (
        await sql(server.url, "SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'dbwright'")
      )[0]?.['n'];
    await withSession(server.url, async (session) => {
      const reads = Promise.all(Array.from({ length: 8 }, () => session.read('SELECT pg_sleep(0.1)')));
      await new Promise((wake) => setTimeout(wake, 150));
      expect(await count()).toBe(2);
      await reads;
    });
    await expect.poll(count).toBe(0);
  });

  test('names that are not there, with the hint of the server', () =>
    withSession(server.url, async (session) => {
      const error = await session.read('SELECT t.aa FROM t').catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ProblemError);
      const { problem } = error as ProblemError;
      expect(problem.code).toBe('not-found');
      expect(problem.message).toContain('42703');
      expect(problem.hint).toContain('t.a');
      await expect(session.read('TABLE missing')).rejects.toEqual(problemOf('not-found'));
    }));
});
