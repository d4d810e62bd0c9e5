import type { PlanNode } from '#vocabulary/plan.ts';

/**
 * The conditions of a node without what may differ between two plans that do the same: literals, figures, the number of
 * a parameter, the qualification that VERBOSE adds, parentheses and casts.
 */
export function conditionShape(node: PlanNode): string {
  return (
    Object.entries(node.conditions)
      // A recheck says what the index condition says.
      .filter(([kind, text]) => text !== undefined && kind !== 'recheck')
      .map(([kind, text]) => `${kind}: ${withoutLiterals(text)}`)
      .sort()
      .join('; ')
  );
}

function withoutLiterals(condition: string): string {
  return condition
    .replace(/'(?:[^']|'')*'/g, '?')
    .replace(/\(?(?:InitPlan|SubPlan) \d+\)?(?:\.col\d+)?|\$\d+/g, '?')
    .replace(/::(?:"[^"]*"|[\w ]+?)(?:\[\])?(?=[\s),;\]]|$)/g, '')
    .replace(/(?<![\w"])(?:"[^"]*"|[A-Za-z_]\w*)\.(?=["A-Za-z_])/g, '')
    .replace(/(?<![\w"])-?\d+(?:\.\d+)?\b/g, '?')
    .replace(/\{[^{}]*\}/g, '?')
    .replace(/[()]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
