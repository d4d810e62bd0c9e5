import { describeIndex } from '#analysis/index-words.ts';
import { inputs, rowsRead } from '#analysis/plan-walk.ts';
import { type NodeWeight, type PlanWeights, weighPlan } from '#analysis/plan-weights.ts';
import { countOf } from '#analysis/plan-words.ts';
import { indexForJoin } from '#analysis/scan-index.ts';
import { defineRule } from '#contracts/rule.ts';
import { planFinding } from '#rules/plan-finding.ts';
import { hashMultiplier, moreMemory, rowOverhead, workMem } from '#rules/work-mem.ts';
import type { Change } from '#vocabulary/change.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { Plan, PlanNode } from '#vocabulary/plan.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';
import type { Settings } from '#vocabulary/settings.ts';

const id = 'merge-join-with-large-sort';
const source = 'https://www.postgresql.org/docs/18/planner-optimizer.html';

/** Sorting must take this share of the query before another join is better. */
const leastShare = 0.2;
const leastRows = 10_000;

export const mergeJoinWithLargeSort = defineRule({
  id,
  summary: 'Many rows are sorted only so that two sides can be merged.',
  needs: ['plan'],
  likes: ['settings', 'query', 'schema'],
  engines: ['postgres'],
  source,
  *check({ plan, settings, query, schema }) {
    const weights = weighPlan(plan);
    for (const weight of weights.nodes) {
      const { node } = weight;
      if (node.type !== 'Merge Join' || node.conditions.merge === undefined) continue;
      const sorts = inputs(node).flatMap((input) => sortOf(input, weights) ?? []);
      const rows = sorts.reduce((sum, sort) => sum + rowsRead(sort.node), 0);
      const share = sorts.reduce((sum, sort) => sum + sort.share, 0);
      if (rows < leastRows || share < leastShare) continue;
      const known = { plan, settings, query, schema };
      const nodes = sorts.map((one) => one.node);
      // Where the order is wanted above, only an index saves the sort.
      if (orderServes(weight, weights, query) && indexesFor(nodes, node, known).length < sorts.length) continue;
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        message: `${countOf(rows, 'row')} were sorted to be merged on ${node.conditions.merge}`,
        why: 'A merge join needs both sides in order. A hash join needs none, and an index in that order saves the sort.',
        ...remedy(nodes, node, known),
        observed: { what: 'rows sorted for the merge', value: Math.round(rows), unit: 'rows' },
      });
    }
  },
});

function sortOf(input: PlanNode, weights: PlanWeights): NodeWeight | undefined {
  const sort = input.type === 'Materialize' ? inputs(input)[0] : input;
  return sort?.type === 'Sort' ? weights.nodes.find(({ node }) => node.id === sort.id) : undefined;
}

/** True where something above takes the rows in this order: then the sort would be needed anyway. */
function orderServes({ node, parent }: NodeWeight, weights: PlanWeights, query: ResolvedQuery | undefined): boolean {
  let below = node;
  let above = parent;
  while (above !== undefined) {
    const { type, strategy } = above;
    if (['Unique', 'WindowAgg', 'Group', 'Incremental Sort', 'Merge Append'].includes(type)) return true;
    if (type === 'Aggregate') return strategy === 'Sorted';
    const isOuter = inputs(above)[0]?.id === below.id;
    const keepsOrder = ['Limit', 'LockRows', 'Subquery Scan', 'Result', 'Materialize', 'Gather Merge'].includes(type);
    if (!keepsOrder && !(['Nested Loop', 'Merge Join'].includes(type) && isOuter)) return false;
    if (type === 'Limit') return true;
    below = above;
    const { id: next } = above;
    above = weights.nodes.find((one) => one.node.id === next)?.parent;
  }
  return query?.blocks.some(({ order }) => order.length > 0) ?? false;
}

/** Those that would give a bare table in the order of the join. */
function indexesFor(sorts: readonly PlanNode[], join: PlanNode, { query, schema }: Known): readonly IndexDefinition[] {
  return sorts.flatMap((sort) => {
    const scan = inputs(sort)[0];
    return scan?.type === 'Seq Scan' ? (indexForJoin(scan, join.conditions.merge, { query, schema }) ?? []) : [];
  });
}

interface Known {
  readonly plan: Plan;
  readonly settings: Settings | undefined;
  readonly query: ResolvedQuery | undefined;
  readonly schema: DatabaseSchema | undefined;
}

function remedy(
  sorts: readonly PlanNode[],
  join: PlanNode,
  known: Known,
): { readonly changes?: readonly Change[]; readonly advice: string } {
  const { plan, settings } = known;
  const indexes = indexesFor(sorts, join, known);
  if (indexes.length === sorts.length) {
    return {
      changes: indexes.map((index) => ({ kind: 'create-index' as const, index })),
      advice: `${indexes.map(describeIndex).join(' and ')} ${indexes.length === 1 ? 'holds' : 'hold'} the rows in this order. Where much more is read than the joined column, include it, or make room for a hash table by work_mem.`,
    };
  }
  const needed = Math.min(...inputs(join).map(kilobytesOf)) / hashMultiplier(plan, settings);
  const now = workMem(plan, settings);
  if (plan.settings['enable_hashjoin'] !== 'off' && now !== undefined && now < needed) {
    return moreMemory(
      1.2 * needed,
      now,
      'With that the smaller side fits into a hash table, and nothing need be sorted.',
    );
  }
  return {
    advice:
      'No statement is proposed: no index that is certain from here gives this order. See whether the rows were estimated well, and compare with SET LOCAL enable_mergejoin = off: if that is faster, work_mem is too small for a hash table or random_page_cost does not fit this machine.',
  };
}

function kilobytesOf(input: PlanNode): number {
  const sort = input.type === 'Materialize' ? (inputs(input)[0] ?? input) : input;
  const rows = sort.type === 'Sort' ? rowsRead(sort) : (sort.estimated?.rows ?? 0);
  return (rows * ((sort.estimated?.width ?? 0) + rowOverhead)) / 1024;
}
