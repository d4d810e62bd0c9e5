import { conditionTerms, isColumnEquality } from '#analysis/condition-terms.ts';
import { isForOuterRow } from '#analysis/misestimate-origins.ts';
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
  readonly condition: string;
  /** The condition has an equality, by which a hash join could have found them. */
  readonly hashable: boolean;
}

/** Fewer passes or rows are nothing; where only a loop can join, that takes more to be a fault. */
const least = {
  hashable: { runs: 10, rows: 10_000 },
  other: { runs: 100, rows: 100_000 },
};

/**
 * Where a Materialize, a CTE Scan or a Function Scan is searched by a condition in a nested loop, row by row, and at
 * least half of what is gone through is thrown away. undefined where the join has no condition, or an OR that can be
 * split: those are other faults; and where a Materialize holds a bare table that an index serves
 * (sequential-scan-in-loop).
 */
export function keptSide(kept: NodeWeight, weights: PlanWeights): KeptSide | undefined {
  const { node } = kept;
  if (!['Materialize', 'CTE Scan', 'Function Scan', 'Table Function Scan'].includes(node.type)) return undefined;
  const join = loopAround(kept, weights);
  const search = join === undefined ? undefined : searched(kept, join);
  if (join === undefined || search === undefined) return undefined;
  const { condition, hashable } = search;
  if (hashable && node.type === 'Materialize' && inputs(node)[0]?.type === 'Seq Scan') return undefined;
  const outerNode = inputs(join.node)[0];
  const outer = weights.nodes.find((one) => one.node.id === outerNode?.id);
  const measured = node.actual !== undefined;
  const runs = measured ? kept.runs : (outerNode?.estimated?.rows ?? 1);
  const each = measured ? (node.actual?.rows ?? 0) + (node.removed.filter ?? 0) : (node.estimated?.rows ?? 0);
  const rows = runs * each;
  const enough = hashable ? least.hashable : least.other;
  if (runs < enough.runs || rows < enough.rows) return undefined;
  const found = kept.rowsRemoved > 0 ? kept.rowsProduced : join.rowsProduced;
  return !hashable && found > rows / 2 ? undefined : { join, outer, runs, rows, condition, hashable };
}

/** What the rows are searched by: the join’s condition, or of a CTE a filter that names the outer row. */
function searched(
  { node }: NodeWeight,
  join: NodeWeight,
): { readonly condition: string; readonly hashable: boolean } | undefined {
  const filter = node.type === 'CTE Scan' ? node.conditions.filter : undefined;
  const all = [join.node.conditions.join, filter].filter(
    (text): text is string => text !== undefined && !isSplittableOr(text),
  );
  const equality = all.find((text) => conditionTerms(text).some(isColumnEquality));
  if (equality !== undefined) return { condition: equality, hashable: true };
  const condition = all.find((text) => text !== filter || isForOuterRow(node));
  return condition === undefined ? undefined : { condition, hashable: false };
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
