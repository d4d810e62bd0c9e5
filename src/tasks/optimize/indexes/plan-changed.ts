import type { Planned } from './ask-planner.ts';
import type { LoadSearch } from './search-load.ts';

/** The plans, with the whole set, of the items that it changes: asked once more, as the search remembers costs and no plans. */
export async function planChanged({
  planner,
  weighed,
  result,
  drops,
}: LoadSearch): Promise<ReadonlyMap<number, Planned>> {
  const standing = [...drops.keys()].filter((at) => !result.dropped.includes(at));
  const present = [...result.chosen, ...standing].toSorted((a, b) => a - b);
  const planned = new Map<number, Planned>();
  for (const [at, { cost }] of weighed.items.entries()) {
    const costs = result.itemCosts[at];
    if (cost === 0 || costs === undefined || costs.before === costs.after) continue;
    planned.set(at, await planner.plan(at, present));
  }
  return planned;
}
