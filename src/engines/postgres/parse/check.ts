import type { A_Expr, FuncCall, Node } from '@pgsql/types';
import { loadModule, parseSync } from 'libpg-query';
import { columnsRead } from '#analysis/row-generator/branches.ts';
import type { CheckComparison, CheckCondition, CheckOperand } from '#analysis/row-generator/check-condition.ts';
import { parseArray } from './array.ts';

await loadModule();

/**
 * The expression of a CHECK, of a partial index's predicate, or of a domain (`VALUE` becomes a column `value`), as the
 * server prints it. What is not understood is `opaque`, so that what stands beside it still counts.
 */
export function parseCheck(expression: string): CheckCondition {
  const node = whereOf(expression);
  return node === undefined ? { kind: 'opaque', text: expression } : condition(node, expression);
}

/** The key of an expression index; undefined where it is not understood. */
export function parseKeyExpression(expression: string): CheckOperand | undefined {
  const node = whereOf(expression);
  return node === undefined ? undefined : operand(node);
}

function whereOf(expression: string): Node | undefined {
  try {
    const statement = parseSync(`SELECT 1 WHERE ${expression}`).stmts?.[0]?.stmt;
    return statement && 'SelectStmt' in statement ? statement.SelectStmt.whereClause : undefined;
  } catch {
    return undefined;
  }
}

function condition(node: Node, text: string): CheckCondition {
  return understood(node, text) ?? { kind: 'opaque', text };
}

function understood(node: Node, text: string): CheckCondition | undefined {
  if ('BoolExpr' in node) {
    const of = (node.BoolExpr.args ?? []).map((one) => condition(one, text));
    const [only] = of;
    if (node.BoolExpr.boolop === 'NOT_EXPR') return only && { kind: 'not', of: only };
    return { kind: node.BoolExpr.boolop === 'AND_EXPR' ? 'and' : 'or', of };
  }
  if ('NullTest' in node && node.NullTest.arg) {
    const subject = operand(node.NullTest.arg);
    return subject && { kind: 'is-null', subject, negated: node.NullTest.nulltesttype === 'IS_NOT_NULL' };
  }
  if ('BooleanTest' in node && node.BooleanTest.arg)
    return booleanTest(node.BooleanTest.booltesttype ?? '', condition(node.BooleanTest.arg, text));
  if ('A_Expr' in node) return expression(node.A_Expr, text);
  if ('FuncCall' in node && nameOf(node.FuncCall.funcname) === 'starts_with') {
    const [subject, prefix] = (node.FuncCall.args ?? []).map(operand);
    if (subject === undefined || prefix?.kind !== 'constant' || prefix.value === null) return undefined;
    const pattern = `${prefix.value.replace(/[\\%_]/g, '\\$&')}%`;
    return { kind: 'match', subject, form: 'like', pattern, ignoreCase: false, negated: false };
  }
  if ('TypeCast' in node && node.TypeCast.arg && typeOf(node) === 'bool') return condition(node.TypeCast.arg, text);
  const value = operand(node);
  if (value?.kind === 'constant')
    return { kind: 'constant', value: value.value === null ? null : /^t/i.test(value.value) };
  // A boolean column stands for itself.
  return value?.kind === 'column'
    ? { kind: 'compare', operator: '=', left: value, right: { kind: 'constant', value: 't' } }
    : undefined;
}

/** NULL is let through by a CHECK but not by IS TRUE: there the columns are asked to be present. */
function booleanTest(test: string, of: CheckCondition): CheckCondition {
  const present = columnsRead(of).map(
    (column): CheckCondition => ({ kind: 'is-null', subject: { kind: 'column', column }, negated: true }),
  );
  switch (test) {
    case 'IS_TRUE':
      return { kind: 'and', of: [of, ...present] };
    case 'IS_FALSE':
      return { kind: 'and', of: [{ kind: 'not', of }, ...present] };
    case 'IS_NOT_FALSE':
      return of;
    case 'IS_NOT_TRUE':
      return { kind: 'not', of };
    default:
      return { kind: 'opaque', text: test.replaceAll('_', ' ') };
  }
}

