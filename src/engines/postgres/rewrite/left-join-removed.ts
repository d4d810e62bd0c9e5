import type { JoinExpr, Node } from './parse.ts';
import { itemsBelow, joinsOf } from './query/conditions.ts';
import { equalRowsLookAlike } from './query/equal-rows.ts';
import { mergesColumns } from './query/leave-out.ts';
import { dependsOnChance } from './query/order.ts';
import { isLimited, isRowWise } from './query/plain-block.ts';
import { itemsRead } from './query/references.ts';
import type { Block, FromItem, ParsedStatement } from './query/statement.ts';
import { findNode, replaced } from './query/tree.ts';
import { isDistinct, whyMatchedOnce } from './query/unique.ts';
import type { RewriteRule } from './rule.ts';

export const leftJoinRemoved: RewriteRule = {
  id: 'left-join-removed',
  summary: 'A LEFT JOIN goes of which no column is read, and that multiplies no row that counts.',
  class: 'equivalent',
  source: 'https://www.postgresql.org/docs/18/queries-table-expressions.html#QUERIES-JOIN',
  *apply(statement) {
    for (const block of statement.blocks) {
      if (dependsOnChance(statement, block)) continue;
      for (const join of joinsOf(block)) {
        const [item, more] = itemsBelow(block, join.rarg);
        if (join.jointype !== 'JOIN_LEFT' || !join.larg || !item || more || isRead(statement, block, item, join))
          continue;
        const reasons = countsNot(statement, block) ? [] : whyMatchedOnce(statement, block, join);
        const node = reasons && nodeOf(block, join);
        if (!node) continue;
        yield {
          tree: replaced(statement.tree, [[node, join.larg]]),
          // With a key the planner drops the join by itself.
          class: countsNot(statement, block) ? 'equivalent' : 'style',
          what: `The LEFT JOIN with ${item.alias} goes, since nothing of it is read.`,
          why: countsNot(statement, block)
            ? 'The join multiplies rows only for DISTINCT to fold them again.'
            : 'It neither adds nor drops a row. The planner of PostgreSQL leaves it out by itself.',
          preconditions: [...reasons],
        };
      }
    }
  },
};

/** Duplicates do not count: DISTINCT, or a sub-query of IN or EXISTS. */
function countsNot(statement: ParsedStatement, block: Block): boolean {
  const isSet = ['EXISTS_SUBLINK', 'ANY_SUBLINK', 'ALL_SUBLINK'].includes(block.sublink?.subLinkType ?? '');
  if (!isRowWise(statement, block)) return false;
  return (
    (isDistinct(block) && equalRowsLookAlike(statement, block)) ||
    (isSet && !isLimited(block.select) && !block.select.distinctClause)
  );
}

/** Anywhere but in ON of the join itself, be it by `*`, by a whole row or from a sub-query. */
function isRead(statement: ParsedStatement, block: Block, item: FromItem, join: JoinExpr): boolean {
  if (mergesColumns(block) || (block.outputs ?? [{ column: { item } }]).some(({ column }) => column?.item === item)) {
    return true;
  }
  return itemsRead(statement, replaced(block.select, [[join, { larg: join.larg }]])).has(item);
}

function nodeOf({ select }: Block, join: JoinExpr): Node | undefined {
  return findNode(select.fromClause, (node) => 'JoinExpr' in node && node.JoinExpr === join);
}
