import type { Plan } from '#vocabulary/plan.ts';
import type { PlanLine, PlanView } from '#vocabulary/section.ts';
import { bottlenecks } from './plan-bottlenecks.ts';
import { nodeNotes, planFacts } from './plan-notes.ts';
import { blocksTouched, type NodeWeight, weighPlan } from './plan-weights.ts';
import { nodeName } from './plan-words.ts';

/** A plan ready to be laid out: one line a node, with what it did itself. `from` says whose plan it is. */
export function planView(plan: Plan, from: string): PlanView {
  const weights = weighPlan(plan);
  const hot = new Set(bottlenecks(plan, weights).map(({ node }) => node.id));
  const facts = planFacts(plan);
  const blocks = weights.nodes.reduce((sum, { ownBuffers }) => sum + blocksTouched(ownBuffers), 0);
  return {
    from,
    ...(weights.by === 'time' ? { totalMs: weights.total } : {}),
    ...(plan.root.estimated === undefined ? {} : { totalCost: plan.root.estimated.totalCost }),
    ...(plan.costUnit === undefined ? {} : { costUnit: plan.costUnit }),
    ...(facts.length === 0 ? {} : { facts: [...facts] }),
    lines: weights.nodes.map((weight) => line(weight, hot.has(weight.node.id), blocks)),
  };
}

function line(weight: NodeWeight, hot: boolean, blocks: number): PlanLine {
  const { node, depth, ownMs, ownCost, share } = weight;
  const role = node.subplanName === undefined ? '' : `${node.subplanName}: `;
  const loops = node.actual?.loops;
  return {
    node: node.id,
    depth,
    label: `${role}${nodeName(node)}`,
    notes: [...nodeNotes(weight, blocks)],
    ...(node.estimated === undefined ? {} : { estimatedRows: node.estimated.rows * Math.max(1, loops ?? 1) }),
    ...(node.actual === undefined
      ? {}
      : { actualRows: Math.round(node.actual.rows * node.actual.loops), loops: node.actual.loops }),
    ...(ownMs === undefined ? {} : { selfMs: ownMs }),
    selfCost: ownCost,
    share,
    hot,
  };
}
