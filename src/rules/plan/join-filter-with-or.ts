import { inputs, rowsProduced } from '#analysis/plan-walk.ts';
import { type NodeWeight, shareBelow, weighPlan } from '#analysis/plan-weights.ts';
import { count, countOf, nodeName } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';
import { orTerms, sidesOfOr } from '#rules/split-or.ts';
import type { PlanNode } from '#vocabulary/plan.ts';

const id = 'join-filter-with-or';
const source = 'https://www.postgresql.org/docs/18/queries-union.html';

export const joinFilterWithOr = defineRule({
  id,
  summary:
    'A join by one column OR another tests every pair of rows, where each side of the OR alone could be looked up.',
  needs: ['plan'],
  engines: ['postgres'],
  source,
  *check({ plan }) {
    const weights = weighPlan(plan);
    for (const weight of weights.nodes) {
      const { node } = weight;
      const [or] = orTerms(node.conditions.join);
      if (or === undefined) continue;
      const { tested, kept } = pairs(weight);
      const share = node.type === 'Nested Loop' ? shareBelow(weights, node) : joinWithInputs(node, weights.nodes);
      if (tested - kept < 10_000 || tested < 10 * Math.max(1, kept) || share < leastShare) continue;
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        message: `${nodeName(node)} ${node.actual === undefined ? 'would test' : 'tested'} ${countOf(tested, 'pair')} of rows to keep ${count(kept)}, because ${or} is an OR of ${sidesOfOr(or).length} conditions over both sides`,
        why: 'A hash table, an order or an index can serve each side of the OR, but none can serve both at once; so the OR is tested on pair after pair when they are already made.',
        advice: `No statement is proposed, because the remedy is another form of the query. ${adviseOn(node)}`,
        observed: { what: 'pairs tested by the OR', value: Math.round(tested), unit: 'rows' },
      });
    }
  },
});

/** Pairs that reached the OR, and those that it kept; in a plan that was not run only of a join without any other condition. */
function pairs({ node, rowsProduced: kept }: NodeWeight): { readonly tested: number; readonly kept: number } {
  if (node.actual !== undefined) return { tested: kept + (node.removed.join ?? 0) * node.actual.loops, kept };
  const [outer, inner] = inputs(node);
  const isLoop = node.type === 'Nested Loop' && inner !== undefined && inner.conditions.index === undefined;
  return { tested: isLoop && outer ? rowsProduced(outer) * rowsProduced(inner) : 0, kept };
}

/** With the hash table or the sorts that served only to make the pairs. */
function joinWithInputs(join: PlanNode, nodes: readonly NodeWeight[]): number {
  const near = new Set([join, ...inputs(join), ...inputs(join).flatMap(inputs)].map((node) => node.id));
  return nodes.filter(({ node }) => near.has(node.id)).reduce((sum, { share }) => sum + share, 0);
}

function adviseOn({ joinType }: PlanNode): string {
  switch (joinType) {
    case 'Semi':
    case 'Right Semi':
      return 'Write one EXISTS for each side of the OR: EXISTS (…) OR EXISTS (…), or a UNION of both.';
    case 'Anti':
    case 'Right Anti':
      return 'Write one NOT EXISTS for each side: NOT EXISTS (… one side) AND NOT EXISTS (… the other).';
    case 'Left':
    case 'Right':
    case 'Full':
      return 'Join twice, once for each side of the OR, by LEFT JOIN, and take what is found by coalesce(); or find the pairs by a UNION of two inner joins and join that outwards.';
    default:
      return 'Write one SELECT for each side of the OR and put them together by UNION (UNION ALL, if no pair satisfies both), so that each can be hashed or looked up.';
  }
}
