import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { usage } from '#engines/postgres/usage.ts';
import type { Usage } from '#vocabulary/usage.ts';
import { binariesOf, startTestServer, withServer } from '../../servers.ts';
import { as, sql, testContext, withSession } from './reading.ts';
import { startStandby } from './standby.ts';

const full = process.env['DBWRIGHT_FULL'] === '1';
const majors = full ? [13, 14, 15, 16, 17, 18] : [13, 18];
const installed = majors.filter((major) => binariesOf(major) !== undefined || process.env['CI'] === 'true');

const read = (url: string, bounds = {}) => withSession(url, (session) => usage(session, testContext()), bounds);
const tableOf = (from: Usage, name: string) => from.nodes[0]?.tables.find((one) => one.name === name);
const indexOf = (from: Usage, name: string) => from.nodes[0]?.indexes.find((one) => one.name === name);

describe.each(installed)('the use of tables and indexes on PostgreSQL %i', (major) => {
  let server: EmbeddedServer | undefined;
  const url = () => server?.url ?? '';

  /** Counters are told to the others when a session ends, or a second later. */
  async function until(isTold: (from: Usage) => boolean): Promise<Usage> {
    for (let tries = 0; tries < 100; tries += 1) {
      const found = await read(url());
      if (isTold(found)) return found;
      await wait(50);
    }
    throw new Error('The server does not tell what it counted.');
  }

  beforeAll(async () => {
    server = await startTestServer({ major, settings: { autovacuum: 'off' } });
    await sql(
      url(),
      `CREATE TABLE orders (id int PRIMARY KEY, status text, note text) WITH (fillfactor = 50);
       CREATE INDEX by_status ON orders (status); CREATE INDEX by_note ON orders (note);
       CREATE TABLE events (at date, kind int) PARTITION BY RANGE (at);
       CREATE TABLE events_old PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2025-01-01');
       CREATE TABLE events_new PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2030-01-01');
       CREATE INDEX events_kind ON events (kind);
       CREATE SCHEMA "Odd Place"; CREATE TABLE "Odd Place"."Odd Table" (a int);
       CREATE ROLE plain LOGIN; CREATE ROLE monitor LOGIN; GRANT pg_monitor TO monitor;`,
    );
    await sql(url(), 'SELECT pg_stat_reset()');
    await sql(
      url(),
      `INSERT INTO orders SELECT g, g % 5, 'x' FROM generate_series(1, 1000) g;
       INSERT INTO events SELECT '2024-01-01', g FROM generate_series(1, 10) g;
       INSERT INTO events SELECT '2026-01-01', g FROM generate_series(1, 30) g;`,
    );
    await sql(url(), "UPDATE orders SET status = 'other' WHERE id <= 100");
    await sql(url(), 'CREATE TABLE unindexed (a int); INSERT INTO unindexed VALUES (1); UPDATE unindexed SET a = 2');
    await sql(url(), 'DELETE FROM orders WHERE id > 990');
    await sql(url(), "SET enable_seqscan = off; SELECT * FROM orders WHERE status = '3'");
    await sql(url(), 'SELECT count(*) FROM orders');
  });
  afterAll(() => server?.stop());

  test('rows written, scans, blocks, since when', async () => {
    const found = await until(
      (one) => (tableOf(one, 'orders')?.sequentialScans ?? 0) > 0 && tableOf(one, 'orders')?.deleted === 10,
    );
    expect(tableOf(found, 'orders')).toMatchObject({ inserted: 1000, updated: 100, hotUpdated: 0, deleted: 10 });
    expect(tableOf(found, 'orders')?.heapHit).toBeGreaterThan(0);
    expect(tableOf(found, 'unindexed')).toMatchObject({ updated: 1, hotUpdated: 1, indexScans: 0 });
    expect(tableOf(found, 'Odd Table')).toMatchObject({ schema: 'Odd Place', inserted: 0 });
    expect(indexOf(found, 'by_status')).toMatchObject({ schema: 'public', table: 'orders', scans: 1 });
    expect(indexOf(found, 'by_note')).toMatchObject({ scans: 0 });
    expect(indexOf(found, 'by_note')?.lastScan).toBeUndefined();
    const [node] = found.nodes;
    expect(node).toMatchObject({ recovering: false, node: expect.stringMatching(/:\d+$/) });
    const counted = Date.parse(node?.until ?? '') - Date.parse(node?.since ?? '');
    expect(counted).toBeGreaterThan(0);
    expect(counted).toBeLessThan(120_000);
    const last = indexOf(found, 'by_status')?.lastScan;
    if (major < 16) expect(last).toBeUndefined();
    else expect(Math.abs(Date.parse(last ?? '') - Date.now())).toBeLessThan(120_000);
    expect(found).toMatchObject({ standbys: 0, unread: [] });
  });

  test('partitions each by itself', async () => {
    const found = await until((one) => tableOf(one, 'events_new')?.inserted === 30);
    expect(tableOf(found, 'events_old')?.inserted).toBe(10);
    expect(indexOf(found, 'events_new_kind_idx')).toMatchObject({ table: 'events_new', scans: 0 });
    expect(indexOf(found, 'events_kind')).toBeUndefined();
  });

  test('a role that may read nothing sees the counters too', async () => {
    const found = await read(as(url(), 'plain'));
    expect(tableOf(found, 'orders')).toMatchObject({ inserted: 1000 });
    expect(found).toMatchObject({ standbys: 0, unread: [] });
  });

  test('a list that was cut off says so', async () => {
    const found = await read(url(), { rows: 2 });
    expect(found.unread.join(' ')).toContain('some are missing');
  });

  test('without a time of reset the beginning is that of the server; with counting off it says so', async () => {
    await sql(url(), 'CREATE DATABASE fresh');
    const [node] = (await read(as(url(), 'postgres', 'fresh'))).nodes;
    expect(Date.parse(node?.since ?? '')).toBeLessThanOrEqual(Date.now());
    await sql(url(), 'ALTER ROLE plain SET track_counts = on; ALTER DATABASE fresh SET track_counts = off');
    expect((await read(as(url(), 'postgres', 'fresh'))).unread.join(' ')).toContain('track_counts');
  });
});

