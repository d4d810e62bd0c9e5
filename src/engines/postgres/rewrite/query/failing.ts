import type { A_Expr, Node } from '#engines/postgres/rewrite/parse.ts';
import { walkTree } from '#engines/sql/resolve/print.ts';
import { functionName } from './functions.ts';
import { allOf, as, strings } from './tree.ts';

/**
 * The expression gives a value for every row, whatever the rows hold: no division by zero, no text that is no number.
 * A rewrite that evaluates it on more rows than before needs this.
 */
export function cannotFail(expression: Node): boolean {
  let isSafe = true;
  walkTree(expression, (node) => {
    if (allOf(node, 'ColumnRef').length === 0 && allOf(node, 'SubLink').length === 0) return false;
    isSafe = isSafe && isSafeNode(node);
    return isSafe;
  });
  return isSafe;
}

function isSafeNode(node: Node): boolean {
  const expression = as(node, 'A_Expr');
  if (expression) return isSafeOperation(expression);
  const call = as(node, 'FuncCall');
  if (call) return safeFunctions.has(functionName(call));
  const sublink = as(node, 'SubLink');
  if (sublink) return sublink.subLinkType === 'EXISTS_SUBLINK' || sublink.subLinkType === 'ANY_SUBLINK';
  const type = strings(as(node, 'TypeCast')?.typeName?.names).at(-1);
  if (type !== undefined) return type === 'text';
  return safeKinds.has(Object.keys(node)[0] ?? '');
}

function isSafeOperation({ kind, name, rexpr }: A_Expr): boolean {
  if (kind === 'AEXPR_OP' || kind === 'AEXPR_OP_ANY' || kind === 'AEXPR_OP_ALL') {
    return safeOperators.has(strings(name).at(-1) ?? '');
  }
  if (kind === 'AEXPR_LIKE' || kind === 'AEXPR_ILIKE') return as(rexpr, 'A_Const') !== undefined;
  return kind !== 'AEXPR_SIMILAR';
}

const safeOperators = new Set('= <> != < > <= >= || && @> <@ -> ->> ~~ ~~*'.split(' '));

const safeFunctions = new Set(
  `lower upper length char_length btrim ltrim rtrim concat concat_ws now coalesce nullif count min max bool_and bool_or
  every sum avg left right md5`.split(/\s+/),
);

const safeKinds = new Set(
  `ColumnRef A_Const ParamRef BoolExpr NullTest BooleanTest CoalesceExpr MinMaxExpr CaseExpr CaseWhen RowExpr A_ArrayExpr
  List String Integer Boolean SQLValueFunction SelectStmt ResTarget RangeVar JoinExpr A_Star TypeName SortBy`.split(
    /\s+/,
  ),
);
