import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openScratch } from '#engines/sqlite/connect/scratch.ts';
import { sqliteSession } from '#engines/sqlite/connect/session.ts';
import { connect } from '#engines/sqlite/connect.ts';
import { openForChange } from '#engines/sqlite/open-for-change.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import {
  codeOf,
  context,
  footprint,
  hasSqlite,
  native,
  privateFolders,
  temporaryFolder,
  withSession,
} from './native.ts';

const folder = temporaryFolder();
const file = join(folder.path, 'app.db');
const bounds = Bounds.parse({});
const one = { text: 'SELECT count(*) FROM t', parameters: {} };

describe.skipIf(!hasSqlite)('connecting to SQLite', () => {
  beforeAll(() => native(file, 'CREATE TABLE t (a); INSERT INTO t VALUES (1), (2);'));
  afterAll(() => folder.remove());

  const open = (url: string) => connect(url, { bounds }, context);

  test('by every form of URL', async () => {
    const here = process.cwd();
    process.chdir(folder.path);
    try {
      const urls = [
        `sqlite://${file}`,
        `sqlite:${file}`,
        'sqlite://app.db',
        'sqlite:app.db',
        'sqlite:./app.db',
        `file:${file}`,
        `file://${file}`,
      ];
      for (const url of urls) {
        const session = await open(url);
        expect([url, (await session.ask(one)).rows]).toEqual([url, [[2]]]);
        await session.close();
      }
    } finally {
      process.chdir(here);
    }
  });

  test('says who answered', async () => {
    await withSession(file, async (session) => {
      expect(session.server).toMatchObject({
        engine: 'sqlite',
        product: 'SQLite',
        major: 3,
        database: 'app.db',
        superuser: false,
      });
      expect(sqliteSession(session).file).toBe(file);
    });
  });

  test('names that need care: blanks, signs, links', async () => {
    const odd = join(folder.path, "o'dd #1?%41 ü.db");
    copyFileSync(file, odd);
    const link = join(folder.path, 'link.db');
    symlinkSync(odd, link);
    for (const path of [encodeURIComponent(odd), link]) {
      const session = await open(`sqlite:${path}`);
      expect([(await session.ask(one)).rows, session.file]).toEqual([[[2]], odd]);
      await session.close();
    }
  });

  test('an empty file is an empty database', async () => {
    const empty = join(folder.path, 'empty.db');
    writeFileSync(empty, '');
    await withSession(empty, async (session) => expect(await session.read('SELECT * FROM sqlite_schema')).toEqual([]));
  });

  test('faults have their codes, and make nothing', async () => {
    const wrong = join(folder.path, 'wrong.db');
    writeFileSync(
      wrong,
      'This is no database, only a text that is longer than a header of one hundred bytes. '.repeat(20),
    );
    const wide = join(folder.path, 'wide.db');
    native(wide, "PRAGMA encoding = 'UTF-16le'; CREATE TABLE t (a);");
    const torn = join(folder.path, 'torn.db');
    copyFileSync(file, torn);
    writeFileSync(torn, 'x'.repeat(4_000), { flag: 'r+' });
    const cases: readonly (readonly [url: string, code: string])[] = [
      [`sqlite://${folder.path}/missing.db`, 'not-found'],
      [`sqlite://${file}/below.db`, 'not-found'],
      [`sqlite://${folder.path}`, 'invalid'],
      [`sqlite://${wrong}`, 'invalid'],
      [`sqlite://${torn}`, 'invalid'],
      [`sqlite://${wide}`, 'unsupported'],
      [`sqlite://${file}?mode=rwc`, 'invalid'],
      ['sqlite://:memory:', 'invalid'],
      ['sqlite:', 'invalid'],
    ];
    const before = footprint(folder.path);
    for (const [url, code] of cases) expect([url, await codeOf(open(url))]).toEqual([url, code]);
    expect(footprint(folder.path)).toEqual(before);
  });

  test.skipIf(process.getuid?.() !== 0)(
    'a file and a folder that may only be read are read; one that may not is denied',
    async () => {
      const home = temporaryFolder();
      const readable = join(home.path, 'readable.db');
      const secret = join(home.path, 'secret.db');
      native(readable, 'PRAGMA journal_mode = wal; CREATE TABLE t (a); INSERT INTO t VALUES (1);');
      copyFileSync(readable, secret);
      chmodSync(readable, 0o444);
      chmodSync(secret, 0o600);
      chmodSync(home.path, 0o555);
      const before = footprint(home.path);
      process.seteuid?.('nobody');
      try {
        await withSession(readable, async (session) => {
          expect((await session.ask(one)).rows).toEqual([[1]]);
        });
        expect(await codeOf(open(`sqlite://${secret}`))).toBe('denied');
      } finally {
        process.seteuid?.(0);
      }
      expect(footprint(home.path)).toEqual(before);
      home.remove();
    },
  );

  test('a WAL that nobody checkpointed is read, and stays', async () => {
    const home = temporaryFolder();
    const live = join(home.path, 'live.db');
    const holder = spawn('sqlite3', [live], { stdio: ['pipe', 'pipe', 'inherit'] });
    holder.stdin.write(
      "PRAGMA journal_mode = wal; CREATE TABLE t (a); INSERT INTO t VALUES (1), (2), (3); SELECT 'ready';\n",
    );
    await said(holder, 'ready');
    expect(readdirSync(home.path).sort()).toEqual(['live.db', 'live.db-shm', 'live.db-wal']);
    const before = footprint(home.path);
    await withSession(live, async (session) => {
      expect((await session.ask(one)).rows).toEqual([[3]]);
      expect(await session.journalMode()).toBe('wal');
      await session.copyTo(join(folder.path, 'copied.db'));
    });
    expect(footprint(home.path)).toEqual(before);
    expect(native(join(folder.path, 'copied.db'), 'PRAGMA integrity_check; SELECT count(*) FROM t')).toBe('ok\n3\n');
    holder.stdin.end();
    await new Promise((resolve) => holder.once('exit', resolve));
    home.remove();
  });

  test('the copy goes with the session, and with the signal', async () => {
    const before = privateFolders();
    const session = await open(`sqlite://${file}`);
    expect(privateFolders().length).toBe(before.length + 1);
    await session.close();
    await session.close();
    expect(await codeOf(session.ask(one))).not.toBe('done');
    expect(privateFolders()).toEqual(before);

    const stop = new AbortController();
    const other = await connect(`sqlite://${file}`, { bounds }, { ...context, signal: stop.signal });
    const asked = other.ask({
      text: 'WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n',
      parameters: {},
    });
    setTimeout(() => stop.abort(new Error('stopped')), 200);
    await expect(asked).rejects.toThrow('stopped');
    await expect.poll(privateFolders, { timeout: 5_000 }).toEqual(before);
  });

  test('what a killed process left is cleared away by the next', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', holding(file)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const left = (await said(child, '\n')).trim();
    expect(existsSync(left)).toBe(true);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    expect(existsSync(left)).toBe(true);
    await withSession(file, async () => undefined);
    expect(existsSync(left)).toBe(false);
  });

  test('changes are refused, with what to do', async () => {
    await expect(openForChange(`sqlite://${file}`, context)).rejects.toMatchObject({
      problem: { code: 'unsupported', hint: expect.stringContaining('sqlite3 -bail') },
    });
  });

  test('one session, many questions at once', async () => {
    await withSession(file, async (session) => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => session.ask(one)));
      expect(answers.every(({ rows }) => rows[0]?.[0] === 2)).toBe(true);
    });
  });
});

