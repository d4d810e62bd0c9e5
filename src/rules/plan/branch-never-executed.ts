import { partitionScans } from '#analysis/partition-scans.ts';
import { inputs, isSubquery, rowsProduced, rowsRemoved, walkNode } from '#analysis/plan-walk.ts';
import { type NodeWeight, type PlanWeights, shareBelow, weighPlan } from '#analysis/plan-weights.ts';
import { nodeName } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';
import type { Plan, PlanNode } from '#vocabulary/plan.ts';

const id = 'branch-never-executed';
const source = 'https://www.postgresql.org/docs/18/using-explain.html';

export const branchNeverExecuted = defineRule({
  id,
  summary: 'A part of the plan that the planner counted on was never run.',
  needs: ['plan'],
  likes: ['schema'],
  engines: ['postgres'],
  source,
  *check({ plan, schema }) {
    if (!plan.analyzed) return;
    const weights = weightsByCost(plan);
    // Partitions are left out at run time by design.
    const partitions = new Set(partitionScans(plan, schema).flatMap(({ scans }) => scans.map(({ id: scan }) => scan)));
    for (const weight of weights.nodes) {
      const { node, parent } = weight;
      if (node.actual?.loops !== 0 || parent === undefined || parent.actual?.loops === 0) continue;
      const share = shareBelow(weights, node);
      const reason = whyNever(node, parent);
      const isPruned = walkNode(node).some((below) => partitions.has(below.node.id));
      if (reason === undefined || share < leastShare || (isPruned && parent.type === 'Append')) continue;
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        severity: 'info',
        message: `${nodeName(node)} below ${nodeName(parent)} was never run: ${reason}`,
        why: 'It cost nothing this time. But its estimate took part in the choice of the plan, and with other values it may run and cost what was estimated: the times measured here say nothing about it.',
        advice:
          'No statement is proposed, because nothing was slow here. Judge the query with values for which this part runs too; if it never should, ANALYZE the table that was expected to give rows, so that the planner knows.',
        observed: { what: 'share of the estimated cost never run', value: Math.round(share * 100), unit: '%' },
      });
    }
  },
});

/** No time was spent, so what the planner expected is the measure. */
function weightsByCost(plan: Plan): PlanWeights {
  const weights = weighPlan(plan);
  const total = weights.nodes.reduce((sum, { ownCost }) => sum + ownCost, 0);
  const nodes = weights.nodes.map(
    (weight): NodeWeight => ({ ...weight, share: total > 0 ? weight.ownCost / total : 0 }),
  );
  return { ...weights, by: 'cost', total, nodes };
}

/** Undefined where that is how it should be: pruned partitions, an alternative not taken. */
function whyNever(node: PlanNode, parent: PlanNode): string | undefined {
  if (isSubquery(node)) return node.subplanName?.startsWith('CTE ') ? 'nothing asked for its rows' : asked(parent);
  if (parent.type === 'Append') return 'those before it gave enough rows';
  if (/^(Merge Append|BitmapOr|BitmapAnd|Limit|Recursive Union)$/.test(parent.type)) return undefined;
  if (parent.conditions.oneTime !== undefined) return `the condition ${parent.conditions.oneTime} did not hold`;
  const sibling = inputs(parent).find(({ id: other }) => other !== node.id);
  if (sibling === undefined || sibling.actual === undefined) return undefined;
  return walkNode(sibling).every((one) => one.node.actual?.loops !== 0) && sibling.actual.rows === 0
    ? `${nodeName(sibling)} gave no row`
    : undefined;
}

/** An expression leaves out a sub-query whose result it does not need. */
function asked(parent: PlanNode): string {
  return rowsProduced(parent) + rowsRemoved(parent) === 0
    ? `${nodeName(parent)} had no row to test`
    : 'what stands before it in its condition was enough to decide';
}
