import { findRelation } from '#engines/sql/resolve/names.ts';
import type { FuncCall, Node, SelectStmt } from './parse.ts';
import {
  and,
  cast,
  columnNode,
  derivedTable,
  integer,
  joinNode,
  operation,
  selectOf,
  starNode,
  target,
  withWhere,
} from './query/build.ts';
import { foreignKeys } from './query/catalog.ts';
import { asComparison, conjuncts, mirror } from './query/conditions.ts';
import { functionName } from './query/functions.ts';
import { freshName, qualified } from './query/names.ts';
import { whyColumnNotNull } from './query/nullability.ts';
import { dependsOnChance } from './query/order.ts';
import { isLimited } from './query/plain-block.ts';
import { columnOf, isCorrelated, placesOf } from './query/references.ts';
import type { Block, FromItem, ItemColumn, Output, ParsedStatement } from './query/statement.ts';
import { allOf, as, replaced } from './query/tree.ts';
import { returnsSets } from './query/unique.ts';
import type { Application, RewriteRule } from './rule.ts';

export const lateralTopN: RewriteRule = {
  id: 'lateral-top-n',
  summary: 'row_number() <= n for each group becomes LATERAL … LIMIT n for each parent, or DISTINCT ON.',
  class: 'equivalent',
  source: 'https://www.postgresql.org/docs/18/queries-table-expressions.html#QUERIES-LATERAL',
  *apply(statement) {
    for (const block of statement.blocks) {
      if (dependsOnChance(statement, block)) continue;
      for (const item of block.items) {
        const top = topOf(statement, block, item);
        if (!top) continue;
        yield* firstOf(statement, block, top);
        yield* lateral(statement, block, top);
      }
    }
  },
};

/** The first n rows of each group: a query that numbers them, and a condition around it. */
interface Top {
  readonly numbered: Block;
  /** Where row_number() stands in its SELECT list. */
  readonly at: number;
  readonly call: FuncCall;
  readonly keys: readonly ItemColumn[];
  readonly order: readonly Node[];
  readonly limit: number;
  /** The condition on the number. */
  readonly term: Node;
}

function topOf(statement: ParsedStatement, block: Block, item: FromItem): Top | undefined {
  const numbered = item.block;
  const isOne = numbered && !item.nullSide && placesOf(statement, numbered)?.length === 1;
  if (!isOne || !isNumberedOnly(statement, numbered) || dependsOnChance(statement, numbered)) return undefined;
  const targets = (numbered.select.targetList ?? []).map((node) => as(as(node, 'ResTarget')?.val, 'FuncCall'));
  const at = targets.findIndex((call) => call?.over !== undefined);
  const call = targets[at];
  const column = item.columns.find(({ output }) => output !== undefined && output === outputAt(numbered, call));
  const found = conjuncts(block.select.whereClause).flatMap((term) => {
    const limit = column && limitIn(statement, term, column);
    return limit === undefined ? [] : [{ term, limit }];
  })[0];
  const { partitionClause = [], orderClause = [] } = call?.over ?? {};
  const keys = partitionClause.flatMap((node) => columnOf(statement, node) ?? []);
  const isPlain = keys.length > 0 && keys.length === partitionClause.length && orderClause.length > 0;
  const sorts = orderClause.flatMap((node) => as(node, 'SortBy')?.node ?? []);
  if (!call || !found || !isPlain || sorts.some((node) => as(node, 'A_Const'))) return undefined;
  return { numbered, at, call, keys, order: orderClause.map((node) => qualified(statement, node)), ...found };
}

function outputAt({ outputs }: Block, call: FuncCall | undefined): Output | undefined {
  return outputs?.find(({ value }) => call !== undefined && as(value, 'FuncCall') === call);
}

/** FROM, WHERE, and one row_number(), whose window is written beside it. */
function isNumberedOnly(statement: ParsedStatement, block: Block): boolean {
  const { select } = block;
  const folds = select.groupClause ?? select.havingClause ?? select.distinctClause ?? select.sortClause;
  if (block.arms.length > 0 || folds || isLimited(select) || select.withClause || select.windowClause) return false;
  const calls = allOf(select.targetList, 'FuncCall', { below: 'here' });
  const [over, more] = calls.filter((call) => call.over);
  const isNumber = over && !more && functionName(over) === 'row_number' && !over.over?.refname && !over.over?.name;
  return isNumber === true && block.items.every(({ alias }) => alias !== '') && !returnsSets(statement, block);
}

/** `n = 1`, `n <= 3`, `n < 4`. */
function limitIn(statement: ParsedStatement, term: Node, column: ItemColumn): number | undefined {
  const found = asComparison(term);
  if (!found) return undefined;
  const { left, operator, right } = columnOf(statement, found.left) === column ? found : mirror(found);
  const value = as(right, 'A_Const')?.ival?.ival ?? 0;
  if (columnOf(statement, left) !== column || value < 1) return undefined;
  const limit = operator === '<=' ? value : operator === '<' ? value - 1 : operator === '=' && value === 1 ? 1 : 0;
  return limit >= 1 ? limit : undefined;
}