function expression(node: A_Expr, text: string): CheckCondition | undefined {
  const operator = nameOf(node.name);
  const { lexpr: left, rexpr: right } = node;
  if (!left || !right) return undefined;
  switch (node.kind) {
    case 'AEXPR_IN':
      return listed(left, 'List' in right ? (right.List.items ?? []) : [], operator === '<>');
    case 'AEXPR_OP_ANY':
    case 'AEXPR_OP_ALL': {
      const members = elements(right);
      if (members === undefined) return undefined;
      const isAny = node.kind === 'AEXPR_OP_ANY';
      if (operator === (isAny ? '=' : '<>')) return listed(left, members, !isAny);
      const each = members.map((member) => comparison(operator, left, member, text));
      return each.some((one) => one === undefined)
        ? undefined
        : { kind: isAny ? 'or' : 'and', of: each.flatMap((one) => one ?? []) };
    }
    case 'AEXPR_BETWEEN':
    case 'AEXPR_NOT_BETWEEN': {
      const [low, high] = 'List' in right ? (right.List.items ?? []) : [];
      const [from, to] = [low && comparison('>=', left, low, text), high && comparison('<=', left, high, text)];
      if (!from || !to) return undefined;
      const both: CheckCondition = { kind: 'and', of: [from, to] };
      return node.kind === 'AEXPR_BETWEEN' ? both : { kind: 'not', of: both };
    }
    default:
      return comparison(operator, left, right, text);
  }
}

function listed(subject: Node, members: readonly Node[], negated: boolean): CheckCondition | undefined {
  const of = operand(subject);
  const values = members.map((member) => operand(member));
  if (of === undefined) return undefined;
  const texts = values.flatMap((value) => (value?.kind === 'constant' && value.value !== null ? [value.value] : []));
  return texts.length === values.length ? { kind: 'in', subject: of, values: texts, negated } : undefined;
}

