import type { Plan, PlanNode } from '#vocabulary/plan.ts';

/**
 * What a plan does, without figures and literals: node types, relations, indexes. Two plans of one shape go the same way.
 * `Limit(Sort(Hash Join(Seq Scan orders,Hash(Index Scan customers customers_pkey))))`
 */
export function planShape(plan: Plan): string {
  return nodeShape(plan.root);
}

export function nodeShape(node: PlanNode): string {
  const words = [
    node.parallelAware ? 'Parallel' : '',
    node.type === 'Aggregate' ? `Aggregate${node.strategy === undefined ? '' : `/${node.strategy}`}` : node.type,
    node.joinType === undefined || node.joinType === 'Inner' ? '' : `/${node.joinType}`,
    node.operation === undefined ? '' : `/${node.operation}`,
    node.scanDirection === 'Backward' ? '/Backward' : '',
    node.relation ?? node.cte ?? node.function ?? '',
    node.index ?? '',
  ].filter((word) => word !== '');
  const below = node.children.map(nodeShape);
  return `${words.join(' ').replaceAll(' /', '/')}${below.length === 0 ? '' : `(${below.join(',')})`}`;
}
