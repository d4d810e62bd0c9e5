import type { EngineRequirements, WorkloadGroup, WorkloadKind } from '#vocabulary/engine-requirements.ts';
import { byteWords } from './byte-words.ts';
import { figure } from './figure-words.ts';
import { carries, type DegreeFact, type Hurdle, has } from './hurdle.ts';
import { loadOf } from './sized-load.ts';

/**
 * When a kind of work needs a specialist. Where it is the only work and no figure says how little it is, it does; beside
 * other work it does from these figures on. docs/engine-choice.md holds the same table.
 */
export const thresholds = {
  sessions: { users: 1_000_000, requestsPerSecond: 10_000 },
  timeSeries: { pointsPerSecond: 1000, bytes: 5e11 },
  search: { items: 1_000_000, few: 50_000, bytes: 1e11 },
  graph: { depth: 3, items: 1_000_000 },
  vector: { items: 50_000_000 },
  analytics: { bytes: 1e12 },
  rankings: { updatesPerSecond: 10_000, latencyMs: 1 },
  cache: { readMs: 1 },
  promptMs: 50,
} as const;

/** What a kind of work asks for. */
export function kindHurdles(group: WorkloadGroup, asked: EngineRequirements): readonly Hurdle[] {
  return makers[group.kind](group, asked);
}

type Maker = (group: WorkloadGroup, asked: EngineRequirements) => readonly Hurdle[];

const makers: Readonly<Record<WorkloadKind, Maker>> = {
  transactions: () => [
    must('transactions', 'durable', 'what was acknowledged is kept'),
    prompt('transactions'),
    {
      id: 'transactions-rows',
      strength: 'must',
      scope: 'transactions',
      fact: 'transactions',
      asks: 'several rows change together or not at all',
      origin: 'implied',
      met: ({ transactions }) => transactions === 'rows',
    },
    wish('transactions', 'tables', 'tables with declared columns'),
    wish('transactions', 'joins', 'joins'),
    wish('transactions', 'constraints', 'foreign keys and checks'),
  ],

  documents: () => [
    must('documents', 'documents', 'documents that can be searched inside', 'partial'),
    prompt('documents'),
    wish('documents', 'documents', 'documents that can be searched inside'),
    wish('documents', 'secondaryIndexes', 'indexes on fields'),
  ],

  events: () => [
    must('events', 'wideRows', 'rows in order under a key', 'partial'),
    must('events', 'durable', 'what was acknowledged is kept'),
    prompt('events'),
    wish('events', 'wideRows', 'rows in order under a key'),
  ],

  'time-series': (group, asked) => {
    const { writes, bytes } = loadOf(group, asked);
    const { pointsPerSecond, bytes: large } = thresholds.timeSeries;
    const isUnknown = writes === undefined && bytes === undefined && isOnly(asked);
    const isHard = isUnknown || (writes?.value ?? 0) >= pointsPerSecond || (bytes?.value ?? 0) >= large;
    const rate = writes === undefined ? '' : ` of ${figure(writes.value)} points a second`;
    const thinned = `retention, compression and downsampling${rate}`;
    return [
      ...(isHard || group.special === true
        ? [
            must('time-series', 'timeSeries', `series${rate}`, 'partial'),
            must('time-series', 'expiry', 'old points that go on their own', 'partial'),
          ]
        : []),
      ...(group.special === true ? [{ ...must('time-series', 'timeSeries', thinned), id: 'time-series-thinned' }] : []),
      wish('time-series', 'timeSeries', thinned),
      wish('time-series', 'aggregates', 'aggregates by time'),
    ];
  },

  'key-value': () => [
    must('key-value', 'keyValue', 'values by key', 'partial'),
    prompt('key-value'),
    must('key-value', 'durable', 'what was acknowledged is kept', 'partial'),
    wish('key-value', 'keyValue', 'values by key'),
  ],

  sessions: (group, asked) => {
    const { reads, writes } = loadOf(group, asked);
    const rate = (reads?.value ?? 0) + (writes?.value ?? 0);
    const isUnknown = asked.users === undefined && rate === 0 && isOnly(asked);
    const isHard =
      isUnknown || (asked.users ?? 0) >= thresholds.sessions.users || rate >= thresholds.sessions.requestsPerSecond;
    return [
      must('sessions', 'keyValue', 'values by key', 'partial'),
      prompt('sessions'),
      isHard
        ? must('sessions', 'expiry', 'sessions that expire on their own')
        : wish('sessions', 'expiry', 'sessions that expire on their own'),
      wish('sessions', 'keyValue', 'values by key'),
    ];
  },

  graph: (group, asked) => {
    const { depth, items } = thresholds.graph;
    const isUnknown = group.depth === undefined && isOnly(asked);
    const isHard =
      isUnknown || (group.depth ?? 0) >= depth || ((group.items ?? 0) >= items && (group.depth ?? depth) >= depth);
    const steps = group.depth === undefined || group.depth >= 99 ? 'any length' : `${figure(group.depth)} steps`;
    return [isHard ? must('graph', 'graph', `paths of ${steps}`) : wish('graph', 'graph', `paths of ${steps}`)];
  },

  search: (group, asked) => {
    const { items, few, bytes: large } = thresholds.search;
    const { bytes } = loadOf(group, asked);
    const isFew = group.items !== undefined && group.items < few;
    const isMany = (group.items ?? 0) >= items || (bytes?.value ?? 0) >= large;
    const isHard = isMany || (!isFew && (group.special === true || isOnly(asked)));
    const over = group.items === undefined ? '' : ` over ${figure(group.items)} entries`;
    return [
      isHard
        ? must('search', 'search', `ranked search with typos and facets${over}`)
        : must('search', 'search', `search by words${over}`, 'partial'),
      wish('search', 'search', `ranked search with typos and facets${over}`),
      ...fits('search', group, asked),
    ];
  },

  vector: (group, asked) => {
    const isMany = (group.items ?? 0) >= thresholds.vector.items;
    return [
      must('vector', 'vector', 'nearest vectors by an index', isMany ? 'yes' : 'partial'),
      wish('vector', 'vector', 'nearest vectors by an index'),
      ...(isMany
        ? [
            {
              id: 'vector-spread',
              strength: 'must',
              scope: 'vector',
              fact: 'writeScaling',
              asks: `an index of ${figure(group.items ?? 0)} vectors spread over nodes`,
              origin: 'derived',
              met: ({ writeScaling }) => writeScaling !== 'one-node',
            } satisfies Hurdle,
          ]
        : []),
      ...fits('vector', group, asked),
    ];
  },

  analytics: (group, asked) => {
    const { bytes } = loadOf(group, asked);
    const isHard = (bytes?.value ?? 0) >= thresholds.analytics.bytes || (bytes === undefined && isOnly(asked));
    const over = bytes === undefined ? '' : ` over ${byteWords(bytes.value)}`;
    return [
      must('analytics', 'aggregates', 'aggregates', 'partial'),
      isHard
        ? must('analytics', 'columnar', `column storage for aggregates${over}`)
        : wish('analytics', 'columnar', `column storage for aggregates${over}`),
      ...fits('analytics', group, asked),
    ];
  },

  rankings: (group, asked) => {
    const { writes } = loadOf(group, asked);
    const { updatesPerSecond, latencyMs } = thresholds.rankings;
    const isUnknown = writes === undefined && isOnly(asked);
    const isHard =
      isUnknown || (writes?.value ?? 0) >= updatesPerSecond || (asked.latencyMs ?? latencyMs + 1) <= latencyMs;
    const rate = writes === undefined ? '' : ` at ${figure(writes.value)} updates a second`;
    const kept = `ranks and counters kept at each write${rate}`;
    return [must('rankings', 'rankings', kept, isHard ? 'yes' : 'partial'), wish('rankings', 'rankings', kept)];
  },

  queue: () => [
    must('queue', 'queue', 'jobs that one consumer each takes', 'partial'),
    prompt('queue'),
    wish('queue', 'queue', 'jobs that one consumer each takes'),
  ],

  cache: () => [
    must('cache', 'keyValue', 'values by key'),
    must('cache', 'expiry', 'entries that expire on their own'),
    {
      id: 'cache-latency',
      strength: 'must',
      scope: 'cache',
      fact: 'readMs',
      asks: `reads within ${thresholds.cache.readMs} ms`,
      origin: 'implied',
      met: ({ readMs }) => readMs <= thresholds.cache.readMs,
    },
  ],
};

