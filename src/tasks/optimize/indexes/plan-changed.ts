import type { Planned } from './ask-planner.ts';
import type { LoadSearch } from './search-load.ts';

/** The plans of an item as things are and with the whole set. */
export interface ChangedPlan {
  readonly before: Planned;
  readonly after: Planned;
}

/** Of the items that the whole set changes: asked once more, as the search remembers costs and no plans. */
export async function planChanged({
  planner,
  weighed,
  result,
  drops,
}: LoadSearch): Promise<ReadonlyMap<number, ChangedPlan>> {
  const standing = [...drops.keys()];
  const kept = standing.filter((at) => !result.dropped.includes(at));
  const present = [...result.chosen, ...kept].toSorted((a, b) => a - b);
  const planned = new Map<number, ChangedPlan>();
  for (const [at, { cost }] of weighed.items.entries()) {
    const costs = result.itemCosts[at];
    if (cost === 0 || costs === undefined || costs.before === costs.after) continue;
    planned.set(at, { before: await planner.plan(at, standing), after: await planner.plan(at, present) });
  }
  return planned;
}
