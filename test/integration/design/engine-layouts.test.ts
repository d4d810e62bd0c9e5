import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { parse } from 'libpg-query';
import sqliteWasm from 'node-sqlite3-wasm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findDesign } from '#analysis/engine-choice/designs/find-design.ts';
import { EngineRequirements, type WorkloadKind } from '#vocabulary/engine-requirements.ts';

/** What `design engine` prints is run as it stands: layouts, indexes and examples, each in its engine. */
function layout(engine: string, kind: WorkloadKind, text = '') {
  const asked = EngineRequirements.parse({ workloads: [{ kind }] });
  const design = findDesign(engine, { group: { kind }, load: {}, asked, text });
  if (design === undefined) throw new Error(`${engine} has no layout for ${kind}`);
  // An index that the engine makes on its own is told in words.
  const indexes = design.indexes.filter((line) => /^CREATE\b/.test(line));
  return { ...design, statements: [...design.schema, ...indexes, ...design.examples] };
}

const kinds = [
  'documents',
  'events',
  'time-series',
  'key-value',
  'sessions',
  'graph',
  'search',
  'analytics',
  'rankings',
  'queue',
] as const satisfies readonly WorkloadKind[];

describe('PostgreSQL', () => {
  let database: PGlite;
  beforeAll(async () => {
    database = await PGlite.create({ extensions: { btree_gist } });
  });
  afterAll(() => database.close());

  const inSchema = async (name: string, statements: readonly string[]) => {
    await database.exec(`CREATE SCHEMA ${name}; SET search_path = ${name}, public;`);
    for (const statement of statements) {
      const { rows } = await database.query(statement).catch((error: unknown) => {
        throw new Error(`${String(error)}: ${statement}`);
      });
      if (/^SELECT|RETURNING jobs/.test(statement)) expect(rows.length, statement).toBeGreaterThan(0);
    }
  };

  test.each(kinds)('%s', async (kind) => {
    await inSchema(kind.replace('-', '_'), layout('postgresql', kind).statements);
  });

  test.each([
    ['orders', 'an online shop'],
    ['ledger', 'a banking ledger'],
    ['bookings', 'a booking system'],
  ])('records: %s', async (name, text) => {
    await inSchema(name, layout('postgresql', 'transactions', text).statements);
  });

  test('what must not be is refused', async () => {
    await database.exec('SET search_path = ledger, public');
    await expect(
      database.exec(
        'BEGIN; INSERT INTO transfers (request_key) VALUES (gen_random_uuid()); INSERT INTO postings (transfer_id, line, account_id, amount) SELECT max(id), 1, 1, 5 FROM transfers; COMMIT;',
      ),
    ).rejects.toThrow('does not add up to zero');
    await database.exec('ROLLBACK; SET search_path = bookings, public');
    await expect(
      database.exec(
        "INSERT INTO bookings (room_id, guest, during) VALUES (1, 'Bob', '[2026-12-02 15:00+00, 2026-12-05 11:00+00)')",
      ),
    ).rejects.toThrow('bookings_no_overlap');
    await database.exec('SET search_path = orders, public');
    const { rows } = await database.query(
      'UPDATE products SET stock = stock - 99 WHERE id = 1 AND stock >= 99 RETURNING id',
    );
    expect(rows).toEqual([]);
  });

  test('vectors: the statements are PostgreSQL’s grammar; the extension is not there to run them', async () => {
    for (const statement of layout('postgresql', 'vector').statements) await parse(statement);
  });

  test('TimescaleDB: the same', async () => {
    for (const statement of layout('timescaledb', 'time-series').statements) await parse(statement);
  });
});

describe('SQLite', () => {
  test.each(['transactions', 'key-value'] as const)('%s', (kind) => {
    const database = new sqliteWasm.Database();
    try {
      for (const statement of layout('sqlite', kind).statements) {
        if (/^SELECT/.test(statement)) expect(database.all(statement).length, statement).toBeGreaterThan(0);
        else database.exec(statement);
      }
    } finally {
      database.close();
    }
  });
});

const redisServer = ['/usr/bin/redis-server', '/usr/local/bin/redis-server', '/opt/homebrew/bin/redis-server'].find(
  (path) => existsSync(path),
);

// Registered only where there is a server to ask.
if (redisServer !== undefined) {
  describe('Redis', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dbwright-redis-'));
    const socket = join(folder, 'redis.sock');
    const server = spawn(redisServer, ['--port', '0', '--unixsocket', socket, '--save', '', '--dir', folder], {
      stdio: 'ignore',
    });
    const send = (commands: readonly string[]) =>
      execFileSync(join(redisServer, '..', 'redis-cli'), ['-s', socket], {
        input: `${commands.join('\n')}\n`,
        encoding: 'utf8',
      });
    beforeAll(async () => {
      for (let tries = 0; tries < 100 && !existsSync(socket); tries++) await pause(50);
    });
    afterAll(async () => {
      const gone = new Promise((resolve) => server.once('exit', resolve));
      server.kill();
      await gone;
      rmSync(folder, { recursive: true, force: true });
    });

    test.each(['sessions', 'cache', 'rankings', 'key-value', 'queue'] as const)('%s', (kind) => {
      const { statements } = layout('redis', kind);
      const answer = send(statements);
      expect(answer).not.toMatch(/ERR|error|WRONGTYPE/i);
      expect(answer.trim()).not.toBe('');
    });

    test('a session is read whole, and ends', () => {
      const answer = send([...layout('redis', 'sessions').statements.slice(0, 3), 'TTL session:{t-1}']);
      expect(answer).toContain('user_id');
      expect(Number(answer.trim().split('\n').at(-1))).toBeGreaterThan(1700);
    });
  });
}
