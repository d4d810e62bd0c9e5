import { shareBelow, weighPlan } from '#analysis/plan-weights.ts';
import { count, countOf } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';
import { unusedCte } from '#rules/unused-cte.ts';

const id = 'cte-materialized-for-one-reader';
const source = 'https://www.postgresql.org/docs/18/queries-with.html#QUERIES-WITH-CTE-MATERIALIZATION';

export const cteMaterializedForOneReader = defineRule({
  id,
  summary: 'A CTE that is read once is computed whole, and most of it not wanted outside.',
  needs: ['plan'],
  likes: ['query'],
  engines: ['postgres'],
  source,
  *check({ plan, query }) {
    const weights = weighPlan(plan);
    for (const weight of weights.nodes) {
      const { node } = weight;
      const waste = unusedCte(weight, plan, query?.text);
      if (waste === undefined) continue;
      const { made, computed, use } = waste;
      const share = shareBelow(weights, made) + weight.share;
      if (share < leastShare) continue;
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        message: `The CTE ${node.cte ?? ''} is computed whole, ${countOf(computed, 'row')}, and only ${count(use.kept)} of them are used by ${use.by}`,
        why: 'MATERIALIZED keeps a CTE apart: no condition from outside gets in, so that no index can serve it, and all rows are stored first. Up to PostgreSQL 11 every CTE is kept so.',
        advice: `No statement is proposed, because the remedy is another form of the query: it is read only once, so write ${node.cte ?? 'it'} AS NOT MATERIALIZED (or a sub-query in FROM before PostgreSQL 12); then what is asked outside is applied inside, and nothing is stored.`,
        observed: { what: 'rows of the CTE not used', value: Math.round(computed - use.kept), unit: 'rows' },
      });
    }
  },
});
