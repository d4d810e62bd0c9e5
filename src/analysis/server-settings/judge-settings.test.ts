import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Counters } from '#vocabulary/counters.ts';
import type { Settings } from '#vocabulary/settings.ts';
import { judgeSettings } from './judge-settings.ts';
import { managedService } from './managed-service.ts';
import { memoryPlan, worstNow } from './memory-plan.ts';
import { bytesOf, GB, MB, roundedDown, roundedUp, sizeValue, sizeWords } from './setting-amount.ts';
import type { Hardware, ServerFacts, SettingVerdict } from './setting-verdict.ts';
import { untouched13, untouched18 } from './untouched-settings.fixture.ts';

const quiet: Counters = {
  since: '2026-01-01T00:00:00Z',
  until: '2026-01-08T00:00:00Z',
  database: {
    bytes: 20 * GB,
    backends: 12,
    commits: 1e6,
    rollbacks: 0,
    blocksRead: 4e6,
    blocksHit: 1e8,
    tempFiles: 0,
    tempBytes: 0,
    deadlocks: 0,
  },
  clusterBytes: 20 * GB,
  unread: [],
};

function proposed(verdicts: readonly SettingVerdict[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    verdicts.flatMap((one) => (one.kind === 'change' ? one.proposals.map(({ name, value }) => [name, value]) : [])),
  );
}

function judged(hardware: Partial<Hardware>, rest: Partial<ServerFacts> = {}) {
  return judgeSettings({ settings: untouched18, hardware: { kind: 'mixed', ...hardware }, ...rest });
}

function verdictOf(verdicts: readonly SettingVerdict[], fault: string) {
  const found = verdicts.find((one) => one.kind === 'change' && one.fault === fault);
  return found?.kind === 'change' ? found : undefined;
}

