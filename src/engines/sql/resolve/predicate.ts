import type { A_Expr, Node } from '@pgsql/types';
import type { Predicate } from '#vocabulary/resolved-query.ts';
import { dropIdleCast, typeNameOf, wideningCast } from './cast.ts';
import { columnsIn, sharesRelation } from './columns-in.ts';
import { traitsOf } from './functions.ts';
import { addJoin, within } from './join.ts';
import { anyKind, distinctness, isPrefix } from './operator-kind.ts';
import { commute, kindOfOperator, operatorOf } from './operators.ts';
import { printFor, walkTree } from './print.ts';
import { asBoundColumn } from './scope.ts';
import type { ConditionPlace, Resolution } from './state.ts';
import { comparedValue } from './value.ts';

/** One side of a condition, and what it is compared with. */
export interface Comparison {
  readonly subject: Node;
  readonly operator: string;
  readonly kind: Predicate['kind'];
  /** One value, or the members of a list; absent where there is no other side, or it is a subquery. */
  readonly other?: Node | readonly Node[];
  /** True also for rows that an outer join filled with nulls. */
  readonly acceptsNull?: boolean;
  /** The subject is the first of these columns, compared as one row. */
  readonly row?: readonly string[] | undefined;
  readonly whole: Node;
  readonly place: ConditionPlace;
}

/** Records a bound condition without AND, OR and NOT. */
export function resolveLeaf(resolution: Resolution, condition: Node, place: ConditionPlace): void {
  // What is compared with an aggregate is a group, not a row.
  if (traitsOf(condition).aggregate) return;
  const whole = condition;
  const add = (comparison: Omit<Comparison, 'whole' | 'place'>) =>
    addComparison(resolution, { ...comparison, whole, place });
  if ('A_Expr' in condition) resolveOperator(resolution, condition.A_Expr, whole, place);
  else if ('NullTest' in condition && condition.NullTest.arg) {
    const isNull = condition.NullTest.nulltesttype === 'IS_NULL';
    const kind = isNull ? 'is-null' : 'is-not-null';
    add({ subject: condition.NullTest.arg, operator: isNull ? 'IS NULL' : 'IS NOT NULL', kind, acceptsNull: isNull });
  } else if ('BooleanTest' in condition && condition.BooleanTest.arg) {
    const test = (condition.BooleanTest.booltesttype ?? 'IS_TRUE').replaceAll('_', ' ');
    const acceptsNull = /^IS (NOT (TRUE|FALSE)|UNKNOWN)$/.test(test);
    add({ subject: condition.BooleanTest.arg, operator: test, kind: 'boolean', acceptsNull });
  } else if ('BoolExpr' in condition && condition.BoolExpr.args?.[0]) {
    add({ subject: condition.BoolExpr.args[0], operator: 'NOT', kind: 'boolean' });
  } else if (asBoundColumn(condition)) add({ subject: condition, operator: '', kind: 'boolean' });
  else add({ subject: condition, operator: '', kind: 'other' });
}

function resolveOperator(resolution: Resolution, expression: A_Expr, whole: Node, place: ConditionPlace): void {
  const { lexpr: left, rexpr: right } = expression;
  const operator = operatorOf(expression.name);
  const { operators } = resolution.dialect;
  if (!left || !right) {
    addComparison(resolution, { subject: whole, operator, kind: 'other', whole, place });
    return;
  }
  const add = (comparison: Omit<Comparison, 'whole' | 'place'>) =>
    addComparison(resolution, { ...comparison, whole, place });
  const list = 'List' in right ? (right.List.items ?? []) : [right];
  switch (expression.kind) {
    case 'AEXPR_IN': {
      const negated = operator !== '=';
      const kind = negated ? 'inequality' : 'in';
      const row = 'RowExpr' in left ? leadingColumns(resolution, rowOf(left)) : undefined;
      for (const [at, subject] of rowOf(left).entries()) {
        const other = 'RowExpr' in left ? list.flatMap((one) => rowOf(one)[at] ?? []) : list;
        add({ subject, operator: negated ? 'NOT IN' : 'IN', kind, other, row });
      }
      return;
    }
    case 'AEXPR_OP_ANY':
    case 'AEXPR_OP_ALL': {
      const every = expression.kind === 'AEXPR_OP_ALL';
      const spelled = `${operator} ${every ? 'ALL' : 'ANY'}`;
      if (columnsIn(left).length === 0) add({ subject: right, operator: spelled, kind: 'other', other: left });
      else add({ subject: left, operator: spelled, kind: anyKind(operator, every), other: right });
      return;
    }
    case 'AEXPR_LIKE':
    case 'AEXPR_ILIKE':
    case 'AEXPR_SIMILAR': {
      const negated = operator.startsWith('!');
      const word = expression.kind.slice('AEXPR_'.length).replace('SIMILAR', 'SIMILAR TO');
      const kind = negated ? 'other' : expression.kind === 'AEXPR_LIKE' && isPrefix(right) ? 'prefix' : 'pattern';
      if (columnsIn(left).length === 0) add({ subject: right, operator: word, kind: 'other', other: left });
      else add({ subject: left, operator: negated ? `NOT ${word}` : word, kind, other: right });
      return;
    }
    case 'AEXPR_BETWEEN':
    case 'AEXPR_BETWEEN_SYM':
    case 'AEXPR_NOT_BETWEEN':
    case 'AEXPR_NOT_BETWEEN_SYM':
      resolveBetween(expression, left, list, add);
      return;
    case 'AEXPR_DISTINCT':
      add({
        subject: left,
        ...distinctness(resolution, 'IS DISTINCT FROM', 'inequality'),
        other: right,
        acceptsNull: true,
      });
      return;
    case 'AEXPR_NOT_DISTINCT':
      add({
        subject: left,
        ...distinctness(resolution, 'IS NOT DISTINCT FROM', 'other'),
        other: right,
        acceptsNull: true,
      });
      return;
    default:
      if (Object.hasOwn(operators, operator)) {
        const own = operators[operator];
        const isPrefixed = own?.isPrefix !== undefined && isPrefix(right, own.isPrefix);
        const spelled = own?.spelling ?? operator;
        if (columnsIn(left).length === 0) add({ subject: right, operator: spelled, kind: 'other', other: left });
        else
          add({ subject: left, operator: spelled, kind: isPrefixed ? 'prefix' : (own?.kind ?? 'other'), other: right });
        return;
      }
      resolveComparison(resolution, { left, right, operator, whole, place });
  }
}

