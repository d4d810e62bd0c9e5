import type { FuncCall } from './parse.ts';
import { functionName, isAggregate, unorderedAggregates } from './query/functions.ts';
import { dependsOnChance } from './query/order.ts';
import { isLimited } from './query/plain-block.ts';
import { placesOf } from './query/references.ts';
import type { Block, ParsedStatement } from './query/statement.ts';
import { allOf, replaced } from './query/tree.ts';
import { isGrouped } from './query/unique.ts';
import type { RewriteRule } from './rule.ts';

export const orderByInSubqueryRemoved: RewriteRule = {
  id: 'order-by-in-subquery-removed',
  summary: 'ORDER BY goes from a sub-query whose order nobody sees.',
  class: 'equivalent',
  source: 'https://www.postgresql.org/docs/18/queries-order.html',
  *apply(statement) {
    for (const block of statement.blocks) {
      const { sortClause = [], ...select } = block.select;
      if (sortClause.length === 0 || !isOrderLost(statement, block) || cuts(block)) continue;
      yield {
        tree: replaced(statement.tree, [[block.select, select]]),
        what: 'ORDER BY goes from a sub-query whose order is lost further out.',
        why: 'The server sorts what is then sorted anew, counted, or only looked into.',
        preconditions: [],
      };
    }
  },
};

/** LIMIT and DISTINCT ON choose rows by the order. */
function cuts({ select }: Block): boolean {
  return isLimited(select) || (select.distinctClause ?? []).some((key) => Object.keys(key).length > 0);
}

function isOrderLost(statement: ParsedStatement, block: Block): boolean {
  const { around, sublink, role } = block;
  if (sublink) return ['EXISTS_SUBLINK', 'ANY_SUBLINK', 'ALL_SUBLINK'].includes(sublink.subLinkType ?? '');
  if (!around) return false;
  const readers = role === 'cte' ? (placesOf(statement, block) ?? []).map((item) => item.of) : [around];
  return readers.length > 0 && readers.every((reader) => reader.role !== 'arm' && forgets(statement, reader));
}

/**
 * The reader's own result does not show in which order its rows came: it sorts them, or folds them with aggregates that
 * do not mind. One that only passes rows on would keep the order in practice, so there ORDER BY stays.
 */
function forgets(statement: ParsedStatement, reader: Block): boolean {
  if (dependsOnChance(statement, reader) || reader.arms.length > 0) return false;
  const calls = allOf([reader.select.targetList, reader.select.havingClause, reader.select.sortClause], 'FuncCall');
  if (calls.some((call) => call.over !== undefined || isOrderedCall(call))) return false;
  return isGrouped(reader) || (reader.select.sortClause ?? []).length > 0 || isOrderLost(statement, reader);
}

/** array_agg, string_agg, an aggregate that is not known. */
function isOrderedCall(call: FuncCall): boolean {
  return isAggregate(call) && !unorderedAggregates.has(functionName(call));
}
