import type { Node } from '@pgsql/types';
import { functionName } from './functions.ts';

/**
 * The name that PostgreSQL gives to an output column without AS: the column's, the function's, a cast's inner name, or
 * else the type's; `?column?` at last. https://www.postgresql.org/docs/18/sql-select.html#SQL-SELECT-LIST
 */
export function outputName(node: Node): string {
  return guess(node) ?? '?column?';
}

function guess(node: Node): string | undefined {
  if ('ColumnRef' in node) return lastString(node.ColumnRef.fields);
  if ('FuncCall' in node) return functionName(node.FuncCall);
  if ('A_Indirection' in node) {
    return (
      lastString(node.A_Indirection.indirection) ?? (node.A_Indirection.arg ? guess(node.A_Indirection.arg) : undefined)
    );
  }
  if ('TypeCast' in node) {
    return (node.TypeCast.arg ? guess(node.TypeCast.arg) : undefined) ?? lastString(node.TypeCast.typeName?.names);
  }
  if ('CollateClause' in node) return node.CollateClause.arg ? guess(node.CollateClause.arg) : undefined;
  if ('CaseExpr' in node) return (node.CaseExpr.defresult ? guess(node.CaseExpr.defresult) : undefined) ?? 'case';
  if ('A_Expr' in node) return node.A_Expr.kind === 'AEXPR_NULLIF' ? 'nullif' : undefined;
  if ('A_ArrayExpr' in node) return 'array';
  if ('RowExpr' in node) return 'row';
  if ('CoalesceExpr' in node) return 'coalesce';
  if ('MinMaxExpr' in node) return node.MinMaxExpr.op === 'IS_LEAST' ? 'least' : 'greatest';
  if ('GroupingFunc' in node) return 'grouping';
  if ('SQLValueFunction' in node) {
    return (node.SQLValueFunction.op ?? '')
      .replace(/^SVFOP_/, '')
      .replace(/_N$/, '')
      .toLowerCase();
  }
  if ('SubLink' in node) return subqueryName(node.SubLink.subLinkType, node.SubLink.subselect);
  return undefined;
}

function subqueryName(kind: string | undefined, select: Node | undefined): string | undefined {
  if (kind === 'EXISTS_SUBLINK') return 'exists';
  if (kind === 'ARRAY_SUBLINK') return 'array';
  if (kind !== 'EXPR_SUBLINK' || !select || !('SelectStmt' in select)) return undefined;
  const [target] = select.SelectStmt.targetList ?? [];
  if (!target || !('ResTarget' in target)) return undefined;
  return target.ResTarget.name ?? (target.ResTarget.val ? guess(target.ResTarget.val) : undefined);
}

function lastString(nodes: readonly Node[] | undefined): string | undefined {
  const strings = (nodes ?? []).flatMap((node) => ('String' in node ? [node.String.sval ?? ''] : []));
  return strings.at(-1);
}
