import type { ColumnRef, Node } from './parse.ts';
import { columnNode, integer, target } from './query/build.ts';
import { joinsOf } from './query/conditions.ts';
import { isPlain } from './query/plain-block.ts';
import { placesOf } from './query/references.ts';
import type { Block, FromItem, ParsedStatement, VisibleColumn } from './query/statement.ts';
import { allOf, as, replaced, strings } from './query/tree.ts';
import type { Application, RewriteRule } from './rule.ts';

export const starToColumns: RewriteRule = {
  id: 'star-to-columns',
  summary: 'SELECT * becomes a list of columns: those that exist, or in a sub-query those that are read.',
  class: 'changes-contract',
  source: 'https://www.postgresql.org/docs/18/sql-select.html#SQL-SELECT-LIST',
  *apply(statement) {
    for (const block of statement.blocks) {
      if (!stars(block).some(({ isStar }) => isStar)) continue;
      if (block.role === 'main') yield* ofMain(statement, block);
      else if (block.sublink?.subLinkType === 'EXISTS_SUBLINK') yield* ofExists(statement, block);
      else if (block.role === 'derived' || block.role === 'cte') yield* ofQuery(statement, block);
    }
  },
};

function* ofMain(statement: ParsedStatement, block: Block): Iterable<Application> {
  const targets = stars(block).map(({ node, ref, isStar }) => (isStar ? columnsOf(block, ref) : [node]));
  if (targets.some((list) => list === undefined)) return;
  yield {
    tree: replaced(statement.tree, [[block.select.targetList ?? [], targets.flatMap((list) => list ?? [])]]),
    what: 'SELECT * becomes the list of the columns that there are.',
    why: 'Columns that nobody reads cost I/O and bandwidth, keep an index from covering the query, and new ones come unasked.',
    preconditions: [],
    compared: 'columns',
    contract: 'Strike from the list what the caller does not read, and let it read columns by name.',
  };
}

/** `EXISTS (SELECT * …)`: nobody looks at the list, the plan is the same. */
function* ofExists(statement: ParsedStatement, block: Block): Iterable<Application> {
  if (!isPlain(statement, block)) return;
  yield {
    class: 'style',
    tree: replaced(statement.tree, [[block.select.targetList ?? [], [target(integer(1))]]]),
    what: 'EXISTS (SELECT * …) becomes EXISTS (SELECT 1 …).',
    why: 'It says that no column is read; the plan stays the same.',
    preconditions: [],
  };
}

/** A derived table or WITH query: the columns that the queries around it read. */
function* ofQuery(statement: ParsedStatement, block: Block): Iterable<Application> {
  const read = isPlain(statement, block) ? columnsRead(statement, block) : undefined;
  const all = stars(block).map(({ node, ref, isStar }) => (isStar ? columnsOf(block, ref) : [node]));
  if (!read || read.size >= (block.outputs?.length ?? 0) || all.some((list) => list === undefined)) return;
  const kept = all.flatMap((list) => list ?? []).filter((_, at) => read.has(block.outputs?.[at]?.name ?? ''));
  yield {
    class: 'equivalent',
    tree: replaced(statement.tree, [[block.select.targetList ?? [], kept.length > 0 ? kept : [target(integer(1))]]]),
    what: `* in a sub-query becomes the ${kept.length} of ${block.outputs?.length} columns that are read.`,
    why: 'Where the sub-query is materialized or sorted, its rows are as wide as its list.',
    preconditions: [],
  };
}

interface Target {
  readonly node: Node;
  readonly ref: ColumnRef | undefined;
  readonly isStar: boolean;
}

function stars(block: Block): readonly Target[] {
  return (block.select.targetList ?? []).map((node) => {
    const ref = as(as(node, 'ResTarget')?.val, 'ColumnRef');
    return { node, ref, isStar: as(ref?.fields?.at(-1), 'A_Star') !== undefined };
  });
}

/** The columns that a `*` stands for, each with its table where there is more than one. undefined: not all are known. */
function columnsOf(block: Block, star: ColumnRef | undefined): readonly Node[] | undefined {
  const names = strings(star?.fields);
  const item = block.items.find(({ alias }) => alias === names.at(-1));
  if (names.length > 1 || (names.length === 1 && !item)) return undefined;
  const columns = item ? item.columns.map((column): VisibleColumn => ({ name: column.name, column })) : block.star;
  if (item?.open) return undefined;
  return columns?.map(({ name, column }) => {
    const isAlone = block.items.length === 1 || !column;
    return target(isAlone ? columnNode(name) : columnNode(column.item.alias, name));
  });
}

/** The names that are read of a query in FROM. undefined: it is read whole, or under other names. */
function columnsRead(statement: ParsedStatement, block: Block): ReadonlySet<string> | undefined {
  const items = placesOf(statement, block) ?? [];
  const names = block.outputs?.map(({ name }) => name) ?? [];
  if (items.length === 0 || new Set(names).size < names.length || items.some((item) => isReadWhole(statement, item))) {
    return undefined;
  }
  const found = [...statement.found.values()];
  const read = found.flatMap((one) =>
    one.kind === 'column' && items.includes(one.column.item) ? [one.column.name] : [],
  );
  const joined = items.flatMap((item) => joinsOf(item.of).flatMap((join) => strings(join.usingClause)));
  return new Set([...read, ...joined]);
}

function isReadWhole(statement: ParsedStatement, item: FromItem): boolean {
  const isRow = [...statement.found.values()].some((found) => found.kind === 'row' && found.item === item);
  const isStarred = stars(item.of).some(({ ref, isStar }) => {
    const names = strings(ref?.fields);
    return isStar && (names.length === 0 || names.at(-1) === item.alias);
  });
  const alias = as(item.node, 'RangeVar')?.alias ?? as(item.node, 'RangeSubselect')?.alias;
  const isRenamed =
    (alias?.colnames ?? []).length > 0 || item.columns.some((one, at) => one.name !== item.block?.outputs?.[at]?.name);
  return (
    isRow || isStarred || isRenamed || joinsOf(item.of).some((join) => join.isNatural) || hasMerged(statement, item)
  );
}

/** FULL JOIN … USING: a name that belongs to both. */
function hasMerged(statement: ParsedStatement, item: FromItem): boolean {
  const refs = allOf(item.of.select, 'ColumnRef');
  return refs.some((ref) => statement.found.get(ref)?.kind === 'merged');
}
