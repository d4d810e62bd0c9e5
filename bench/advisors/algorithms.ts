import type { Advisor, AdvisorTask } from './advisor.ts';
import { type Costs, createCosts } from './costs.ts';
import { db2advis } from './db2advis.ts';
import { dta } from './dta.ts';
import { extend } from './extend.ts';
import { searchOurs } from './ours.ts';
import type { PlannerCosts } from './planner-costs.ts';
import { relaxation } from './relaxation.ts';

const peers: Readonly<Record<string, Advisor>> = { extend, dta, db2advis, relaxation };

export const algorithms: readonly string[] = [...Object.keys(peers), 'ours'];

export interface Choice {
  readonly chosen: readonly number[];
  /** What the algorithm says of its own result. */
  readonly note: string;
}

export async function choose(algorithm: string, task: AdvisorTask, costs: Costs): Promise<Choice> {
  const peer = peers[algorithm];
  if (peer !== undefined) return { chosen: await peer(task, costs), note: '' };
  const found = await searchOurs(task, costs);
  const { base, lowerBound, gap, trail, cost, asked, violations } = found;
  const quarter = trail.findLast((state) => state.asked <= asked / 4)?.cost ?? base;
  const share = base === cost ? 100 : ((base - quarter) / (base - cost)) * 100;
  return {
    chosen: found.chosen,
    note:
      `bound ${((lowerBound / base) * 100).toFixed(3)}, gap ${(gap * 100).toFixed(3)}; ` +
      `${share.toFixed(1)} % of the gain after a quarter; ${violations.count} violations${found.complete ? '' : '; not complete'}`,
  };
}

/** A fresh count and a fresh cache over the planner that all share. */
export function costsOf({ items, indexes }: AdvisorTask, planner: Pick<PlannerCosts, 'ask'>): Costs {
  return createCosts(
    items,
    indexes.map(({ bytes }) => bytes),
    planner.ask,
  );
}
