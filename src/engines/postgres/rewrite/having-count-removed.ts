import type { Node } from './parse.ts';
import { and } from './query/build.ts';
import { asComparison, conjuncts, mirror } from './query/conditions.ts';
import { functionName } from './query/functions.ts';
import { dependsOnChance } from './query/order.ts';
import { allOf, as, replaced } from './query/tree.ts';
import type { RewriteRule } from './rule.ts';

export const havingCountRemoved: RewriteRule = {
  id: 'having-count-removed',
  summary: 'HAVING count(*) >= 1 goes: no group is empty.',
  class: 'style',
  source: 'https://www.postgresql.org/docs/18/queries-table-expressions.html#QUERIES-GROUP',
  *apply(statement) {
    for (const block of statement.blocks) {
      const { groupClause = [], havingClause, ...select } = block.select;
      const isPlainlyGrouped = groupClause.length > 0 && allOf(groupClause, 'GroupingSet').length === 0;
      if (!isPlainlyGrouped || !havingClause || dependsOnChance(statement, block)) continue;
      const terms = conjuncts(havingClause);
      const kept = terms.filter((term) => !isTrivial(term));
      if (kept.length === terms.length) continue;
      const having = and(kept);
      yield {
        tree: replaced(statement.tree, [
          [block.select, { ...select, groupClause, ...(having ? { havingClause: having } : {}) }],
        ]),
        what: 'The count in HAVING goes, since every group has a row.',
        why: 'A condition that is always true only makes the query longer.',
        preconditions: [],
      };
    }
  },
};

/** `count(*) > 0` in one of its forms. */
function isTrivial(term: Node): boolean {
  const comparison = asComparison(term);
  if (!comparison) return false;
  const { left, operator, right } = as(comparison.left, 'FuncCall') ? comparison : mirror(comparison);
  const call = as(left, 'FuncCall');
  const isCount = call !== undefined && functionName(call) === 'count' && call.agg_star === true;
  const limit = as(right, 'A_Const')?.ival;
  if (!isCount || call.over || call.agg_filter || !limit) return false;
  return ['> 0', '>= 1', '<> 0', '!= 0'].includes(`${operator} ${limit.ival ?? 0}`);
}
