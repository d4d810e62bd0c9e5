import { searchWorkload, type WorkloadSearchResult } from '#analysis/workload-search/search-workload.ts';
import type { AdvisorTask } from './advisor.ts';
import type { Costs } from './costs.ts';

/** dbwright's own search, over the same candidates, sizes and costs as the others. */
export function searchOurs(
  { items, indexes, budget }: AdvisorTask,
  costs: Costs,
  limits: { readonly maxQuestions?: number; readonly plainness?: number } = {},
): Promise<WorkloadSearchResult> {
  return searchWorkload({
    items,
    indexes: indexes.map(({ index, bytes }) => ({ index, bytes, exists: false, tax: 0 })),
    ask: costs.ask,
    signal: new AbortController().signal,
    budget,
    plainness: 0,
    ...limits,
  });
}
