import type { AdvisorTask } from './advisor.ts';
import type { Costs } from './costs.ts';

/** For each query what it costs without any index, and what it costs and uses when all that matter to it are there. */
export async function usedIndexes(
  { items }: AdvisorTask,
  costs: Costs,
): Promise<readonly { readonly before: number; readonly cost: number; readonly used: readonly number[] }[]> {
  const found = [];
  for (const [item, { relevant }] of items.entries()) {
    const before = (await costs.ask(item, [])).cost;
    found.push({ before, ...(await costs.ask(item, relevant)) });
  }
  return found;
}
