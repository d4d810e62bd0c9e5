import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serverTrialPlan } from '#analysis/server-settings/server-trial-plan.ts';
import type { SettingFault } from '#analysis/server-settings/setting-verdict.ts';
import { untouched18 } from '#analysis/server-settings/untouched-settings.fixture.ts';
import type { Serve } from '#contracts/instrument.ts';
import { serve } from '#engines/postgres/twin/serve.ts';
import { FOLDER_PREFIX, readRecord } from '#engines/postgres/twin/server-folder.ts';
import { serverSections } from '#tasks/optimize/settings/server-sections.ts';
import { type ServersTried, tryServers } from '#tasks/optimize/settings/try-servers.ts';
import { DatabaseExport } from '#vocabulary/database-export.ts';
import { exportFingerprint } from '../../../src/agent/make-export.ts';
import { createAgent } from '../../../src/index.ts';
import { ownServerFolders, withServer } from '../../servers.ts';

const folder = mkdtempSync(join(tmpdir(), 'dbwright-settings-trial-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('settings of the whole server, on throw-away ones', () => {
  const hardware = { kind: 'mixed' } as const;
  const plan = serverTrialPlan(
    [fault('checkpoints-requested', { max_wal_size: '4GB' }), fault('uncompressed', { wal_compression: 'pglz' })],
    { settings: untouched18, hardware },
  );
  let tried: Extract<ServersTried, { kind: 'tried' }>;
  beforeAll(async () => {
    if (plan === undefined) throw new Error('There is nothing to try.');
    const short: Serve = {
      by: 'throw-away servers',
      level: 'simulated',
      notes: [],
      serve: (question) =>
        serve(
          { major: 18 },
          { ...question, bytes: 16 * 1024 ** 2, withinMs: 6000 },
          contextOf(new AbortController().signal),
        ),
    };
    const began = performance.now();
    const outcome = await tryServers(plan, short);
    if (outcome.kind === 'failed') throw new Error(outcome.why);
    tried = outcome;
    console.log(`${outcome.plan.servers.length} servers in ${((performance.now() - began) / 1000).toFixed(1)} s`);
    for (const { fault: of, words } of outcome.faults) console.log(`${of.fault}: ${words}`);
  });

  test('all did the same work, in as many rounds', () => {
    const [first, ...others] = tried.trial.servers;
    expect(first?.rounds).toHaveLength(5);
    for (const { rounds } of others) {
      expect(rounds.map(({ transactions }) => transactions)).toEqual(
        first?.rounds.map(({ transactions }) => transactions),
      );
    }
    expect(tried.plan.servers.map(({ title }) => title)).toEqual([
      'as they are',
      'max_wal_size',
      'wal_compression',
      'all of them',
    ]);
  });

  test('more room for WAL: fewer requested checkpoints, fewer images, less WAL', () => {
    const { outcome, proof, words } = tried.faults[0] ?? expect.fail();
    const figure = (what: string) => proof.find((one) => one.what.startsWith(what));
    expect(outcome, words).toBe('helped');
    expect(Number(figure('requested checkpoints')?.before)).toBeGreaterThanOrEqual(2);
    expect(Number(figure('requested checkpoints')?.after)).toBeLessThan(
      Number(figure('requested checkpoints')?.before),
    );
    expect(Number(figure('WAL of')?.after)).toBeLessThan(0.9 * Number(figure('WAL of')?.before));
    expect(figure('WAL of')).toMatchObject({ level: 'simulated', by: tried.trial.by, unit: 'bytes' });
    expect(figure('transactions a second')?.note).toMatch(/ to .* before, .* to .* after; /);
  });

  test('compression: less WAL for as many images', () => {
    const { outcome, proof, words } = tried.faults[1] ?? expect.fail();
    expect(outcome, words).toBe('helped');
    const wal = proof.find(({ what }) => what.startsWith('WAL of'));
    expect(Number(wal?.after)).toBeLessThan(0.9 * Number(wal?.before));
  });

  test('the report says what it is worth', () => {
    const [table, text] = serverSections(tried);
    expect(table).toMatchObject({ kind: 'table' });
    expect(table?.kind === 'table' && table.rows).toHaveLength(4);
    expect(text?.kind === 'text' && text.paragraphs.join(' ')).toMatch(
      /1:64, in files of 1 MB: 16MB for 1GB.*It does not show your hardware, your rows or your statements/s,
    );
  });

  test('an abort leaves no process and no folder', async () => {
    const abort = new AbortController();
    const servers: number[] = [];
    const running = serve(
      { major: 18 },
      {
        sets: [{ max_wal_size: '32MB' }, { max_wal_size: '128MB' }],
        bytes: 8 * 1024 ** 2,
        rounds: 5,
        withinMs: 60_000,
      },
      contextOf(abort.signal, async (message) => {
        if (!message.includes('round 1')) return;
        for (const name of await ownServerFolders()) {
          const record = await readRecord(join(tmpdir(), name));
          if (record?.server !== undefined) servers.push(record.server.pid);
        }
        setTimeout(() => abort.abort(new Error('enough')), 300);
      }),
    );
    await expect(running).rejects.toThrow('enough');
    expect(servers).toHaveLength(2);
    expect(servers.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
    expect(await ownServerFolders()).toEqual([]);
    expect(
      readdirSync(tmpdir()).filter((name) => name.startsWith(FOLDER_PREFIX) && !existsSync(join(tmpdir(), name))),
    ).toEqual([]);
  });

  test('PGlite is told to be unable, not tried', async () => {
    const question = { sets: [{}, {}], bytes: 1, rounds: 5, withinMs: 1 };
    const context = contextOf(new AbortController().signal);
    await expect(serve({}, question, context, { kind: 'pglite' })).rejects.toMatchObject({
      problem: { code: 'unsupported', message: expect.stringMatching(/PGlite cannot show/) },
    });
  });
});

test('work_mem on a sort that spills: tried among made-up rows', async (context) => {
  const settings = { work_mem: '64kB', wal_buffers: '64MB', max_parallel_workers_per_gather: '0' };
  await withServer({ major: 18, settings, context }, async (server) => {
    const sort = 'SELECT id, place, body FROM notes ORDER BY place, id';
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    try {
      await client.query('CREATE TABLE notes (id int PRIMARY KEY, place int NOT NULL, body text NOT NULL)');
      await client.query(
        'INSERT INTO notes SELECT i, hashint4(i), repeat(md5(i::text), 30) FROM generate_series(1, 20000) i',
      );
      await client.query('VACUUM ANALYZE notes');
      for (let run = 0; run < 8; run += 1) await client.query(`SELECT count(s.body) FROM (${sort} OFFSET 0) s`);
    } finally {
      await client.end();
    }
    const file = join(folder, 'app.sql');
    writeFileSync(file, `${sort};\n`);
    const report = await settingsOf({
      url: server.url,
      queries: [file],
      ram: '16GB',
      connections: 20,
      tries: 1,
      runs: 3,
    });
    const trial = report.details.trials.find(({ fault: of }) => of === 'work-mem-spilling');
    console.log(`work_mem: ${trial?.before} ms, then ${trial?.after} ms`, trial?.failed ?? '');
    expect(trial).toMatchObject({ statement: expect.stringMatching(/ORDER BY place, id/i), runs: 3 });
    expect(trial?.after).toBeLessThan(trial?.before ?? 0);
    const advice = report.recommendations.find(({ changes }) =>
      changes.some((one) => one.kind === 'alter-system' && one.name === 'work_mem'),
    );
    expect(advice?.gain).toMatch(/measured: .* → .* less\) for the statement that gains most/);
    expect(advice?.proof[0]).toMatchObject({ level: 'simulated', unit: 'ms', by: expect.stringMatching(/data twin/) });
    // Nothing that the door would carry out: there is nothing to approve.
    expect(report.changes.length).toBeGreaterThan(0);
    expect(report.planHash).toBeUndefined();
  });
});

