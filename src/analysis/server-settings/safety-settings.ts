import { isOff, numberOf } from './setting-amount.ts';
import { fine, manual, proposal, type ServerFacts, type SettingFault, type SettingVerdict } from './setting-verdict.ts';

const page = 'runtime-config-wal';

/** fsync, full_page_writes, synchronous_commit, and what waits for a restart. */
export function safetySettings(facts: ServerFacts): readonly SettingVerdict[] {
  const { settings } = facts;
  return [
    ...written(facts, 'fsync', {
      fault: 'fsync-off',
      title: 'Let a crash lose nothing',
      message: 'fsync is off: the server never waits until the disk has what it wrote.',
      why: 'After a crash of the machine or a power cut the database may be damaged beyond repair, and nothing tells that it is.',
      gain: 'The database survives a crash of the machine',
      cost: 'Commits and checkpoints wait for the disk; synchronous_commit = off saves most of that without the danger',
    }),
    ...written(facts, 'full_page_writes', {
      fault: 'full-page-writes-off',
      title: 'Let torn pages be mended',
      message: 'full_page_writes is off: a page that was half written when the machine crashed cannot be mended.',
      why: 'Disks write less at once than the 8 kB of a page. Only file systems that write pages whole or not at all can do without (ZFS).',
      gain: 'Recovery finds every page whole',
      cost: 'More WAL after each checkpoint; wal_compression makes it less',
    }),
    ...synchronousCommit(facts),
    ...awaiting(facts),
    ...(settings['synchronous_commit']?.value === 'on'
      ? fine(settings, 'synchronous_commit', 'a commit that was told is kept')
      : []),
  ];
}

type Words = Pick<SettingFault, 'fault' | 'title' | 'message' | 'why' | 'gain' | 'cost'>;

function written({ settings }: ServerFacts, name: string, words: Words): readonly SettingVerdict[] {
  if (!isOff(settings, name)) return fine(settings, name, 'as it must be');
  return [
    {
      kind: 'change',
      ...words,
      severity: 'critical',
      proposals: proposal(settings, name, 'on'),
      arithmetic: ['off is only for databases that can be thrown away.'],
      risk: 'low',
      confidence: 0.95,
      source: manual(page, name),
      observed: [],
    },
  ];
}

function synchronousCommit({ settings }: ServerFacts): readonly SettingVerdict[] {
  if (!isOff(settings, 'synchronous_commit')) return [];
  const delay = numberOf(settings, 'wal_writer_delay');
  return [
    {
      kind: 'change',
      fault: 'synchronous-commit-off',
      severity: 'info',
      title: 'Keep every commit that was told',
      message:
        'synchronous_commit is off for all: commits of the last moments may be lost in a crash, though the application was told that they are safe.',
      why: 'Up to three times wal_writer_delay (200 ms, if nobody changed it) of commits are lost. The database stays whole; what the application believes does not.',
      proposals: proposal(settings, 'synchronous_commit', 'on'),
      advice:
        'If losing them is meant, set it for the transactions that may be lost (SET LOCAL synchronous_commit = off), not for all.',
      arithmetic: [
        `3 × ${delay === undefined ? (settings['wal_writer_delay']?.value ?? '200ms') : `${delay} ms`} is the most that a crash loses.`,
      ],
      gain: 'No commit that was told is lost',
      cost: 'Each commit waits for the disk',
      risk: 'low',
      confidence: 0.6,
      source: manual(page, 'synchronous_commit'),
      observed: [],
    },
  ];
}

function awaiting({ settings }: ServerFacts): readonly SettingVerdict[] {
  const names = Object.keys(settings).filter((name) => settings[name]?.pendingRestart === true);
  if (names.length === 0) return [];
  return [
    {
      kind: 'change',
      fault: 'setting-awaiting-restart',
      severity: 'info',
      title: 'Restart the server',
      message: `${names.join(', ')} ${names.length === 1 ? 'was' : 'were'} changed in the configuration, and the server still runs with the old ${names.length === 1 ? 'value' : 'values'}.`,
      why: 'The change comes into force with the next restart, perhaps months later, when nobody thinks of it.',
      proposals: [],
      advice: 'Restart the server at a quiet time, or take the change back.',
      arithmetic: [],
      gain: 'The values that stand in the configuration hold',
      cost: 'A restart',
      risk: 'low',
      confidence: 0.9,
      source: 'https://www.postgresql.org/docs/18/view-pg-settings.html',
      observed: [],
    },
  ];
}
