import { isForOuterRow } from '#analysis/misestimate-origins.ts';
import { walkNode } from '#analysis/plan-walk.ts';
import { type NodeWeight, type PlanWeights, shareBelow, weighPlan } from '#analysis/plan-weights.ts';
import { count, nodeName } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';
import { isUnhashedNotIn } from '#rules/unhashed-subplan.ts';

const id = 'unhashed-not-in';
const source = 'https://www.postgresql.org/docs/18/functions-subquery.html#FUNCTIONS-SUBQUERY-NOTIN';

export const unhashedNotIn = defineRule({
  id,
  summary: 'NOT IN goes through its whole list again for every row, because the list could not be hashed.',
  needs: ['plan'],
  engines: ['postgres'],
  source,
  *check({ plan }) {
    const weights = weighPlan(plan);
    for (const weight of weights.nodes) {
      const { node, parent, runs } = weight;
      if (node.parentRelationship !== 'SubPlan' || parent === undefined || !isUnhashedNotIn(parent, node)) continue;
      const test = weights.nodes.find((one) => one.node.id === parent.id);
      const share = shareBelow(weights, node) + (test?.share ?? 0);
      if (share < leastShare || (node.actual !== undefined && isLittle(weights, weight))) continue;
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        message:
          node.actual === undefined
            ? `NOT IN at ${nodeName(parent)} will go through its list for every row`
            : `NOT IN at ${nodeName(parent)} went through its list ${count(runs)} times`,
        why: `One NULL in the list makes NOT IN unknown for all rows, so it cannot become an anti join; and ${
          walkNode(node).some((below) => isForOuterRow(below.node))
            ? 'a list that is another one for every row'
            : 'a list that is estimated too large for work_mem'
        } is not hashed either.`,
        advice:
          'No statement is proposed, because the two forms differ where the list can hold NULL: write NOT EXISTS (SELECT 1 FROM … WHERE list.column = outer.column), which is what is mostly meant and becomes an anti join.',
        observed: { what: 'runs through the list', value: Math.round(runs), unit: 'runs' },
      });
    }
  },
});

/** Fewer than a hundred runs matter only where each is long. */
function isLittle({ nodes }: PlanWeights, { node, runs }: NodeWeight): boolean {
  const read = nodes
    .filter((one) => one.node.id === node.id || one.node.id.startsWith(`${node.id}.`))
    .reduce((most, { rowsRead }) => Math.max(most, rowsRead), 0);
  return runs < 10 || (runs < 100 && read < 10_000);
}
