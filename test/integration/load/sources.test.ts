import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gather } from '#agent/gather.ts';
import type { Session } from '#contracts/session.ts';
import { postgres } from '#engines/postgres/engine.ts';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { QueryLoad } from '#vocabulary/query-load.ts';
import type { Sources } from '#vocabulary/sources.ts';
import { startTestServer } from '../../servers.ts';
import { as, sql, testContext, withSession } from '../postgres/reading.ts';

/** What the application runs, with how often; the server's own counters say the same. */
const counts: Readonly<Record<string, number>> = {
  'SELECT id, total FROM orders WHERE customer_id = $1': 35,
  'SELECT count(*) FROM orders WHERE status = $1': 12,
  'UPDATE orders SET total = total + $1 WHERE id = $2': 10,
  'INSERT INTO orders (id, customer_id, status, total) VALUES ($1, $2, $3, $4)': 5,
  'SELECT c.name FROM customers c JOIN orders o ON o.customer_id = c.id WHERE o.id IN ($1 /*, ... */)': 4,
};

let folder: string;
let server: EmbeddedServer;
let logs: Readonly<Record<'stderr' | 'csv' | 'json', string>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dbwright-load-'));
  const written = join(folder, 'log');
  mkdirSync(written);
  // The server is another user.
  for (const path of [folder, written]) chmodSync(path, 0o777);
  server = await startTestServer({
    settings: {
      shared_preload_libraries: 'pg_stat_statements,auto_explain',
      logging_collector: 'on',
      log_destination: 'stderr,csvlog,jsonlog',
      log_directory: written,
      log_filename: 'server.log',
      log_file_mode: '0644',
      log_line_prefix: '%m [%p] %quser=%u,db=%d,app=%a ',
      log_min_duration_statement: '0',
      'auto_explain.log_min_duration': '0',
      'auto_explain.log_analyze': 'on',
    },
  });
  await sql(
    server.url,
    `CREATE EXTENSION pg_stat_statements;
     CREATE TABLE customers (id int PRIMARY KEY, name text);
     CREATE TABLE orders (id int PRIMARY KEY, customer_id int, status text, total numeric);
     INSERT INTO customers SELECT g, 'n' || g FROM generate_series(1, 200) g;
     INSERT INTO orders SELECT g, g % 200, CASE WHEN g % 1000 = 0 THEN 'void' ELSE 'done' END, g FROM generate_series(1, 20000) g;
     CREATE INDEX ON orders (status);
     CREATE ROLE plain LOGIN;`,
  );
  await sql(server.url, 'VACUUM ANALYZE orders, customers');
  await sql(server.url, 'SELECT pg_stat_statements_reset()');
  await sql(server.url, 'CREATE DATABASE elsewhere');
  const elsewhere = as(server.url, 'postgres', 'elsewhere');
  await sql(elsewhere, 'CREATE TABLE orders (id int, customer_id int, total int)');
  await sql(elsewhere, 'SELECT id, total, 1 FROM orders WHERE customer_id = 3');
  await runApplication();
  logs = {
    stderr: join(written, 'server.log'),
    csv: join(written, 'server.csv'),
    json: join(written, 'server.json'),
  };
  expect(readdirSync(written).length).toBe(3);
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Simple queries with values in the text, and prepared ones. */
async function runApplication(): Promise<void> {
  const client = new pg.Client({ connectionString: server.url, application_name: 'shop' });
  await client.connect();
  for (let at = 1; at <= 20; at += 1) await client.query(`SELECT id, total FROM orders WHERE customer_id = ${at}`);
  for (let at = 1; at <= 15; at += 1) {
    await client.query('SELECT id, total FROM orders WHERE customer_id = $1', [at]);
  }
  for (let at = 1; at <= 12; at += 1) {
    await client.query(`SELECT count(*) FROM orders WHERE status = '${at % 4 === 0 ? 'void' : 'done'}'`);
  }
  await client.query('BEGIN');
  for (let at = 1; at <= 10; at += 1)
    await client.query(`UPDATE orders SET total = total + ${at} WHERE id = ${at * 3}`);
  for (let at = 1; at <= 5; at += 1) {
    await client.query('INSERT INTO orders (id, customer_id, status, total) VALUES ($1, $2, $3, $4)', [
      50_000 + at,
      at,
      at === 3 ? null : 'new',
      9.5,
    ]);
  }
  await client.query('COMMIT');
  for (const list of ['1, 8', '2, 3', '4, 5, 6', '7, 9']) {
    await client.query(`SELECT c.name FROM customers c JOIN orders o ON o.customer_id = c.id WHERE o.id IN (${list})`);
  }
  await client.query('SELECT broken FROM orders').catch(() => undefined);
  await client.end();
}