test('a standby that streams is told to those who may see it, and counts its own scans', async (context) => {
  await withServer({ context, settings: { wal_level: 'replica', max_wal_senders: '5' } }, async (primary) => {
    await sql(
      primary.url,
      `CREATE TABLE orders (id int PRIMARY KEY, note text); INSERT INTO orders SELECT g, 'x' FROM generate_series(1, 1000) g;
       CREATE ROLE plain LOGIN; CREATE ROLE monitor LOGIN; GRANT pg_monitor TO monitor;`,
    );
    const standby = await startStandby(primary, { streams: true });
    try {
      await expect.poll(async () => (await read(primary.url)).standbys, { timeout: 20_000 }).toBe(1);
      expect((await read(as(primary.url, 'monitor'))).standbys).toBe(1);
      const plain = await read(as(primary.url, 'plain'));
      expect(plain.standbys).toBeUndefined();
      expect(plain.unread.join(' ')).toContain('pg_monitor');
      await sql(standby.url, 'SET enable_seqscan = off; SELECT * FROM orders WHERE id = 7');
      await expect.poll(async () => indexOf(await read(standby.url), 'orders_pkey')?.scans).toBe(1);
      const there = await read(standby.url);
      expect(there.nodes[0]).toMatchObject({ recovering: true });
      expect(tableOf(there, 'orders')).toMatchObject({ inserted: 0 });
      expect(indexOf(await read(primary.url), 'orders_pkey')?.scans).toBe(0);
    } finally {
      await standby.stop();
    }
  });
});
