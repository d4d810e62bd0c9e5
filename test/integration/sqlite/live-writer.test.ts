import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { ensureApt } from '../../apt.ts';
import { footprint, hasSqlite, native, temporaryFolder, withSession } from './native.ts';

const hasPython = ensureApt({ python3: 'python3' });
const folder = temporaryFolder();
/** Debian's own: another may lack SQLite. */
const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';
const isFull = process.env['DBWRIGHT_FULL'] === '1';
const sum = { text: 'SELECT sum(cents), (SELECT count(*) FROM history) >= 0 FROM account', parameters: {} };

const schema = `
  CREATE TABLE account (id INTEGER PRIMARY KEY, cents INT);
  CREATE TABLE history (cents INT, note TEXT);
  INSERT INTO account VALUES (1, 1000), (2, 1000);`;

describe.skipIf(!hasSqlite || !hasPython)('beside a native writer', () => {
  afterAll(() => folder.remove());

  test.each([
    ['wal', 'stay', 10],
    ['wal', 'reopen', 5],
    ['delete', 'stay', 10],
    ['delete', 'reopen', 5],
    ['truncate', 'stay', 5],
    ['persist', 'stay', 5],
  ])(
    '%s, %s: every reading is of one moment, and the writer notices nothing',
    async (mode, how, least) => {
      const readings = isFull ? 200 : least;
      const file = join(folder.path, `${mode}-${how}.db`);
      native(file, `PRAGMA journal_mode = ${mode};${schema}`);
      const writer = await startWriter(file, how);
      const seen = new Set<unknown>();
      const first = await withSession(
        file,
        async (session) => {
          for (let at = 0; at < readings; at++) seen.add((await session.ask(sum)).rows[0]?.[0]);
          return (await session.read('SELECT max(rowid) AS last FROM history'))[0]?.['last'];
        },
        { lockMs: 5_000 },
      );
      const { done, errors } = await writer.end();
      console.log(`${mode}, ${how}: ${readings} readings beside ${done} transactions`);
      expect([...seen]).toEqual([2_000]);
      expect(errors).toBe('');
      expect(done).toBeGreaterThan(readings);
      expect(first).not.toBeUndefined();
      expect(native(file, 'PRAGMA integrity_check').trim()).toBe('ok');
    },
    900_000,
  );

  test('a pinned snapshot stays, the session goes on', async () => {
    const file = join(folder.path, 'pinned.db');
    native(file, `PRAGMA journal_mode = wal;${schema}`);
    await withSession(file, async (session) => {
      const read = async (from: typeof session) =>
        (await from.ask({ text: 'SELECT count(*) FROM history', parameters: {} })).rows[0]?.[0];
      await session.inSnapshot(async (pinned) => {
        expect(await pinned.ask(sum).then(({ rows }) => rows[0]?.[0])).toBe(2_000);
        native(file, "INSERT INTO history VALUES (1, 'a')");
        expect((await pinned.ask({ text: 'SELECT count(*) FROM history', parameters: {} })).rows).toEqual([[0]]);
        expect(await read(session)).toBe(1);
      });
      native(file, "INSERT INTO history VALUES (1, 'b')");
      expect(await read(session)).toBe(2);
    });
  });

  test.each(['crash', 'stay'])(
    'an unfinished transaction of a writer (%s) is rolled back in the copy only',
    async (how) => {
      const home = temporaryFolder();
      const file = join(home.path, 'unfinished.db');
      native(file, `${schema}INSERT INTO history SELECT value, hex(randomblob(500)) FROM generate_series(1, 5000);`);
      const writer = spawn(python, ['-c', unfinished, file, how], { stdio: ['pipe', 'pipe', 'inherit'] });
      const ended = new Promise((resolve) => writer.once('exit', resolve));
      await ready(writer);
      if (how === 'crash') await ended;
      expect(readdirSync(home.path)).toContain('unfinished.db-journal');
      const before = footprint(home.path);
      await withSession(file, async (session) => {
        const text = 'SELECT (SELECT sum(cents) FROM account), count(*) FROM history';
        expect((await session.ask({ text, parameters: {} })).rows).toEqual([[2_000, 5_000]]);
        expect((await session.ask({ text: 'PRAGMA integrity_check', parameters: {} })).rows).toEqual([['ok']]);
      });
      expect(footprint(home.path)).toEqual(before);
      writer.stdin?.end();
      await ended;
      home.remove();
    },
  );
});

/** Overflows its cache, so that half of it is in the file already. */
const unfinished = `
import os, sqlite3, sys
link = sqlite3.connect(sys.argv[1], isolation_level=None)
link.execute("PRAGMA cache_size = 10")
link.execute("BEGIN")
link.execute("UPDATE account SET cents = 0")
link.execute("INSERT INTO history SELECT cents, hex(randomblob(500)) FROM history")
print("ready", flush=True)
if sys.argv[2] == "crash": os.kill(os.getpid(), 9)
sys.stdin.read()
link.execute("ROLLBACK")
`;

async function startWriter(file: string, how: string) {
  const script = fileURLToPath(new URL('./writer.py', import.meta.url));
  const child = spawn(python, [script, file, how], { stdio: ['pipe', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  await ready(child);
  return {
    end: async () => {
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.stdin.end();
      await ended;
      const [, done = '0', errors = ''] = /^ready\n(\d+) (.*)\n/s.exec(output) ?? [];
      return { done: Number(done), errors };
    },
  };
}

async function ready(child: ChildProcess): Promise<void> {
  await new Promise((resolve, reject) => {
    child.stdout?.once('data', resolve);
    child.once('error', reject);
  });
}
