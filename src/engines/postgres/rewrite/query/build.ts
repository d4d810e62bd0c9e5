import type {
  A_Expr,
  ColumnRef,
  FuncCall,
  JoinExpr,
  Node,
  SelectStmt,
  SubLink,
} from '#engines/postgres/rewrite/parse.ts';

/** Nodes to build trees from, in the very shape that the parser gives. */

export function name(text: string): Node {
  return { String: { sval: text } };
}

/** `columnNode('o', 'id')` is `o.id`. */
export function columnNode(...names: readonly string[]): Node & { readonly ColumnRef: ColumnRef } {
  return { ColumnRef: { fields: names.map(name) } };
}

export function starNode(alias?: string): Node {
  return { ColumnRef: { fields: [...(alias === undefined ? [] : [name(alias)]), { A_Star: {} }] } };
}

/** The parser makes a negative number one constant too, and one beyond integer a decimal. */
export function integer(value: number): Node {
  if (Math.abs(value) > 2_147_483_647) return { A_Const: { fval: { fval: String(value) } } };
  return { A_Const: { ival: value === 0 ? {} : { ival: value } } };
}

export function text(value: string): Node {
  return { A_Const: { sval: value === '' ? {} : { sval: value } } };
}

export function parameter(number: number): Node {
  return { ParamRef: { number } };
}

export function cast(value: Node, ...type: readonly string[]): Node {
  return { TypeCast: { arg: value, typeName: { names: type.map(name), typemod: -1 } } };
}

export function call(functionName: string, args: readonly Node[]): Node & { readonly FuncCall: FuncCall } {
  return { FuncCall: { funcname: [name(functionName)], args: [...args], funcformat: 'COERCE_EXPLICIT_CALL' } };
}

export function coalesce(args: readonly Node[]): Node {
  return { CoalesceExpr: { args: [...args] } };
}

export function operation(left: Node, operator: string, right: Node): Node & { readonly A_Expr: A_Expr } {
  return { A_Expr: { kind: 'AEXPR_OP', name: [name(operator)], lexpr: left, rexpr: right } };
}

export function like(left: Node, pattern: string): Node {
  return { A_Expr: { kind: 'AEXPR_LIKE', name: [name('~~')], lexpr: left, rexpr: text(pattern) } };
}

/** AND of all, ANDs in them taken apart as the parser does. undefined: there is none. */
export function and(parts: readonly (Node | undefined)[]): Node | undefined {
  return joined('AND_EXPR', parts);
}

export function or(parts: readonly (Node | undefined)[]): Node | undefined {
  return joined('OR_EXPR', parts);
}

function joined(boolop: 'AND_EXPR' | 'OR_EXPR', parts: readonly (Node | undefined)[]): Node | undefined {
  const flat = parts.flatMap((part) => {
    if (part === undefined) return [];
    return 'BoolExpr' in part && part.BoolExpr.boolop === boolop ? (part.BoolExpr.args ?? []) : [part];
  });
  return flat.length > 1 ? { BoolExpr: { boolop, args: flat } } : flat[0];
}

export function not(condition: Node): Node {
  return { BoolExpr: { boolop: 'NOT_EXPR', args: [condition] } };
}

export function isNull(value: Node): Node {
  return { NullTest: { arg: value, nulltesttype: 'IS_NULL' } };
}

export function isNotNullTest(value: Node): Node {
  return { NullTest: { arg: value, nulltesttype: 'IS_NOT_NULL' } };
}

export function isNotTrue(condition: Node): Node {
  return { BooleanTest: { arg: condition, booltesttype: 'IS_NOT_TRUE' } };
}

/** `EXISTS (SELECT 1 FROM … WHERE …)`. */
export function exists(select: SelectStmt): Node & { readonly SubLink: SubLink } {
  return { SubLink: { subLinkType: 'EXISTS_SUBLINK', subselect: { SelectStmt: select } } };
}

/** A SELECT with nothing in it but what is given. */
export function selectOf(parts: {
  readonly targets: readonly Node[];
  readonly from: readonly Node[];
  readonly where?: Node | undefined;
  readonly groupBy?: readonly Node[];
}): SelectStmt {
  return {
    targetList: [...parts.targets],
    ...(parts.from.length === 0 ? {} : { fromClause: [...parts.from] }),
    ...(parts.where === undefined ? {} : { whereClause: parts.where }),
    ...(parts.groupBy === undefined || parts.groupBy.length === 0 ? {} : { groupClause: [...parts.groupBy] }),
    limitOption: 'LIMIT_OPTION_DEFAULT',
    op: 'SETOP_NONE',
  };
}

/** The SELECT with another WHERE, or none. */
export function withWhere(select: SelectStmt, where: Node | undefined): SelectStmt {
  const { whereClause: _, ...rest } = select;
  return where === undefined ? rest : { ...rest, whereClause: where };
}

/** An entry of the SELECT list, with AS where a name is given. */
export function target(value: Node, as?: string): Node {
  return { ResTarget: { ...(as === undefined ? {} : { name: as }), val: value } };
}

export function derivedTable(select: SelectStmt, alias: string): Node {
  return { RangeSubselect: { subquery: { SelectStmt: select }, alias: { aliasname: alias } } };
}

export function joinNode(
  jointype: NonNullable<JoinExpr['jointype']>,
  left: Node,
  right: Node,
  on: Node | undefined,
): Node {
  return { JoinExpr: { jointype, larg: left, rarg: right, ...(on === undefined ? {} : { quals: on }) } };
}
