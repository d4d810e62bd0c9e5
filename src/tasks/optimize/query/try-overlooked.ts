import { overlookedIndex } from '#analysis/overlooked-index.ts';
import type { Run } from '#contracts/instrument.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { TwinSearch } from './search-in-twin.ts';
import { type RowTrial, tryWithRows } from './try-with-rows.ts';

/** What the estimates spoke against must at least halve the time. */
const leastGain = 0.5;

/**
 * Where no index was chosen though the plan's estimate proved far from the truth: builds the one that the estimate hid,
 * and keeps it where the query is twice as fast. undefined: there is none such, or it did not prove itself.
 */
export async function tryOverlooked(
  run: Run | undefined,
  request: Omit<Parameters<typeof tryWithRows>[1], 'indexes' | 'smaller'> & {
    readonly tried: RowTrial;
    readonly wide: TwinSearch;
    readonly candidates: readonly IndexDefinition[];
  },
): Promise<RowTrial | undefined> {
  const { tried, wide, candidates } = request;
  const plan = tried.before?.plan;
  if (wide.search.chosen.length > 0 || plan === undefined) return undefined;
  const index = overlookedIndex(plan, candidates);
  if (index === undefined) return undefined;
  const again = await tryWithRows(run, { ...request, indexes: [index], smaller: [] });
  const { trial } = again;
  if (trial === undefined || trial.after.median > trial.before.median * leastGain) return undefined;
  const cost = trial.after.plan.root.estimated?.totalCost ?? wide.search.cost;
  return { ...again, overlooked: { indexes: [index], cost } };
}
