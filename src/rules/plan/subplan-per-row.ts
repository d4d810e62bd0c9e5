import { walkNode } from '#analysis/plan-walk.ts';
import { shareBelow, weighPlan } from '#analysis/plan-weights.ts';
import { count, nodeName } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { planFinding } from '#rules/plan-finding.ts';
import { isUnhashedNotIn } from '#rules/unhashed-subplan.ts';

const id = 'subplan-per-row';
const source = 'https://www.postgresql.org/docs/18/using-explain.html';

export const subplanPerRow = defineRule({
  id,
  summary: 'A sub-query is run anew for every row of the query around it.',
  needs: ['plan'],
  source,
  *check({ plan }) {
    const weights = weighPlan(plan);
    for (const weight of weights.nodes) {
      const { node, parent, runs } = weight;
      if (node.parentRelationship !== 'SubPlan' || parent === undefined || isUnhashedNotIn(parent, node)) continue;
      const share = shareBelow(weights, node);
      if (runs < 1000 || share < 0.3) continue;
      const scan = walkNode(node).find((one) => one.node.type === 'Seq Scan')?.node;
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        message: `${node.subplanName ?? 'A sub-query'} was run ${count(runs)} times, once for each row of ${nodeName(parent)}`,
        why: 'A sub-query that mentions the row around it cannot be joined: the server runs it from the start for each of them.',
        advice: `No statement is proposed, because the remedy is another form of the query: join the grouped sub-query once (LEFT JOIN (SELECT key, count(*) … GROUP BY key)), or use EXISTS where only the presence of a row counts.${
          scan?.relation === undefined
            ? ''
            : ` Meanwhile an index for ${scan.conditions.filter ?? 'its condition'} on ${scan.relation} makes each run cheaper: now it reads the table whole.`
        }`,
        observed: { what: 'runs of the sub-query', value: Math.round(runs), unit: 'runs' },
      });
    }
  },
});
