import type { Trial } from '#contracts/instrument.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { TwinSearch } from './search-in-twin.ts';
import type { RowTrial } from './try-with-rows.ts';

/** What became of the indexes that the search chose. */
export type Verdict =
  /** No set of candidates lowers the cost enough. */
  | { readonly kind: 'none' }
  /** Nothing could be tried; this is what the query's conditions suggest. */
  | { readonly kind: 'derived'; readonly indexes: readonly IndexDefinition[] }
  /** The planner would use them; no times were measured. */
  | { readonly kind: 'estimated'; readonly indexes: readonly IndexDefinition[] }
  | { readonly kind: 'proven'; readonly indexes: readonly IndexDefinition[]; readonly trial: Trial }
  /** Cheaper by estimate, not faster when run. */
  | { readonly kind: 'paper'; readonly indexes: readonly IndexDefinition[]; readonly trial: Trial }
  /** The rows were not the same. */
  | { readonly kind: 'differs'; readonly indexes: readonly IndexDefinition[]; readonly trial: Trial };

/** Every write pays for an index, so a query has to gain this share of its time; below so many ms nothing can be told. */
export const leastImprovement = 0.25;
export const leastSavedMs = 0.02;

/**
 * A plan of so little cost (a dozen or two pages read at random) is over in less than a millisecond. What an index would
 * save of it only measuring can tell; by estimate alone none is recommended.
 */
const cheap = 100;

export function isCheap({ search }: TwinSearch): boolean {
  return search.base < cheap;
}

export function judgeTrial(
  search: TwinSearch | undefined,
  rows: RowTrial,
  derived: readonly IndexDefinition[],
): Verdict {
  if (search === undefined) return derived.length === 0 ? { kind: 'none' } : { kind: 'derived', indexes: derived };
  const indexes = search.search.chosen;
  if (indexes.length === 0) return { kind: 'none' };
  const { trial } = rows;
  if (trial === undefined) return isCheap(search) ? { kind: 'none' } : { kind: 'estimated', indexes };
  if (trial.sameRows === false) return { kind: 'differs', indexes, trial };
  const saved = trial.before.median - trial.after.median;
  const isFaster = saved >= Math.max(leastSavedMs, trial.before.median * leastImprovement);
  return { kind: isFaster ? 'proven' : 'paper', indexes, trial };
}
