import type { LoadSample, LoadStatement } from '#vocabulary/query-load.ts';
import type { StatementShape } from '#vocabulary/traced-statement.ts';
import { type ExecutionSamples, executionSamples } from './execution-samples.ts';
import { listPlans, type PlansOfStatement } from './plan-groups.ts';

/** Whose word counts, the best first: the server's own counters, a whole log, one of slow statements, a file, a look. */
export const origins = ['counted', 'logged', 'slow', 'written', 'running'] as const;
export type Origin = (typeof origins)[number];

/** Executions as one source saw them. */
export interface Figures {
  calls: number;
  timed: number;
  total: number;
  /** Sum of squared distances from the mean (Welford 1962). */
  squares: number;
  max: number;
  counted?: LoadStatement['counted'];
}

/** All that is known of one statement. */
export interface StatementTally {
  readonly shape: StatementShape;
  readonly figures: Partial<Record<Origin, Figures>>;
  readonly samples: Partial<Record<Origin, ExecutionSamples>>;
  readonly plans: PlansOfStatement;
  readonly users: Set<string>;
  readonly applications: Set<string>;
  place?: { readonly file: string; readonly line: number };
  /** Milliseconds that it is thought to have taken, with those that were forgotten: rank among those that are kept. */
  weight: number;
}

const mostNames = 20;

export function newTally(shape: StatementShape): StatementTally {
  return {
    shape,
    figures: {},
    samples: {},
    plans: new Map(),
    users: new Set(),
    applications: new Set(),
    weight: 0,
  };
}

export function figuresOf(tally: StatementTally, origin: Origin): Figures {
  const known = tally.figures[origin];
  if (known !== undefined) return known;
  const made: Figures = { calls: 0, timed: 0, total: 0, squares: 0, max: 0 };
  tally.figures[origin] = made;
  return made;
}

export function addTime(figures: Figures, milliseconds: number): void {
  const before = figures.timed === 0 ? 0 : figures.total / figures.timed;
  figures.timed += 1;
  figures.total += milliseconds;
  figures.squares += (milliseconds - before) * (milliseconds - figures.total / figures.timed);
  if (milliseconds > figures.max) figures.max = milliseconds;
}

/** Figures of several executions together: of another role, of the same statement in another file. */
export function addFigures(figures: Figures, more: Figures): void {
  const apart = more.total / Math.max(1, more.timed) - figures.total / Math.max(1, figures.timed);
  const both = figures.timed + more.timed;
  figures.squares += more.squares + (both === 0 ? 0 : (apart ** 2 * figures.timed * more.timed) / both);
  figures.calls += more.calls;
  figures.timed = both;
  figures.total += more.total;
  figures.max = Math.max(figures.max, more.max);
}

export function samplesOf(tally: StatementTally, origin: Origin): ExecutionSamples {
  const known = tally.samples[origin];
  if (known !== undefined) return known;
  const made = executionSamples(Number.parseInt(tally.shape.fingerprint.slice(-8), 16) || 1);
  tally.samples[origin] = made;
  return made;
}

export function addName(names: Set<string>, name: string | undefined, own: (name: string) => string): void {
  if (name !== undefined && !names.has(name) && names.size < mostNames) names.add(own(name));
}

/** The best source's figures: those of several are of the same executions and do not add up. */
export function bestFigures(tally: StatementTally): Figures {
  for (const origin of origins) {
    const figures = tally.figures[origin];
    if (figures !== undefined) return figures;
  }
  return { calls: 0, timed: 0, total: 0, squares: 0, max: 0 };
}

/** The statement as it is told; at most `most` samples. */
export function loadStatement(tally: StatementTally, most: number): LoadStatement {
  const { shape } = tally;
  const figures = bestFigures(tally);
  const { timed, total, squares, max } = figures;
  const deviation = Math.sqrt(Math.max(0, squares) / Math.max(1, timed));
  // Where not all executions were timed, those that were stand for all.
  const whole = timed === 0 ? 0 : (total / timed) * Math.max(figures.calls, timed);
  return {
    fingerprint: shape.fingerprint,
    normalized: shape.normalized.replace(/\s*;\s*$/, ''),
    role: shape.role === 'read' || shape.role === 'write' ? shape.role : 'other',
    from: [...new Set(origins.filter((one) => tally.figures[one] !== undefined).map(named))],
    calls: figures.calls,
    ...(timed === 0
      ? {}
      : { milliseconds: { total: whole, mean: total / timed, ...(max > 0 ? { max } : {}), deviation } }),
    ...(figures.counted === undefined ? {} : { counted: figures.counted }),
    samples: [...samplesFrom(tally, most)],
    plans: [...listPlans(tally.plans)],
    users: [...tally.users].toSorted(),
    applications: [...tally.applications].toSorted(),
    ...(tally.place === undefined ? {} : { place: tally.place }),
  };
}

function named(origin: Origin): LoadStatement['from'][number] {
  return origin === 'slow' ? 'logged' : origin;
}

const sampled: readonly (readonly [Origin, LoadSample['from']])[] = [
  ['logged', 'logged'],
  ['slow', 'logged'],
  ['running', 'running'],
  ['written', 'written'],
];

function samplesFrom(tally: StatementTally, most: number): readonly LoadSample[] {
  for (const [origin, from] of sampled) {
    const found = tally.samples[origin]?.list(from, most) ?? [];
    if (found.length > 0) return found;
  }
  return [];
}