const comparisons: Readonly<Record<string, CheckComparison>> = {
  '=': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

function comparison(operator: string, left: Node, right: Node, text: string): CheckCondition | undefined {
  const compared = comparisons[operator];
  if (compared !== undefined) {
    const [one, other] = [operand(left) ?? truth(left, text), operand(right) ?? truth(right, text)];
    return one && other && { kind: 'compare', operator: compared, left: one, right: other };
  }
  const [, not, like, ignoreLike, regex, ignoreRegex] = /^(!?)(?:(~~)|(~~\*)|(~)|(~\*))$/.exec(operator) ?? [];
  const isLike = like !== undefined || ignoreLike !== undefined;
  if (!isLike && regex === undefined && ignoreRegex === undefined) return undefined;
  const [subject, pattern] = [operand(left), operand(right)];
  if (subject === undefined || pattern?.kind !== 'constant' || pattern.value === null) return undefined;
  return {
    kind: 'match',
    subject,
    form: isLike ? 'like' : 'regex',
    pattern: pattern.value,
    ignoreCase: ignoreLike !== undefined || ignoreRegex !== undefined,
    negated: not === '!',
  };
}

/** A condition that is compared with another, or counted. */
function truth(node: Node, text: string): CheckOperand | undefined {
  const inner = 'TypeCast' in node && /^int[248]$/.test(typeOf(node)) ? node.TypeCast.arg : node;
  if (inner === undefined || !('NullTest' in inner || 'BoolExpr' in inner || 'A_Expr' in inner)) return undefined;
  const of = understood(inner, text);
  return of && { kind: 'truth', of };
}

function operand(node: Node): CheckOperand | undefined {
  if ('ColumnRef' in node) {
    const last = node.ColumnRef.fields?.at(-1);
    return last && 'String' in last ? { kind: 'column', column: last.String.sval ?? '' } : undefined;
  }
  if ('A_Const' in node) return { kind: 'constant', value: constant(node.A_Const) };
  if ('TypeCast' in node && node.TypeCast.arg) {
    const inner = operand(node.TypeCast.arg);
    if (inner === undefined) return /^int[248]$/.test(typeOf(node)) ? truth(node, '') : undefined;
    // A cast to fewer digits or another kind of value changes it; one between texts, or of a constant, does not.
    const isIdle = inner.kind === 'constant' || /^(text|varchar|bpchar|numeric|float8|citext)$/.test(typeOf(node));
    return isIdle ? inner : undefined;
  }
  if ('FuncCall' in node) return call(node.FuncCall);
  if ('CoalesceExpr' in node) {
    const of = (node.CoalesceExpr.args ?? []).map(operand);
    return of.some((one) => one === undefined) ? undefined : { kind: 'coalesce', of: of.flatMap((one) => one ?? []) };
  }
  if ('A_Expr' in node) return arithmetic(node.A_Expr);
  return undefined;
}

function arithmetic({ name, lexpr, rexpr, kind }: A_Expr): CheckOperand | undefined {
  const operator = nameOf(name);
  if (kind !== 'AEXPR_OP' || !/^[-+*/%]$/.test(operator) || !rexpr) return undefined;
  const right = operand(rexpr);
  const left: CheckOperand | undefined = lexpr ? operand(lexpr) : { kind: 'constant', value: '0' };
  return left && right && { kind: 'arithmetic', operator: operator as '+' | '-' | '*' | '/' | '%', left, right };
}

const functions: Readonly<Record<string, Extract<CheckOperand, { kind: 'function' }>['name']>> = {
  length: 'length',
  char_length: 'length',
  character_length: 'length',
  octet_length: 'length',
  lower: 'lower',
  upper: 'upper',
  btrim: 'trim',
  trim: 'trim',
  abs: 'abs',
  cardinality: 'elements',
  array_length: 'elements',
  jsonb_typeof: 'json-type',
  json_typeof: 'json-type',
};

function call({ funcname, args = [] }: FuncCall): CheckOperand | undefined {
  const name = nameOf(funcname);
  const [first, second] = args;
  if (first === undefined) return undefined;
  if (name === 'num_nonnulls' || name === 'num_nulls') return nullCount(args, name === 'num_nonnulls');
  const of = operand(first);
  const known = functions[name];
  if (known === undefined || of === undefined) return undefined;
  const isPlain =
    second === undefined || (name === 'array_length' && (operand(second) as { value?: string })?.value === '1');
  return isPlain ? { kind: 'function', name: known, of } : undefined;
}

function nullCount(args: readonly Node[], counted: boolean): CheckOperand | undefined {
  const truths = args.map((arg): CheckOperand | undefined => {
    const subject = operand(arg);
    return subject && { kind: 'truth', of: { kind: 'is-null', subject, negated: counted } };
  });
  return truths.reduce((sum, one) => sum && one && { kind: 'arithmetic', operator: '+', left: sum, right: one });
}

function constant(value: Extract<Node, { A_Const: unknown }>['A_Const']): string | null {
  if (value.isnull === true) return null;
  if (value.boolval !== undefined) return value.boolval.boolval === true ? 't' : 'f';
  if (value.sval !== undefined) return value.sval.sval ?? '';
  if (value.fval !== undefined) return value.fval.fval ?? '0';
  if (value.bsval !== undefined) return (value.bsval.bsval ?? '').slice(1);
  return String(value.ival?.ival ?? 0);
}

/** Of `ARRAY['a'::text, …]`, through casts, or of `'{a,b}'::text[]`. */
function elements(node: Node): readonly Node[] | undefined {
  if ('TypeCast' in node && node.TypeCast.arg) return elements(node.TypeCast.arg);
  if ('A_ArrayExpr' in node) return node.A_ArrayExpr.elements ?? [];
  if (!('A_Const' in node)) return undefined;
  const members = parseArray(constant(node.A_Const) ?? '');
  return members?.map((member) => ({ A_Const: member === null ? { isnull: true } : { sval: { sval: member } } }));
}

function nameOf(parts: readonly Node[] | undefined): string {
  const last = parts?.at(-1);
  return last && 'String' in last ? (last.String.sval ?? '') : '';
}

function typeOf(node: Node): string {
  return 'TypeCast' in node ? nameOf(node.TypeCast.typeName?.names) : '';
}
