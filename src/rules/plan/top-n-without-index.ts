import { describeIndex } from '#analysis/index-words.ts';
import { inputs } from '#analysis/plan-walk.ts';
import { shareBelow, weighPlan } from '#analysis/plan-weights.ts';
import { count, countOf } from '#analysis/plan-words.ts';
import { indexForOrder } from '#analysis/scan-index.ts';
import { defineRule } from '#contracts/rule.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';
import type { PlanNode } from '#vocabulary/plan.ts';

const id = 'top-n-without-index';
const source = 'https://www.postgresql.org/docs/18/indexes-ordering.html';

export const topNWithoutIndex = defineRule({
  id,
  summary: 'All rows are read and sorted to show the first few.',
  needs: ['plan'],
  likes: ['query', 'schema'],
  source,
  *check({ plan, query, schema }) {
    const weights = weighPlan(plan);
    for (const limit of weights.nodes) {
      const sort = limit.node.type === 'Limit' ? sortBelow(limit.node) : undefined;
      const weight = weights.nodes.find(({ node }) => node.id === sort?.id);
      if (sort === undefined || weight === undefined) continue;
      // What a window must see whole no index makes shorter (window-over-whole-partition).
      if (isOverWindow(sort)) continue;
      const wanted = Math.max(1, limit.rowsProduced);
      const sorted = weight.rowsRead / Math.max(1, weight.runs);
      const share = shareBelow(weights, sort);
      if (sorted < 1000 || weight.rowsRead < 10 * wanted || share < leastShare) continue;
      const scan = scanBelow(sort);
      const index = scan === undefined ? undefined : indexForOrder(scan, { query, schema });
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        message: `${countOf(weight.rowsRead, 'row')} were sorted by ${(sort.sortKey ?? ['?']).join(', ')} to show ${count(wanted)}`,
        why: 'An index in the order asked for gives the first rows at once; without one all must be read before the first is known.',
        ...(index === undefined
          ? {
              advice: `No statement is proposed: ${
                scan === undefined
                  ? 'the rows come out of a join or a grouping, which no index on one table can put in order. If one table decides the order, limit that one first.'
                  : 'the order’s columns are not certain from here. Index the columns compared by = followed by those of ORDER BY.'
              }`,
            }
          : {
              changes: [{ kind: 'create-index', index }],
              advice: `An index on ${describeIndex(index)} holds the rows in this order.`,
            }),
        observed: { what: 'rows sorted', value: Math.round(weight.rowsRead), unit: 'rows' },
      });
    }
  },
});

/** Nodes that hand rows on as they come. */
const passing = ['Gather Merge', 'Gather', 'Result', 'Subquery Scan', 'LockRows'];

function sortBelow(node: PlanNode): PlanNode | undefined {
  const [input] = inputs(node);
  if (input?.type === 'Sort') return input;
  return input !== undefined && passing.includes(input.type) ? sortBelow(input) : undefined;
}

/** The one table that the sorted rows come from; undefined behind a join or a grouping. */
function scanBelow(node: PlanNode): PlanNode | undefined {
  const [input] = inputs(node);
  if (input?.relation !== undefined) return input;
  return input !== undefined && passing.includes(input.type) ? scanBelow(input) : undefined;
}

function isOverWindow(node: PlanNode): boolean {
  const [input] = inputs(node);
  if (input?.type === 'WindowAgg') return true;
  return input !== undefined && passing.includes(input.type) && isOverWindow(input);
}
