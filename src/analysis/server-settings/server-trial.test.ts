import { describe, expect, test } from 'vitest';
import type { ServerRound, ServerTrial } from '#vocabulary/server-trial.ts';
import { paceAgainstFirst, throughputOf, trialFigures } from './server-trial-outcome.ts';
import { notShown, serverTrialPlan } from './server-trial-plan.ts';
import { GB, MB } from './setting-amount.ts';
import type { SettingFault } from './setting-verdict.ts';
import { untouched18 } from './untouched-settings.fixture.ts';

function fault(proposals: Readonly<Record<string, string>>): SettingFault {
  return {
    kind: 'change',
    fault: Object.keys(proposals)[0] ?? '',
    severity: 'info',
    title: '',
    message: '',
    why: '',
    proposals: Object.entries(proposals).map(([name, value]) => ({
      name,
      current: untouched18[name]?.value ?? '',
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

function factsOf(bytes: number) {
  const database = {
    bytes,
    backends: 1,
    commits: 0,
    rollbacks: 0,
    blocksRead: 0,
    blocksHit: 0,
    tempFiles: 0,
    tempBytes: 0,
    deadlocks: 0,
  };
  return {
    settings: untouched18,
    counters: { until: '2026-01-08T00:00:00Z', database, unread: [] },
    hardware: { kind: 'mixed' as const },
  };
}

describe('the plan of a trial', () => {
  const wal = fault({ max_wal_size: '4GB', min_wal_size: '1GB' });
  const compression = fault({ wal_compression: 'lz4' });
  const buffers = fault({ shared_buffers: '1GB' });

  test('brings max_wal_size to its scale, and tells it', () => {
    const plan = serverTrialPlan([wal], factsOf(20 * GB));
    expect(plan?.servers.map(({ title }) => title)).toEqual(['as they are', 'max_wal_size']);
    expect(plan?.servers[0]?.settings).toMatchObject({ max_wal_size: '16MB', shared_buffers: '128MB' });
    expect(plan?.servers[1]?.settings).toMatchObject({ max_wal_size: '64MB', min_wal_size: '16MB' });
    expect(plan?.scale.join(' ')).toMatch(/1:64, in files of 1 MB: 16MB for 1GB/);
    expect(plan?.scale.join(' ')).toMatch(/your data would be 320 MB, and 48 MB were made up/);
  });

  test('several faults: each alone, then all of them', () => {
    const plan = serverTrialPlan([wal, compression], factsOf(20 * GB));
    expect(plan?.servers.map(({ title }) => title)).toEqual([
      'as they are',
      'max_wal_size',
      'wal_compression',
      'all of them',
    ]);
    expect(plan?.servers.map(({ settings }) => settings['wal_compression'])).toEqual(['off', 'off', 'lz4', 'lz4']);
  });

  test('buffers only where they make sense in something small', () => {
    const small = serverTrialPlan([buffers], factsOf(480 * MB));
    expect(small?.servers.map(({ settings }) => settings['shared_buffers'])).toEqual(['13MB', '102MB']);
    expect(serverTrialPlan([buffers], factsOf(100 * GB))).toBeUndefined();
    expect(notShown([buffers], undefined)).toMatchObject([
      { names: ['shared_buffers'], why: expect.stringMatching(/too small/) },
    ]);
  });

  test('what nobody should try, and what takes hours, is left out and named', () => {
    const others = [fault({ fsync: 'on' }), fault({ autovacuum: 'on', log_lock_waits: 'on' })];
    const plan = serverTrialPlan([wal, ...others], factsOf(GB));
    expect(plan?.servers).toHaveLength(2);
    expect(notShown([wal, ...others], plan).map(({ names }) => names)).toEqual([
      ['fsync'],
      ['autovacuum', 'log_lock_waits'],
    ]);
  });
});

describe('the outcome of a trial', () => {
  const round = (seconds: number, checkpointsRequested = 0): ServerRound => ({
    seconds,
    transactions: 1000,
    walBytes: 10 * MB,
    checkpointsRequested,
    checkpointsTimed: 0,
    sessionWrites: 0,
    tempFiles: 0,
    tempBytes: 0,
    blocksHit: 1000,
    blocksRead: 0,
  });
  const trial = (first: readonly ServerRound[], second: readonly ServerRound[]): ServerTrial => ({
    by: 'servers',
    sessions: 4,
    bytes: 48 * MB,
    servers: [first, second].map((rounds) => ({ settings: {}, rounds: [...rounds] })),
    notes: [],
  });

  test('figures are sums, and what is zero everywhere is left out', () => {
    const found = trialFigures(trial([round(1, 2), round(1, 3)], [round(1), round(1)]));
    expect(found.map(({ name, values }) => [name, values])).toEqual([
      ['checkpoints', [5, 0]],
      ['wal', [20 * MB, 20 * MB]],
    ]);
  });

  test('pairs tell a gain from chance', () => {
    // The machine slowed down over the rounds: medians alone would say nothing, the pairs do.
    const slowing = [1, 1.2, 1.5, 1.8, 2];
    const better = trial(
      slowing.map((seconds) => round(seconds)),
      slowing.map((seconds) => round(seconds * 0.8)),
    );
    const { ratio, certain } = paceAgainstFirst(better, 1);
    expect([Number(ratio.toFixed(3)), certain]).toEqual([1.25, true]);
    expect(throughputOf(better, 0)).toMatchObject({ least: 500, most: 1000 });

    const chance = trial(
      [1, 1, 1, 1, 1].map((seconds) => round(seconds)),
      [0.8, 1.2, 0.8, 1.2, 0.8].map((seconds) => round(seconds)),
    );
    expect(paceAgainstFirst(chance, 1).certain).toBe(false);
    expect(paceAgainstFirst(trial([round(1)], [round(0.5)]), 1).certain).toBe(false);
  });
});
