import { existsSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EmbeddedServer, startEmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { startPgliteProcess } from '#engines/postgres/twin/pglite-child.ts';
import { writePgliteCluster } from '#engines/postgres/twin/pglite-cluster.ts';
import { ask, runs, serverPid, withClient } from './probe.ts';
import { FLUSH, openRawClient, parse, RUN } from './raw-client.ts';

/** What a schema of a user may well need. */
const EXTENSIONS = [
  ...['btree_gin', 'btree_gist', 'citext', 'cube', 'earthdistance', 'fuzzystrmatch', 'hstore', 'intarray'],
  ...['ltree', 'pageinspect', 'pg_stat_statements', 'pg_trgm', 'pgcrypto', 'tablefunc', 'unaccent', 'uuid-ossp'],
];

let folder: string;
let server: EmbeddedServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dbwright-test-'));
  server = await startEmbeddedServer({ kind: 'pglite', settings: { work_mem: '7MB' } });
});

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a PGlite server', () => {
  test('answers as PostgreSQL 18, with settings, natural order and no checksums', async () => {
    expect(server).toMatchObject({ kind: 'pglite', major: 18 });
    expect(await ask(server.url, 'SHOW server_version')).toEqual({ server_version: server.version });
    expect(await ask(server.url, 'SHOW work_mem')).toEqual({ work_mem: '7MB' });
    expect(await ask(server.url, 'SHOW data_checksums')).toEqual({ data_checksums: 'off' });
    expect(await ask(server.url, "SELECT 'a' < 'B' AS natural")).toEqual({ natural: true });
    expect(statSync(server.directory).mode & 0o777).toBe(0o700);
  });

  test('plans by the size of files that it does not hold open', async () => {
    await withClient(server.url, async (client) => {
      await client.query('CREATE TABLE large (a int)');
      const { rows } = await client.query("SELECT pg_relation_filepath('large') AS file");
      truncateSync(join(server.dataDirectory, String(rows[0].file)), 8192 * 1000);
      const plan = (await client.query('EXPLAIN (FORMAT JSON) SELECT FROM large')).rows[0]['QUERY PLAN'];
      expect(plan[0].Plan['Total Cost']).toBeGreaterThan(1000);
      await client.query('DROP TABLE large');
    });
  });

  test.each(EXTENSIONS)('has the extension %s', async (name) => {
    await ask(server.url, `CREATE EXTENSION "${name}" CASCADE`);
  });

  test('serves several clients at once', async () => {
    const talk = (who: number) =>
      withClient(server.url, async (client) => {
        for (let turn = 0; turn < 100; turn += 1) {
          const { rows } = await client.query(`SELECT ${who} AS who, $1::int AS turn`, [turn]);
          expect(rows[0]).toEqual({ who, turn });
        }
      });
    await Promise.all([1, 2, 3, 4].map(talk));
  });

  test('does not mix a batch that arrives in pieces with another client', async () => {
    const [slow, quick] = [await openRawClient(server.directory), await openRawClient(server.directory)];
    slow.send(parse("SELECT 'slow'"));
    await sleep(100);
    quick.send(parse("SELECT 'quick'"), RUN);
    expect(await quick.heard('Z')).toContain('quick');
    slow.send(RUN);
    const answer = await slow.heard('Z');
    expect(answer).toContain('slow');
    expect(answer).not.toContain('quick');
    for (const client of [slow, quick]) client.end();
  });

  test('is not left in disorder by a client that breaks off within a failed batch', async () => {
    const rude = await openRawClient(server.directory);
    rude.send(parse('SELECT nonsense'), FLUSH);
    expect(await rude.heard('E')).toContain('nonsense');
    rude.end();
    await withClient(server.url, async (client) => {
      expect((await client.query('SELECT $1::int AS one', [1])).rows).toEqual([{ one: 1 }]);
    });
  });

  test('lets a client finish its transaction before the next one speaks', async () => {
    const seen: string[] = [];
    await withClient(server.url, async (first) => {
      await first.query('CREATE TABLE account (n int); BEGIN; INSERT INTO account VALUES (1)');
      const second = ask(server.url, 'SELECT count(*)::int AS n FROM account').then((row) =>
        seen.push(`second ${row['n']}`),
      );
      await first.query('INSERT INTO account VALUES (2)');
      await first.query('COMMIT');
      seen.push('first');
      await second;
    });
    expect(seen).toEqual(['first', 'second 2']);
  });

  test('survives errors, clients that break off, and COPY FROM STDIN', async () => {
    await withClient(server.url, async (client) => {
      await expect(client.query('SELECT nonsense')).rejects.toMatchObject({ code: '42703' });
      await expect(client.query('SELECT $1::int', ['x'])).rejects.toMatchObject({ code: '22P02' });
      await client.query('CREATE TABLE IF NOT EXISTS trace (n int)');
    });
    const rude = withClient(server.url, async (client) => {
      await client.query('BEGIN; INSERT INTO trace VALUES (1)');
      const { connection } = client as unknown as { connection: { stream: { destroy(): void } } };
      connection.stream.destroy();
    });
    await rude;
    expect(await ask(server.url, 'SELECT count(*)::int AS n FROM trace')).toEqual({ n: 0 });
    await expect(ask(server.url, 'COPY trace FROM STDIN')).rejects.toMatchObject({ code: '0A000' });
    expect(await ask(server.url, 'SELECT 1 AS one')).toEqual({ one: 1 });
  });

  test('forgets what a client had set once it is alone', async () => {
    await withClient(server.url, (client) => client.query("SET work_mem = '1MB'; CREATE TEMP TABLE mine (n int)"));
    expect(await ask(server.url, 'SHOW work_mem')).toEqual({ work_mem: '7MB' });
    await expect(ask(server.url, 'TABLE mine')).rejects.toMatchObject({ code: '42P01' });
  });

  test('has one database and says so', async () => {
    const other = server.url.replace(/postgres$/, 'other');
    await expect(ask(other, 'SELECT 1')).rejects.toMatchObject({ code: '3D000' });
  });
});

