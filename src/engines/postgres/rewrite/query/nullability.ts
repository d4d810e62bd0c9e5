import type { Node } from '#engines/postgres/rewrite/parse.ts';
import { notNullReason } from './catalog.ts';
import { asComparison, keptByAllRows } from './conditions.ts';
import { functionName } from './functions.ts';
import { columnOf } from './references.ts';
import type { Block, ItemColumn, Output, ParsedStatement } from './statement.ts';
import { allOf, as } from './tree.ts';

/**
 * Why an expression is never NULL, one sentence for each fact of the catalog that it rests on (none for a literal).
 * undefined: it may be NULL.
 */
export function whyNotNull(statement: ParsedStatement, node: Node | undefined): readonly string[] | undefined {
  if (node === undefined) return undefined;
  const column = columnOf(statement, node);
  if (column) return whyColumnNotNull(statement, column);
  const constant = as(node, 'A_Const');
  if (constant) return constant.isnull ? undefined : [];
  if (as(node, 'SQLValueFunction')) return [];
  const sublink = as(node, 'SubLink');
  if (sublink) return sublink.subLinkType === 'EXISTS_SUBLINK' ? [] : undefined;
  const cast = as(node, 'TypeCast');
  if (cast) return as(cast.arg, 'A_Const') ? whyNotNull(statement, cast.arg) : undefined;
  const first = as(node, 'CoalesceExpr')?.args?.map((arg) => whyNotNull(statement, arg));
  if (first) return first.find((reasons) => reasons !== undefined);
  const call = as(node, 'FuncCall');
  return call && !call.over && ['count', 'now'].includes(functionName(call)) ? [] : undefined;
}

/** The same for a column, in the scope of its block. */
export function whyColumnNotNull(statement: ParsedStatement, column: ItemColumn): readonly string[] | undefined {
  if (column.item.nullSide || hasGroupingSets(column.item.of)) return undefined;
  const reason = notNullReason(column, statement.schema);
  if (reason !== undefined) return [reason];
  return column.output && whyOutputNotNull(statement, column.output);
}

export function whyOutputNotNull(statement: ParsedStatement, output: Output): readonly string[] | undefined {
  const { block } = output;
  if (block.arms.length > 0) {
    const at = block.outputs?.indexOf(output) ?? -1;
    const arms = block.arms.map((arm) => arm.outputs?.[at]).map((one) => one && whyOutputNotNull(statement, one));
    const known = arms.flatMap((reasons) => (reasons === undefined ? [] : [reasons]));
    return known.length === arms.length ? known.flat() : undefined;
  }
  if (output.column) {
    return whyColumnNotNull(statement, output.column) ?? whyRejected(statement, output.column, block);
  }
  return hasGroupingSets(block) ? undefined : whyNotNull(statement, output.value);
}

/**
 * Why no row of the block has NULL there: WHERE or an inner join would not have let it through. For what is read after
 * WHERE: the SELECT list, GROUP BY, ORDER BY, a query around.
 */
export function whyRejected(
  statement: ParsedStatement,
  column: ItemColumn,
  block: Block,
): readonly string[] | undefined {
  if (column.item.of !== block || hasGroupingSets(block)) return undefined;
  return keptByAllRows(block).some((term) => rejectsNull(statement, term, column)) ? [] : undefined;
}

/** The condition is not true where the column is NULL. */
export function rejectsNull(statement: ParsedStatement, term: Node, column: ItemColumn): boolean {
  const test = as(term, 'NullTest');
  if (test) return test.nulltesttype === 'IS_NOT_NULL' && columnOf(statement, test.arg) === column;
  const comparison = asComparison(term);
  const expression = as(term, 'A_Expr');
  const isStrict = comparison !== undefined || strictKinds.includes(expression?.kind ?? '');
  if (!isStrict) return false;
  return [expression?.lexpr, expression?.kind === 'AEXPR_OP' ? expression.rexpr : undefined].some(
    (side) => columnOf(statement, side) === column,
  );
}

const strictKinds: readonly string[] = ['AEXPR_IN', 'AEXPR_BETWEEN', 'AEXPR_LIKE', 'AEXPR_ILIKE'];

function hasGroupingSets(block: Block): boolean {
  return allOf(block.select.groupClause ?? [], 'GroupingSet').length > 0;
}
