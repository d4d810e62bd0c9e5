import { count, nodeName } from '#analysis/plan-words.ts';
import { isOfParameter } from '#analysis/skewed-parameters.ts';
import { defineRule } from '#contracts/rule.ts';
import { estimateFinding, weighedMisestimates } from '#rules/estimate-finding.ts';
import { estimateRemedy } from '#rules/estimate-remedy.ts';
import type { PlanNode } from '#vocabulary/plan.ts';

const id = 'single-row-estimate-off';
const source = 'https://www.postgresql.org/docs/18/row-estimation-examples.html';

export const singleRowEstimateOff = defineRule({
  id,
  summary: 'A single row of a table was expected, and a hundred or more came.',
  needs: ['plan'],
  likes: ['statistics', 'query'],
  source,
  *check({ plan, statistics, query }) {
    for (const error of weighedMisestimates(plan, 'single-row', statistics)) {
      const { node, actual } = error.origin;
      // A value that was not known: generic-plan-of-skewed-parameter.
      if (isOfParameter(plan, node)) continue;
      yield estimateFinding({ id, source }, error, {
        message: `The planner expected a single row of ${nodeName(node)} by ${blindSpot(node)} and got ${count(actual)}`,
        why: 'One is the least that the planner ever expects: it stands where the shares of several conditions were multiplied as if they were independent, where a function or a JSON operator has no statistics, or where a value is newer than they are. One row makes every nested loop above look free.',
        ...estimateRemedy(node, statistics, query),
      });
    }
  },
});

function blindSpot({ conditions }: PlanNode): string {
  const parts = [conditions.index ?? conditions.recheck, conditions.filter].filter((text) => text !== undefined);
  return parts.length === 0 ? 'its statistics' : parts.join(' and ');
}
