import type { Plan, PlanNode } from '#vocabulary/plan.ts';
import { inputs, walkPlan } from './plan-walk.ts';

/** How far the planner was off at one node: rows of one loop, both at least 1. */
export interface Misestimate {
  readonly node: PlanNode;
  readonly estimated: number;
  readonly actual: number;
  /** How many times too few or too many, at least 1. */
  readonly factor: number;
  readonly direction: 'under' | 'over';
}

/** Estimate against truth; undefined where the node was not run, or counts no rows, or was stopped before its end. */
export function misestimate(node: PlanNode, stopped = false): Misestimate | undefined {
  if (node.actual === undefined || node.actual.loops === 0 || node.estimated === undefined) return undefined;
  if (countsNoRows(node)) return undefined;
  const estimated = Math.max(1, node.estimated.rows);
  const actual = Math.max(1, node.actual.rows);
  const direction = actual >= estimated ? 'under' : 'over';
  if (direction === 'over' && stopped) return undefined;
  return {
    node,
    estimated,
    actual,
    factor: direction === 'under' ? actual / estimated : estimated / actual,
    direction,
  };
}

/** Every node's misestimate, in the order of the plan. */
export function misestimates(plan: Plan): readonly Misestimate[] {
  const stopped = new Set<string>();
  return walkPlan(plan).flatMap(({ node, parent }) => {
    if (parent !== undefined && (stops(parent, node) || (stopped.has(parent.id) && !readsToTheEnd(parent, node)))) {
      stopped.add(node.id);
    }
    return misestimate(node, stopped.has(node.id)) ?? [];
  });
}

/** Those where the error begins: off by `least` or more while no input is off by as much in the same direction. */
export function misestimateSources(plan: Plan, least: number): readonly Misestimate[] {
  const off = misestimates(plan).filter(({ factor }) => factor >= least);
  const byId = new Map(off.map((one) => [one.node.id, one]));
  const hasSourceBelow = (node: PlanNode): boolean =>
    inputs(node).some((child) => byId.has(child.id) || hasSourceBelow(child));
  return off.filter(({ node }) => !hasSourceBelow(node));
}

/** BitmapAnd and BitmapOr always say 0; a Hash repeats its input; a write without RETURNING gives nothing. */
function countsNoRows(node: PlanNode): boolean {
  const silent = ['BitmapAnd', 'BitmapOr', 'Hash', 'ModifyTable', 'LockRows', 'Materialize', 'Memoize'];
  return silent.includes(node.type);
}

/** Parents that may leave a child before its last row. */
function stops(parent: PlanNode, child: PlanNode): boolean {
  if (parent.type === 'Limit' || parent.type === 'Merge Join') return true;
  const isInner = inputs(parent)[1]?.id === child.id;
  const firstOnly = parent.joinType === 'Semi' || parent.joinType === 'Anti' || parent.innerUnique === true;
  return (parent.type === 'Nested Loop' && isInner && firstOnly) || child.parentRelationship === 'SubPlan';
}

/** Nodes that take all input before they give the first row. */
function readsToTheEnd(node: PlanNode, child: PlanNode): boolean {
  if (node.type === 'Hash Join') return inputs(node)[1]?.id === child.id;
  const eager = ['Sort', 'Hash', 'Bitmap Heap Scan'].includes(node.type);
  return eager || (node.type === 'Aggregate' && node.strategy !== 'Sorted');
}
