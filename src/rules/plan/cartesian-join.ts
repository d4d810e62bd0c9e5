import { inputs, rowsProduced } from '#analysis/plan-walk.ts';
import { shareBelow, weighPlan } from '#analysis/plan-weights.ts';
import { countOf, nodeName } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';
import { isWithoutCondition } from '#rules/unconditioned-join.ts';

const id = 'cartesian-join';
const source = 'https://www.postgresql.org/docs/18/queries-table-expressions.html#QUERIES-JOIN';

export const cartesianJoin = defineRule({
  id,
  summary: 'Two sides are joined without a condition: every row with every row.',
  needs: ['plan'],
  engines: ['postgres'],
  source,
  *check({ plan }) {
    const weights = weighPlan(plan);
    for (const weight of weights.nodes) {
      const { node } = weight;
      const [outer, inner] = inputs(node);
      if (outer === undefined || inner === undefined || !isWithoutCondition(node)) continue;
      const left = rowsProduced(outer);
      const right = inner.actual?.rows ?? inner.estimated?.rows ?? 0;
      const share = shareBelow(weights, node);
      if (left < 2 || right < 2 || left * right < 10_000 || share < leastShare) continue;
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        message: `${nodeName(outer)} (${countOf(left, 'row')}) and ${nodeName(inner)} (${countOf(right, 'row')}) are joined without a condition into ${countOf(left * right, 'row')}`,
        why: 'The result is the product of both sides. Mostly a join condition was forgotten, and a DISTINCT or GROUP BY further up hides it.',
        advice:
          'No statement is proposed, because only you know how the two belong together: add the missing condition to ON or WHERE. If every pair is really wanted, reduce both sides first.',
        observed: { what: 'pairs of rows', value: Math.round(left * right), unit: 'rows' },
      });
    }
  },
});
