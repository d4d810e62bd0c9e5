import { functionName } from './query/functions.ts';
import { dependsOnChance } from './query/order.ts';
import { isLimited } from './query/plain-block.ts';
import { columnOf } from './query/references.ts';
import type { Block, ParsedStatement } from './query/statement.ts';
import { allOf, replaced } from './query/tree.ts';
import { isDistinct, whyDetermined, whyRowsUnique } from './query/unique.ts';
import type { Application, RewriteRule } from './rule.ts';

export const distinctRemoved: RewriteRule = {
  id: 'distinct-removed',
  summary: 'DISTINCT goes where a key makes the rows unique anyway, or where duplicates do not count.',
  class: 'equivalent',
  source: 'https://www.postgresql.org/docs/18/sql-select.html#SQL-DISTINCT',
  *apply(statement) {
    for (const block of statement.blocks) {
      if (dependsOnChance(statement, block)) continue;
      if (isDistinct(block)) yield* ofRows(statement, block);
      yield* inCounts(statement, block);
    }
  },
};

function* ofRows(statement: ParsedStatement, block: Block): Iterable<Application> {
  const { distinctClause: _, ...select } = block.select;
  const isSet = ['EXISTS_SUBLINK', 'ANY_SUBLINK', 'ALL_SUBLINK'].includes(block.sublink?.subLinkType ?? '');
  const unique = whyRowsUnique(statement, block, 'distinct');
  if (!unique && !(isSet && !isLimited(select))) return;
  yield {
    tree: replaced(statement.tree, [[block.select, select]]),
    what: isSet
      ? 'DISTINCT goes from a sub-query in which duplicates do not count.'
      : 'DISTINCT goes, since no two rows are equal.',
    why: 'The server sorts or hashes all rows to find duplicates that are not there.',
    preconditions: [...(isSet ? [] : (unique?.reasons ?? []))],
  };
}

/** `count(DISTINCT id)`, where each row has an id of its own. */
function* inCounts(statement: ParsedStatement, block: Block): Iterable<Application> {
  for (const call of allOf(block.select.targetList ?? [], 'FuncCall', { below: 'here' })) {
    const column = columnOf(statement, call.args?.[0]);
    const isCount = functionName(call) === 'count' && call.agg_distinct && call.args?.length === 1 && !call.over;
    const reasons =
      isCount && column?.item.of === block ? whyDetermined(statement, block, [column], [column.item]) : undefined;
    if (!reasons) continue;
    const { agg_distinct: _, ...plain } = call;
    yield {
      tree: replaced(statement.tree, [[call, plain]]),
      what: 'DISTINCT goes from a count of values that are all different.',
      why: 'The server sorts all values to find duplicates that are not there.',
      preconditions: [...reasons],
    };
  }
}
