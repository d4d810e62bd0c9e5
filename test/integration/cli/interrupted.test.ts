import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { exitCodes } from '#entrypoints/cli/exit-codes.ts';
import { builderOf, openWriter, ourSessions, stateOf } from '../apply/changing.ts';
import { runs } from '../embedded/probe.ts';
import { type ShopServer, startShop } from '../shop-server.ts';
import { start } from './program.ts';

let folder: string;
/** A temporary root of our own: what is left there is ours. */
let temporary: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dbwright-test-'));
  temporary = mkdtempSync(join(tmpdir(), 'dbwright-test-'));
  // A server that root starts as another user must be able to enter.
  chmodSync(temporary, 0o755);
  return () => {
    for (const path of [folder, temporary]) rmSync(path, { recursive: true, force: true });
  };
});

/** tsx keeps its own cache there too. */
const left = () => readdirSync(temporary).filter((name) => name.startsWith('dbwright'));

describe('an embedded server', () => {
  /** Starts the demo and waits until its server runs. */
  async function startDemo() {
    const demo = start(['demo', '--out', join(folder, 'demo.html')], folder, { TMPDIR: temporary });
    for (let tries = 0; tries < 1_000; tries += 1) {
      const [record] = left().map((name) => join(temporary, name, 'owner.json'));
      const known = record !== undefined && existsSync(record) ? readFileSync(record, 'utf8') : '';
      if (known.includes('"server"')) return { ...demo, server: Number(JSON.parse(known).server.pid) };
      await sleep(20);
    }
    throw new Error('No server was started.');
  }

  test.each(['SIGINT', 'SIGTERM'] as const)('goes with %s', async (signal) => {
    const { child, ended, server } = await startDemo();
    child.kill(signal);
    const { code, err } = await ended;
    expect(code).toBe(exitCodes.interrupted);
    expect(err).toMatch(/Stopped\.\n$/);
    expect(runs(server)).toBe(false);
    expect([left(), readdirSync(folder)]).toEqual([[], []]);
  });

  test('that was left behind by kill -9 is removed by the next start', async () => {
    const { child, ended, server } = await startDemo();
    child.kill('SIGKILL');
    await ended;
    expect(left()).toHaveLength(1);
    writeFileSync(join(folder, 'schema.sql'), 'create table orders (id int primary key);');
    const next = await start(['look', 'schema', '--schema', 'schema.sql'], folder, { TMPDIR: temporary }).ended;
    expect(next.code).toBe(exitCodes.ok);
    expect(runs(server)).toBe(false);
    expect(left()).toEqual([]);
  });
});

describe('a change', () => {
  const words = ['optimize', 'query', 'select * from orders where customer_id = 42', '--rows', '0'];
  const index = 'idx_orders_customer_id';
  let shop: ShopServer;
  beforeAll(async () => {
    shop = await startShop();
  });
  afterAll(() => shop.stop());

  test('is stopped by Ctrl-C, leaves nothing, and is finished by the next run', async () => {
    const onShop = [...words, '--url', shop.url()];
    const planned = await start([...onShop, '--format', 'json', '--quiet'], folder).ended;
    const approved = [...onShop, '--approve', String(JSON.parse(planned.out).planHash)];
    const end = await openWriter(shop);
    const stopped = start(approved, folder, { TMPDIR: temporary });
    await builderOf(shop, index);
    stopped.child.kill('SIGINT');
    await end();
    expect(await stopped.ended).toMatchObject({
      code: exitCodes.interrupted,
      err: expect.stringMatching(/Stopped\.\n$/),
    });
    expect(await stateOf(shop, index)).toBeUndefined();
    expect(await ourSessions(shop)).toEqual([]);
    expect(left()).toEqual([]);

    const next = await start(approved, folder).ended;
    expect(next).toMatchObject({ code: exitCodes.ok, err: expect.stringContaining('Done: CREATE INDEX CONCURRENTLY') });
    expect(await stateOf(shop, index)).toBe('valid');
    const [journal = ''] = readdirSync(join(folder, '.dbwright', 'journal'));
    const lines = readFileSync(join(folder, '.dbwright', 'journal', journal), 'utf8')
      .trimEnd()
      .split('\n');
    expect(lines.map((line) => JSON.parse(line).event)).toEqual([
      ...['approved', 'started', 'failed'],
      ...['approved', 'started', 'done', 'finished'],
    ]);
  });
});