function resolveBetween(
  expression: A_Expr,
  left: Node,
  bounds: readonly Node[],
  add: (comparison: Omit<Comparison, 'whole' | 'place'>) => void,
): void {
  const negated = expression.kind?.includes('NOT') ?? false;
  const symmetric = expression.kind?.endsWith('SYM') ? ' SYMMETRIC' : '';
  if (columnsIn(left).length > 0) {
    const operator = `${negated ? 'NOT ' : ''}BETWEEN${symmetric}`;
    add({ subject: left, operator, kind: negated ? 'other' : 'range', other: bounds });
    return;
  }
  // 5 BETWEEN a AND b is a <= 5 AND b >= 5.
  for (const [at, bound] of bounds.entries()) {
    const kind = negated || symmetric ? 'other' : 'range';
    add({ subject: bound, operator: kind === 'other' ? 'BETWEEN' : at === 0 ? '<=' : '>=', kind, other: left });
  }
}

/** `a op b` in both orientations. */
function resolveComparison(
  resolution: Resolution,
  comparison: { left: Node; right: Node; operator: string; whole: Node; place: ConditionPlace },
): void {
  const { operator, whole, place } = comparison;
  const lefts = rowOf(comparison.left);
  const rights = rowOf(comparison.right);
  if (lefts.length > 1 && lefts.length === rights.length) {
    resolveRows(resolution, { lefts, rights, operator, whole, place });
    return;
  }
  const left = dropIdleCast(resolution, comparison.left);
  const right = dropIdleCast(resolution, comparison.right);
  const kind = kindOfOperator(operator);
  const [one, other] = [asBoundColumn(left), asBoundColumn(right)];
  if (one && other && one.relation !== other.relation) {
    addJoin(resolution, { left: one, right: other, operator, whole, place });
    return;
  }
  const back = commute(operator);
  if (columnsIn(left).length > 0)
    addComparison(resolution, { subject: left, operator, kind, other: right, whole, place });
  if (columnsIn(right).length === 0 || sharesRelation(left, right)) return;
  const mirrored = back === undefined ? { operator, kind: 'other' as const } : { operator: back, kind };
  addComparison(resolution, { subject: right, ...mirrored, other: left, whole, place });
}

/**
 * Rows are equal pair by pair; ordered by their first pair, and where that ties by the next, so that only the first is
 * a condition of its own. https://www.postgresql.org/docs/18/functions-comparisons.html#ROW-WISE-COMPARISON
 */
