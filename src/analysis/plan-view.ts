import type { Plan, PlanNode } from '#vocabulary/plan.ts';
import type { PlanLine, PlanView } from '#vocabulary/section.ts';
import { bottlenecks } from './plan-bottlenecks.ts';
import { type NodeWeight, weighPlan } from './plan-weights.ts';
import { count, nodeName } from './plan-words.ts';

/** A plan ready to be laid out: one line a node, with what it did itself. `from` says whose plan it is. */
export function planView(plan: Plan, from: string): PlanView {
  const weights = weighPlan(plan);
  const hot = new Set(bottlenecks(plan, weights).map(({ node }) => node.id));
  return {
    from,
    ...(weights.by === 'time' ? { totalMs: weights.total } : {}),
    ...(plan.root.estimated === undefined ? {} : { totalCost: plan.root.estimated.totalCost }),
    ...(plan.costUnit === undefined ? {} : { costUnit: plan.costUnit }),
    lines: weights.nodes.map((weight) => line(weight, hot.has(weight.node.id))),
  };
}

function line(weight: NodeWeight, hot: boolean): PlanLine {
  const { node, depth, ownMs, ownCost, share } = weight;
  const role = node.subplanName === undefined ? '' : `${node.subplanName}: `;
  const loops = node.actual?.loops;
  return {
    node: node.id,
    depth,
    label: `${role}${nodeName(node)}`,
    notes: [...notes(node)],
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

function notes(node: PlanNode): readonly string[] {
  const { conditions, removed, sort, sortKey, groupKey, hash } = node;
  const loops = Math.max(1, node.actual?.loops ?? 1);
  const gone = (rows: number | undefined) =>
    rows === undefined || rows === 0 ? '' : ` (removed ${count(rows * loops)} rows)`;
  const space = sort === undefined ? '' : ` (${sort.method}, ${count(sort.kilobytes)} kB ${sort.space})`;
  return [
    said('Index', conditions.index),
    said('Recheck', conditions.recheck, gone(removed.recheck)),
    said('Join', conditions.hash ?? conditions.merge),
    said('Join filter', conditions.join, gone(removed.join)),
    said('Filter', conditions.filter, gone(removed.filter)),
    said('Sort', sortKey?.join(', '), space),
    said('Group', groupKey?.join(', ')),
    (hash?.batches ?? 1) > 1 ? `Hash: ${hash?.batches} batches, spilled to disk` : '',
    node.actual?.loops === 0 ? 'Never run' : '',
  ].filter((note) => note !== '');
}

function said(label: string, text: string | undefined, after = ''): string {
  return text === undefined || text === '' ? '' : `${label}: ${text.replace(/\s+/g, ' ')}${after}`;
}
