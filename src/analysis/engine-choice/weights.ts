import type { EngineRequirements } from '#vocabulary/engine-requirements.ts';
import { type Criterion, criteria } from './criteria.ts';
import { sizedLoad } from './sized-load.ts';

export type Weights = Readonly<Record<Criterion, number>>;

/** Where nothing is said. They are shares of attention, not of truth: the confidence shakes them. */
export const baseWeights: Weights = {
  fit: 8,
  correctness: 2,
  questions: 2,
  latency: 1,
  writes: 1,
  size: 1,
  reach: 1,
  operations: 2,
  cost: 1.5,
  people: 2.5,
  freedom: 1,
  safety: 1,
};

export interface WeightRule {
  /** As the table in docs/engine-choice.md says it. */
  readonly when: string;
  readonly holds: (asked: EngineRequirements) => boolean;
  readonly adds: Partial<Weights>;
}

const has = (asked: EngineRequirements, ...kinds: readonly string[]) =>
  asked.workloads.some(({ kind }) => kinds.includes(kind));

/** What moves them: each rule adds to the base. */
export const weightRules: readonly WeightRule[] = [
  {
    when: 'transactions among the work',
    holds: (asked) => has(asked, 'transactions'),
    adds: { correctness: 3, questions: 1 },
  },
  { when: 'strong consistency', holds: ({ consistency }) => consistency === 'strong', adds: { correctness: 2 } },
  {
    when: 'eventual consistency is enough',
    holds: ({ consistency }) => consistency === 'eventual',
    adds: { correctness: -1, reach: 1, writes: 1 },
  },
  { when: 'reads are 90 % and more', holds: ({ reads = 0.5 }) => reads >= 0.9, adds: { latency: 1 } },
  { when: 'writes are 50 % and more', holds: ({ reads = 0.8 }) => reads <= 0.5, adds: { writes: 2 } },
  {
    when: 'caches, sessions, ranks or values by key',
    holds: (asked) => has(asked, 'cache', 'sessions', 'rankings', 'key-value'),
    adds: { latency: 2, correctness: -1, questions: -1.5 },
  },
  { when: 'a latency below 2 ms', holds: ({ latencyMs = 99 }) => latencyMs <= 2, adds: { latency: 2 } },
  {
    when: 'events, series, search, vectors or a warehouse without transactions',
    holds: (asked) =>
      has(asked, 'events', 'time-series', 'search', 'vector', 'analytics') && !has(asked, 'transactions'),
    adds: { correctness: -1.5, writes: 1, size: 1 },
  },
  {
    when: '10 TB and more',
    holds: (asked) => (sizedLoad(asked).bytes?.value ?? 0) >= 1e13,
    adds: { size: 2, writes: 1 },
  },
  {
    when: '50,000 writes a second and more',
    holds: (asked) => (sizedLoad(asked).writes?.value ?? 0) >= 50_000,
    adds: { writes: 3 },
  },
  { when: 'several regions', holds: ({ regions }) => (regions?.count ?? 1) > 1, adds: { reach: 3 } },
  { when: 'little money', holds: ({ budget }) => budget === 'low', adds: { cost: 3 } },
  { when: 'little to run', holds: ({ simple }) => simple === true, adds: { operations: 3, cost: 1 } },
  {
    when: 'managed or serverless',
    holds: ({ hosting }) => hosting?.managed === true || hosting?.serverless === true,
    adds: { operations: 2, freedom: -1.5 },
  },
  {
    when: 'a cloud is named',
    holds: ({ hosting }) => hosting?.cloud !== undefined,
    adds: { operations: 1.5, freedom: -0.5 },
  },
  { when: 'no cloud is named', holds: ({ hosting }) => hosting?.cloud === undefined, adds: { freedom: 2 } },
  {
    when: 'open source, or able to move between clouds',
    holds: ({ licence, hosting }) => licence !== undefined || hosting?.manyClouds === true,
    adds: { freedom: 2 },
  },
  {
    when: 'something runs already, or the team knows something',
    holds: ({ existing, skills }) => existing.length + skills.length > 0,
    adds: { people: 2 },
  },
];

/** The weights of a request: they add up to 1. */
export function weightsOf(asked: EngineRequirements): Weights {
  const added = weightRules.filter(({ holds }) => holds(asked)).map(({ adds }) => adds);
  return scaled((criterion) =>
    Math.max(0.25, baseWeights[criterion] + added.reduce((sum, adds) => sum + (adds[criterion] ?? 0), 0)),
  );
}

/** Any positive figures, brought to a sum of 1. */
export function scaled(figure: (criterion: Criterion) => number): Weights {
  const figures = criteria.map((criterion) => [criterion, figure(criterion)] as const);
  const sum = figures.reduce((total, [, value]) => total + value, 0);
  return Object.fromEntries(figures.map(([criterion, value]) => [criterion, value / sum])) as Weights;
}
