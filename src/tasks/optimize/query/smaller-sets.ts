import { coveringColumns, usedKeys } from '#analysis/covering-columns.ts';
import type { IndexSearchResult } from '#analysis/index-search.ts';
import type { Trial } from '#contracts/instrument.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';

export interface IndexSet {
  readonly indexes: readonly IndexDefinition[];
  /** The planner's cost with them. */
  readonly cost: number;
}

/**
 * A set that saves at least this share of what the chosen one saves, by estimate, may be as fast when run: least is asked
 * of those that are next to nothing in size, which the planner rates far too dear (it counts each block of a BRIN scan as
 * nearly random), and most of other keys, for a shorter key that does today grows into a sort.
 */
const nearlyAll = { fewer: 0.5, lighter: 0.1, barer: 0.75, other: 0.9 };
const most = 3;

/** A set of at most this share of another's size is worth being slower: BRIN indexes are, hardly any other is. */
const featherweight = 0.02;

/**
 * Sets that the planner rates nearly as high as the chosen one, with fewer indexes, without the columns that make one
 * covering, or what it would choose of plain indexes only; smallest first.
 * Estimated cost does not rank times of milliseconds: which of them is enough, measuring decides.
 */
export function smallerSets(search: IndexSearchResult, candidates: readonly IndexDefinition[]): readonly IndexSet[] {
  const { base, cost, chosen, bytes } = search;
  const size = (indexes: readonly IndexDefinition[]) => indexes.reduce((sum, { name }) => sum + (bytes[name] ?? 0), 0);
  const found = new Map<string, IndexSet>();
  const consider = (set: IndexSet, kind: keyof typeof nearlyAll) => {
    if (set.indexes.length === 0 || base - set.cost < (base - cost) * nearlyAll[kind]) return;
    const names = set.indexes.map(({ name }) => name);
    found.set(names.toSorted().join('\n'), set);
  };
  for (const tried of search.tried) {
    const indexes = candidates.filter(({ name }) => tried.used.includes(name));
    const isLight = indexes.some(({ method }) => method === 'brin') && size(indexes) <= size(chosen) * featherweight;
    if (isLight && indexes.length <= chosen.length) consider({ indexes, cost: tried.cost }, 'lighter');
    else if (indexes.length < chosen.length) consider({ indexes, cost: tried.cost }, 'fewer');
    else if (isBarer(indexes, chosen)) consider({ indexes, cost: tried.cost }, 'barer');
  }
  if (search.plain !== undefined && search.plain.indexes.length <= chosen.length) consider(search.plain, 'other');
  return [...found.values()].toSorted((a, b) => size(a.indexes) - size(b.indexes) || a.cost - b.cost).slice(0, most);
}

/** The same keys with fewer columns that only cover. */
function isBarer(indexes: readonly IndexDefinition[], chosen: readonly IndexDefinition[]): boolean {
  const keys = (index: IndexDefinition) => JSON.stringify([index.table, usedKeys(index), index.predicate]);
  const included = (all: readonly IndexDefinition[]) =>
    all.reduce((sum, index) => sum + coveringColumns(index).length, 0);
  const wanted = new Set(chosen.map(keys));
  return (
    indexes.length === chosen.length &&
    indexes.every((index) => wanted.has(keys(index))) &&
    included(indexes) < included(chosen)
  );
}

/**
 * Of the time that the larger set leaves, the smaller one may take this share more: included columns must earn a tenth, a
 * whole further index a fifth. Below so many ms nothing can be told. And it must bring most of what the larger one saves.
 */
const slower = { columns: 0.1, index: 0.25 };

/**
 * An index of next to no size (BRIN) may take this many times as long; it must bring half of the gain, and enough of one
 * to be worth having at all.
 */
const light = { times: 5, mostLost: 0.5, leastGain: 0.25 };
const leastMs = 0.05;
const mostLost = 0.25;

/** Is the smaller set nearly as fast? Of seconds saved, 24 ms are next to nothing; of 0.3 ms left, they are not. */
export function isEnough(small: Trial, large: Trial): boolean {
  const isFewer = Object.keys(small.bytes).length < Object.keys(large.bytes).length;
  const isLight = sizeOf(small) <= sizeOf(large) * featherweight;
  const share = isLight ? light.times - 1 : isFewer ? slower.index : slower.columns;
  const tolerated = Math.max(leastMs, large.after.median * share);
  const lost = small.after.median - large.after.median;
  const saved = large.before.median - large.after.median;
  if (isLight && saved - lost < large.before.median * light.leastGain) return false;
  return small.sameRows !== false && lost <= tolerated && lost <= saved * (isLight ? light.mostLost : mostLost);
}

function sizeOf({ bytes }: Trial): number {
  return Object.values(bytes).reduce((sum, one) => sum + one, 0);
}
