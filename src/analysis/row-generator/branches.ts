import type { CheckComparison, CheckCondition, CheckOperand } from './check-condition.ts';
import { compileTest } from './evaluate.ts';

/** A condition without AND, OR and NOT. */
export type Atom = Exclude<CheckCondition, { kind: 'and' | 'or' | 'not' }>;

/** All of these together satisfy the condition that they come from. */
export type Branch = readonly Atom[];

/** More ways to satisfy one condition are not looked at. */
const mostBranches = 1024;

/** The ways in which a condition can be satisfied (its disjunctive normal form); none where it never can. */
export function branches(condition: CheckCondition, negated = false): readonly Branch[] {
  switch (condition.kind) {
    case 'not':
      return branches(condition.of, !negated);
    case 'and':
    case 'or': {
      const parts = condition.of.map((one) => branches(one, negated));
      return (condition.kind === 'or') !== negated ? parts.flat().slice(0, mostBranches) : product(parts);
    }
    case 'compare':
      return (
        truthBranches(condition, negated) ?? [
          [negated ? { ...condition, operator: opposite[condition.operator] } : condition],
        ]
      );
    case 'in':
    case 'is-null':
    case 'match':
      return [[negated ? { ...condition, negated: !condition.negated } : condition]];
    case 'constant':
      return condition.value === negated ? [] : [[]];
    case 'opaque':
      return [[negated ? { kind: 'opaque', text: `NOT (${condition.text})` } : condition]];
  }
}

function product(parts: readonly (readonly Branch[])[]): readonly Branch[] {
  return parts.reduce<readonly Branch[]>(
    (all, part) => all.flatMap((one) => part.map((other) => [...one, ...other])).slice(0, mostBranches),
    [[]],
  );
}

export const opposite: Readonly<Record<CheckComparison, CheckComparison>> = {
  '=': '<>',
  '<>': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

/** Conditions that are counted or compared with one another: every way to make each of them true or false. */
function truthBranches(
  condition: Extract<CheckCondition, { kind: 'compare' }>,
  negated: boolean,
): readonly Branch[] | undefined {
  const truths = [...truthsIn(condition.left), ...truthsIn(condition.right)];
  if (truths.length === 0 || truths.length > 6 || readsColumns(condition.left) || readsColumns(condition.right)) {
    return undefined;
  }
  const ways = Array.from({ length: 2 ** truths.length }, (_, way) => truths.map((_, at) => ((way >> at) & 1) === 1));
  return ways.flatMap((way) => {
    const given = new Map(truths.map((truth, at) => [truth, way[at] ?? false]));
    const settled = { ...condition, left: settle(condition.left, given), right: settle(condition.right, given) };
    const holds = compileTest(settled, () => undefined)(() => null);
    if (holds !== !negated) return [];
    return product(truths.map((truth, at) => branches(truth, !(way[at] ?? false))));
  });
}

function truthsIn(operand: CheckOperand): readonly CheckCondition[] {
  if (operand.kind === 'truth') return [operand.of];
  if (operand.kind === 'arithmetic') return [...truthsIn(operand.left), ...truthsIn(operand.right)];
  return [];
}

function readsColumns(operand: CheckOperand): boolean {
  if (operand.kind === 'arithmetic') return readsColumns(operand.left) || readsColumns(operand.right);
  return operand.kind !== 'truth' && operand.kind !== 'constant';
}

function settle(operand: CheckOperand, given: ReadonlyMap<CheckCondition, boolean>): CheckOperand {
  if (operand.kind === 'truth') return { kind: 'constant', value: given.get(operand.of) ? '1' : '0' };
  if (operand.kind !== 'arithmetic') return operand;
  return { ...operand, left: settle(operand.left, given), right: settle(operand.right, given) };
}

/** Columns that an operand reads. */
export function columnsOf(operand: CheckOperand): readonly string[] {
  switch (operand.kind) {
    case 'column':
      return [operand.column];
    case 'constant':
      return [];
    case 'arithmetic':
      return [...columnsOf(operand.left), ...columnsOf(operand.right)];
    case 'function':
      return columnsOf(operand.of);
    case 'coalesce':
      return operand.of.flatMap(columnsOf);
    case 'truth':
      return columnsRead(operand.of);
  }
}

/** Columns that a condition reads. */
export function columnsRead(condition: CheckCondition): readonly string[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.of.flatMap(columnsRead);
    case 'not':
      return columnsRead(condition.of);
    case 'compare':
      return [...columnsOf(condition.left), ...columnsOf(condition.right)];
    case 'in':
    case 'is-null':
    case 'match':
      return columnsOf(condition.subject);
    default:
      return [];
  }
}
