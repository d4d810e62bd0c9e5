import type { PlanNode } from '#vocabulary/plan.ts';

/**
 * True where `subplan` is the list of a NOT IN that was not hashed. Written `NOT (SubPlan 1)` up to PostgreSQL 16 and
 * `NOT (ANY (a = (SubPlan 1).col1))` since.
 */
export function isUnhashedNotIn(parent: PlanNode, subplan: PlanNode): boolean {
  const name = subplan.subplanName;
  if (name === undefined) return false;
  return Object.values(parent.conditions).some((text) =>
    [...text.matchAll(/NOT \((?:ANY \([^']*?)?\((hashed )?(SubPlan [^).]+)\)/g)].some(
      ([, hashed, found]) => hashed === undefined && found === name,
    ),
  );
}