describe('the figures', () => {
  test('of a web server with 16 GB', () => {
    const values = proposed(judged({ ram: 16 * GB, cpus: 8, disk: 'ssd', connections: 50, kind: 'web' }));
    expect(values).toMatchObject({
      shared_buffers: '4GB',
      effective_cache_size: '12GB',
      maintenance_work_mem: '1GB',
      autovacuum_work_mem: '256MB',
      random_page_cost: '1.1',
    });
    expect(bytesOf({ work_mem: { value: values['work_mem'] ?? '' } }, 'work_mem')).toBeGreaterThan(32 * MB);
  });

  test('of a small machine stay small, and of a large one sane', () => {
    expect(proposed(judged({ ram: 512 * MB, cpus: 1, connections: 20 }))).toMatchObject({
      effective_cache_size: '384MB',
      max_parallel_workers_per_gather: '0',
    });
    const large = proposed(judged({ ram: 1024 * GB, cpus: 128, disk: 'nvme', connections: 300 }));
    expect(large).toMatchObject({ shared_buffers: '64GB', maintenance_work_mem: '1GB', work_mem: '256MB' });
  });

  test('more sessions than fit are said, not sized', () => {
    const verdict = verdictOf(judged({ ram: 512 * MB, connections: 500 }), 'sessions-beyond-memory');
    expect(verdict?.proposals).toEqual([]);
    expect(verdict?.advice).toMatch(/pooler/);
  });

  test('show their arithmetic in the figures of the user', () => {
    const verdict = verdictOf(judged({ ram: 16 * GB }), 'shared-buffers-default');
    expect(verdict?.arithmetic[0]).toBe('25 % of 16 GB = 4 GB; it is 128 MB.');
    expect(verdict?.source).toMatch(/^https:\/\/www\.postgresql\.org\/docs\//);
  });

  test('nothing about the machine is guessed', () => {
    const verdicts = judged({}, { counters: quiet });
    const unknown = verdicts.flatMap((one) => (one.kind === 'unknown' ? [[one.name, ...one.flags]] : []));
    expect(unknown).toEqual(
      expect.arrayContaining([
        ['effective_cache_size', '--ram'],
        ['maintenance_work_mem', '--ram'],
        ['random_page_cost', '--disk'],
        ['max_parallel_workers', '--cpus'],
      ]),
    );
    expect(Object.keys(proposed(verdicts))).not.toContain('shared_buffers');
  });
});

describe('what the server counted', () => {
  const checkpoints = (timed: number, requested: number, walBytes: number): Partial<ServerFacts> => ({
    counters: {
      ...quiet,
      checkpoints: { since: quiet.since, timed, requested, buffersWritten: 1e6 },
      wal: { since: quiet.since, bytes: walBytes, records: 1e7, fullPageImages: 0, buffersFull: 0 },
    },
  });

  test('WAL is sized so that checkpoints come by time', () => {
    const verdict = verdictOf(judged({}, checkpoints(1000, 1000, 600 * GB)), 'checkpoints-requested');
    const size = bytesOf({ max_wal_size: { value: verdict?.proposals[0]?.value ?? '' } }, 'max_wal_size') ?? 0;
    // 600 GB in 1,000 × 150 s: 1.2 GB in five minutes, × 1.9 × 1.25.
    expect(size / GB).toBeGreaterThan(2.8);
    expect(size / GB).toBeLessThan(3.6);
  });

  test('checkpoints that somebody asked for are not blamed on the WAL', () => {
    expect(verdictOf(judged({}, checkpoints(100, 100, 2 * GB)), 'checkpoints-requested')).toBeUndefined();
  });

  test('no advice for a server whose checkpoints come by time', () => {
    expect(verdictOf(judged({}, checkpoints(2000, 20, 30 * GB)), 'checkpoints-requested')).toBeUndefined();
  });

  test('work_mem is raised for what was spilled, and left where nothing was', () => {
    const spill = { ...quiet, database: { ...quiet.database, tempFiles: 7000, tempBytes: 7000 * 10 * MB } };
    const spilled = proposed(judged({ ram: 32 * GB, connections: 40 }, { counters: spill }));
    // 4 MB + 2.5 × 10 MB, rounded up.
    expect(spilled['work_mem']).toBe('32MB');
    expect(proposed(judged({ ram: 32 * GB, connections: 40 }, { counters: quiet }))['work_mem']).toBeUndefined();
  });

  test('a work_mem that all sessions together cannot have is lowered', () => {
    const settings: Settings = { ...untouched18, work_mem: { value: '512MB' } };
    const verdict = verdictOf(judged({ ram: 8 * GB }, { settings, counters: quiet }), 'memory-promised-twice');
    expect(bytesOf({ w: { value: verdict?.proposals[0]?.value ?? '' } }, 'w')).toBeLessThan(64 * MB);
  });
});

test('a managed service is known by its settings', () => {
  expect(managedService(untouched18)).toBeUndefined();
  expect(managedService({ ...untouched18, 'rds.extensions': { value: '' } })?.place).toMatch(/parameter group/);
});

describe('properties', () => {
  const hardware = fc.record({
    ram: fc.integer({ min: 256, max: 2_000_000 }).map((megabytes) => megabytes * MB),
    cpus: fc.integer({ min: 1, max: 256 }),
    disk: fc.constantFrom('ssd' as const, 'hdd' as const, 'nvme' as const, 'network' as const),
    connections: fc.integer({ min: 1, max: 2000 }),
    kind: fc.constantFrom('web' as const, 'oltp' as const, 'warehouse' as const, 'mixed' as const, 'desktop' as const),
  });
  const untouched = fc.constantFrom(untouched13, untouched18);

  test('the worst case stays below the memory, and each share within it', () => {
    fc.assert(
      fc.property(hardware, untouched, (machine, settings) => {
        const plan = memoryPlan(machine.ram, { settings, hardware: machine });
        if (plan.workMem !== undefined) expect(plan.worst).toBeLessThanOrEqual(machine.ram);
        expect(plan.sharedBuffers).toBeLessThanOrEqual(machine.ram / 4);
        expect(plan.effectiveCacheSize).toBeLessThan(machine.ram);
        expect(plan.workMem ?? MB).toBeGreaterThanOrEqual(MB);
      }),
    );
  });

  test('more memory never gives a smaller share', () => {
    fc.assert(
      fc.property(hardware, fc.integer({ min: 1, max: 100_000 }), untouched, (machine, more, settings) => {
        const one = memoryPlan(machine.ram, { settings, hardware: machine });
        const other = memoryPlan(machine.ram + more * MB, { settings, hardware: machine });
        for (const name of ['sharedBuffers', 'effectiveCacheSize', 'maintenance', 'autovacuum'] as const) {
          expect(other[name]).toBeGreaterThanOrEqual(one[name]);
        }
        expect(other.workMem ?? 0).toBeGreaterThanOrEqual(one.workMem ?? 0);
      }),
    );
  });

  test('with the values that it proposes nothing more is proposed', () => {
    fc.assert(
      fc.property(hardware, untouched, fc.boolean(), (machine, settings, isCounted) => {
        const rest = isCounted ? { counters: quiet } : {};
        const values = proposed(judgeSettings({ settings, hardware: machine, ...rest }));
        const after: Settings = {
          ...settings,
          ...Object.fromEntries(
            Object.entries(values).map(([name, value]) => [name, { ...settings[name], value, name }]),
          ),
          ...(values['shared_preload_libraries'] === undefined ? {} : { 'pg_stat_statements.max': { value: '5000' } }),
        };
        expect(proposed(judgeSettings({ settings: after, hardware: machine, ...rest }))).toEqual({});
        const fits = memoryPlan(machine.ram, { settings: after, hardware: machine }).workMem !== undefined;
        if (fits) expect(worstNow({ settings: after, hardware: machine }) ?? 0).toBeLessThanOrEqual(machine.ram);
      }),
    );
  });

  test('sizes are rounded to what can be written, in order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1024, max: 2 ** 45 }), fc.nat({ max: 2 ** 40 }), (bytes, more) => {
        expect(roundedDown(bytes)).toBeLessThanOrEqual(bytes);
        expect(roundedUp(bytes)).toBeGreaterThanOrEqual(bytes);
        expect(roundedDown(bytes + more)).toBeGreaterThanOrEqual(roundedDown(bytes));
        const value = sizeValue(roundedDown(bytes));
        expect(bytesOf({ size: { value } }, 'size')).toBe(roundedDown(bytes));
        expect(sizeWords(bytes)).toMatch(/^[\d.,]+ (B|kB|MB|GB|TB)$/);
      }),
    );
  });
});
