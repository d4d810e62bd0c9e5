import type { Node } from '#engines/postgres/rewrite/parse.ts';
import { walkTree } from '#engines/sql/resolve/print.ts';
import { joinsOf } from './conditions.ts';
import type { Block } from './statement.ts';

/** Every operator expression in WHERE and in the ON of joins, sub-queries not entered. */
export function filtersOf(block: Block): readonly Node[] {
  const found: Node[] = [];
  walkTree([block.select.whereClause, ...joinsOf(block).map((join) => join.quals)], (node) => {
    if ('A_Expr' in node) found.push(node);
    return !('SubLink' in node);
  });
  return found;
}
