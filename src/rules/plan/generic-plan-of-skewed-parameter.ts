import { shareBelow, weighPlan } from '#analysis/plan-weights.ts';
import { count, countOf, nodeName } from '#analysis/plan-words.ts';
import { type SkewedParameter, skewedParameters } from '#analysis/skewed-parameters.ts';
import { defineRule } from '#contracts/rule.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';

const id = 'generic-plan-of-skewed-parameter';
const source = 'https://www.postgresql.org/docs/18/sql-prepare.html#SQL-PREPARE-NOTES';

export const genericPlanOfSkewedParameter = defineRule({
  id,
  summary: 'One plan serves all values of a parameter, while some match ten times the rows of others.',
  needs: ['plan'],
  likes: ['schema', 'statistics'],
  engines: ['postgres'],
  source,
  *check({ plan, schema, statistics }) {
    const weights = weighPlan(plan);
    for (const skewed of skewedParameters(plan, { schema, statistics })) {
      const { node, expected, found } = skewed;
      const weight = weights.nodes.find((one) => one.node.id === node.id);
      // What hangs on it is the choice made above it, too.
      const share = weight === undefined ? 0 : shareBelow(weights, weight.parent ?? node);
      if (weight === undefined || share < leastShare) continue;
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        message: `${nodeName(node)} was planned for any value of ${skewed.condition}, ${countOf(expected, 'row')}; ${came(skewed)}`,
        why: 'After five runs a prepared statement may keep one plan for all values, made for the average one. What is right for a rare value is wrong for a common one.',
        changes: [{ kind: 'set-setting', name: 'plan_cache_mode', value: 'force_custom_plan' }],
        advice:
          'Each run is then planned anew for its value, which costs planning time: set it where the values differ that much, for the role or the function.',
        observed: { what: 'rows against the plan’s', value: Math.round(found), unit: 'rows' },
      });
    }
  },
});

function came({ node, found, value }: SkewedParameter): string {
  if (node.actual !== undefined) return `this value gave ${count(found)}`;
  return `${value === undefined ? 'one value' : `the value ${value}`} has ${count(found)}`;
}
