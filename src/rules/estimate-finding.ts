import { type Consequence, consequenceOf } from '#analysis/estimate-consequence.ts';
import { isForOuterRow, type MisestimateOrigin, misestimateOrigins } from '#analysis/misestimate-origins.ts';
import { type NodeWeight, type PlanWeights, shareBelow, weighPlan } from '#analysis/plan-weights.ts';
import { count, countOf, nodeName, times } from '#analysis/plan-words.ts';
import type { Finding } from '#vocabulary/finding.ts';
import type { Plan, PlanNode } from '#vocabulary/plan.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import { isTiny, leastShare, type PlanVerdict, planFinding } from './plan-finding.ts';

/** An error of the planner in a part of the query that matters, ready to be told by the one rule of its kind. */
export interface WeighedMisestimate extends MisestimateOrigin {
  readonly weights: PlanWeights;
  readonly weight: NodeWeight;
  /** Of the query: the choice that hangs on the estimate, or what is fed by the node. */
  readonly share: number;
  readonly consequence: Consequence | undefined;
}

/** Nodes that pass rows on as they are: what was chosen by their number stands above. */
const passing = [
  'Hash',
  'Materialize',
  'Memoize',
  'Sort',
  'Incremental Sort',
  'Gather',
  'Gather Merge',
  'Subquery Scan',
];

/** The errors of one kind that are ten times off, by a hundred rows or more, in a part of the query that matters. */
export function weighedMisestimates(
  plan: Plan,
  kind: MisestimateOrigin['kind'],
  statistics: Statistics | undefined,
): readonly WeighedMisestimate[] {
  const weights = weighPlan(plan);
  const errors = misestimateOrigins(plan, 10, statistics).flatMap((error): readonly WeighedMisestimate[] => {
    const { origin, reached } = error;
    const weight = weights.nodes.find(({ node }) => node.id === origin.node.id);
    const off = Math.abs(reached.actual - reached.estimated) * (reached.node.actual?.loops ?? 1);
    const consequence = consequenceOf(origin, weights);
    const share =
      weight === undefined ? 0 : Math.max(consequence?.share ?? 0, shareBelow(weights, fedBy(weight, weights)));
    // A condition that does not hold at all is no matter of numbers.
    if (origin.node.conditions.oneTime !== undefined) return [];
    // Nor what no statistics can tell (recursion, a CTE’s filter, a grouping), where nothing hangs on it.
    if (kind === 'rows' && origin.node.relation === undefined && consequence === undefined) return [];
    if (error.kind !== kind || weight === undefined || off < 100 || share < leastShare) return [];
    return [{ ...error, weights, weight, share, consequence }];
  });
  return oncePerTable(errors);
}

/** The first node above that is chosen by how many rows come; the node itself at the top of the plan. */
function fedBy({ node, parent }: NodeWeight, weights: PlanWeights): PlanNode {
  let above = parent;
  while (above !== undefined && passing.includes(above.type)) {
    const { id } = above;
    above = weights.nodes.find((one) => one.node.id === id)?.parent;
  }
  return above ?? node;
}

/** The partitions of one table err alike: the worst of them stands for all. */
function oncePerTable(errors: readonly WeighedMisestimate[]): readonly WeighedMisestimate[] {
  const place = ({ weight, origin }: WeighedMisestimate) =>
    weight.parent?.type === 'Append' || weight.parent?.type === 'Merge Append'
      ? `${weight.parent.id} ${(origin.node.alias ?? '').replace(/_\d+$/, '')} ${origin.direction}`
      : weight.node.id;
  const worst = new Map<string, WeighedMisestimate>();
  for (const error of errors) {
    const known = worst.get(place(error));
    if (known === undefined || error.origin.factor > known.origin.factor) worst.set(place(error), error);
  }
  return [...worst.values()];
}

/** Says what was expected and what came; in less than a millisecond nothing is worth more than a remark. */
export function estimateFinding(
  rule: PlanVerdict['rule'],
  error: WeighedMisestimate,
  told: Pick<PlanVerdict, 'message' | 'why' | 'changes' | 'advice'>,
): Finding {
  const { weights, weight, share, consequence, origin } = error;
  // An average over many outer rows, by which nothing was chosen: that the keys are uneven no statistics mend.
  const isAverage = consequence === undefined && isForOuterRow(origin.node);
  return planFinding({
    rule,
    weights,
    weight,
    share,
    severity: isAverage || isTiny(weights, share) ? 'info' : 'warning',
    ...told,
    why: consequence === undefined ? told.why : `${told.why} Here ${consequence.what}.`,
    observed: { what: 'rows against the estimate', value: origin.factor, unit: 'times' },
  });
}

/** "The planner expected 20 rows of Seq Scan on orders and got 15,000, 750 times as many". */
export function expectedAndGot({ origin, reached }: MisestimateOrigin): string {
  const told = `The planner expected ${countOf(origin.estimated, 'row')} of ${nodeName(origin.node)} and got ${count(origin.actual)}, ${times(origin.factor)} ${origin.direction === 'under' ? 'as many' : 'fewer'}`;
  return origin === reached ? told : `${told}; by ${nodeName(reached.node)} it has grown to ${times(reached.factor)}`;
}