test('on loopback it wants its password', async () => {
  const open = await startEmbeddedServer({ kind: 'pglite', port: 'loopback' });
  try {
    expect(await ask(open.url, 'SELECT 1 AS one')).toEqual({ one: 1 });
    const wrong = new URL(open.url);
    wrong.password = 'guessed';
    await expect(ask(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  } finally {
    await open.stop();
  }
});

test('it leaves nothing, but keeps a folder that was named', async () => {
  const passing = await startEmbeddedServer({ kind: 'pglite' });
  const pid = serverPid(passing.directory);
  await passing.stop();
  expect(existsSync(passing.directory)).toBe(false);
  expect(runs(pid)).toBe(false);

  const directory = join(folder, 'kept');
  const first = await startEmbeddedServer({ kind: 'pglite', directory });
  await ask(first.url, 'CREATE TABLE note AS SELECT 42 AS answer');
  await first.stop();
  const second = await startEmbeddedServer({ kind: 'pglite', directory });
  expect(await ask(second.url, 'SELECT answer FROM note')).toEqual({ answer: 42 });
  await second.stop();
});

test('a shipped archive makes a cluster', async () => {
  const archive = join(folder, 'cluster.tgz');
  await writePgliteCluster(archive);
  expect(statSync(archive).size).toBeLessThan(6_000_000);
  const dataDirectory = join(folder, 'data');
  const { child } = await startPgliteProcess(
    { do: 'create', dataDirectory, archive },
    { log: join(folder, 'server.log') },
  );
  child.disconnect();
  await new Promise((ended) => child.once('exit', ended));
  expect(existsSync(join(dataDirectory, 'PG_VERSION'))).toBe(true);
});

test('another major is unsupported', async () => {
  await expect(startEmbeddedServer({ kind: 'pglite', major: 16 })).rejects.toMatchObject({
    problem: { code: 'unsupported' },
  });
});
