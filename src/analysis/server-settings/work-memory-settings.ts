import { count, countOf } from '#analysis/plan-words.ts';
import type { LoadStatement } from '#vocabulary/query-load.ts';
import { memoryPlan, worstNow } from './memory-plan.ts';
import { bytesOf, MB, majorOf, numberOf, roundedUp, sizeValue, sizeWords } from './setting-amount.ts';
import {
  counted,
  fine,
  manual,
  proposal,
  type ServerFacts,
  type SettingVerdict,
  secondsOf,
  spanWords,
  unknown,
} from './setting-verdict.ts';

const page = 'runtime-config-resource';

/** work_mem, hash_mem_multiplier, maintenance_work_mem, autovacuum_work_mem. */
export function workMemorySettings(facts: ServerFacts): readonly SettingVerdict[] {
  return [...workMem(facts), ...hashMultiplier(facts), ...maintenance(facts)];
}

/** Statements that wrote temporary files, those that wrote most first. */
export function spillingStatements({ load }: Pick<ServerFacts, 'load'>): readonly {
  readonly statement: LoadStatement;
  /** Of one call. */
  readonly bytes: number;
}[] {
  return (load?.statements ?? [])
    .map((statement) => ({
      statement,
      bytes: ((statement.counted?.blocks.tempWritten ?? 0) * 8192) / Math.max(1, statement.calls),
    }))
    .filter(({ bytes }) => bytes > 0)
    .toSorted((one, other) => other.bytes * other.statement.calls - one.bytes * one.statement.calls);
}

/** Of this many bytes a day it is worth a word. */
const noticeable = 100 * MB;

interface Spill {
  readonly files: number;
  readonly bytes: number;
  /** Of one file. */
  readonly mean: number;
  readonly words: string;
}

/** What was written because work_mem was too small; undefined where that is little or not known. */
function spillOf({ counters }: ServerFacts): Spill | undefined {
  if (counters === undefined || counters.database.tempFiles === 0) return undefined;
  const { tempFiles, tempBytes } = counters.database;
  const seconds = secondsOf(counters.since, counters.until);
  const perDay = seconds === undefined ? tempBytes : tempBytes / Math.max(1, seconds / 86_400);
  if (perDay < noticeable) return undefined;
  const span = seconds === undefined ? 'since counting began' : `in ${spanWords(seconds)}`;
  const mean = tempBytes / tempFiles;
  return {
    files: tempFiles,
    bytes: tempBytes,
    mean,
    words: `${countOf(tempFiles, 'temporary file')} with ${sizeWords(tempBytes)} ${span}, ${sizeWords(mean)} each`,
  };
}

