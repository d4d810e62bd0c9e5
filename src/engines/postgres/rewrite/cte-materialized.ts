import { commonTables } from './cte-to-inline.ts';
import { fingerprint, type Node, type RangeSubselect, type SelectStmt } from './parse.ts';
import { freshName } from './query/names.ts';
import { dependsOnChance } from './query/order.ts';
import { isLimited } from './query/plain-block.ts';
import { blocksOf, isCorrelated, placesOf } from './query/references.ts';
import type { Block, ParsedStatement } from './query/statement.ts';
import { as, replaced } from './query/tree.ts';
import { isDistinct, isGrouped } from './query/unique.ts';
import type { Application, RewriteRule } from './rule.ts';

export const cteMaterialized: RewriteRule = {
  id: 'cte-materialized',
  summary: 'A query that stands in FROM several times is worked out once, in WITH … AS MATERIALIZED.',
  class: 'equivalent',
  hint: true,
  source: 'https://www.postgresql.org/docs/18/queries-with.html#QUERIES-WITH-CTE-MATERIALIZATION',
  *apply(statement) {
    yield* written(statement);
    yield* repeated(statement);
  },
};

const why = 'The server works it out once and reads the result as often as it is asked for.';

/** NOT MATERIALIZED, and read more than once. */
function* written(statement: ParsedStatement): Iterable<Application> {
  for (const { table, block } of commonTables(statement)) {
    const places = placesOf(statement, block)?.length ?? 0;
    if (table.ctematerialized !== 'CTEMaterializeNever' || places < 2 || dependsOnChance(statement, block)) continue;
    yield {
      tree: replaced(statement.tree, [[table, { ...table, ctematerialized: 'CTEMaterializeDefault' }]]),
      what: `The WITH query ${table.ctename} is no longer NOT MATERIALIZED.`,
      why,
      preconditions: [],
    };
  }
}

/** The same sub-query twice in FROM becomes one WITH query. */
function* repeated(statement: ParsedStatement): Iterable<Application> {
  const [main] = statement.blocks;
  const known = new Map<string, { readonly node: Node; readonly derived: RangeSubselect; readonly block: Block }[]>();
  for (const item of statement.blocks.flatMap(({ items }) => items)) {
    const derived = as(item.node, 'RangeSubselect');
    const { block } = item;
    if (!derived || !block || derived.lateral || !isDear(block) || !standsAlone(statement, block)) continue;
    const print = fingerprint(derived.subquery);
    known.set(print, [...(known.get(print) ?? []), { node: item.node, derived, block }]);
  }
  for (const [first, second, ...more] of known.values()) {
    if (!main || main.select.withClause || !first || !second || dependsOnChance(statement, first.block)) continue;
    const all = [first, second, ...more];
    const ctename = freshName(statement, 'shared');
    const select = replaced(
      main.select,
      all.map(({ node, derived }) => [node, reader(ctename, derived)] as const),
    );
    yield {
      tree: { SelectStmt: withQuery(select, ctename, first.derived.subquery) },
      what: `The sub-query that stands in FROM ${all.length} times becomes one WITH query.`,
      why,
      preconditions: [],
    };
  }
}

/** It folds rows, so that reading the result again is worth more than working it out again. */
function isDear(block: Block): boolean {
  return block.arms.length === 0 && (isGrouped(block) || isDistinct(block) || isLimited(block.select));
}

/** It means the same wherever it stands: no column of a query around it, no WITH query. */
function standsAlone(statement: ParsedStatement, block: Block): boolean {
  if (isCorrelated(statement, block)) return false;
  return blocksOf(statement, { SelectStmt: block.select })
    .flatMap(({ items }) => items)
    .every((item) => item.kind === 'table' || item.kind === 'view' || as(item.node, 'RangeSubselect') !== undefined);
}

function reader(relname: string, { alias }: RangeSubselect): Node {
  return { RangeVar: { relname, inh: true, relpersistence: 'p', ...(alias ? { alias } : {}) } };
}

function withQuery(select: SelectStmt, ctename: string, ctequery: Node | undefined): SelectStmt {
  const table = { ctename, ctematerialized: 'CTEMaterializeAlways' as const, ...(ctequery ? { ctequery } : {}) };
  return { ...select, withClause: { ctes: [{ CommonTableExpr: table }] } };
}
