import { conditionTerms, isColumnEquality } from '#analysis/condition-terms.ts';
import { inputs, isSubquery } from '#analysis/plan-walk.ts';
import { type NodeWeight, type PlanWeights, shareBelow } from '#analysis/plan-weights.ts';
import { isSplittableOr } from './split-or.ts';

/** Rows that were made once and are gone through again for every outer row of a nested loop. */
export interface KeptSide {
  readonly join: NodeWeight;
  readonly outer: NodeWeight | undefined;
  readonly runs: number;
  /** Rows gone through, in all runs. */
  readonly rows: number;
  /** The equality by which a hash join could have found them. */
  readonly condition: string;
}

/** Fewer passes or rows are nothing. */
const leastRuns = 10;
const leastRows = 10_000;

/**
 * Where a Materialize, a CTE Scan or a Function Scan is searched by `column = column` in a nested loop, row by row.
 * undefined where the join has no condition, or one that no hash table can serve: those are other faults; and where a
 * Materialize holds a bare table, which an index serves (sequential-scan-in-loop).
 */
export function keptSide(kept: NodeWeight, weights: PlanWeights): KeptSide | undefined {
  const { node } = kept;
  if (!['Materialize', 'CTE Scan', 'Function Scan', 'Table Function Scan'].includes(node.type)) return undefined;
  if (node.type === 'Materialize' && inputs(node)[0]?.type === 'Seq Scan') return undefined;
  const join = loopAround(kept, weights);
  if (join === undefined) return undefined;
  const filters =
    node.type === 'CTE Scan' ? [join.node.conditions.join, node.conditions.filter] : [join.node.conditions.join];
  const condition = filters.find((text) => !isSplittableOr(text) && conditionTerms(text).some(isColumnEquality));
  const outerNode = inputs(join.node)[0];
  const outer = weights.nodes.find((one) => one.node.id === outerNode?.id);
  const measured = node.actual !== undefined;
  const runs = measured ? kept.runs : (outerNode?.estimated?.rows ?? 1);
  const each = measured ? (node.actual?.rows ?? 0) + (node.removed.filter ?? 0) : (node.estimated?.rows ?? 0);
  if (condition === undefined || runs < leastRuns || runs * each < leastRows) return undefined;
  return { join, outer, runs, rows: runs * each, condition };
}

/** Share of the query that the passes take, with the making of the rows left out. */
export function shareOfPasses(kept: NodeWeight, { join }: KeptSide, weights: PlanWeights): number {
  return Math.min(kept.share + join.share, shareBelow(weights, join.node));
}

/** The nested loop on whose inner side the node is, directly or below a Limit, a Sort and the like. */
function loopAround(kept: NodeWeight, weights: PlanWeights): NodeWeight | undefined {
  let below: NodeWeight | undefined = kept;
  while (below !== undefined && !isSubquery(below.node)) {
    const { parent, node }: NodeWeight = below;
    const above: NodeWeight | undefined = weights.nodes.find((one) => one.node.id === parent?.id);
    if (parent?.type === 'Nested Loop' && inputs(parent)[1]?.id === node.id) return above;
    // A join in between goes through it by its own order.
    if (parent === undefined || inputs(parent).length > 1 || kept.node.type === 'Materialize') return undefined;
    below = above;
  }
  return undefined;
}
