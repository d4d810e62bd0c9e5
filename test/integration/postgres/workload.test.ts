import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { access } from '#engines/postgres/access.ts';
import { explain } from '#engines/postgres/explain.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { settings } from '#engines/postgres/settings.ts';
import { statistics } from '#engines/postgres/statistics.ts';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { workload } from '#engines/postgres/workload.ts';
import type { Workload } from '#vocabulary/workload.ts';
import { binariesOf, startTestServer } from '../../servers.ts';
import { as, sql, testContext, withSession } from './reading.ts';

const full = process.env['DBWRIGHT_FULL'] === '1';
const majors = full ? [13, 14, 15, 16, 17, 18] : [13, 18];
const installed = majors.filter((major) => binariesOf(major) !== undefined || process.env['CI'] === 'true');

const read = (url: string, bounds = {}) => withSession(url, (session) => workload(session, testContext()), bounds);
const find = (from: Workload, text: string | RegExp) =>
  from.statements.find((one) => (typeof text === 'string' ? one.text === text : text.test(one.text)));

describe.each(installed)('pg_stat_statements of PostgreSQL %i', (major) => {
  let server: EmbeddedServer | undefined;
  const url = () => server?.url ?? '';

  beforeAll(async () => {
    server = await startTestServer({
      major,
      settings: {
        shared_preload_libraries: 'pg_stat_statements',
        'pg_stat_statements.track': 'all',
        'pg_stat_statements.track_planning': 'on',
        track_io_timing: 'on',
      },
    });
    await sql(
      url(),
      `CREATE SCHEMA "Odd Place"; CREATE EXTENSION pg_stat_statements SCHEMA "Odd Place";
       GRANT USAGE ON SCHEMA "Odd Place" TO PUBLIC;
       CREATE TABLE orders (id int PRIMARY KEY, customer int, note text);
       INSERT INTO orders SELECT g, g % 100, repeat('x', 200) FROM generate_series(1, 20000) g;
       CREATE FUNCTION many() RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT count(*) FROM orders WHERE customer = 5); END $$;
       CREATE ROLE monitor LOGIN; GRANT pg_read_all_stats TO monitor;
       CREATE ROLE plain LOGIN; CREATE ROLE nobody_else LOGIN; GRANT SELECT ON orders TO plain;`,
    );
    await sql(url(), 'SELECT "Odd Place".pg_stat_statements_reset()');
    for (let id = 1; id <= 5; id += 1) await sql(url(), `SELECT note FROM orders WHERE id = ${id}`);
    await sql(url(), 'SET work_mem = 64; SELECT note FROM orders ORDER BY note, customer');
    await sql(url(), "UPDATE orders SET note = 'y' WHERE customer = 7");
    await sql(url(), 'SELECT many()');
    await sql(as(url(), 'plain'), 'SELECT count(*) FROM orders');
  });
  afterAll(() => server?.stop());

  test('as superuser: calls, rows, times, blocks, WAL, what ran inside of functions', async () => {
    const whole = await read(url());
    expect(whole.origin).toMatch(/^pg_stat_statements 1\.\d+$/);
    const byId = find(whole, 'SELECT note FROM orders WHERE id = $1');
    expect(byId).toMatchObject({
      calls: 5,
      rows: 5,
      user: 'postgres',
      toplevel: true,
      id: expect.stringMatching(/^-?\d+$/),
    });
    const { total = 0, mean = 0, min = 0, max = 0 } = byId?.milliseconds ?? {};
    expect(total).toBeGreaterThan(0);
    expect(mean).toBeCloseTo(total / 5, 6);
    expect(min).toBeLessThanOrEqual(mean);
    expect(max).toBeGreaterThanOrEqual(mean);
    expect((byId?.blocks.sharedHit ?? 0) + (byId?.blocks.sharedRead ?? 0)).toBeGreaterThan(0);
    expect(byId?.planning?.plans).toBeGreaterThan(0);
    expect(find(whole, /ORDER BY note/)?.blocks.tempWritten).toBeGreaterThan(0);
    expect(find(whole, /^UPDATE/)).toMatchObject({ rows: 200, wal: { bytes: expect.any(Number) } });
    expect(find(whole, /^UPDATE/)?.wal?.records).toBeGreaterThan(100);
    expect(find(whole, /customer = (5|\$1)\)?$/)?.toplevel).toBe(major < 14);
    if (major >= 14) expect(whole.since).toMatch(/^20.*Z$/);
    if (major >= 17) expect(byId?.since).toMatch(/^20.*Z$/);
    const times = whole.statements.map((one) => one.milliseconds.total);
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(whole.leftOut.hidden.statements).toBe(0);
  });

  test('what dbwright itself asks is left out', async () => {
    await withSession(url(), async (session) => {
      const schema = await inspect(session, testContext());
      await statistics(session, schema, testContext());
      await settings(session, testContext());
      await access(session, testContext());
      await explain(session, { text: 'SELECT * FROM orders WHERE customer = 3', parameters: {} }, testContext());
      await workload(session, testContext());
    });
    const whole = await read(url());
    const others = whole.statements.filter((one) => !/orders|many\(\)|pg_stat_statements_reset/.test(one.text));
    expect(others.map((one) => one.text)).toEqual([]);
    expect(whole.leftOut.catalog.statements).toBeGreaterThan(10);
    expect(whole.leftOut.session.statements).toBeGreaterThan(5);
  });

  test('with pg_read_all_stats everything is seen', async () => {
    const whole = await read(as(url(), 'monitor'));
    expect(find(whole, 'SELECT note FROM orders WHERE id = $1')?.calls).toBe(5);
    expect(whole.leftOut.hidden.statements).toBe(0);
  });

  test('a plain user sees its own, and what it does not see is said', async () => {
    const whole = await read(as(url(), 'plain'));
    expect(whole.statements.map((one) => one.text)).toEqual(['SELECT count(*) FROM orders']);
    expect(whole.leftOut.hidden.calls).toBeGreaterThan(5);
    expect(whole.unread.join()).toMatch(/may not see \d+ statements of other roles.*GRANT pg_read_all_stats TO plain;/);
  });

  test('a user without statements of its own is denied, with the remedy', async () => {
    await expect(read(as(url(), 'nobody_else'))).rejects.toMatchObject({
      problem: { code: 'denied', hint: expect.stringContaining('GRANT pg_read_all_stats TO nobody_else;') },
    });
  });

  test('a view or schema that may not be read is denied, with the remedy', async () => {
    await sql(url(), 'REVOKE SELECT ON "Odd Place".pg_stat_statements FROM PUBLIC');
    await expect(read(as(url(), 'plain'))).rejects.toMatchObject({
      problem: {
        code: 'denied',
        hint: expect.stringContaining('GRANT SELECT ON "Odd Place".pg_stat_statements TO plain'),
      },
    });
    await sql(url(), 'REVOKE USAGE ON SCHEMA "Odd Place" FROM PUBLIC');
    await expect(read(as(url(), 'plain'))).rejects.toMatchObject({
      problem: { code: 'denied', hint: expect.stringContaining('GRANT USAGE ON SCHEMA "Odd Place"') },
    });
  });

  test('a limit of rows is said', async () => {
    const whole = await read(url(), { rows: 3 });
    expect(whole.unread.join()).toMatch(/more statements than the limit/);
  });

  test('an old version of the extension is read too', async () => {
    const oldest = (
      await sql(
        url(),
        "SELECT version FROM pg_available_extension_versions WHERE name = 'pg_stat_statements' AND version IN ('1.4', '1.7') ORDER BY 1",
      )
    )[0];
    await sql(
      url(),
      `DROP EXTENSION pg_stat_statements; CREATE EXTENSION pg_stat_statements VERSION '${oldest?.['version']}'`,
    );
    const whole = await read(url());
    expect(whole.origin).toBe(`pg_stat_statements ${oldest?.['version']}`);
    expect(find(whole, 'SELECT note FROM orders WHERE id = $1')).toMatchObject({
      calls: 5,
      milliseconds: { total: expect.any(Number) },
    });
  });

  test('a database without the extension says how to get it', async () => {
    await sql(url(), 'CREATE DATABASE other');
    await expect(read(as(url(), 'postgres', 'other'))).rejects.toMatchObject({
      problem: { code: 'unsupported', hint: expect.stringContaining('CREATE EXTENSION pg_stat_statements') },
    });
  });
});

test('installed but not loaded', async () => {
  const server = await startTestServer({ major: 18 });
  try {
    await sql(server.url, 'CREATE EXTENSION pg_stat_statements');
    await expect(read(server.url)).rejects.toMatchObject({
      problem: { code: 'unsupported', hint: expect.stringContaining('shared_preload_libraries') },
    });
  } finally {
    await server.stop();
  }
});