describe('a scratch database', () => {
  const endless = 'INSERT INTO t WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n';

  test('in a file: a statement that was ended is rolled back', async () => {
    const home = temporaryFolder();
    const scratch = await openScratch(join(home.path, 'scratch.db'), { statementMs: 1_500, signal: context.signal });
    await scratch.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1), (2);');
    expect(await scratch.run('UPDATE t SET a = a + ?', [1])).toEqual({ changes: 2 });
    expect(await codeOf(scratch.run(endless))).toBe('timeout');
    expect(await scratch.all('SELECT a FROM t WHERE a > :least', { ':least': 2 })).toEqual([{ a: 3 }]);
    expect(await scratch.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    await scratch.close();
    home.remove();
  });

  test('in memory: it is lost with it, and says so', async () => {
    const scratch = await openScratch(':memory:', { statementMs: 1_000, signal: context.signal });
    await scratch.exec('CREATE TABLE t (a)');
    expect(await codeOf(scratch.run(endless))).toMatch(/timeout|unsupported/);
    expect(await codeOf(scratch.all('SELECT 1'))).toMatch(/timeout|done/);
    await scratch.close();
  });

  test('touches no other file', async () => {
    const home = temporaryFolder();
    mkdirSync(join(home.path, 'inner'));
    const scratch = await openScratch(join(home.path, 'inner', 'scratch.db'), {
      statementMs: 1_000,
      signal: context.signal,
    });
    await scratch.exec('CREATE TABLE t (a)');
    expect(await codeOf(scratch.exec(`ATTACH '${home.path}/other.db' AS o`))).toBe('denied');
    expect(await codeOf(scratch.exec(`VACUUM INTO '${home.path}/other.db'`))).toBe('denied');
    expect(readdirSync(home.path)).toEqual(['inner']);
    await scratch.close();
    home.remove();
  });
});

/** Opens a session, prints its folder and waits for its end. */
function holding(database: string): string {
  return `
    import { readdirSync, readFileSync } from 'node:fs';
    import { tmpdir } from 'node:os';
    import { connect } from '#engines/sqlite/connect.ts';
    import { Bounds } from '#vocabulary/bounds.ts';
    const context = { signal: new AbortController().signal, progress: () => undefined, clock: () => new Date(), random: Math.random };
    await connect(${JSON.stringify(`sqlite://${database}`)}, { bounds: Bounds.parse({}) }, context);
    const isOwn = (name) => name.startsWith('dbwright-sqlite-') && readFileSync(tmpdir() + '/' + name + '/owner', 'utf8').startsWith(process.pid + ' ');
    console.log(tmpdir() + '/' + readdirSync(tmpdir()).find(isOwn));
    setInterval(() => undefined, 1000);`;
}

async function said(child: ChildProcess, text: string): Promise<string> {
  let output = '';
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.stdout?.on('data', (data) => {
      output += data;
      if (output.includes(text)) resolve();
    });
  });
  return output;
}
