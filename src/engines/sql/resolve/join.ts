import type { Node } from '@pgsql/types';
import type { ColumnUse, JoinCondition } from '#vocabulary/resolved-query.ts';
import { commute } from './operators.ts';
import { printFor } from './print.ts';
import type { ConditionPlace, Resolution } from './state.ts';

/**
 * Records a condition between two relations. The left side is the join's left arm in ON, the outer query in a
 * correlation, and what was written first in WHERE.
 */
export function addJoin(
  resolution: Resolution,
  join: {
    readonly left: ColumnUse;
    readonly right: ColumnUse;
    readonly operator: string;
    /** Where it is known already: IN (SELECT …). */
    readonly kind?: JoinCondition['kind'];
    readonly whole: Node;
    readonly place: ConditionPlace;
  },
): void {
  const { scope } = join.place;
  const { kind, swapped } = join.kind ? { kind: join.kind, swapped: false } : kindOf(join.left, join.right, join.place);
  const operator = swapped ? (commute(join.operator) ?? join.operator) : join.operator;
  resolution.joins.push({
    left: swapped ? join.right : join.left,
    right: swapped ? join.left : join.right,
    operator,
    kind,
    block: scope.block,
    text: printFor(resolution, join.whole, undefined),
  });
}

function kindOf(
  left: ColumnUse,
  right: ColumnUse,
  place: ConditionPlace,
): { kind: JoinCondition['kind']; swapped: boolean } {
  const leftIsOuter = left.relation < place.scope.firstRelation;
  const rightIsOuter = right.relation < place.scope.firstRelation;
  if (leftIsOuter || rightIsOuter) {
    const kind = place.clause === 'where' && place.conjunct ? place.scope.correlation : 'correlated';
    return { kind, swapped: !leftIsOuter };
  }
  if (!place.join) return { kind: 'inner', swapped: false };
  const { join } = place;
  if (within(left, join.left) && within(right, join.right)) return { kind: join.kind, swapped: false };
  if (within(left, join.right) && within(right, join.left)) return { kind: join.kind, swapped: true };
  return { kind: 'inner', swapped: false };
}

export function within(use: ColumnUse, [start, end]: readonly [number, number]): boolean {
  return use.relation >= start && use.relation < end;
}
