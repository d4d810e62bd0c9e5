import { nodeShape } from '#analysis/plan-shape.ts';
import { type NodeWeight, type PlanWeights, weighPlan } from '#analysis/plan-weights.ts';
import { duration, nodeName, percent } from '#analysis/plan-words.ts';
import type { Change } from '#vocabulary/change.ts';
import type { Finding, Severity } from '#vocabulary/finding.ts';
import type { Plan } from '#vocabulary/plan.ts';
import { fingerprint } from './fingerprint.ts';

/** Below this share of the query a node is harmless, whatever it does. */
export const leastShare = 0.05;

/** The nodes that matter, with the whole they are weighed in. */
export function heavyNodes(plan: Plan): {
  readonly weights: PlanWeights;
  readonly heavy: readonly NodeWeight[];
} {
  const weights = weighPlan(plan);
  return { weights, heavy: weights.nodes.filter(({ share }) => share >= leastShare) };
}

export interface PlanVerdict {
  readonly rule: { readonly id: string; readonly source: string };
  readonly weights: PlanWeights;
  readonly weight: NodeWeight;
  /** One sentence with the figures, without the share: that is added. */
  readonly message: string;
  readonly why: string;
  readonly changes?: readonly Change[];
  readonly advice?: string;
  /** What is at stake, where that is more than the node itself. */
  readonly share?: number;
  /** The figure that shows the fault. */
  readonly observed: { readonly what: string; readonly value: number; readonly unit: string };
  /** Where the share alone would make too much or too little of it. */
  readonly severity?: Severity;
}

/** A finding about one node of a plan, worded and weighed as all of them are. */
export function planFinding(verdict: PlanVerdict): Finding {
  const { rule, weights, weight, observed } = verdict;
  const { node } = weight;
  const share = Math.min(1, verdict.share ?? weight.share);
  return {
    rule: rule.id,
    severity: verdict.severity ?? severityOf(share, weights),
    at: `plan node ${node.id} (${nodeName(node)})`,
    node: node.id,
    message: `${verdict.message} (${stake(share, weights)}).`,
    why: verdict.why,
    evidence: [
      {
        level: node.actual === undefined ? 'derived' : 'measured',
        by: node.actual === undefined ? estimator(weights) : 'EXPLAIN ANALYZE, one run',
        what: observed.what,
        before: observed.value,
        unit: observed.unit,
        source: rule.source,
      },
    ],
    changes: [...(verdict.changes ?? [])],
    ...(verdict.advice === undefined ? {} : { advice: verdict.advice }),
    share,
    fingerprint: fingerprint(rule.id, [node.schema, node.relation, node.alias, node.index, nodeShape(node)]),
  };
}

/** Critical is only what was measured, takes half of the query or more, and is felt. */
function severityOf(share: number, weights: PlanWeights): Severity {
  const felt = weights.by === 'time' && weights.total * share >= 100;
  if (felt && share >= 0.5) return 'critical';
  return share < leastShare || isTiny(weights, share) ? 'info' : 'warning';
}

/** Less than a millisecond is worth a remark at most. */
export function isTiny(weights: PlanWeights, share: number): boolean {
  return weights.by === 'time' && weights.total * share < 1;
}

function estimator({ costUnit }: PlanWeights): string {
  return costUnit === undefined ? 'EXPLAIN, the planner’s estimate' : `the plan, with ${costUnit} estimated here`;
}

function stake(share: number, weights: PlanWeights): string {
  return weights.by === 'time'
    ? `${percent(share)} of the time, ${duration(share * weights.total)}`
    : `${percent(share)} of the ${weights.costUnit === undefined ? 'estimated cost' : `${weights.costUnit}, estimated`}`;
}
