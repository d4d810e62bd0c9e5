import type { Plan, PlanNode } from '#vocabulary/plan.ts';
import type { Statistics } from '#vocabulary/statistics.ts';

/** A node with its place in the tree. */
export interface PlanVisit {
  readonly node: PlanNode;
  readonly parent: PlanNode | undefined;
  readonly depth: number;
}

/** Every node, each before its children, in the order in which EXPLAIN prints them. */
export function walkPlan(plan: Plan): readonly PlanVisit[] {
  return walkNode(plan.root);
}

/** A node and everything below it. */
export function walkNode(node: PlanNode, parent: PlanNode | undefined = undefined, depth = 0): readonly PlanVisit[] {
  const visits: PlanVisit[] = [];
  const waiting: PlanVisit[] = [{ node, parent, depth }];
  for (let visit = waiting.pop(); visit !== undefined; visit = waiting.pop()) {
    visits.push(visit);
    const above = visit;
    waiting.push(
      ...above.node.children.map((child) => ({ node: child, parent: above.node, depth: above.depth + 1 })).reverse(),
    );
  }
  return visits;
}

/** Nodes that read a table, a partition or a materialized view. */
export function baseRelationNodes(plan: Plan): readonly PlanNode[] {
  return walkPlan(plan)
    .map(({ node }) => node)
    .filter((node) => node.relation !== undefined && node.type !== 'ModifyTable');
}

/** Children that feed rows to the node; not the sub-queries that hang on it. */
export function inputs(node: PlanNode): readonly PlanNode[] {
  return node.children.filter((child) => !isSubquery(child));
}

/** InitPlans, SubPlans and CTEs: evaluated by expressions, not part of the stream of rows. */
export function isSubquery(node: PlanNode): boolean {
  return node.parentRelationship === 'InitPlan' || node.parentRelationship === 'SubPlan';
}

/** How often the node was run; in a plan that was only estimated, once. */
export function loops(node: PlanNode): number {
  return node.actual?.loops ?? 1;
}

/** Rows that the node gave in all its loops; the estimate of one loop where the plan was not run. */
export function rowsProduced(node: PlanNode): number {
  return node.actual === undefined ? (node.estimated?.rows ?? 0) : node.actual.rows * node.actual.loops;
}

/** Rows that a filter, a join filter or a recheck threw away, in all loops. */
export function rowsRemoved(node: PlanNode): number {
  const { filter = 0, join = 0, recheck = 0 } = node.removed;
  return (filter + join + recheck) * loops(node);
}

/** Rows that the node looked at: for a scan what it gave and what it threw away, else what its inputs gave. */
export function rowsRead(node: PlanNode): number {
  const feeding = inputs(node);
  const isScan = feeding.length === 0 || (node.relation !== undefined && node.type !== 'ModifyTable');
  return isScan ? rowsProduced(node) + rowsRemoved(node) : feeding.reduce((sum, child) => sum + rowsProduced(child), 0);
}

/**
 * Rows that a scan looked at and kept, over all processes. Where the plan was only estimated, the table's size comes from
 * its statistics; without those nothing is known to be thrown away.
 */
export function rowsScanned(
  node: PlanNode,
  statistics: Statistics | undefined,
): { readonly read: number; readonly kept: number } {
  const kept = rowsProduced(node);
  if (node.actual !== undefined) return { read: rowsRead(node), kept };
  const table = statistics?.relations.find(
    ({ kind, schema, name }) => kind === 'table' && name === node.relation && schema === (node.schema ?? schema),
  );
  return { read: Math.max(kept, table?.rows ?? 0), kept };
}
