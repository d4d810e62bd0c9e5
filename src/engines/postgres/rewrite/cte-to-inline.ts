import type { CommonTableExpr } from './parse.ts';
import { keptByAllRows } from './query/conditions.ts';
import { dependsOnChance } from './query/order.ts';
import { itemsRead, placesOf, readsOnly } from './query/references.ts';
import type { Block, FromItem, ParsedStatement } from './query/statement.ts';
import { allOf, as, replaced } from './query/tree.ts';
import type { RewriteRule } from './rule.ts';

export const cteToInline: RewriteRule = {
  id: 'cte-to-inline',
  summary: 'A WITH query that is worked out whole becomes NOT MATERIALIZED.',
  class: 'equivalent',
  hint: true,
  source: 'https://www.postgresql.org/docs/18/queries-with.html#QUERIES-WITH-CTE-MATERIALIZATION',
  *apply(statement) {
    for (const { table, block } of commonTables(statement)) {
      const places = placesOf(statement, block) ?? [];
      const isWhole =
        table.ctematerialized === 'CTEMaterializeAlways' ||
        (table.ctematerialized === 'CTEMaterializeDefault' && places.length > 1 && isFiltered(statement, places));
      if (places.length === 0 || !isWhole || dependsOnChance(statement, block)) continue;
      yield {
        tree: replaced(statement.tree, [[table, { ...table, ctematerialized: 'CTEMaterializeNever' }]]),
        what: `The WITH query ${table.ctename} becomes NOT MATERIALIZED.`,
        why: 'Conditions of the readers then reach its tables and their indexes, instead of filtering a finished result.',
        preconditions: [],
      };
    }
  },
};

/** A reader asks for some of its rows only. */
function isFiltered(statement: ParsedStatement, places: readonly FromItem[]): boolean {
  return places.some((item) => {
    return keptByAllRows(item.of).some(
      (term) => itemsRead(statement, term).has(item) && readsOnly(statement, term, [item]),
    );
  });
}

/** The WITH queries that are no recursion, with their blocks. */
export function commonTables(
  statement: ParsedStatement,
): readonly { readonly table: CommonTableExpr; readonly block: Block }[] {
  return allOf(statement.tree, 'CommonTableExpr').flatMap((table) => {
    const select = as(table.ctequery, 'SelectStmt');
    const block = statement.blocks.find((one) => one.role === 'cte' && one.select === select);
    return block ? [{ table, block }] : [];
  });
}
