import type { EngineRequirements, WorkloadGroup, WorkloadKind } from '#vocabulary/engine-requirements.ts';
import type { Values } from './hurdle.ts';
import { managedForm } from './managed-forms.ts';
import type { Degree, FactName } from './sheet.ts';
import { sizedLoad } from './sized-load.ts';

/** What engines are compared by, 0 … 1 each. docs/engine-choice.md tells how each is scored. */
export const criteria = [
  'fit',
  'correctness',
  'questions',
  'latency',
  'writes',
  'size',
  'reach',
  'operations',
  'cost',
  'people',
  'freedom',
  'safety',
] as const;
export type Criterion = (typeof criteria)[number];
export type Scores = Readonly<Record<Criterion, number>>;

export interface Judged {
  readonly id: string;
  readonly values: Values;
  /** Wishes of the hurdles that are not met. */
  readonly unmetWishes: number;
}

export function scoresOf(
  { id, values, unmetWishes }: Judged,
  groups: readonly WorkloadGroup[],
  asked: EngineRequirements,
): Scores {
  const { bytes } = sizedLoad(asked);
  const isLarge = (bytes?.value ?? 0) >= 1e12;
  return {
    fit: Math.max(0, fitOf(values, groups) - 0.05 * unmetWishes),
    correctness: mean([
      [share(values.serializable), 1],
      [share(values.constraints), 2],
      [share(values.strongReads), 1.5],
      [{ rows: 1, partition: 0.4, item: 0.2, none: 0 }[values.transactions], 2.5],
    ]),
    questions: mean([
      [share(values.joins), 2],
      [share(values.adHoc), 2],
      [share(values.aggregates), 1],
      [share(values.secondaryIndexes), 1],
    ]),
    latency: between(Math.log10(values.readMs), Math.log10(1000), Math.log10(0.3)),
    writes: between(Math.log10(values.writesPerSecond), 3, 6.7),
    size: between(Math.log10(values.dataBytes), 11, 15),
    reach: mean([
      [share(values.failover), 2],
      [{ none: 0, 'last-write': 0.7, strong: 1 }[values.activeActive], 1],
    ]),
    operations: operationsOf(id, values, asked),
    cost: (5 - (isLarge ? values.costAtScale : (values.cost * 2 + values.costAtScale) / 3)) / 4,
    people: 0.4 * ((values.skills - 1) / 4) + 0.6 * standingOf(id, asked),
    freedom:
      0.6 * { permissive: 1, copyleft: 0.8, 'source-available': 0.4, proprietary: 0 }[values.licence] +
      0.4 * share(values.selfHosted),
    safety: mean([
      [share(values.durable), 2],
      [share(values.pointInTime), 1],
      [share(values.changeStream), 0.5],
      [between(2026 - values.since, 0, 15), 1],
    ]),
  };
}

/** What runs already counts most, then what the team knows, then the default. */
function standingOf(id: string, { existing, skills }: EngineRequirements): number {
  if (existing.includes(id)) return 1;
  if (skills.includes(id)) return 0.8;
  if (id === 'postgresql') return existing.length + skills.length > 0 ? 0.3 : 0.6;
  return 0;
}

function operationsOf(id: string, values: Values, { hosting = {} }: EngineRequirements): number {
  const own = (5 - values.operations) / 4;
  if (hosting.serverless === true) return 0.2 * own + 0.8 * share(values.serverless);
  if (hosting.cloud === undefined && hosting.managed !== true) return own;
  const form = managedForm(id, hosting.cloud ?? 'any');
  const isTheirs = hosting.cloud !== undefined && values[hosting.cloud] === 'yes';
  return form === undefined ? 0.3 * own : isTheirs ? 0.75 + 0.25 * own : 0.5 + 0.25 * own;
}

/** Which facts make an engine good at a kind of work, with their weights. */
export const fitFacts: Readonly<Record<WorkloadKind, Partial<Record<FactName, number>>>> = {
  transactions: { tables: 2, constraints: 2, joins: 2, adHoc: 1, transactions: 3 },
  documents: { documents: 4, flexibleSchema: 2, secondaryIndexes: 1, adHoc: 1 },
  events: { wideRows: 3, expiry: 1, changeStream: 0.5, writeScaling: 1.5 },
  'time-series': { timeSeries: 4, aggregates: 1, expiry: 0.5, joins: 0.5 },
  'key-value': { keyValue: 3, expiry: 0.5, writeScaling: 1 },
  sessions: { keyValue: 3, expiry: 3 },
  graph: { graph: 5, adHoc: 1, transactions: 1 },
  search: { search: 5, aggregates: 1, adHoc: 0.5 },
  vector: { vector: 5, adHoc: 0.5 },
  analytics: { columnar: 5, aggregates: 1, joins: 1, adHoc: 1 },
  rankings: { rankings: 4, hotUpdates: 1 },
  queue: { queue: 4, durable: 1 },
  cache: { keyValue: 3, expiry: 3 },
};

function fitOf(values: Values, groups: readonly WorkloadGroup[]): number {
  if (groups.length === 0) return 0.5;
  // The first group is the main one: it counts twice.
  return mean(groups.map(({ kind }, at): [number, number] => [kindFit(values, kind), at === 0 ? 2 : 1]));
}

/** How well an engine serves one kind of work, 0 … 1. */
export function kindFit(values: Values, kind: WorkloadKind): number {
  return mean(
    Object.entries(fitFacts[kind]).map(([fact, weight]): [number, number] => [worth(values[fact as FactName]), weight]),
  );
}

function worth(value: Values[FactName]): number {
  return (
    {
      yes: 1,
      partial: 0.5,
      no: 0,
      rows: 1,
      partition: 0.4,
      item: 0.2,
      none: 0,
      'one-node': 0,
      sharded: 0.7,
      partitioned: 1,
    }[String(value)] ?? 0
  );
}

function share(degree: Degree): number {
  return { yes: 1, partial: 0.5, no: 0 }[degree];
}

function mean(weighted: readonly (readonly [value: number, weight: number])[]): number {
  const all = weighted.reduce((sum, [, weight]) => sum + weight, 0);
  return weighted.reduce((sum, [value, weight]) => sum + value * weight, 0) / all;
}

function between(value: number, none: number, all: number): number {
  return Math.min(1, Math.max(0, (value - none) / (all - none)));
}
