import { inputs, walkNode } from '#analysis/plan-walk.ts';
import type { PlanNode } from '#vocabulary/plan.ts';

/** True for an inner nested loop that puts every row of one side beside every row of the other. */
export function isWithoutCondition(join: PlanNode): boolean {
  const [, inner] = inputs(join);
  return (
    join.type === 'Nested Loop' &&
    (join.joinType ?? 'Inner') === 'Inner' &&
    join.conditions.join === undefined &&
    inner !== undefined &&
    !dependsOnOutside(inner)
  );
}

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
