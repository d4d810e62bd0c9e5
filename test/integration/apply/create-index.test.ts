import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAgent } from '#agent/create-agent.ts';
import { startTestServer } from '../../servers.ts';
import { startStandby } from '../postgres/standby.ts';
import { type ShopServer, startShop } from '../shop-server.ts';
import {
  apply,
  builderOf,
  type Folder,
  makeFolder,
  openWriter,
  ourSessions,
  problemOf,
  proposing,
  stateOf,
} from './changing.ts';

const name = 'idx_orders_customer_id';
const report = proposing({ name, keys: [{ column: 'customer_id' }] });

let shop: ShopServer;
let folder: Folder;
beforeAll(async () => {
  shop = await startShop();
});
beforeEach(() => {
  folder = makeFolder();
});
afterEach(async () => {
  folder.remove();
  expect(await ourSessions(shop)).toEqual([]);
  await shop.sql(`DROP INDEX IF EXISTS ${name}`);
});
afterAll(() => shop.stop());

function statementOf({ changes }: typeof report) {
  const [statement] = changes[0]?.statements ?? [];
  if (statement === undefined) throw new Error('There is no statement.');
  return statement;
}

async function as(role: string, query: string): Promise<unknown> {
  const client = await shop.open(role);
  return (await client.query(query).finally(() => client.end())).rows[0];
}

describe('approved', () => {
  test('what a report proposes is built, written down, and found done by a second run', async () => {
    const context = {
      signal: new AbortController().signal,
      progress: () => undefined,
      clock: () => new Date(),
      random: () => 0,
    };
    const proposed = await createAgent().run(
      'optimize query',
      { query: 'select * from orders where customer_id = 42' },
      { sources: { url: shop.url('reader') }, context },
    );
    let shown: string | undefined;
    const approve = async ({ hash, server }: { hash: string; server: string }) => {
      shown = hash;
      expect(server).toMatch(/^PostgreSQL [\d.]+, database shop, as postgres$/);
      return true;
    };
    const first = await apply(shop.url(), proposed, folder, { approve });
    // Another role planned it; what is bound is the statements and the database.
    expect([first.hash, shown]).toEqual([proposed.planHash, proposed.planHash]);
    expect(first.steps).toMatchObject([{ outcome: 'done', text: expect.stringContaining('CONCURRENTLY') }]);
    expect(await stateOf(shop, name)).toBe('valid');
    expect(folder.events()).toEqual(['approved', 'started', 'done', 'finished']);

    const second = await apply(shop.url(), proposed, folder);
    expect(second.steps).toMatchObject([{ outcome: 'already-there' }]);
    expect(folder.events().slice(4)).toEqual(['approved', 'already-there', 'finished']);
  });

  test('earlier steps stay when a later one fails, and the next run goes on', async () => {
    const two = proposing(
      { name, keys: [{ column: 'customer_id' }] },
      { name: 'idx_orders_lost', keys: [{ column: 'lost' }] },
    );
    const problem = await problemOf(apply(shop.url(), two, folder));
    expect(problem).toMatchObject({ code: 'not-found', message: expect.stringContaining('"lost"') });
    expect(problem.hint).toContain('The steps before it stay done.');
    expect(folder.events()).toEqual(['approved', 'started', 'done', 'started', 'failed']);
    await shop.sql('ALTER TABLE orders ADD lost int');
    const next = await apply(shop.url(), two, folder);
    expect(next.steps.map(({ outcome }) => outcome)).toEqual(['already-there', 'done']);
    await shop.sql('ALTER TABLE orders DROP lost');
  });
});

describe('not approved', () => {
  test('declined changes nothing and writes nothing', async () => {
    const problem = await problemOf(apply(shop.url(), report, folder, { approve: async () => false }));
    expect(problem).toMatchObject({ code: 'declined', message: expect.stringContaining('Nothing was changed') });
    expect(await stateOf(shop, name)).toBeUndefined();
    expect(() => folder.events()).toThrow('ENOENT');
  });

  test('the hash is of these statements on this database', async () => {
    await shop.sql('CREATE DATABASE other TEMPLATE shop', 'postgres');
    const hashes: string[] = [];
    const approve = async ({ hash }: { hash: string }) => {
      hashes.push(hash);
      return false;
    };
    const other = proposing({ name, keys: [{ column: 'total' }] });
    for (const [database, one] of [
      ['shop', report],
      ['shop', report],
      ['other', report],
      ['shop', other],
    ] as const) {
      await problemOf(apply(shop.url('postgres', database), one, folder, { approve }));
    }
    expect(hashes[0]).toBe(hashes[1]);
    expect(new Set(hashes).size).toBe(3);
    await shop.sql('DROP DATABASE other', 'postgres');
  });
});

