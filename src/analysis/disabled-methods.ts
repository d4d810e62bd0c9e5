import type { Plan, PlanNode } from '#vocabulary/plan.ts';
import type { Settings } from '#vocabulary/settings.ts';
import { conditionTerms, isIndexable } from './condition-terms.ts';
import { inputs, loops, rowsProduced, rowsRead, walkNode } from './plan-walk.ts';
import { type PlanWeights, shareBelow } from './plan-weights.ts';

/** Planner methods that are off, where the plan has what stands in for them. */
export interface DisabledMethods {
  readonly names: readonly string[];
  /** The node that stands where the method could: the heaviest of them. */
  readonly detour: PlanNode;
  readonly share: number;
}

/**
 * A method that is off is no matter where the plan would not use it: a look-up by key needs no hash join. Partition
 * pruning has a rule of its own.
 * https://www.postgresql.org/docs/18/runtime-config-query.html#RUNTIME-CONFIG-QUERY-ENABLE
 */
export function disabledMethods(
  plan: Plan,
  weights: PlanWeights,
  settings: Settings | undefined,
): readonly DisabledMethods[] {
  const off = Object.keys(detours).filter((name) => (plan.settings[name] ?? settings?.[name]?.value) === 'off');
  const byDetour = new Map<string, DisabledMethods>();
  for (const name of off) {
    const found = weights.nodes
      .filter(({ node }) => node.actual === undefined || node.actual.loops > 0)
      .filter(({ node }) => detours[name]?.(node) === true)
      .map(({ node }) => ({ node, share: shareBelow(weights, node) }))
      .sort((one, other) => other.share - one.share)[0];
    if (found === undefined) continue;
    const known = byDetour.get(found.node.id);
    const names = [...(known?.names ?? []), name];
    byDetour.set(found.node.id, { names, detour: found.node, share: found.share });
  }
  return [...byDetour.values()];
}

const few = 1000;

/** By setting: what stands in for the method. */
const detours: Readonly<Record<string, (node: PlanNode) => boolean>> = {
  enable_hashjoin: (node) => isSortedMerge(node) || isLongLoop(node),
  enable_mergejoin: (node) => isLongLoop(node) || (node.type === 'Hash Join' && isSplit(node)),
  enable_nestloop: (node) => /^(Hash|Merge) Join$/.test(node.type) && isLopsided(node),
  enable_seqscan: (node) => /^(Index|Bitmap Heap)/.test(node.type) && node.relation !== undefined && isWide(node),
  enable_indexscan: isSearchable,
  enable_bitmapscan: isSearchable,
  enable_indexonlyscan: (node) =>
    node.type === 'Seq Scan' && node.conditions.filter === undefined && rowsRead(node) >= few,
  enable_sort: (node) => /^Index/.test(node.type) && node.conditions.index === undefined && rowsRead(node) >= few,
  enable_incremental_sort: (node) => node.type === 'Sort' && (node.sortKey?.length ?? 0) > 1 && isLarge(node),
  enable_hashagg: (node) =>
    (node.type === 'Unique' || (node.type === 'Aggregate' && node.strategy === 'Sorted')) &&
    inputs(node).some(isLargeSort),
  enable_material: (node) => node.type === 'Nested Loop' && isRescanned(inputs(node)[1]),
  enable_memoize: (node) => node.type === 'Nested Loop' && isLookedUp(inputs(node)[1]),
  enable_gathermerge: (node) => node.type === 'Sort' && isLarge(node) && inputs(node)[0]?.type === 'Gather',
  enable_parallel_hash: (node) => node.type === 'Hash' && !node.parallelAware && loops(node) > 1 && isLarge(node),
  enable_parallel_append: (node) => node.type === 'Append' && !node.parallelAware && isLarge(node),
};

function isLarge(node: PlanNode): boolean {
  return rowsRead(node) >= few;
}

function isLargeSort(node: PlanNode): boolean {
  return node.type === 'Sort' && isLarge(node);
}

function isSortedMerge(node: PlanNode): boolean {
  return (
    node.type === 'Merge Join' && inputs(node).some((below) => walkNode(below).some((one) => isLargeSort(one.node)))
  );
}

/** Without an equality no hash table would do: such a loop has a join filter of another kind, or no condition at all. */
function isLongLoop(node: PlanNode): boolean {
  const [outer, inner] = inputs(node);
  if (node.type !== 'Nested Loop' || outer === undefined || inner === undefined || rowsProduced(outer) < few)
    return false;
  const texts = walkNode(inner).flatMap((one) => [
    one.node.conditions.index,
    one.node.conditions.filter,
    one.node.conditions.cacheKey,
  ]);
  return [node.conditions.join, ...texts].some((text) => / = /.test(text ?? ''));
}

function isSplit(node: PlanNode): boolean {
  return inputs(node).some(({ hash }) => (hash?.batches ?? 1) > 1);
}

/** A few rows on one side, thousands read on the other. */
function isLopsided(node: PlanNode): boolean {
  const [outer, inner] = inputs(node);
  if (outer === undefined || inner === undefined) return false;
  const rows = [rowsProduced(outer), rowsProduced(inner)];
  return Math.min(...rows) <= Math.max(...rows) / 100 && Math.max(...rows) >= few;
}

/** Far more than a search: no condition at all, or thousands of rows at random. */
function isWide(node: PlanNode): boolean {
  const searches = node.conditions.index !== undefined || node.type === 'Bitmap Heap Scan';
  return isLarge(node) && (!searches || rowsRead(node) >= 10 * few);
}

function isSearchable(node: PlanNode): boolean {
  if (node.type !== 'Seq Scan' || !isLarge(node) || rowsProduced(node) > rowsRead(node) / 10) return false;
  return conditionTerms(node.conditions.filter).some(isIndexable);
}

function isRescanned(inner: PlanNode | undefined): boolean {
  return inner !== undefined && /^(Seq|Function) Scan$/.test(inner.type) && loops(inner) >= 10 && isLarge(inner);
}

function isLookedUp(inner: PlanNode | undefined): boolean {
  return inner !== undefined && /^Index/.test(inner.type) && loops(inner) >= few;
}
