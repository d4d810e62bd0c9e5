import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startEmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { binariesOf, withServer } from '../../servers.ts';
import { ask, runs, serverPid, withClient } from './probe.ts';

const debian15 = '/usr/lib/postgresql/15';
const temporary: string[] = [];

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dbwright-test-'));
  temporary.push(folder);
  return folder;
}

/** An empty cache, so that the first start of this file is a cold one. Open to the user that root's servers run as. */
beforeAll(() => {
  const cache = temporaryFolder();
  chmodSync(cache, 0o755);
  vi.stubEnv('XDG_CACHE_HOME', cache);
});

afterAll(() => {
  vi.unstubAllEnvs();
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
});

describe('a native server', () => {
  test('starts cold and warm, answers, and leaves nothing', async () => {
    for (const start of ['cold', 'warm']) {
      const server = await startEmbeddedServer({ kind: 'native' });
      const pid = serverPid(server.directory);
      expect(server).toMatchObject({ kind: 'native', major: 18 });
      expect(await ask(server.url, 'SHOW server_version')).toEqual({ server_version: server.version });
      expect(await ask(server.url, 'SHOW data_directory')).toEqual({ data_directory: server.dataDirectory });
      expect(statSync(server.directory).mode & 0o777).toBe(0o700);
      await Promise.all([server.stop(), server.stop()]);
      await server.stop();
      expect(existsSync(server.directory), start).toBe(false);
      expect(runs(pid), start).toBe(false);
    }
  });

  test('may be started several times at once, with nothing prepared', async () => {
    const cache = temporaryFolder();
    const before = process.env['XDG_CACHE_HOME'];
    vi.stubEnv('XDG_CACHE_HOME', cache);
    const servers = await Promise.all([1, 2, 3].map(() => startEmbeddedServer({ kind: 'native' })));
    vi.stubEnv('XDG_CACHE_HOME', before);
    for (const { url } of servers) expect(await ask(url, 'SELECT 1 AS one')).toEqual({ one: 1 });
    await Promise.all(servers.map((server) => server.stop()));
    expect(readdirSync(join(cache, 'dbwright'))).toHaveLength(1);
  });

  test('sorts like a production database, and keeps no checksums', async () => {
    await withServer({}, async ({ url }) => {
      expect(await ask(url, "SELECT 'a' < 'B' AS natural")).toEqual({ natural: true });
      expect(await ask(url, 'SHOW data_checksums')).toEqual({ data_checksums: 'off' });
      const plan = await withClient(url, async (client) => {
        await client.query('CREATE TABLE word (text text); CREATE INDEX ON word (text); SET enable_seqscan = off');
        return (await client.query("EXPLAIN SELECT FROM word WHERE text LIKE 'x%'")).rows;
      });
      // Under "C" the prefix would be an index condition.
      expect(JSON.stringify(plan)).not.toContain('Index Cond');
    });
  });

  test('takes settings, which ALTER SYSTEM overrules', async () => {
    const settings = { work_mem: '7MB', 'my.text': "it's a \\ slash", max_connections: '7' };
    await withServer({ settings }, async ({ url }) => {
      expect(await ask(url, 'SHOW work_mem')).toEqual({ work_mem: '7MB' });
      expect(await ask(url, 'SHOW my.text')).toEqual({ 'my.text': "it's a \\ slash" });
      expect(await ask(url, 'SHOW max_connections')).toEqual({ max_connections: '7' });
      await ask(url, "ALTER SYSTEM SET work_mem = '9MB'");
      await ask(url, 'SELECT pg_reload_conf(), pg_sleep(0.3)');
      expect(await ask(url, 'SHOW work_mem')).toEqual({ work_mem: '9MB' });
    });
  });

  test('on loopback wants its password', async () => {
    const server = await startEmbeddedServer({ kind: 'native', port: 'loopback' });
    try {
      expect(await ask(server.url, 'SELECT inet_server_addr() AS at')).toEqual({ at: '127.0.0.1' });
      const wrong = new URL(server.url);
      wrong.password = 'guessed';
      await expect(ask(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    } finally {
      await server.stop();
    }
  });

  test('takes loopback where the path is too long for a socket', async () => {
    const deep = join(temporaryFolder(), 'x'.repeat(100));
    const server = await startEmbeddedServer({ kind: 'native', directory: openFolder(deep) });
    try {
      expect(server.url).toContain('@127.0.0.1:');
      expect(await ask(server.url, 'SELECT 1 AS one')).toEqual({ one: 1 });
    } finally {
      await server.stop();
    }
  });

  test('keeps a folder that was named, with its rows, and lends it to one at a time', async () => {
    const directory = openFolder(join(temporaryFolder(), 'kept'));
    const first = await startEmbeddedServer({ kind: 'native', directory });
    await ask(first.url, 'CREATE TABLE note AS SELECT 42 AS answer');
    await expect(startEmbeddedServer({ kind: 'native', directory })).rejects.toMatchObject({
      problem: { code: 'busy' },
    });
    await first.stop();
    const second = await startEmbeddedServer({ kind: 'native', directory });
    expect(await ask(second.url, 'SELECT answer FROM note')).toEqual({ answer: 42 });
    await second.stop();
    expect(existsSync(second.dataDirectory)).toBe(true);
  });

  test('says why it cannot start', async () => {
    const start = startEmbeddedServer({ kind: 'native', settings: { shared_preload_libraries: 'no_such_library' } });
    await expect(start).rejects.toMatchObject({
      problem: { code: 'internal', hint: expect.stringContaining('no_such_library') },
    });
  });
});

describe('the kind', () => {
  test('may be said by the environment, which a caller overrules', async () => {
    vi.stubEnv('DBWRIGHT_EMBEDDED', 'pglite');
    const servers = [await startEmbeddedServer(), await startEmbeddedServer({ kind: 'native' })];
    expect(servers.map(({ kind }) => kind)).toEqual(['pglite', 'native']);
    for (const server of servers) await server.stop();
    vi.stubEnv('DBWRIGHT_EMBEDDED', 'oracle');
    await expect(startEmbeddedServer()).rejects.toMatchObject({ problem: { code: 'invalid' } });
    vi.stubEnv('DBWRIGHT_EMBEDDED', undefined);
  });

  test('is native by default, and a wrong setting stays the fault of who wrote it', async () => {
    const server = await startEmbeddedServer();
    expect(server.kind).toBe('native');
    await server.stop();
    const wrong = startEmbeddedServer({ settings: { 'work mem': '1MB' } });
    await expect(wrong).rejects.toMatchObject({ problem: { code: 'invalid' } });
  });
});

describe('other programs', () => {
  test.each([13, 14, 15, 16, 17, 18])('PostgreSQL %i of npm', async (major) => {
    await withServer({ major }, async (server) => {
      expect(server.major).toBe(major);
      expect(await ask(server.url, "SELECT current_setting('server_version_num')::int / 10000 AS major")).toEqual({
        major,
      });
      await ask(server.url, 'CREATE EXTENSION pg_trgm');
      expect(await ask(server.url, "SELECT datcollate <> 'C' AS natural FROM pg_database LIMIT 1")).toEqual({
        natural: true,
      });
    });
  });

  test.skipIf(!existsSync(debian15))('PostgreSQL 15 of Debian', async () => {
    const server = await startEmbeddedServer({ kind: 'native', binaries: debian15 });
    expect(server.major).toBe(15);
    expect(await ask(server.url, 'SELECT version()')).toMatchObject({ version: expect.stringContaining('Debian') });
    await server.stop();
  });

  test('that lost their links and cannot be reached are copied', async () => {
    const source = join(temporaryFolder(), 'native');
    cpSync(binariesOf(18)!, source, {
      recursive: true,
      filter: (path) => !/\.so(\.\d+)?$/.test(path) || !/lib(ecg|icu|pq)/.test(path),
    });
    // Closed to writers and, where root starts the server as another user, to readers.
    for (const folder of [join(source, 'lib'), source]) chmodSync(folder, process.getuid?.() === 0 ? 0o700 : 0o500);
    const messages: string[] = [];
    const server = await startEmbeddedServer({ binaries: source, progress: (message) => messages.push(message) });
    expect(messages.join()).toContain('Copying');
    expect(await ask(server.url, 'SELECT 1 AS one')).toEqual({ one: 1 });
    await server.stop();
    for (const folder of [source, join(source, 'lib')]) chmodSync(folder, 0o700);
  });

  test('that are not there are unsupported, and of another major too', async () => {
    const nowhere = startEmbeddedServer({ binaries: temporaryFolder() });
    await expect(nowhere).rejects.toMatchObject({ problem: { code: 'unsupported' } });
    const other = startEmbeddedServer({ binaries: binariesOf(18)!, major: 17 });
    await expect(other).rejects.toMatchObject({ problem: { code: 'unsupported' } });
    const ancient = startEmbeddedServer({ kind: 'native', major: 9 });
    await expect(ancient).rejects.toMatchObject({ problem: { code: 'unsupported' } });
  });
});

/** A folder that a server of root's, which runs as another user, can enter. */
function openFolder(folder: string): string {
  chmodSync(join(folder, '..'), 0o755);
  return folder;
}
