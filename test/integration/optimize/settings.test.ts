import { tmpdir } from 'node:os';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { judgeSettings } from '#analysis/server-settings/judge-settings.ts';
import { GB, MB } from '#analysis/server-settings/setting-amount.ts';
import type { Hardware } from '#analysis/server-settings/setting-verdict.ts';
import { connect } from '#engines/postgres/connect.ts';
import { counters } from '#engines/postgres/counters.ts';
import { settings } from '#engines/postgres/settings.ts';
import { spell } from '#engines/postgres/spell.ts';
import type { SettingsReport } from '#tasks/optimize/settings/settings-report.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import { createAgent } from '../../../src/index.ts';
import { withServer } from '../../servers.ts';
import { start } from '../cli/program.ts';

/** What test servers leave out for speed. */
const durable = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on', autovacuum: 'on' };
const cramped = { ...durable, max_wal_size: '32MB', min_wal_size: '32MB', wal_level: 'replica' };

describe.each([13, 18])('PostgreSQL %i', (major) => {
  test('a burst of writes into little WAL: the advice, and the same burst after it', async (context) => {
    await withServer({ major, settings: cramped, context }, async (server) => {
      await withClient(server.url, async (client) => {
        await client.query('create role reader login');
        await client.query('create table events (id int primary key, body text not null)');
        const before = await burst(client, major);
        expect(before.requested).toBeGreaterThanOrEqual(3);

        const report = await run(server.url, { ram: '16GB', disk: 'ssd', cpus: 8, connections: 15 });
        const finding = report.findings.find(({ rule }) => rule === 'checkpoints-requested');
        expect(finding?.message).toMatch(/^\d+ of \d+ checkpoints in .* were requested/);
        const advice = report.recommendations.find(({ title }) => title === 'Let checkpoints come by time');
        expect(advice?.changes).toMatchObject([
          { kind: 'alter-system', name: 'max_wal_size', effect: 'reload' },
          { kind: 'alter-system', name: 'min_wal_size' },
        ]);
        expect(advice?.changes).toEqual(finding?.changes);
        expect(advice?.because.join(' ')).toMatch(/checkpoint_completion_target/);
        expect(report.details.hardware.ram).toBe(16 * GB);

        // The script as an administrator would run it.
        const script = report.sections.find((one) => one.kind === 'code' && one.language === 'sql');
        for (const line of script?.kind === 'code' ? script.code.split('\n') : []) {
          if (!line.startsWith('--')) await client.query(line);
        }
        await refused(client);
        const after = await burst(client, major);
        console.log(
          `PostgreSQL ${major}: the same burst ${before.requested} requested checkpoints and ${before.wal} bytes of WAL, then ${after.requested} and ${after.wal}`,
        );
        expect(after.requested).toBeLessThanOrEqual(1);
        expect(Number(after.wal)).toBeLessThan(Number(before.wal));
      });

      const asReader = await run(server.url.replace(/\/\/[^@]*@/, '//reader@'));
      expect(asReader.unseen.map(({ why }) => why).join(' ')).toMatch(/The role reader may not see/);
      expect(asReader.unseen.map(({ remedy }) => remedy)).toEqual(
        expect.arrayContaining(['Give --ram 16GB.', 'Give --cpus 8.', 'Give --disk ssd, hdd, nvme or network.']),
      );
      // What it may not see it does not write over.
      expect(asReader.details.settings.map(({ name }) => name)).not.toContain('shared_preload_libraries');
      expect(asReader.findings.map(({ rule }) => rule)).toContain('statements-not-counted');
    });
  });
});

test('a size that is none is told what to write', async () => {
  const { code, err } = await start(
    ['optimize', 'settings', '--url', 'postgres://localhost/x', '--ram', 'lots'],
    tmpdir(),
  ).ended;
  expect(code).not.toBe(0);
  expect(err).toMatch(/"lots" is no size; write 512MB or 2GB/);
});

const majors = process.env['DBWRIGHT_FULL'] === '1' ? [13, 14, 15, 16, 17, 18] : [18];

