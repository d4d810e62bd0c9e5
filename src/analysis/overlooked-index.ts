import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { Plan } from '#vocabulary/plan.ts';
import { coveringColumns } from './covering-columns.ts';
import { weighPlan } from './plan-weights.ts';

/** A scan that keeps fewer of its rows than this, and far fewer than was expected, is one that an index may serve. */
const fewKept = 0.02;
const farFewer = 10;
const leastShare = 0.3;

/**
 * The candidate that the planner could not judge: its plan, really run, reads a table from end to end because it
 * expected far more rows than came. Such an estimate is a guess (of an expression there are no statistics until an index
 * on it exists), so what an index would bring only a trial tells.
 */
export function overlookedIndex(plan: Plan, candidates: readonly IndexDefinition[]): IndexDefinition | undefined {
  if (!plan.analyzed) return undefined;
  for (const { node, share, rowsProduced, rowsRead } of weighPlan(plan).nodes) {
    const isWasteful = node.type === 'Seq Scan' && share >= leastShare && rowsProduced < rowsRead * fewKept;
    const expected = node.estimated?.rows ?? 0;
    if (!isWasteful || expected < farFewer * Math.max(1, node.actual?.rows ?? 0)) continue;
    const found = candidates.find(
      (one) => one.table === node.relation && coveringColumns(one).length === 0 && one.predicate === undefined,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}
