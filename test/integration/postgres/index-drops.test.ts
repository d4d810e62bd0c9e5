import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { indexDrops } from '#analysis/index-drops.ts';
import { type TableWrites, tableWrites, writeTax } from '#analysis/write-tax.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { resolve } from '#engines/postgres/resolve.ts';
import { spell } from '#engines/postgres/spell.ts';
import { statistics } from '#engines/postgres/statistics.ts';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { usage } from '#engines/postgres/usage.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { LoadStatement } from '#vocabulary/query-load.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import type { Usage } from '#vocabulary/usage.ts';
import { startTestServer } from '../../servers.ts';
import { sql, testContext, withSession } from './reading.ts';

/** Counters as they are, as if they had begun long before. */
const days = 60;

interface Known {
  readonly schema: DatabaseSchema;
  readonly statistics: Statistics;
  readonly usage: Usage;
}

let server: EmbeddedServer | undefined;
const url = () => server?.url ?? '';

beforeAll(async () => {
  server = await startTestServer({ settings: { autovacuum: 'off', wal_level: 'minimal', max_wal_senders: '0' } });
  await sql(
    url(),
    `CREATE TABLE jobs (id int PRIMARY KEY, queue text NOT NULL, state text NOT NULL, tries int NOT NULL, owner int) WITH (fillfactor = 30);
     INSERT INTO jobs SELECT g, 'queue ' || g % 20, 'new', 0, g % 50 FROM generate_series(1, 4000) g;
     CREATE INDEX jobs_queue ON jobs (queue);
     CREATE INDEX jobs_queue_state ON jobs (queue, state) WITH (fillfactor = 70);
     CREATE INDEX jobs_tries ON jobs (tries DESC NULLS LAST) INCLUDE (owner) WHERE tries >= 0;
     CREATE TABLE feed (id int NOT NULL, at date NOT NULL, kind int);
     CREATE UNIQUE INDEX feed_id ON feed (id); ALTER TABLE feed REPLICA IDENTITY USING INDEX feed_id;
     CREATE INDEX feed_at ON feed (at); CLUSTER feed USING feed_at;
     CREATE INDEX feed_kind ON feed (kind);`,
  );
  await sql(url(), 'VACUUM ANALYZE');
  await sql(url(), 'SELECT pg_stat_reset()');
  await sql(url(), "SET enable_seqscan = off; SELECT * FROM jobs WHERE queue = 'queue 3' AND state = 'new'");
  await updateAll();
});
afterAll(() => server?.stop());

test('what logical replication and CLUSTER go by is read, and never dropped', async () => {
  const { schema, usage: counted } = await known();
  const feed = schema.tables.find(({ name }) => name === 'feed');
  const marks = feed?.indexes.map(({ name, replicaIdentity, clustered }) => [name, replicaIdentity, clustered]);
  expect(marks).toEqual([
    ['feed_at', undefined, true],
    ['feed_id', true, undefined],
    ['feed_kind', undefined, undefined],
  ]);
  const drops = indexDrops({ schema, usage: counted, now: new Date() });
  expect(drops.filter(({ index }) => index.table === 'feed').map(({ index }) => index.name)).toEqual(['feed_kind']);
});

test('of a table that is written all the time: the covered and the unused one, each with what brings it back', async () => {
  const { schema, statistics: planner, usage: counted } = await known();
  const drops = indexDrops({ schema, statistics: planner, usage: counted, now: new Date() });
  const found = drops.filter(({ index }) => index.table === 'jobs');
  expect(
    found.map(({ index, kind, certain, coveredBy }) => [index.name, kind, certain, coveredBy?.name]).sort(),
  ).toEqual([
    ['jobs_queue', 'covered', true, 'jobs_queue_state'],
    ['jobs_tries', 'unused', true, undefined],
  ]);
  expect(found.find(({ kind }) => kind === 'unused')?.because.join(' ')).toContain('No query scanned it in 60 days');
  for (const { index } of found) {
    const [statement] = spell({ kind: 'drop-index', index });
    const before = await definitionOf(index.name);
    await sql(url(), statement?.text ?? '');
    expect(await definitionOf(index.name)).toBeUndefined();
    await sql(url(), statement?.undo ?? '');
    expect(await definitionOf(index.name)).toBe(before);
  }
});

