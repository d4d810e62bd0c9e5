import type { Plan, PlanNode } from '#vocabulary/plan.ts';
import { inputs, isSubquery, type PlanVisit, walkPlan } from './plan-walk.ts';

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
  const visits = walkPlan(plan);
  const isCte = ({ node, parent }: PlanVisit) => parent !== undefined && node.subplanName?.startsWith('CTE ') === true;
  const direct = stoppedNodes(visits, () => false);
  // A CTE is read as far as its readers ask.
  const stopped = stoppedNodes(visits, (visit) => {
    if (!isCte(visit)) return false;
    const readers = visits.filter(({ node }) => `CTE ${node.cte}` === visit.node.subplanName);
    return readers.every(({ node }) => direct.has(node.id) || node.actual?.loops === 0);
  });
  return visits.flatMap(({ node }) => misestimate(node, stopped.has(node.id)) ?? []);
}

/** Ids of the nodes that somebody above may have left before their last row. */
function stoppedNodes(visits: readonly PlanVisit[], isLeft: (visit: PlanVisit) => boolean): ReadonlySet<string> {
  const stopped = new Set<string>();
  for (const visit of visits) {
    const { node, parent } = visit;
    if (parent === undefined) continue;
    const passedOn = stopped.has(parent.id) && !readsToTheEnd(parent, node) && !isSubquery(node);
    if (stops(parent, node) || passedOn || isLeft(visit)) stopped.add(node.id);
  }
  return stopped;
}

/** Those where the error begins: off by `least` or more while no input is off by as much in the same direction. */
export function misestimateSources(plan: Plan, least: number): readonly Misestimate[] {
  const off = misestimates(plan).filter(({ factor }) => factor >= least);
  const byId = new Map(off.map((one) => [one.node.id, one]));
  const hasSourceBelow = (node: PlanNode): boolean =>
    inputs(node).some((child) => byId.has(child.id) || hasSourceBelow(child));
  return off.filter(({ node }) => !hasSourceBelow(node));
}

/**
 * BitmapAnd and BitmapOr always say 0; what a Bitmap Index Scan finds, the heap scan above it gives; a Hash repeats its
 * input; a write without RETURNING gives nothing.
 */
function countsNoRows(node: PlanNode): boolean {
  const silent = [
    'BitmapAnd',
    'BitmapOr',
    'Bitmap Index Scan',
    'Hash',
    'ModifyTable',
    'LockRows',
    'Materialize',
    'Memoize',
  ];
  return silent.includes(node.type);
}

/** Parents that may leave a child before its last row. */
function stops(parent: PlanNode, child: PlanNode): boolean {
  if (parent.type === 'Limit' || parent.type === 'Merge Join') return true;
  if (parent.type === 'WindowAgg' && parent.conditions.run !== undefined) return true;
  // EXISTS and scalar sub-queries; a CTE is read by its scans.
  if (isSubquery(child)) return child.subplanName?.startsWith('CTE ') !== true;
  const [outer, inner] = inputs(parent);
  // Without a row on one side a hash join looks no further on the other.
  if (parent.type === 'Hash Join' && child.id === outer?.id && inner?.actual?.rows === 0) return true;
  const isInner = inner?.id === child.id;
  const firstOnly = parent.joinType === 'Semi' || parent.joinType === 'Anti' || parent.innerUnique === true;
  return parent.type === 'Nested Loop' && isInner && firstOnly;
}

/** Nodes that take all input before they give the first row. */
function readsToTheEnd(node: PlanNode, child: PlanNode): boolean {
  if (node.type === 'Hash Join') return inputs(node)[1]?.id === child.id;
  const eager = ['Sort', 'Hash', 'Bitmap Heap Scan'].includes(node.type);
  return eager || (node.type === 'Aggregate' && node.strategy !== 'Sorted');
}
