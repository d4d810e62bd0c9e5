import type { CheckCondition, CheckOperand } from './check-condition.ts';

/** What stands for a column; undefined: the column itself. */
export type StandIn = (column: string) => CheckOperand | undefined;

/** A copy of a condition in which one column is called otherwise: a domain's `value` becomes the column of a table. */
export function renamed(condition: CheckCondition, from: string, to: string): CheckCondition {
  return replaced(condition, (column) => (column === from ? { kind: 'column', column: to } : undefined));
}

export function replacedOperand(one: CheckOperand, standIn: StandIn): CheckOperand {
  const operand = (inner: CheckOperand) => replacedOperand(inner, standIn);
  switch (one.kind) {
    case 'column':
      return standIn(one.column) ?? one;
    case 'arithmetic':
      return { ...one, left: operand(one.left), right: operand(one.right) };
    case 'function':
      return { ...one, of: operand(one.of) };
    case 'coalesce':
      return { ...one, of: one.of.map(operand) };
    case 'truth':
      return { ...one, of: replaced(one.of, standIn) };
    default:
      return one;
  }
}

/** A copy of a condition in which others stand for some columns: what a generated column is computed from. */
export function replaced(condition: CheckCondition, standIn: StandIn): CheckCondition {
  const operand = (one: CheckOperand) => replacedOperand(one, standIn);
  switch (condition.kind) {
    case 'and':
    case 'or':
      return { ...condition, of: condition.of.map((one) => replaced(one, standIn)) };
    case 'not':
      return { ...condition, of: replaced(condition.of, standIn) };
    case 'compare':
      return { ...condition, left: operand(condition.left), right: operand(condition.right) };
    case 'in':
    case 'is-null':
    case 'match':
      return { ...condition, subject: operand(condition.subject) };
    default:
      return condition;
  }
}
