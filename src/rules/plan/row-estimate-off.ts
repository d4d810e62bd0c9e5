import { tableStatistics } from '#analysis/column-selectivity.ts';
import { hasOldStatistics } from '#analysis/old-statistics.ts';
import { isOfParameter } from '#analysis/skewed-parameters.ts';
import { defineRule } from '#contracts/rule.ts';
import { estimateFinding, expectedAndGot, weighedMisestimates } from '#rules/estimate-finding.ts';
import { estimateRemedy } from '#rules/estimate-remedy.ts';
import type { PlanNode } from '#vocabulary/plan.ts';
import type { Statistics } from '#vocabulary/statistics.ts';

const id = 'row-estimate-off';
const source = 'https://www.postgresql.org/docs/18/planner-stats.html';

export const rowEstimateOff = defineRule({
  id,
  summary: 'The planner expected ten times too many or too few rows; named where the error begins.',
  needs: ['plan'],
  likes: ['statistics', 'query'],
  source,
  *check({ plan, statistics, query }) {
    for (const error of weighedMisestimates(plan, 'rows', statistics)) {
      const { node } = error.origin;
      // A value that was not known: generic-plan-of-skewed-parameter.
      if (isOfParameter(plan, node)) continue;
      // Where the statistics are known to be old, that is the cause, and told by stale-statistics.
      if (isOld(node, statistics)) continue;
      yield estimateFinding({ id, source }, error, {
        message: expectedAndGot(error),
        why: 'Join order, join method and memory are all chosen by these numbers; an error here multiplies in every step above.',
        ...estimateRemedy(node, statistics, query),
      });
    }
  },
});

function isOld({ schema, relation }: PlanNode, statistics: Statistics | undefined): boolean {
  const table = schema && relation ? tableStatistics(statistics, { schema, name: relation }) : undefined;
  return table !== undefined && hasOldStatistics(table);
}