function resolveRows(
  resolution: Resolution,
  rows: { lefts: readonly Node[]; rights: readonly Node[]; operator: string; whole: Node; place: ConditionPlace },
): void {
  const { lefts, rights, operator, whole, place } = rows;
  const back = commute(operator);
  if (kindOfOperator(operator) === 'range' && back !== undefined) {
    const isTurned = columnsIn({ List: { items: [...lefts] } }).length === 0;
    const [own, others] = isTurned ? [rights, lefts] : [lefts, rights];
    const columns = leadingColumns(resolution, own);
    const [subject, other] = [own[0], others[0]];
    const isSearch = columns.length > 0 && others.every((one) => columnsIn(one).length === 0);
    for (const [at, one] of own.entries()) noteParameter(resolution, one, others[at]);
    if (isSearch && subject && other) {
      const spelled = isTurned ? back : operator;
      addComparison(resolution, { subject, operator: spelled, kind: 'range', other, row: columns, whole, place });
      return;
    }
  }
  const isEach = operator === '=';
  for (const [at, left] of lefts.entries()) {
    const right = rights[at];
    if (!right) continue;
    const name = [{ String: { sval: operator } }];
    const pair: Node = isEach ? { A_Expr: { kind: 'AEXPR_OP', name, lexpr: left, rexpr: right } } : whole;
    const conjunct = place.conjunct && (isEach || (at === 0 && operator !== '<>'));
    resolveComparison(resolution, { left, right, operator, whole: pair, place: { ...place, conjunct } });
  }
}

/** The names of the columns that a row begins with, as long as they are of one relation. */
function leadingColumns(resolution: Resolution, row: readonly Node[]): readonly string[] {
  const uses = row.map((one) => asBoundColumn(dropIdleCast(resolution, one)));
  const end = uses.findIndex((use) => use === undefined || use.relation !== uses[0]?.relation);
  return uses.slice(0, end < 0 ? uses.length : end).flatMap((use) => use?.column ?? []);
}

function noteParameter(resolution: Resolution, subject: Node, other: Node | undefined): void {
  const column = asBoundColumn(dropIdleCast(resolution, subject));
  const { parameter } = comparedValue(resolution, '=', other ? [other] : []);
  if (column && parameter !== undefined && !resolution.parameters.get(parameter)) {
    resolution.parameters.set(parameter, column);
  }
}

/** Records a condition as a predicate of the one relation that its subject reads; nothing where it reads several. */
export function addComparison(resolution: Resolution, comparison: Comparison): void {
  const { place, whole } = comparison;
  const subject = dropIdleCast(resolution, comparison.subject);
  const uses = columnsIn(subject);
  const relation = uses[0]?.relation;
  if (relation === undefined || uses.some((use) => use.relation !== relation)) return;
  const others = listOf(comparison.other);
  const column = asBoundColumn(subject);
  const value = comparedValue(resolution, comparison.operator, others);
  const ofSameRow = others.some((other) => columnsIn(other).some((use) => use.relation === relation));
  const cast =
    'TypeCast' in subject ? typeNameOf(subject.TypeCast.typeName) : wideningCast(resolution, column, others[0]);
  const outer = relation < place.scope.firstRelation;
  if (column && value.parameter !== undefined && !resolution.parameters.get(value.parameter)) {
    resolution.parameters.set(value.parameter, column);
  }
  resolution.predicates.push({
    relation,
    ...(column ? { column: column.column } : { expression: printFor(resolution, subject, relation) }),
    columns: [...new Set(columnsIn(whole).flatMap((use) => (use.relation === relation ? [use.column] : [])))],
    ...(comparison.row === undefined || comparison.row.length < 2 ? {} : { row: [...comparison.row] }),
    operator: comparison.operator,
    kind: ofSameRow ? 'other' : comparison.kind,
    ...value,
    conjunct: place.conjunct && !outer && !survivesOuterJoin(resolution, comparison, relation),
    ...(place.disjunction === undefined ? {} : { disjunction: place.disjunction }),
    clause: place.clause,
    block: place.scope.block,
    text: printFor(resolution, whole, relation),
    ...(cast === undefined ? {} : { cast }),
  });
}

function listOf(other: Comparison['other']): readonly Node[] {
  if (other === undefined) return [];
  return Array.isArray(other) ? other : [other as Node];
}

/** The condition does not keep rows of the relation away from the result, so no scan may use it to skip them. */
function survivesOuterJoin(resolution: Resolution, comparison: Comparison, relation: number): boolean {
  const { join } = comparison.place;
  const use = { relation, column: '' };
  if (join?.kind === 'full') return true;
  if (join?.kind === 'left' && within(use, join.left)) return true;
  if (join?.kind === 'right' && within(use, join.right)) return true;
  if (join || !resolution.nullable.has(relation)) return false;
  return (comparison.acceptsNull ?? false) || hidesNull(comparison.subject);
}

function hidesNull(subject: Node): boolean {
  let hides = false;
  walkTree(subject, (node) => {
    if ('CoalesceExpr' in node || 'CaseExpr' in node || 'FuncCall' in node) hides = true;
    return !hides;
  });
  return hides;
}

function rowOf(node: Node): readonly Node[] {
  return 'RowExpr' in node ? (node.RowExpr.args ?? []) : [node];
}
