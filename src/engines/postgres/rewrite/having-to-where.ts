import type { Node } from './parse.ts';
import { and, withWhere } from './query/build.ts';
import { asComparison, conjuncts } from './query/conditions.ts';
import { cannotFail } from './query/failing.ts';
import { isAggregate } from './query/functions.ts';
import { dependsOnChance } from './query/order.ts';
import { columnOf, referencesIn } from './query/references.ts';
import type { Block, ParsedStatement } from './query/statement.ts';
import { allOf, as, replaced } from './query/tree.ts';
import { columnType, looksAsItCompares } from './query/types.ts';
import type { RewriteRule } from './rule.ts';

export const havingToWhere: RewriteRule = {
  id: 'having-to-where',
  summary: 'A condition of HAVING that reads no aggregate moves to WHERE.',
  class: 'style',
  source: 'https://www.postgresql.org/docs/18/sql-select.html#SQL-HAVING',
  *apply(statement) {
    for (const block of statement.blocks) {
      const { groupClause = [], havingClause, ...select } = block.select;
      const isPlainlyGrouped = groupClause.length > 0 && allOf(groupClause, 'GroupingSet').length === 0;
      if (!isPlainlyGrouped || !havingClause || dependsOnChance(statement, block)) continue;
      const terms = conjuncts(havingClause);
      const moved = terms.filter((term) => isOfGroup(statement, block, term));
      if (moved.length === 0) continue;
      const kept = and(terms.filter((term) => !moved.includes(term)));
      const where = and([select.whereClause, ...moved]);
      const instead = { ...withWhere(select, where), groupClause, ...(kept ? { havingClause: kept } : {}) };
      yield {
        tree: replaced(statement.tree, [[block.select, instead]]),
        what: 'A condition on the group moves from HAVING to WHERE.',
        why: 'It says which rows are read at all. The planner of PostgreSQL moves it by itself.',
        preconditions: [],
      };
    }
  },
};

/**
 * It gives the same for every row of a group. Without aggregates the server lets HAVING read only columns of GROUP BY,
 * and those that their key decides; rows of a group are equal there, but may not look alike (1.0 and 1.00).
 */
function isOfGroup(statement: ParsedStatement, block: Block, term: Node): boolean {
  const folds = allOf(term, 'FuncCall').some(isAggregate) || allOf(term, 'GroupingFunc').length > 0;
  if (folds || allOf(term, 'SubLink').length > 0 || !cannotFail(term)) return false;
  const found = referencesIn(statement, term);
  return found.every((one) => {
    if (one.kind !== 'column' || one.column.column?.collation !== undefined) return false;
    if (one.column.item.of !== block || looksAsItCompares(columnType(statement, one.column))) return true;
    return isTest(statement, term);
  });
}

/** The column itself is compared, so that equal values fare alike. */
function isTest(statement: ParsedStatement, term: Node): boolean {
  const comparison = asComparison(term);
  const list = as(term, 'A_Expr');
  const isColumn = (node: Node | undefined) => columnOf(statement, node) !== undefined;
  const isPlain = (node: Node | undefined) => isColumn(node) || (node !== undefined && isFixed(node));
  if (comparison) return isPlain(comparison.left) && isPlain(comparison.right);
  if (list?.kind === 'AEXPR_IN' || list?.kind === 'AEXPR_BETWEEN') return isColumn(list.lexpr);
  return isColumn(as(term, 'NullTest')?.arg);
}

function isFixed(node: Node): boolean {
  return as(node, 'A_Const') !== undefined || as(node, 'ParamRef') !== undefined;
}
