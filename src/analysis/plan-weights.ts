import type { Buffers, Plan, PlanNode } from '#vocabulary/plan.ts';
import { type Allotment, allot, paidByAskers, paidByParents } from './plan-allotment.ts';
import { inputs, loops, rowsProduced, rowsRead, rowsRemoved, walkPlan } from './plan-walk.ts';

/** What one node is answerable for, without its children. */
export interface NodeWeight {
  readonly node: PlanNode;
  readonly parent: PlanNode | undefined;
  readonly depth: number;
  /** How often it was run anew: its loops, of parallel workers counted once. 1 in a plan that was only estimated. */
  readonly runs: number;
  /** Wall time over all loops, ms; of parallel workers the mean of one. Absent where no times were measured. */
  readonly ownMs: number | undefined;
  /** In the planner's units. */
  readonly ownCost: number;
  /** Of the query's time, or of its cost where no times were measured, 0 … 1. */
  readonly share: number;
  readonly rowsProduced: number;
  readonly rowsRead: number;
  readonly rowsRemoved: number;
  /** Without the children's. */
  readonly ownBuffers: Buffers;
}

export interface PlanWeights {
  /** What `share` is a share of. */
  readonly by: 'time' | 'cost';
  /** What costs are counted in, where they are not the planner's own. */
  readonly costUnit?: string | undefined;
  /** Ms or cost of the whole query. */
  readonly total: number;
  /** In the order of the plan. */
  readonly nodes: readonly NodeWeight[];
}

/** Weighs every node of a plan by what it did itself. */
export function weighPlan(plan: Plan): PlanWeights {
  const cost = allotCost(plan);
  const processes = processesOf(plan);
  const time = hasTimes(plan) ? allotTime(plan, processes) : undefined;
  const total = time === undefined ? cost.total : Math.max(time.total, plan.executionMs ?? 0);
  const buffers = allotBuffers(plan);
  const nodes = walkPlan(plan).map(({ node, parent, depth }): NodeWeight => {
    const ownMs = time?.own.get(node.id);
    const ownCost = cost.own.get(node.id) ?? 0;
    return {
      node,
      parent,
      depth,
      runs: loops(node) / (processes.get(node.id) ?? 1),
      ownMs,
      ownCost,
      share: total > 0 ? (ownMs ?? ownCost) / total : 0,
      rowsProduced: rowsProduced(node),
      rowsRead: rowsRead(node),
      rowsRemoved: rowsRemoved(node),
      ownBuffers: buffers(node),
    };
  });
  return { by: time === undefined ? 'cost' : 'time', costUnit: plan.costUnit, total, nodes };
}

/** The weight of a node and of everything that it pays for below it, 0 … 1. */
export function shareBelow(weights: PlanWeights, node: PlanNode): number {
  return weights.nodes
    .filter((weight) => weight.node.id === node.id || weight.node.id.startsWith(`${node.id}.`))
    .reduce((sum, weight) => sum + weight.share, 0);
}

/** The nodes that take most, heaviest first. */
export function heaviestNodes(weights: PlanWeights, count = 5): readonly NodeWeight[] {
  return [...weights.nodes].sort((one, other) => other.share - one.share).slice(0, count);
}

/** Blocks that went through the buffer cache: found there or read. */
export function blocksTouched(buffers: Buffers): number {
  return buffers.sharedHit + buffers.sharedRead + buffers.localHit + buffers.localRead;
}

/** EXPLAIN (ANALYZE, TIMING OFF) runs the query but measures no node. */
function hasTimes(plan: Plan): boolean {
  return plan.analyzed && plan.root.actual?.totalMs !== undefined;
}

function allotTime(plan: Plan, processes: ReadonlyMap<string, number>): Allotment {
  const claim = (node: PlanNode) => ((node.actual?.totalMs ?? 0) * loops(node)) / (processes.get(node.id) ?? 1);
  return allot(plan, claim, paidByAskers(plan, claim));
}

/**
 * Below a Gather each node's loops are counted over all processes that ran at the same time, so the wall time of one is
 * the sum divided by their number. InitPlans of the Gather itself run in the leader alone.
 */
function processesOf(plan: Plan): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { node, parent } of walkPlan(plan)) {
    const above = found.get(parent?.id ?? '') ?? 1;
    const gathered = parent?.type === 'Gather' || parent?.type === 'Gather Merge';
    const fresh = gathered && inputs(parent).includes(node) ? loops(node) / Math.max(1, loops(parent)) : 1;
    found.set(node.id, Math.max(1, above * Math.max(1, fresh)));
  }
  return found;
}

/** EXPLAIN prints the cost of one run; the inner side of a nested loop and a correlated SubPlan are run many times. */
function allotCost(plan: Plan): Allotment {
  const runs = new Map<string, number>();
  for (const { node, parent } of walkPlan(plan)) {
    runs.set(node.id, (runs.get(parent?.id ?? '') ?? 1) * runsInParent(node, parent));
  }
  const claim = (node: PlanNode) => (node.estimated?.totalCost ?? 0) * (runs.get(node.id) ?? 1);
  return allot(plan, claim, paidByParents(plan));
}

function runsInParent(node: PlanNode, parent: PlanNode | undefined): number {
  if (parent === undefined) return 1;
  const feeding = inputs(parent);
  const isInner = parent.type === 'Nested Loop' && feeding[1]?.id === node.id;
  // What a Materialize or Memoize keeps costs next to nothing the second time.
  if (isInner && node.type !== 'Materialize' && node.type !== 'Memoize') {
    return Math.max(1, feeding[0]?.estimated?.rows ?? 1);
  }
  const hashed = Object.values(parent.conditions).some((text) =>
    text.includes(`hashed ${node.subplanName ?? 'SubPlan'}`),
  );
  if (node.parentRelationship === 'SubPlan' && !hashed) {
    return Math.max(1, feeding[0]?.estimated?.rows ?? parent.estimated?.rows ?? 1);
  }
  return 1;
}

function allotBuffers(plan: Plan): (node: PlanNode) => Buffers {
  const of = (key: keyof Buffers) => {
    const claim = (node: PlanNode) => node.buffers?.[key] ?? 0;
    const { own } = allot(plan, claim, paidByAskers(plan, claim));
    return (node: PlanNode) => own.get(node.id) ?? 0;
  };
  const sharedHit = of('sharedHit');
  const sharedRead = of('sharedRead');
  const sharedDirtied = of('sharedDirtied');
  const sharedWritten = of('sharedWritten');
  const localHit = of('localHit');
  const localRead = of('localRead');
  const localDirtied = of('localDirtied');
  const localWritten = of('localWritten');
  const tempRead = of('tempRead');
  const tempWritten = of('tempWritten');
  return (node) => ({
    sharedHit: sharedHit(node),
    sharedRead: sharedRead(node),
    sharedDirtied: sharedDirtied(node),
    sharedWritten: sharedWritten(node),
    localHit: localHit(node),
    localRead: localRead(node),
    localDirtied: localDirtied(node),
    localWritten: localWritten(node),
    tempRead: tempRead(node),
    tempWritten: tempWritten(node),
  });
}