function* firstOf(statement: ParsedStatement, block: Block, top: Top): Iterable<Application> {
  const { numbered, at, call, keys, order, limit } = top;
  if (limit !== 1) return;
  const named = as(numbered.select.targetList?.[at], 'ResTarget')?.name ?? functionName(call);
  const distinct = keys.map((key) => columnNode(key.item.alias, key.name));
  const select: SelectStmt = {
    ...numbered.select,
    targetList: (numbered.select.targetList ?? []).map((node, nth) =>
      nth === at ? target(cast(integer(1), 'pg_catalog', 'int8'), named) : node,
    ),
    distinctClause: distinct,
    sortClause: [...distinct.map(sortBy), ...order],
  };
  yield {
    tree: withoutTerm(statement, block, top, select),
    what: 'row_number() = 1 for each group becomes DISTINCT ON.',
    why: 'DISTINCT ON passes over the other rows of a group without numbering them.',
    preconditions: [],
  };
}

function* lateral(statement: ParsedStatement, block: Block, top: Top): Iterable<Application> {
  const { numbered, at, call, keys, order, limit } = top;
  const [key, more] = keys;
  const [item, another] = numbered.items;
  if (!key || more || !item || another || isCorrelated(statement, numbered)) return;
  const parent = parentOf(statement, key);
  if (!parent) return;
  const parentAlias = freshName(statement, parent.table);
  const named = as(numbered.select.targetList?.[at], 'ResTarget')?.name ?? functionName(call);
  const { partitionClause: _, ...window } = call.over ?? {};
  const again = target({ FuncCall: { ...call, over: { ...window, orderClause: [...order] } } }, named);
  const own = operation(columnNode(item.alias, key.name), '=', columnNode(parentAlias, parent.column));
  const rows: SelectStmt = {
    ...numbered.select,
    targetList: (numbered.select.targetList ?? []).map((node, nth) => (nth === at ? again : node)),
    whereClause: and([numbered.select.whereClause, own]) ?? own,
    sortClause: [...order],
    limitCount: integer(limit),
    limitOption: 'LIMIT_OPTION_COUNT',
  };
  const alias = freshName(statement, 'top');
  const derived = derivedTable(rows, alias);
  const joined =
    'RangeSubselect' in derived ? { RangeSubselect: { ...derived.RangeSubselect, lateral: true } } : derived;
  const range = { relname: parent.table, ...schemaOf(statement, parent), inh: true, relpersistence: 'p' };
  const parentNode: Node = {
    RangeVar: parentAlias === parent.table ? range : { ...range, alias: { aliasname: parentAlias } },
  };
  const select = selectOf({
    targets: [target(starNode(alias))],
    from: [joinNode('JOIN_INNER', parentNode, joined, undefined)],
  });
  yield {
    tree: withoutTerm(statement, block, top, select),
    what: `The first ${limit === 1 ? 'row' : `${limit} rows`} of each group are read by LATERAL … LIMIT for each row of ${parent.table}.`,
    why: 'With an index on the group and the order it reads those few rows alone; row_number() numbers all of them first.',
    preconditions: [...parent.reasons],
  };
}

/** The statement with the other sub-query, and without the condition on the number. */
function withoutTerm(statement: ParsedStatement, block: Block, { term, numbered }: Top, select: SelectStmt): Node {
  const rest = and(conjuncts(block.select.whereClause).filter((one) => one !== term));
  const changed = replaced(withWhere(block.select, rest), [[numbered.select, select]]);
  // A WITH query may stand outside of the block that reads it.
  return replaced(statement.tree, [
    [block.select, changed],
    [numbered.select, select],
  ]);
}

/** The table whose key every row of the group refers to. */
function parentOf(
  statement: ParsedStatement,
  key: ItemColumn,
):
  | { readonly schema: string; readonly table: string; readonly column: string; readonly reasons: readonly string[] }
  | undefined {
  const notNull = whyColumnNotNull(statement, key);
  if (!notNull || key.item.columns.every((one) => one !== key)) return undefined;
  for (const { references, columns, name } of foreignKeys(key.item, statement.schema)) {
    const [column, more] = references?.columns ?? [];
    const parent = statement.schema.tables.find(
      (one) => one.schema === references?.schema && one.name === references.table,
    );
    const type = parent?.columns.find((one) => one.name === column)?.type;
    const isOwn = columns.length === 1 && columns[0] === key.column?.name && more === undefined;
    if (!references || !column || !isOwn || type !== key.column?.type) continue;
    const { schema, table } = references;
    return {
      schema,
      table,
      column,
      reasons: [`${name} has every row of ${key.item.table?.name} refer to one of ${table}`, ...notNull],
    };
  }
  return undefined;
}

/** Nothing where the name alone finds the table. */
function schemaOf(statement: ParsedStatement, { schema, table }: { readonly schema: string; readonly table: string }) {
  const found = findRelation(statement.schema, table, undefined);
  const isFound = found !== undefined && 'table' in found && found.table.schema === schema;
  const isHidden = allOf(statement.tree, 'CommonTableExpr').some(({ ctename }) => ctename === table);
  return isFound && !isHidden ? {} : { schemaname: schema };
}

function sortBy(node: Node): Node {
  return { SortBy: { node, sortby_dir: 'SORTBY_DEFAULT', sortby_nulls: 'SORTBY_NULLS_DEFAULT' } };
}
