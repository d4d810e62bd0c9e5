import type { SelectStmt } from '#engines/postgres/rewrite/parse.ts';
import { functionTraits } from './functions.ts';
import type { Block, ParsedStatement } from './statement.ts';
import { allOf } from './tree.ts';
import { isDistinct, isGrouped } from './unique.ts';

/** FROM, WHERE and a SELECT list, perhaps ORDER BY: nothing folds, cuts or multiplies rows. */
export function isPlain(statement: ParsedStatement, block: Block): boolean {
  const { select } = block;
  return isRowWise(statement, block) && !select.withClause && !isLimited(select) && !select.distinctClause;
}

/** The same, or with DISTINCT: fit for IN and EXISTS, where duplicates do not count. */
export function isPlainSet(statement: ParsedStatement, block: Block): boolean {
  const { select } = block;
  const isPlainDistinct = select.distinctClause === undefined || isDistinct(block);
  return isRowWise(statement, block) && !select.withClause && !isLimited(select) && isPlainDistinct;
}

/** Each row of FROM that WHERE lets through gives one row; WITH, DISTINCT, ORDER BY and LIMIT may come on top. */
export function isRowWise(statement: ParsedStatement, block: Block): boolean {
  const { select } = block;
  if (block.arms.length > 0 || select.valuesLists || isGrouped(block)) return false;
  return !allOf([select.targetList, select.sortClause], 'FuncCall', { below: 'here' }).some(
    (call) => call.over !== undefined || functionTraits(call, statement.schema).returnsSet,
  );
}

export function isLimited(select: SelectStmt): boolean {
  return select.limitCount !== undefined || select.limitOffset !== undefined;
}