describe('heap-only updates', () => {
  test('an index on a column that updates set keeps all from being heap-only, as the tax says; without it they are', async () => {
    const before = await known();
    const found = before.usage.nodes[0]?.tables.find(({ name }) => name === 'jobs');
    expect(found).toMatchObject({ updated: 8000, hotUpdated: 0 });
    const index = before.schema.tables.flatMap(({ indexes }) => indexes).find(({ name }) => name === 'jobs_tries');
    if (index === undefined) throw new Error('There is no jobs_tries.');
    const writes = await writesOf(before);
    expect(writes).toMatchObject({ updated: 8000, hotUpdated: 0, from: 'counted' });
    const tax = writeTax(index, { ...before, writes });
    expect(tax.entries).toBeCloseTo(8000);
    expect(tax.hotLost).toBeGreaterThan(4000);
    expect(tax.words.join(' ')).toContain('updates of tries would no longer be heap-only');
    expect(
      writeTax(
        { ...index, name: 'other', predicate: undefined, keys: [{ column: 'owner', direction: 'asc' }], include: [] },
        { ...before, writes },
      ).hotLost,
    ).toBe(0);

    await sql(url(), 'DROP INDEX jobs_tries');
    await sql(url(), 'VACUUM jobs');
    await sql(url(), 'SELECT pg_stat_reset()');
    await updateAll();
    const after = await known();
    const hot = after.usage.nodes[0]?.tables.find(({ name }) => name === 'jobs')?.hotUpdated ?? 0;
    expect(hot).toBeGreaterThan(0.7 * tax.hotLost);
    expect(hot).toBeLessThan(1.4 * tax.hotLost);
    // Weighed the other way round, as an index that might be made, it is the same price.
    const again = writeTax(index, { ...after, writes: await writesOf(after) });
    expect(again.hotLost).toBeCloseTo(hot, 0);
  });
});

async function updateAll(): Promise<void> {
  await sql(url(), 'UPDATE jobs SET tries = tries + 1');
  await sql(url(), 'VACUUM jobs');
  await sql(url(), 'UPDATE jobs SET tries = tries + 1');
}

async function known(): Promise<Known> {
  return withSession(url(), async (session) => {
    const schema = await inspect(session, testContext());
    const counted = await expect
      .poll(() => usage(session, testContext()), { timeout: 10_000 })
      .toSatisfy((one: Usage) => (one.nodes[0]?.tables.find(({ name }) => name === 'jobs')?.updated ?? 0) >= 8000)
      .then(() => usage(session, testContext()));
    const since = new Date(Date.now() - days * 86_400_000).toISOString();
    return {
      schema,
      statistics: await statistics(session, schema, testContext()),
      usage: { ...counted, nodes: counted.nodes.map((node) => ({ ...node, since })) },
    };
  });
}

async function writesOf({ schema, statistics: planner, usage: counted }: Known): Promise<TableWrites | undefined> {
  const normalized = 'UPDATE jobs SET tries = tries + $1';
  const statement = LoadStatement.parse({
    fingerprint: 'f',
    normalized,
    role: 'write',
    from: ['counted'],
    calls: 2,
    samples: [],
  });
  const [node] = counted.nodes;
  const { since = '', until = '' } = node ?? {};
  const window = { since, until, seconds: (Date.parse(until) - Date.parse(since)) / 1000 };
  const load = [{ statement, query: await resolve(normalized, schema) }];
  return tableWrites(load, counted, { window, schema, statistics: planner }).get('public.jobs');
}

async function definitionOf(name: string): Promise<unknown> {
  const [row] = await sql(url(), `SELECT pg_get_indexdef(to_regclass('${name}')) AS definition`);
  return row?.['definition'] ?? undefined;
}