test('an export of a managed service: no ALTER SYSTEM, the place where it is set instead', async (context) => {
  await withServer({ major: 18, context }, async (server) => {
    const agent = createAgent({ cwd: tmpdir(), env: {} });
    const made = await agent.look.export({ url: server.url }).finally(() => agent.close());
    const { fingerprint: _, ...exported } = DatabaseExport.parse(JSON.parse(made.artifacts[0]?.content ?? ''));
    const onService = {
      ...exported,
      settings: { ...exported.settings, 'rds.extensions': { value: 'address_standardizer' } },
    };
    const file = join(folder, 'rds.dbw.json');
    writeFileSync(file, JSON.stringify({ ...onService, fingerprint: exportFingerprint(onService) }));
    const report = await settingsOf({ export: file, ram: '16GB', cpus: 8, disk: 'ssd', connections: 50, tries: 0 });
    expect(report.details.service).toBe('Amazon RDS or Aurora');
    expect(report.details.settings.length).toBeGreaterThan(3);
    expect(report.changes).toEqual([]);
    expect(report.findings.flatMap(({ changes }) => changes)).toEqual([]);
    expect(report.recommendations.map(({ because }) => because.join(' ')).join(' ')).toMatch(
      /On Amazon RDS or Aurora it is set in the parameter group of the instance: /,
    );
    const codes = report.sections.flatMap((one) => (one.kind === 'code' ? [one] : []));
    expect(codes.map(({ language }) => language)).toEqual(['ini']);
    expect(codes[0]?.title).toMatch(/parameter group of the instance/);
    expect(JSON.stringify(report)).not.toMatch(/ALTER SYSTEM SET|pg_reload_conf/);
  });
});

async function settingsOf(input: Parameters<ReturnType<typeof createAgent>['optimize']['settings']>[0]) {
  const agent = createAgent({ cwd: tmpdir(), env: {} });
  try {
    return await agent.optimize.settings(input);
  } finally {
    await agent.close();
  }
}

function fault(name: string, values: Readonly<Record<string, string>>): SettingFault {
  return {
    kind: 'change',
    fault: name,
    severity: 'info',
    title: name,
    message: name,
    why: name,
    proposals: Object.entries(values).map(([setting, value]) => ({
      name: setting,
      current: untouched18[setting]?.value ?? '',
      value,
      effect: 'reload',
    })),
    arithmetic: [],
    gain: '',
    cost: '',
    risk: 'low',
    confidence: 0.8,
    source: '',
    observed: [],
  };
}

function contextOf(signal: AbortSignal, hear: (message: string) => Promise<void> = async () => undefined) {
  return {
    signal,
    progress: ({ message }: { readonly message: string }) => void hear(message),
    clock: () => new Date(),
    random: () => 0.5,
  };
}
