import type { PlanNode } from '#vocabulary/plan.ts';
import type { MeasuredSets } from './measure-sets.ts';
import type { LoadSearch } from './search-load.ts';

/** What one set brings, by estimate and, where it was built, by the clock. */
export interface SettledSet {
  /** Positions of new indexes and dropped ones. */
  readonly positions: readonly number[];
  /** Weighted cost of the load, with what the writes pay. */
  readonly cost: number;
  /** Weighted time of the statements that were run, ms, with this set and without it. */
  readonly measured?: { readonly before: number; readonly after: number; readonly spread: number };
}

export interface Settlement {
  /** The smallest set that brings nearly all of the gain. */
  readonly chosen: SettledSet;
  /** The whole set that the search found, where it is another. */
  readonly whole?: SettledSet;
  /** Indexes whose gain the estimates promise and the clock does not show. */
  readonly onPaper: readonly number[];
  /** Statements that get more than 10 % dearer, or slower, with the chosen set: items. */
  readonly hurt: readonly Hurt[];
}

export interface Hurt {
  readonly item: number;
  readonly by: 'estimate' | 'time';
  readonly before: number;
  readonly after: number;
}

/** A set with this share of the best set's gain brings nearly all of it. */
export const nearlyAll = 0.95;
/** Differences of times below this are noise. */
const noise = 0.05;
const hurtFrom = 1.1;
/** Faster by less, ms: nobody can feel or measure it. */
const leastMs = 0.02;

/**
 * The sets that are worth building to be measured: the smallest that brings nearly all of the estimated gain, and all.
 * What is dropped was asked for, has its evidence and costs no statement anything: it belongs to both.
 */
export function setsToMeasure({ result }: LoadSearch): readonly (readonly number[])[] {
  const whole = [...result.chosen, ...result.dropped];
  if (whole.length === 0) return [];
  const gain = result.base - result.cost;
  const small = result.curve.find(({ cost }) => result.base - cost >= nearlyAll * gain);
  if (small === undefined || small.indexes.length === 0) return [whole];
  const smaller = [...new Set([...small.indexes, ...result.dropped])];
  return smaller.length < whole.length ? [smaller, whole] : [whole];
}

/** Decides by the clock where there is one: estimated costs do not rank times. */
export function settleSets(search: LoadSearch, measured: MeasuredSets | undefined): Settlement {
  const sets = setsToMeasure(search).map((positions, at) => ({
    set: at + 1,
    ...settled(search, measured, positions, at + 1),
  }));
  const whole = sets.at(-1);
  if (whole === undefined) return { chosen: settled(search, measured, [], 0), onPaper: [], hurt: [] };
  const gain = (one: SettledSet) => gainOf(one, search.result.base);
  const [best = whole] = sets.toSorted((a, b) => gain(b) - gain(a));
  const chosen = sets.find((one) => gain(one) >= nearlyAll * gain(best)) ?? whole;
  const paper = measured === undefined ? [] : onPaper(search, measured, whole);
  const kept = chosen.positions.filter((at) => !paper.includes(at));
  return {
    chosen: { ...chosen, positions: kept },
    ...(whole.positions.length > kept.length ? { whole } : {}),
    onPaper: paper,
    hurt: hurtBy(search, measured, chosen),
  };
}

function gainOf({ cost, measured }: SettledSet, base: number): number {
  return measured === undefined ? base - cost : measured.before - measured.after;
}

function settled(
  { result, weighed }: LoadSearch,
  measured: MeasuredSets | undefined,
  positions: readonly number[],
  set: number,
): SettledSet {
  const made = positions.filter((at) => !result.dropped.includes(at));
  const point = result.curve.findLast(
    ({ indexes }) => indexes.every((at) => positions.includes(at)) && made.every((at) => indexes.includes(at)),
  );
  const cost = point?.cost ?? (positions.length === 0 ? result.base : result.cost);
  if (measured === undefined) return { positions, cost };
  let before = 0;
  let after = 0;
  let spread = 0;
  for (const [at, statement] of measured.trial.statements.entries()) {
    const item = weighed.items[measured.items[at] ?? -1];
    if (item === undefined || statement.kind === 'failed') continue;
    const calls = item.studied.statement.calls * item.sample.share;
    const [first] = statement.under;
    const then = statement.under[set];
    if (first === undefined || then === undefined) continue;
    before += calls * first.median;
    after += calls * then.median;
    spread += calls * halfSpread(then.milliseconds);
  }
  return { positions, cost, measured: { before, after, spread } };
}

/** Half of the distance between the quartiles. */
function halfSpread(milliseconds: readonly number[]): number {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.round((sorted.length - 1) * share)] ?? 0;
  return (at(0.75) - at(0.25)) / 2;
}

/** New indexes that no statement uses to become faster by the clock. */
function onPaper(
  { weighed, offered }: LoadSearch,
  { trial, items }: MeasuredSets,
  { positions, set }: SettledSet & { readonly set: number },
): readonly number[] {
  return positions.filter((position) => {
    const index = offered[position];
    if (index === undefined || index.exists) return false;
    const users = trial.statements.flatMap((statement, at) => {
      const under = statement.kind === 'measured' ? statement.under[set] : undefined;
      const before = statement.kind === 'measured' ? statement.under[0] : undefined;
      if (under === undefined || before === undefined || weighed.items[items[at] ?? -1] === undefined) return [];
      return indexNames(under.plan.root).has(index.index.name) ? [{ before: before.median, after: under.median }] : [];
    });
    // What no measured plan used was not measured: the made-up rows may be too few for it.
    return users.length > 0 && users.every(({ before, after }) => before - after < Math.max(noise * before, leastMs));
  });
}

function indexNames(node: PlanNode): ReadonlySet<string> {
  return new Set([
    ...(node.index === undefined ? [] : [node.index]),
    ...node.children.flatMap((child) => [...indexNames(child)]),
  ]);
}

function hurtBy(
  { result }: LoadSearch,
  measured: MeasuredSets | undefined,
  { positions, set }: SettledSet & { readonly set: number },
): readonly Hurt[] {
  if (positions.length === 0) return [];
  const estimated = result.itemCosts.flatMap(({ before, after }, item): Hurt[] =>
    after > before * hurtFrom ? [{ item, by: 'estimate', before, after }] : [],
  );
  const timed = (measured?.trial.statements ?? []).flatMap((statement, at): Hurt[] => {
    const before = statement.kind === 'measured' ? statement.under[0] : undefined;
    const after = statement.kind === 'measured' ? statement.under[set] : undefined;
    const item = measured?.items[at];
    if (before === undefined || after === undefined || item === undefined) return [];
    const isSlower =
      Math.min(...after.milliseconds) > before.median * hurtFrom && after.median - before.median > leastMs;
    return isSlower ? [{ item, by: 'time', before: before.median, after: after.median }] : [];
  });
  return [...timed, ...estimated.filter(({ item }) => !(measured?.items ?? []).includes(item))];
}
