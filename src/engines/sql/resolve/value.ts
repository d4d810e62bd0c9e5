import type { Node } from '@pgsql/types';
import { printFor, walkTree } from './print.ts';
import type { Resolution } from './state.ts';

/** What a column is compared with: its text, whether it is a literal, and the parameter that it is. */
export interface ComparedValue {
  readonly value?: string;
  readonly parameter?: number;
  readonly constant: boolean;
}

/** No text where the other side reads columns or a subquery. */
export function comparedValue(resolution: Resolution, operator: string, others: readonly Node[]): ComparedValue {
  if (others.length === 0 || others.some(readsSomething)) return { constant: false };
  const texts = others.map((other) => printFor(resolution, other, undefined));
  const value = operator.includes('BETWEEN')
    ? texts.join(' AND ')
    : /(?:^|\s)IN$/.test(operator)
      ? `(${texts.join(', ')})`
      : (texts[0] ?? '');
  const parameter = others.length === 1 && others[0] ? parameterOf(others[0]) : undefined;
  return { value, ...(parameter === undefined ? {} : { parameter }), constant: others.every(isLiteral) };
}

/** `$1`, also as `$1::int`. */
function parameterOf(node: Node): number | undefined {
  if ('TypeCast' in node && node.TypeCast.arg) return parameterOf(node.TypeCast.arg);
  return 'ParamRef' in node ? (node.ParamRef.number ?? 0) : undefined;
}

function isLiteral(node: Node): boolean {
  if ('A_Const' in node) return true;
  if ('TypeCast' in node) return node.TypeCast.arg !== undefined && isLiteral(node.TypeCast.arg);
  if ('A_ArrayExpr' in node) return (node.A_ArrayExpr.elements ?? []).every(isLiteral);
  if ('RowExpr' in node) return (node.RowExpr.args ?? []).every(isLiteral);
  return 'A_Expr' in node && !node.A_Expr.lexpr && node.A_Expr.rexpr !== undefined && isLiteral(node.A_Expr.rexpr);
}

function readsSomething(node: Node): boolean {
  let reads = false;
  walkTree(node, (part) => {
    if ('ColumnRef' in part || 'SubLink' in part) reads = true;
    return !reads;
  });
  return reads;
}
