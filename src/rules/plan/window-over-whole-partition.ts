import { shareBelow, weighPlan } from '#analysis/plan-weights.ts';
import { count, countOf } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';
import { unusedWindow } from '#rules/unused-window.ts';

const id = 'window-over-whole-partition';
const source = 'https://www.postgresql.org/docs/18/tutorial-window.html';

export const windowOverWholePartition = defineRule({
  id,
  summary: 'A window function is computed over all rows, of which one in ten or fewer is kept.',
  needs: ['plan'],
  engines: ['postgres'],
  source,
  *check({ plan }) {
    const weights = weighPlan(plan);
    for (const weight of weights.nodes) {
      const waste = unusedWindow(weight, weights);
      const share = waste === undefined ? 0 : shareBelow(weights, weight.node);
      if (waste === undefined || share < leastShare) continue;
      const { read, use } = waste;
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        message: `A window function was computed over ${countOf(read, 'row')}, of which ${use.by} kept ${count(use.kept)}`,
        why: 'A window function is worked out before anything outside can choose rows: all of its input is read, and put in order, for the few that are kept.',
        advice: `No statement is proposed, because the remedy is another form of the query. ${use.advice}`,
        observed: { what: 'rows read for the window', value: Math.round(read), unit: 'rows' },
      });
    }
  },
});