function workMem(facts: ServerFacts): readonly SettingVerdict[] {
  const { settings, counters, hardware } = facts;
  const now = bytesOf(settings, 'work_mem');
  if (now === undefined) return [];
  const spill = spillOf(facts);
  const [worst] = spillingStatements(facts);
  const observed =
    spill === undefined ? [] : [counted('temporary files', spill.files, 'files', sizeWords(spill.bytes))];
  const named =
    worst === undefined ? [] : [`The statement that writes most of them writes ${sizeWords(worst.bytes)} per call.`];
  const common = {
    kind: 'change',
    severity: 'warning',
    why: 'A sort or hash that needs more than work_mem goes to disk. Every sort and hash of every session may take as much.',
    source: manual(page, 'work_mem'),
    observed,
  } as const;
  if (hardware.ram === undefined) {
    if (spill === undefined) {
      return counters === undefined
        ? unknown(settings, 'work_mem', 'No counters tell whether sorts go to disk', '--ram')
        : fine(
            settings,
            'work_mem',
            `${sizeWords(counters.database.tempBytes)} of temporary files: sorts and hashes stay in memory`,
          );
    }
    return [
      {
        ...common,
        fault: 'work-mem-spilling',
        title: 'Keep sorts and hashes in memory',
        message: `Sorts and hashes wrote ${spill.words}, with a work_mem of ${settings['work_mem']?.value}.`,
        proposals: [],
        advice: `How much can be given to each no server tells: dbwright optimize settings --ram 16GB --connections 100 reckons it. One statement alone is better helped by SET LOCAL work_mem in front of it.${named.length === 0 ? '' : ` ${named[0]}`}`,
        arithmetic: [],
        gain: 'Sorts and hashes that stay in memory',
        cost: 'Memory, per sort and hash',
        risk: 'medium',
        confidence: 0.6,
      },
    ];
  }
  const plan = memoryPlan(hardware.ram, facts);
  // With what is proposed beside it, so that work_mem is not to be lowered the time after.
  const most = worstNow(facts, plan) ?? 0;
  const { workMem: share, words } = plan;
  if (share === undefined) {
    return [
      {
        ...common,
        fault: 'sessions-beyond-memory',
        title: 'Let fewer sessions in',
        message: `${countOf(plan.connections, 'session')} do not fit into ${sizeWords(hardware.ram)}.`,
        proposals: [],
        advice:
          'Put a pooler (PgBouncer, in transaction mode) in front of the server and lower max_connections, or give it more memory.',
        arithmetic: words,
        gain: 'A server that does not run out of memory',
        cost: 'A pooler to run',
        risk: 'low',
        confidence: 0.7,
      },
    ];
  }
  const proposed = (value: number) => proposal(settings, 'work_mem', sizeValue(value));
  if (most > hardware.ram && share < now) {
    return [
      {
        ...common,
        fault: 'memory-promised-twice',
        title: 'Promise no more memory than there is',
        message: `With a work_mem of ${settings['work_mem']?.value}, ${countOf(plan.connections, 'session')} may take ${sizeWords(most)} together; there are ${sizeWords(hardware.ram)}.`,
        proposals: proposed(share),
        arithmetic: words,
        gain: 'No session is killed for lack of memory at the busiest time',
        cost: 'Large sorts go to disk: give those statements more with SET LOCAL work_mem',
        risk: 'medium',
        confidence: spill === undefined ? 0.6 : 0.5,
      },
    ];
  }
  if (share <= now) {
    return fine(
      settings,
      'work_mem',
      `${sizeWords(share)} could be given to each${spill === undefined ? '' : `; ${spill.words}: help those statements with SET LOCAL work_mem`}`,
    );
  }
  if (counters !== undefined && spill === undefined) {
    return fine(settings, 'work_mem', `hardly any temporary files; up to ${sizeWords(share)} would fit`);
  }
  // A file holds what did not fit: in memory it takes more, as rows there are wider than on disk.
  const needed = spill === undefined ? undefined : roundedUp(now + spill.mean * 2.5);
  const value = needed === undefined ? share : Math.min(share, needed);
  if (value <= now) return fine(settings, 'work_mem', `${sizeWords(share)} could be given to each`);
  return [
    {
      ...common,
      fault: 'work-mem-spilling',
      severity: spill === undefined ? 'info' : 'warning',
      title: 'Keep sorts and hashes in memory',
      message:
        spill === undefined
          ? `work_mem is ${settings['work_mem']?.value}; ${sizeWords(share)} could be given to each sort.`
          : `Sorts and hashes wrote ${spill.words}, with a work_mem of ${settings['work_mem']?.value}.`,
      proposals: proposed(value),
      arithmetic: [
        ...words,
        ...(spill === undefined
          ? []
          : [
              `${spill.words}. In memory rows take about 2.5 times what they take on disk: ${sizeWords(now)} + 2.5 × ${sizeWords(spill.mean)} = ${sizeWords(now + 2.5 * spill.mean)}${(needed ?? 0) > share ? `, more than all can have: statements that need it set it for themselves` : ''}.`,
            ]),
        ...named,
      ],
      gain:
        spill === undefined
          ? 'Larger sorts and hashes stay in memory'
          : `Up to ${sizeWords(spill.bytes)} less written to temporary files`,
      cost: `Up to ${sizeWords(value)} per sort, ${sizeWords(value * plan.hashMultiplier)} per hash`,
      risk: 'medium',
      confidence: spill === undefined ? 0.5 : 0.75,
    },
  ];
}