async function load(sources: Sources, session?: Session): Promise<QueryLoad> {
  const { facts } = await gather({
    engine: postgres,
    session,
    exported: undefined,
    sources,
    needs: ['load'],
    likes: [],
    query: undefined,
    redact: false,
    context: testContext(),
  });
  return QueryLoad.parse(facts.load);
}

/** Calls by statement, of those that the application runs. */
function callsOf({ statements }: QueryLoad): Readonly<Record<string, number>> {
  return Object.fromEntries(
    statements.filter(({ normalized }) => counts[normalized] !== undefined).map((one) => [one.normalized, one.calls]),
  );
}
const find = (from: QueryLoad, start: string) => from.statements.find(({ normalized }) => normalized.startsWith(start));

describe('every source tells the same statements', () => {
  test.each(['stderr', 'csv', 'json'] as const)('a log in %s', async (format) => {
    const found = await load({ log: [logs[format]] });
    expect(callsOf(found)).toEqual(counts);
    expect(found.files[0]?.summary?.format).toBe(format);
    expect(found.leftOut.find(({ why }) => why === 'failed')?.calls).toBe(1);
    expect(found.unread.join()).toContain('The log is of 2 databases (elsewhere, postgres)');
    const byCustomer = find(found, 'SELECT id, total');
    expect(byCustomer).toMatchObject({ from: ['logged'], users: ['postgres'], applications: ['shop'] });
    expect(byCustomer?.milliseconds?.total).toBeGreaterThan(0);
    const samples = byCustomer?.samples ?? [];
    expect(samples.length).toBeGreaterThan(1);
    expect(samples.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(samples.every(({ text, parameters }) => !text.includes('$1') || Number(parameters['1']) > 0)).toBe(true);
    // The INSERT with NULL is no sample.
    expect(find(found, 'INSERT INTO orders (id')?.samples.every(({ parameters }) => parameters['3'] === 'new')).toBe(
      true,
    );
    // auto_explain wrote each one a second time; the plan of a common value is another one.
    expect(find(found, 'SELECT count(*)')?.plans.map(({ executions }) => executions)).toEqual([9, 3]);
    expect(byCustomer?.plans.reduce((sum, { executions }) => sum + executions, 0)).toBe(35);
  });

  test('a packed one', async () => {
    const path = join(folder, 'server.log.gz');
    writeFileSync(path, gzipSync(readFileSync(logs.stderr)));
    expect(callsOf(await load({ log: [path] }))).toEqual(counts);
  });

  test('a log of slow statements says that it is one', async () => {
    const found = await load({ slowLog: [logs.csv] });
    expect(callsOf(found)).toEqual(counts);
    expect(found.unread.join()).toContain('holds only statements that took longer');
  });

  test('pg_stat_statements, alone and with a log: its calls, the samples of the log', async () => {
    await withSession(server.url, async (session) => {
      const counted = await load({}, session);
      expect(callsOf(counted)).toEqual(counts);
      expect(find(counted, 'SELECT id, total')).toMatchObject({ from: ['counted'], samples: [] });
      expect(counted.window?.seconds).toBeGreaterThan(0);
      const both = await load({ log: [logs.json] }, session);
      expect(callsOf(both)).toEqual(counts);
      expect(both.unread.join()).toMatch(/\d+ logged statements of other databases \(elsewhere\)/);
      expect(find(both, 'SELECT id, total, $1')).toBeUndefined();
      const one = find(both, 'SELECT id, total');
      expect(one?.from).toEqual(['counted', 'logged']);
      expect(one?.counted?.rows).toBe(35 * 100);
      expect(one?.samples.length).toBeGreaterThan(1);
      expect(one?.milliseconds?.total).toBe(find(counted, 'SELECT id, total')?.milliseconds?.total);
      expect(both.origins).toEqual([expect.stringMatching(/^pg_stat_statements 1\.\d+$/), logs.json]);
    });
  });

  test('a file of SQL, with weights and places', async () => {
    const path = join(folder, 'app.sql');
    writeFileSync(
      path,
      `SELECT id, total FROM orders WHERE customer_id = 4;

-- dbwright: weight 12
SELECT count(*) FROM orders WHERE status = 'void';
/* dbwright: calls 3 */ SELECT count(*) FROM orders WHERE status = 'done';
CREATE INDEX ON orders (total);
`,
    );
    const found = await load({ queries: [path] });
    expect(found.statements.map(({ calls, place }) => [calls, place?.line])).toEqual([
      [15, 4],
      [1, 1],
    ]);
    expect(found.statements[0]?.samples.map(({ share, from }) => [share, from])).toEqual([
      [0.8, 'written'],
      [0.2, 'written'],
    ]);
    expect(found.leftOut).toMatchObject([{ why: 'other', statements: 1 }]);
  });

  test('a role that may not see the counters is told what to grant, not what to install', async () => {
    await withSession(as(server.url, 'plain'), async (session) => {
      await expect(load({}, session)).rejects.toMatchObject({
        problem: {
          message: expect.stringContaining('The role plain may not see the statements of other roles'),
          hint: expect.stringMatching(/GRANT pg_read_all_stats TO plain.*--log/),
        },
      });
    });
  });

  test('nothing given is told, with what to give', async () => {
    await expect(load({})).rejects.toMatchObject({
      problem: { code: 'invalid', hint: expect.stringContaining('--queries') },
    });
  });
});

describe('watching', () => {
  test('a running statement is seen for as long as it runs', async () => {
    await withSession(server.url, async (session) => {
      const sleeping = sql(server.url, "SELECT pg_sleep(1.2), 'watched' FROM orders WHERE id = 77");
      const found = await load({ activity: 2 }, session);
      await sleeping;
      const one = find(found, 'SELECT pg_sleep');
      expect(one).toMatchObject({ calls: 1, users: ['postgres'] });
      expect(one?.samples).toMatchObject([{ from: 'running', share: 1 }]);
      expect(one?.milliseconds?.total).toBeGreaterThan(500);
      expect(one?.milliseconds?.total).toBeLessThan(2000);
      expect(found.statements.some(({ normalized }) => normalized.includes('pg_stat_activity'))).toBe(false);
    });
  });

  test('a role that may not see others says so, and stopping stops', async () => {
    const activity = postgres.activity;
    await withSession(as(server.url, 'plain'), async (session) => {
      const sleeping = sql(server.url, 'SELECT pg_sleep(0.8) FROM orders WHERE id = 78');
      await new Promise((done) => setTimeout(done, 100));
      const seen = await activity?.(session, { seconds: 0.3 }, testContext());
      expect(seen?.unread.join()).toContain('GRANT pg_read_all_stats TO plain;');
      expect(seen?.seen).toEqual([]);
      const stop = new AbortController();
      const watching = activity?.(session, { seconds: 60 }, testContext(stop.signal));
      setTimeout(() => stop.abort(), 200);
      await expect(watching).rejects.toThrow(/abort/i);
      await sleeping;
    });
  });
});
