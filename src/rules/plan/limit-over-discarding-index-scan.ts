import { describeIndex } from '#analysis/index-words.ts';
import { limitOverOrder } from '#analysis/ordered-limit.ts';
import { rowsScanned } from '#analysis/plan-walk.ts';
import { type NodeWeight, shareBelow, weighPlan } from '#analysis/plan-weights.ts';
import { count, countOf, nodeName } from '#analysis/plan-words.ts';
import { indexForOrder } from '#analysis/scan-index.ts';
import { defineRule } from '#contracts/rule.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';
import type { Statistics } from '#vocabulary/statistics.ts';

const id = 'limit-over-discarding-index-scan';
const source = 'https://www.postgresql.org/docs/18/indexes-ordering.html';

export const limitOverDiscardingIndexScan = defineRule({
  id,
  summary: 'An index is read in its order for a LIMIT, and nearly every row is thrown away until there are enough.',
  needs: ['plan'],
  likes: ['query', 'schema', 'statistics'],
  engines: ['postgres'],
  source,
  *check({ plan, query, schema, statistics }) {
    const weights = weighPlan(plan);
    const told = new Set<string>();
    for (const weight of weights.nodes.toSorted((one, other) => other.share - one.share)) {
      const { node } = weight;
      const limit = limitOverOrder(weights, node, query);
      if (limit === undefined || node.conditions.filter === undefined || told.has(limit.node.id)) continue;
      const { discarded, kept } = walked(weight, limit, statistics);
      const share = shareBelow(weights, limit.node);
      if (discarded < 1000 || discarded < 10 * kept || share < leastShare) continue;
      told.add(limit.node.id);
      const index = indexForOrder(node, { query, schema });
      const limited = query?.blocks.some((block) => block.limit !== undefined) ?? true;
      const went = node.actual === undefined ? 'will have to go' : 'went';
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        message: `${nodeName(node)} ${went} through ${countOf(discarded + kept, 'row')} in order and ${node.actual === undefined ? 'throw' : 'threw'} away ${count(discarded)} of them to find ${count(kept)} for ${limited ? 'the LIMIT' : 'min() or max()'}`,
        why: 'The planner takes the index for its order and counts on meeting enough matching rows soon, as if they were spread evenly; when they are rare, or all at the far end, it goes through most of the table.',
        ...(index === undefined
          ? {
              advice: `No statement is proposed: which index has both the filter and the order is not certain from here. Index the columns that ${node.conditions.filter} compares by =, followed by those of ORDER BY. Where an index on the filter exists, ORDER BY an expression (created_at + interval '0', id + 0) keeps the planner from this one.`,
            }
          : {
              changes: [{ kind: 'create-index', index }],
              advice: `An index on ${describeIndex(index)} holds only matching rows, in the order asked for: the first ones are the answer.`,
            }),
        observed: { what: 'rows thrown away in order', value: Math.round(discarded), unit: 'rows' },
      });
    }
  },
});

/** Where the plan was not run: matching rows are expected every so many rows of the table. */
function walked(
  { node, rowsProduced }: NodeWeight,
  limit: NodeWeight,
  statistics: Statistics | undefined,
): { readonly discarded: number; readonly kept: number } {
  if (node.actual !== undefined)
    return { discarded: (node.removed.filter ?? 0) * node.actual.loops, kept: rowsProduced };
  const { read, kept } = rowsScanned(node, statistics);
  const wanted = Math.min(Math.max(1, limit.rowsProduced), Math.max(1, kept));
  if (node.conditions.index !== undefined) return { discarded: 0, kept: wanted };
  return { discarded: wanted * (read / Math.max(1, kept) - 1), kept: wanted };
}
