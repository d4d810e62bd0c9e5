import type { CheckCondition, CheckOperand } from './check-condition.ts';

/** A copy of a condition in which one column is called otherwise: a domain's `value` becomes the column of a table. */
export function renamed(condition: CheckCondition, from: string, to: string): CheckCondition {
  const operand = (one: CheckOperand): CheckOperand => {
    switch (one.kind) {
      case 'column':
        return one.column === from ? { kind: 'column', column: to } : one;
      case 'arithmetic':
        return { ...one, left: operand(one.left), right: operand(one.right) };
      case 'function':
        return { ...one, of: operand(one.of) };
      case 'coalesce':
        return { ...one, of: one.of.map(operand) };
      case 'truth':
        return { ...one, of: renamed(one.of, from, to) };
      default:
        return one;
    }
  };
  switch (condition.kind) {
    case 'and':
    case 'or':
      return { ...condition, of: condition.of.map((one) => renamed(one, from, to)) };
    case 'not':
      return { ...condition, of: renamed(condition.of, from, to) };
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