function isOnly(asked: EngineRequirements): boolean {
  return asked.workloads.length === 1;
}

function must(scope: WorkloadKind, fact: DegreeFact, asks: string, least: 'yes' | 'partial' = 'yes'): Hurdle {
  return { id: `${scope}-${fact}`, strength: 'must', scope, fact, asks, origin: 'implied', met: has(fact, least) };
}

function wish(scope: WorkloadKind, fact: DegreeFact, asks: string): Hurdle {
  return { id: `${scope}-${fact}-wish`, strength: 'wish', scope, fact, asks, origin: 'implied', met: has(fact, 'yes') };
}

/** Somebody waits for each answer: warehouses answer in tenths of a second. */
function prompt(scope: WorkloadKind): Hurdle {
  const asks = `single entries within ${thresholds.promptMs} ms`;
  return {
    id: `${scope}-prompt`,
    strength: 'must',
    scope,
    fact: 'readMs',
    asks,
    origin: 'implied',
    met: ({ readMs }) => readMs <= thresholds.promptMs,
  };
}

/** Its own bytes fit into the engine that serves it. */
function fits(scope: WorkloadKind, group: WorkloadGroup, asked: EngineRequirements): readonly Hurdle[] {
  const { bytes } = loadOf(group, asked);
  if (bytes === undefined) return [];
  const asks = `${byteWords(bytes.value)} for ${scope}`;
  return [
    {
      id: `${scope}-bytes`,
      strength: 'must',
      scope,
      fact: 'dataBytes',
      asks,
      origin: bytes.basis === 'stated' ? 'said' : 'derived',
      met: carries('dataBytes', bytes.value),
    },
  ];
}