describe('half done', () => {
  test('a unique index over duplicates is taken away again, and built when they are gone', async () => {
    await shop.sql('CREATE TABLE twice (a int); INSERT INTO twice VALUES (1), (1)');
    const unique = proposing({ table: 'twice', name: 'idx_twice', unique: true, keys: [{ column: 'a' }] });
    const problem = await problemOf(apply(shop.url(), unique, folder));
    expect(problem).toMatchObject({ code: 'conflict', message: expect.stringContaining('duplicated') });
    expect(problem.hint).toContain('What it left half-done was removed.');
    expect(await stateOf(shop, 'idx_twice')).toBeUndefined();
    await shop.sql('DELETE FROM twice WHERE ctid = (SELECT min(ctid) FROM twice)');
    expect((await apply(shop.url(), unique, folder)).steps).toMatchObject([{ outcome: 'done' }]);
    await shop.sql('DROP TABLE twice');
  });

  test('a build cancelled by somebody is cleaned up, and the next run finishes', async () => {
    const end = await openWriter(shop);
    const failed = problemOf(apply(shop.url(), report, folder));
    const builder = await builderOf(shop, name);
    await shop.sql(`SELECT pg_cancel_backend(${builder})`);
    await end();
    expect(await failed).toMatchObject({ message: expect.stringContaining('canceling statement') });
    expect(await stateOf(shop, name)).toBeUndefined();
    expect((await apply(shop.url(), report, folder)).steps).toMatchObject([{ outcome: 'done' }]);
  });

  test('a build whose connection is cut off is cleaned up by another one', async () => {
    const end = await openWriter(shop);
    const failed = problemOf(apply(shop.url(), report, folder));
    const builder = await builderOf(shop, name);
    await shop.sql(`SELECT pg_terminate_backend(${builder})`);
    await end();
    const problem = await failed;
    expect(problem).toMatchObject({ code: 'unreachable' });
    expect(problem.hint).toContain('What it left half-done was removed.');
    expect(await stateOf(shop, name)).toBeUndefined();
  });

  test('the signal stops a build and leaves nothing', async () => {
    const end = await openWriter(shop);
    const stop = new AbortController();
    const failed = apply(shop.url(), report, folder, { signal: stop.signal }).catch((error: Error) => error.message);
    await builderOf(shop, name);
    stop.abort(new Error('enough'));
    await end();
    expect(await failed).toContain('enough');
    expect(await stateOf(shop, name)).toBeUndefined();
    expect(folder.events()).toEqual(['approved', 'started', 'failed']);
  });

  test('an invalid index of an earlier run is replaced', async () => {
    await shop.sql(`CREATE INDEX ${name} ON orders (customer_id);
      UPDATE pg_index SET indisvalid = false WHERE indexrelid = '${name}'::regclass`);
    expect((await apply(shop.url(), report, folder)).steps).toMatchObject([{ outcome: 'repaired' }]);
    expect(await stateOf(shop, name)).toBe('valid');
    expect(folder.events()).toEqual(['approved', 'started', 'repaired', 'done', 'finished']);
  });
});

describe('others at work', () => {
  test.each(['postgres', 'owner'])('an index that somebody else builds is left to them, as %s', async (role) => {
    await shop.sql(
      'CREATE ROLE owner LOGIN; ALTER TABLE orders OWNER TO owner; GRANT CREATE ON SCHEMA public TO owner',
    );
    const end = await openWriter(shop);
    const theirs = shop.sql(`CREATE INDEX CONCURRENTLY ${name} ON orders (customer_id)`);
    await builderOf(shop, name);
    const [before] = await shop.sql(`SELECT '${name}'::regclass::oid AS oid`);
    const checks = statementOf(report);
    const asked = await as(role, `SELECT (${checks.underway}) AS underway, (${checks.broken}) AS broken`);
    expect(asked).toEqual({ underway: true, broken: false });
    let waits = 0;
    const ours = apply(shop.url(role), report, folder, {
      progress: ({ message }) => (waits += Number(/waiting/.test(message))),
    });
    while (waits === 0) await sleep(20);
    // Not for their lock: they wait for everybody who has a snapshot, and that would be a deadlock.
    expect(
      await shop.sql(
        "SELECT FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE a.application_name = 'dbwright apply' AND NOT l.granted",
      ),
    ).toEqual([]);
    await end();
    await theirs;
    expect((await ours).steps).toMatchObject([{ outcome: 'already-there' }]);
    expect(await shop.sql(`SELECT '${name}'::regclass::oid AS oid`)).toEqual([before]);
    await shop.sql('ALTER TABLE orders OWNER TO postgres; DROP OWNED BY owner; DROP ROLE owner');
  });

  test('a lock that cannot be had is tried for again, and then told', async () => {
    const blocker = await shop.open();
    await blocker.query('BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE');
    const problem = await problemOf(apply(shop.url(), report, folder));
    expect(problem).toMatchObject({ code: 'busy', message: expect.stringContaining('lock timeout') });
    expect(problem.hint).toMatch(/Try again when it is done\. Nothing was left half-done\./);
    await blocker.end();
    expect(await stateOf(shop, name)).toBeUndefined();
    expect(folder.events()).toEqual(['approved', 'started', 'failed']);
  });
});

describe('not allowed', () => {
  test('who does not own the table is told so', async () => {
    const problem = await problemOf(apply(shop.url('reader'), report, folder));
    expect(problem).toMatchObject({ code: 'denied', message: expect.stringMatching(/owner/) });
    expect(problem.hint).toMatch(/connect as another role/);
    expect(await stateOf(shop, name)).toBeUndefined();
  });

  test('a report that proposes nothing, and a report without a database', async () => {
    expect(await problemOf(apply(shop.url(), proposing(), folder))).toMatchObject({ code: 'invalid' });
    const agent = createAgent({ cwd: folder.path });
    const context = {
      signal: new AbortController().signal,
      progress: () => undefined,
      clock: () => new Date(),
      random: () => 0,
    };
    const nowhere = agent.apply({ report, sources: {}, approve: async () => true, context });
    expect(await problemOf(nowhere)).toMatchObject({ code: 'invalid', hint: 'Give --url or --target.' });
  });

  test('a standby is refused', async () => {
    const primary = await startTestServer({ settings: { fsync: 'on', wal_level: 'replica' } });
    try {
      const standby = await startStandby(primary);
      try {
        const problem = await problemOf(apply(standby.url, report, folder));
        expect(problem).toMatchObject({ code: 'denied', message: expect.stringContaining('standby') });
        expect(problem.hint).toContain('primary');
      } finally {
        await standby.stop();
      }
    } finally {
      await primary.stop();
    }
  });
});
