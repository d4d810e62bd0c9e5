import type { Node, SubLink } from '@pgsql/types';
import type { JoinCondition } from '#vocabulary/resolved-query.ts';
import { bind, resolveSubLink } from './expression.ts';
import { addJoin } from './join.ts';
import { operatorOf } from './operators.ts';
import { addComparison, resolveLeaf } from './predicate.ts';
import { asBoundColumn } from './scope.ts';
import type { ConditionPlace, Resolution } from './state.ts';

/** Takes a condition apart at AND, OR and NOT, and records what stands below as predicates and joins. */
export function resolveCondition(resolution: Resolution, condition: Node, place: ConditionPlace): void {
  if ('BoolExpr' in condition) {
    const args = condition.BoolExpr.args ?? [];
    if (condition.BoolExpr.boolop === 'NOT_EXPR') {
      for (const arg of args) resolveNegated(resolution, arg, place);
      return;
    }
    const inner =
      condition.BoolExpr.boolop === 'OR_EXPR'
        ? { ...place, conjunct: false, disjunction: ++resolution.disjunctions }
        : place;
    for (const arg of args) resolveCondition(resolution, arg, inner);
    return;
  }
  if ('SubLink' in condition && resolveMembership(resolution, condition.SubLink, place, false)) return;
  resolveLeaf(resolution, bind(resolution, condition, place.scope), place);
}

function resolveNegated(resolution: Resolution, arg: Node, place: ConditionPlace): void {
  if ('SubLink' in arg && resolveMembership(resolution, arg.SubLink, place, true)) return;
  if ('ColumnRef' in arg) {
    const bound = bind(resolution, arg, place.scope);
    resolveLeaf(resolution, { BoolExpr: { boolop: 'NOT_EXPR', args: [bound] } }, place);
    return;
  }
  resolveCondition(resolution, arg, { ...place, conjunct: false });
}

/** EXISTS, IN, NOT IN and `= ANY (SELECT …)` as joins; false for the sublinks that only give a value. */
function resolveMembership(resolution: Resolution, link: SubLink, place: ConditionPlace, negated: boolean): boolean {
  const kind: JoinCondition['kind'] = !place.conjunct ? 'correlated' : negated ? 'anti' : 'semi';
  if (link.subLinkType === 'EXISTS_SUBLINK') {
    resolveSubLink(resolution, link, place.scope, { correlation: kind, outputUnread: true });
    return true;
  }
  const operator = operatorOf(link.operName) || '=';
  const notIn = link.subLinkType === 'ALL_SUBLINK' && (operator === '<>' || operator === '!=');
  if ((link.subLinkType !== 'ANY_SUBLINK' && !notIn) || !link.testexpr) return false;
  const anti = negated || notIn;
  const joinKind: JoinCondition['kind'] = !place.conjunct ? 'correlated' : anti ? 'anti' : 'semi';
  const test = bind(resolution, link.testexpr, place.scope);
  // NOT IN is no join for the planner, so what its subquery takes from outside stays a correlation.
  const output = resolveSubLink(resolution, link, place.scope, { correlation: anti ? 'correlated' : joinKind });
  const tests = 'RowExpr' in test ? (test.RowExpr.args ?? []) : [test];
  const bound: Node = { SubLink: { ...link, testexpr: test } };
  const whole: Node = negated ? { BoolExpr: { boolop: 'NOT_EXPR', args: [bound] } } : bound;
  for (const [at, one] of tests.entries()) {
    const left = asBoundColumn(one);
    const right = output?.transparent ? asBoundColumn(output.columns[at]?.node) : undefined;
    if (left && right)
      addJoin(resolution, { left, right, operator: notIn ? '=' : operator, kind: joinKind, whole, place });
    else {
      addComparison(resolution, {
        subject: one,
        operator: anti ? 'NOT IN' : operator === '=' ? 'IN' : `${operator} ANY`,
        kind: anti ? 'inequality' : operator === '=' ? 'in' : 'other',
        whole,
        place,
      });
    }
  }
  return true;
}
