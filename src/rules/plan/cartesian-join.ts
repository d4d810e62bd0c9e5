import { inputs, rowsProduced, walkNode } from '#analysis/plan-walk.ts';
import { shareBelow, weighPlan } from '#analysis/plan-weights.ts';
import { countOf, nodeName } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';
import type { PlanNode } from '#vocabulary/plan.ts';

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
      if (node.type !== 'Nested Loop' || (node.joinType ?? 'Inner') !== 'Inner' || outer === undefined) continue;
      if (inner === undefined || node.conditions.join !== undefined || dependsOnOutside(inner)) continue;
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

/** True where something below mentions a relation that is not below, so that it follows the outer row. */
function dependsOnOutside(inner: PlanNode): boolean {
  const below = walkNode(inner).map(({ node }) => node);
  const own = new Set(below.flatMap(({ alias, relation, cte, function: called }) => [alias, relation, cte, called]));
  return below.some((node) => {
    if (node.function !== undefined && node.extra['Function Call'] === undefined) return true;
    const texts = [...Object.values(node.conditions), String(node.extra['Function Call'] ?? '')];
    return texts.some((text) =>
      [...text.replace(/'(?:[^']|'')*'/g, '').matchAll(/([a-z_][\w$]*|"[^"]+")\.[a-z_"]/g)].some(
        ([, name = '']) => !own.has(name.replaceAll('"', '')),
      ),
    );
  });
}
