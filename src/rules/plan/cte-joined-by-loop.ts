import { weighPlan } from '#analysis/plan-weights.ts';
import { count, countOf } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { keptSide, shareOfPasses } from '#rules/kept-side.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';

const id = 'cte-joined-by-loop';
const source = 'https://www.postgresql.org/docs/18/queries-with.html#QUERIES-WITH-CTE-MATERIALIZATION';

export const cteJoinedByLoop = defineRule({
  id,
  summary: 'The result of a CTE is searched from its first row to its last for every row that it is joined to.',
  needs: ['plan'],
  engines: ['postgres'],
  source,
  *check({ plan }) {
    const weights = weighPlan(plan);
    for (const weight of weights.nodes) {
      const { node } = weight;
      const passes = node.type === 'CTE Scan' ? keptSide(weight, weights) : undefined;
      const share = passes === undefined ? 0 : shareOfPasses(weight, passes, weights);
      if (passes === undefined || share < leastShare) continue;
      const name = node.cte ?? 'The CTE';
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        message: `The CTE ${name} was gone through ${count(passes.runs)} times, ${countOf(passes.rows, 'row')} in all, to find partners by ${passes.condition}`,
        why: 'The rows of a CTE are kept without index and without statistics: a nested loop over it compares every row with every row, and is chosen because the planner guesses few.',
        advice: `No statement is proposed, because the remedy is another form of the query: ${
          passes.hashable
            ? `write ${name} AS NOT MATERIALIZED, so that its tables’ statistics and indexes serve the join; or make it a temporary table with an index on the joined column, and ANALYZE that.`
            : `make ${name} a temporary table with an index on a bare column that the condition compares, and ANALYZE that; or add an = that holds as well, for a hash join to begin with; a window function may do without the join.`
        }`,
        observed: { what: 'rows of the CTE gone through', value: Math.round(passes.rows), unit: 'rows' },
      });
    }
  },
});