test.for(majors)('PostgreSQL %i takes every value that is proposed', async (major, context) => {
  const machines: readonly Hardware[] = [
    { ram: 512 * MB, cpus: 1, disk: 'hdd', connections: 10, kind: 'desktop' },
    { ram: 1.7 * GB, cpus: 2, disk: 'network', connections: 30, kind: 'web' },
    { ram: 16 * GB, cpus: 8, disk: 'ssd', connections: 700, kind: 'oltp' },
    { ram: 100 * GB, cpus: 24, disk: 'nvme', connections: 60, kind: 'mixed' },
    { ram: 1024 * GB, cpus: 128, disk: 'nvme', connections: 40, kind: 'warehouse' },
  ];
  let small: Readonly<Record<string, string>> = {};
  await withServer({ major, settings: { ...neglected }, context }, async (server) => {
    await withClient(server.url, async (client) => {
      const session = await connect(server.url, { bounds: Bounds.parse({}) }, contextOf());
      const read = { settings: await settings(session, contextOf()), counters: await counters(session, contextOf()) };
      await session.close();
      const busy = busyCounters(read.counters);
      const taken = new Set<string>();
      for (const hardware of machines) {
        const proposals = judgeSettings({ ...read, counters: busy, hardware }).flatMap((verdict) =>
          verdict.kind === 'change' ? verdict.proposals : [],
        );
        for (const { name, value, effect } of proposals) {
          const statements = spell({ kind: 'alter-system', name, value, effect });
          for (const { text } of statements) await client.query(text);
          const { rows } = await client.query('select context from pg_settings where name = $1', [name]);
          expect(effect).toBe(rows[0].context === 'postmaster' ? 'restart' : 'reload');
          taken.add(`${name} = ${value}`);
        }
        await refused(client);
        if (hardware === machines[0]) small = Object.fromEntries(proposals.map(({ name, value }) => [name, value]));
      }
      console.log(`PostgreSQL ${major}: ${taken.size} values taken: ${[...taken].join(', ')}`);
      expect(taken.size).toBeGreaterThan(25);
    });
  });
  // A server begins with them, the library too.
  expect(small['shared_preload_libraries']).toBe('pg_stat_statements');
  await withServer({ major, settings: small, context }, async (server) => {
    await withClient(server.url, async (client) => {
      for (const [name, value] of Object.entries(small)) {
        const { rows } = await client.query('select current_setting($1) as value', [name]);
        expect([name, rows[0].value.replace(/^1024MB$/, '1GB')]).toEqual([name, value]);
      }
    });
  });
});

/** Left as somebody once set it. */
const neglected = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  autovacuum: 'off',
  autovacuum_vacuum_cost_delay: '20ms',
  autovacuum_vacuum_cost_limit: '100',
  checkpoint_completion_target: '0.3',
  max_wal_size: '64MB',
  min_wal_size: '32MB',
  default_statistics_target: '10',
  hash_mem_multiplier: '1',
  enable_hashjoin: 'off',
  huge_pages: 'off',
  max_connections: '25',
  max_worker_processes: '2',
  effective_cache_size: '8MB',
};

function busyCounters(read: Awaited<ReturnType<typeof counters>>): typeof read {
  const since = new Date(Date.parse(read.until) - 86_400_000).toISOString();
  return {
    ...read,
    since,
    database: { ...read.database, blocksRead: 1e8, blocksHit: 1e8, tempFiles: 9000, tempBytes: 9000 * 40 * MB },
    checkpoints: { since, timed: 10, requested: 900, buffersWritten: 1e6, backendWrites: 1e6, cleanerStops: 90_000 },
    wal: { since, bytes: 400 * GB, records: 1e8, fullPageImages: 3e7, buffersFull: 1e6 },
    clusterBytes: 300 * GB,
  };
}

/** The same 80 MB or so of writing, with the counters set to nothing before. */
async function burst(client: pg.Client, major: number): Promise<{ readonly requested: number; readonly wal: string }> {
  await client.query('truncate events');
  await client.query('checkpoint');
  // It is counted a moment later.
  await client.query('select pg_sleep(1)');
  await client.query("select pg_stat_reset_shared('bgwriter')");
  if (major >= 17) await client.query("select pg_stat_reset_shared('checkpointer')");
  if (major >= 14) await client.query("select pg_stat_reset_shared('wal')");
  const { rows: from } = await client.query('select pg_current_wal_lsn() as place');
  await client.query('insert into events select i, repeat(md5(i::text), 10) from generate_series(1, 40000) i');
  for (let round = 0; round < 2; round += 1) {
    await client.query("update events set body = body || 'x'");
    await client.query('vacuum events');
  }
  const { rows: wal } = await client.query('select pg_wal_lsn_diff(pg_current_wal_lsn(), $1) as bytes', [
    from[0].place,
  ]);
  const view =
    major >= 17 ? 'num_requested as n from pg_stat_checkpointer' : 'checkpoints_req as n from pg_stat_bgwriter';
  // Counters of another process arrive a moment later.
  await client.query('select pg_sleep(1.2)');
  const { rows } = await client.query(`select ${view}`);
  return { requested: Number(rows[0].n), wal: wal[0].bytes };
}

/** What the server could not make of its files; a restart brings in the rest. */
async function refused(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    `select f.name, f.setting, f.error from pg_file_settings f join pg_settings s using (name)
      where f.error is not null and s.context <> 'postmaster'`,
  );
  expect(rows).toEqual([]);
}

async function run(url: string, machine: object = {}): Promise<SettingsReport> {
  const agent = createAgent({ cwd: tmpdir(), env: {} });
  try {
    // What a trial on servers of their own shows, settings-trial.test.ts asks.
    return await agent.optimize.settings({ url, tries: 0, ...machine });
  } finally {
    await agent.close();
  }
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

function contextOf() {
  const { signal } = new AbortController();
  return { signal, progress: () => undefined, clock: () => new Date(), random: () => 0.5 };
}
