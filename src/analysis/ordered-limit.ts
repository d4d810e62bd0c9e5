import type { PlanNode } from '#vocabulary/plan.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';
import { conditionTerms } from './condition-terms.ts';
import { inputs, isSubquery } from './plan-walk.ts';
import type { NodeWeight, PlanWeights } from './plan-weights.ts';

/** Nodes that hand rows on in the order in which they come. */
const keepingOrder = new Set(
  'Result|Subquery Scan|LockRows|ProjectSet|Unique|Gather Merge|Append|Merge Append|Incremental Sort|Nested Loop'.split(
    '|',
  ),
);
/** Nodes that are there only because their input has an order. */
const needingOrder = new Set(['Gather Merge', 'Merge Append', 'Incremental Sort', 'Unique']);

/**
 * The Limit that takes the rows of an index scan in the order of the index, so that the index was chosen for its order
 * and not (only) for what it finds. Undefined where there is none, or where nothing shows that the order is wanted: a
 * scan without a search of its own, one that goes backward, a merge above it, an ORDER BY in the query.
 */
export function limitOverOrder(
  weights: PlanWeights,
  scan: PlanNode,
  query: ResolvedQuery | undefined,
): NodeWeight | undefined {
  if (scan.type !== 'Index Scan' && scan.type !== 'Index Only Scan') return undefined;
  const byId = new Map(weights.nodes.map((weight) => [weight.node.id, weight]));
  const asked = query?.blocks.some(({ limit, order }) => limit !== undefined && order.length > 0) === true;
  let isOrdered = asked || !isSearched(scan) || scan.scanDirection === 'Backward';
  let below = byId.get(scan.id);
  while (below?.parent !== undefined) {
    const { parent, node }: NodeWeight = below;
    if (!inputs(parent).includes(node)) return undefined;
    if (parent.type === 'Limit') return isOrdered || isOfExtreme(parent, query) ? byId.get(parent.id) : undefined;
    const isInner = parent.type === 'Nested Loop' && inputs(parent)[0]?.id !== node.id;
    if (!keepingOrder.has(parent.type) || isInner) return undefined;
    isOrdered ||= needingOrder.has(parent.type);
    below = byId.get(parent.id);
  }
  return undefined;
}

/** min() and max() leave out NULL by a condition that finds nothing. */
function isSearched({ conditions }: PlanNode): boolean {
  return conditionTerms(conditions.index).some(({ text }) => !/ IS NOT NULL$/.test(text));
}

/** min() or max() of an indexed column is made the first row of its order: a Limit that the query does not have. */
function isOfExtreme(limit: PlanNode, query: ResolvedQuery | undefined): boolean {
  const none = query?.blocks.every((block) => block.limit === undefined) === true;
  return none && isSubquery(limit);
}
