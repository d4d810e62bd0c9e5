import { type Consequence, consequenceOf } from '#analysis/estimate-consequence.ts';
import { type MisestimateOrigin, misestimateOrigins } from '#analysis/misestimate-origins.ts';
import { type NodeWeight, type PlanWeights, shareBelow, weighPlan } from '#analysis/plan-weights.ts';
import { count, countOf, nodeName, times } from '#analysis/plan-words.ts';
import type { Finding } from '#vocabulary/finding.ts';
import type { Plan } from '#vocabulary/plan.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import { isTiny, leastShare, type PlanVerdict, planFinding } from './plan-finding.ts';

/** An error of the planner that hangs on something, ready to be told by the one rule of its kind. */
export interface WeighedMisestimate extends MisestimateOrigin {
  readonly weights: PlanWeights;
  readonly weight: NodeWeight;
  /** Of the query that hangs on the estimate. */
  readonly share: number;
  readonly consequence: Consequence | undefined;
}

/** The errors of one kind that are ten times off, by a hundred rows or more, in a part of the query that matters. */
export function weighedMisestimates(
  plan: Plan,
  kind: MisestimateOrigin['kind'],
  statistics: Statistics | undefined,
): readonly WeighedMisestimate[] {
  const weights = weighPlan(plan);
  return misestimateOrigins(plan, 10, statistics).flatMap((error) => {
    const { origin, reached } = error;
    const weight = weights.nodes.find(({ node }) => node.id === origin.node.id);
    const off = Math.abs(reached.actual - reached.estimated) * (reached.node.actual?.loops ?? 1);
    const consequence = consequenceOf(origin, weights);
    // What hangs on the estimate is the choice made above it.
    const share = weight === undefined ? 0 : (consequence?.share ?? shareBelow(weights, weight.parent ?? weight.node));
    // A condition that does not hold at all is no matter of numbers.
    if (origin.node.conditions.oneTime !== undefined) return [];
    // Nor what no statistics can tell (recursion, a CTE’s filter, a grouping), where nothing hangs on it.
    if (kind === 'rows' && origin.node.relation === undefined && consequence === undefined) return [];
    if (error.kind !== kind || weight === undefined || off < 100 || share < leastShare) return [];
    return [{ ...error, weights, weight, share, consequence }];
  });
}

/** Says what was expected and what came. An error that changed nothing is a remark: the slowness is told elsewhere. */
export function estimateFinding(
  rule: PlanVerdict['rule'],
  error: WeighedMisestimate,
  told: Pick<PlanVerdict, 'message' | 'why' | 'changes' | 'advice'>,
): Finding {
  const { weights, weight, share, consequence, origin } = error;
  return planFinding({
    rule,
    weights,
    weight,
    share,
    severity: consequence === undefined || isTiny(weights, share) ? 'info' : 'warning',
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