function hashMultiplier(facts: ServerFacts): readonly SettingVerdict[] {
  const { settings } = facts;
  const now = numberOf(settings, 'hash_mem_multiplier');
  if (now === undefined) return [];
  if (now >= 2 || spillOf(facts) === undefined) {
    return fine(
      settings,
      'hash_mem_multiplier',
      now >= 2 ? 'a hash may take more than a sort' : 'hardly any temporary files',
    );
  }
  return [
    {
      kind: 'change',
      fault: 'hash-multiplier-low',
      severity: 'info',
      title: 'Give hashes more memory than sorts',
      message: `hash_mem_multiplier is ${now}, and statements write temporary files.`,
      why: 'A hash that does not fit goes to disk in batches, which costs more than a sort that does.',
      proposals: proposal(settings, 'hash_mem_multiplier', '2'),
      arithmetic: [
        `2 is what 15 and later begin with; this server is a ${majorOf(settings)}. What work_mem is reckoned to allows for it.`,
      ],
      gain: 'Fewer hashes in batches',
      cost: `Up to ${sizeWords((bytesOf(settings, 'work_mem') ?? 0) * 2)} per hash`,
      risk: 'medium',
      confidence: 0.5,
      source: manual(page, 'hash_mem_multiplier'),
      observed: [],
    },
  ];
}

function maintenance(facts: ServerFacts): readonly SettingVerdict[] {
  const { settings, hardware } = facts;
  const now = bytesOf(settings, 'maintenance_work_mem');
  if (now === undefined) return [];
  if (hardware.ram === undefined) {
    return unknown(settings, 'maintenance_work_mem', 'A sixteenth of the memory is usual, up to 1 GB', '--ram');
  }
  const plan = memoryPlan(hardware.ram, facts);
  const own = bytesOf(settings, 'autovacuum_work_mem');
  const vacuums = (own ?? now) * plan.autovacuumWorkers;
  const tooMuch = vacuums > hardware.ram / 8;
  if (now >= plan.maintenance / 2 && !tooMuch) {
    return fine(
      settings,
      'maintenance_work_mem',
      `${sizeWords(plan.maintenance)} is a sixteenth of the memory, up to 1 GB`,
    );
  }
  const limit = hardware.kind === 'warehouse' ? 2048 * MB : 1024 * MB;
  const most = hardware.ram / 16 > limit ? `, held at ${sizeWords(limit)}` : '';
  const wanted = tooMuch ? Math.min(now, plan.maintenance) : plan.maintenance;
  const split = own === undefined || tooMuch;
  return [
    {
      kind: 'change',
      fault: 'maintenance-memory-off',
      severity: 'info',
      title: 'Share out the memory of VACUUM and CREATE INDEX',
      message: `maintenance_work_mem is ${settings['maintenance_work_mem']?.value}; ${plan.autovacuumWorkers} autovacuum workers may take ${sizeWords(vacuums)} together.`,
      why: 'CREATE INDEX sorts in it, and VACUUM keeps the dead rows in it: where it is small, each index is read several times. Every autovacuum worker may take as much, unless autovacuum_work_mem says less.',
      proposals: [
        ...proposal(settings, 'maintenance_work_mem', sizeValue(wanted)),
        ...(split ? proposal(settings, 'autovacuum_work_mem', sizeValue(plan.autovacuum)) : []),
      ],
      arithmetic: [
        `${sizeWords(hardware.ram)} / 16 = ${sizeWords(hardware.ram / 16)}${most}; it is ${sizeWords(now)}.`,
        ...(split
          ? [
              `For autovacuum ${sizeWords(hardware.ram)} / 64${plan.autovacuum === 512 * MB ? ', held at 512 MB' : ''} = ${sizeWords(plan.autovacuum)}, times ${count(plan.autovacuumWorkers)} workers.`,
            ]
          : []),
      ],
      gain: 'Indexes are built and tables vacuumed in fewer passes',
      cost: `Up to ${sizeWords(wanted)} per CREATE INDEX or VACUUM, ${sizeWords(plan.autovacuum * plan.autovacuumWorkers)} for autovacuum`,
      risk: 'low',
      confidence: 0.65,
      source: manual(page, 'maintenance_work_mem'),
      observed: [],
    },
  ];
}
