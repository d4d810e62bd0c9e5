import type { JoinExpr, Node, RangeFunction, RangeVar } from '#engines/postgres/rewrite/parse.ts';
import { findRelation } from '#engines/sql/resolve/names.ts';
import type { Column } from '#vocabulary/database-schema.ts';
import type { Reading } from './read-statement.ts';
import { beside, emptyNamespace, findCommonTable, type Namespace, namespaceOf, type Scope } from './scope.ts';
import type { Block, FromItem, ItemColumn, Output, VisibleColumn } from './statement.ts';
import { as, strings } from './tree.ts';

/** Where an item of FROM stands. */
export interface FromPlace {
  readonly block: Block;
  /** What is visible from outside the block. */
  readonly outer: Scope;
  /** What stands to the left: LATERAL sees it. */
  readonly left: Namespace;
  readonly nullSide: boolean;
}

/** A node of FROM and all below it; its ON conditions are read, its items added to `items`. */
export function readFromNode(reading: Reading, node: Node, place: FromPlace, items: FromItem[]): Namespace {
  const join = as(node, 'JoinExpr');
  if (join) return readJoin(reading, join, place, items);
  const sample = as(node, 'RangeTableSample');
  if (sample?.relation) {
    reading.obstacles.push('TABLESAMPLE gives other rows each time');
    return readFromNode(reading, sample.relation, place, items);
  }
  const item = readItem(reading, node, place);
  items.push(item);
  return namespaceOf(item);
}

function readItem(reading: Reading, node: Node, place: FromPlace): FromItem {
  const table = as(node, 'RangeVar');
  if (table) return readTable(reading, node, table, place);
  const derived = as(node, 'RangeSubselect');
  const query = as(derived?.subquery, 'SelectStmt');
  if (derived && query) {
    const outer = derived.lateral ? lateral(place) : place.outer;
    const block = reading.block(query, { role: 'derived', around: place.block, outer });
    return queryItem(node, place, derived.alias?.aliasname ?? '', block, strings(derived.alias?.colnames));
  }
  reading.expression(Object.values(node)[0], lateral(place), place.block);
  const called = as(node, 'RangeFunction');
  if (called) return functionItem(node, called, place);
  reading.obstacles.push('a part of FROM is not understood');
  return itemOf(node, place, { alias: '', kind: 'unknown', open: true }, []);
}

function lateral(place: FromPlace): Scope {
  return { namespace: place.left, commonTables: [], outer: place.outer };
}

function readTable(reading: Reading, node: Node, range: RangeVar, place: FromPlace): FromItem {
  const name = range.relname ?? '';
  const alias = range.alias?.aliasname ?? name;
  const renames = strings(range.alias?.colnames);
  const common = range.schemaname === undefined ? findCommonTable(place.outer, name) : undefined;
  if (common?.block)
    return queryItem(
      node,
      place,
      alias,
      common.block,
      renames.length > 0 ? [...renames, ...common.columns.slice(renames.length)] : common.columns,
    );
  if (common) return itemOf(node, place, { alias, kind: 'unknown', open: false }, renamed(common.columns, renames));
  const found = findRelation(reading.schema, name, range.schemaname);
  if (found && 'table' in found) {
    const { table } = found;
    return itemOf(node, place, { alias, kind: 'table', open: false, table }, catalogColumns(table.columns, renames));
  }
  const columns = found?.view.columns ?? [];
  if (!found) reading.obstacles.push(`${name} is not in the schema`);
  return itemOf(
    node,
    place,
    { alias, kind: found ? 'view' : 'unknown', open: !found },
    columns.map((column, at) => ({ name: renames[at] ?? column.name, type: column.type })),
  );
}

function catalogColumns(columns: readonly Column[], renames: readonly string[]): readonly Omit<ItemColumn, 'item'>[] {
  return columns.map((column, at) => ({ name: renames[at] ?? column.name, column, type: column.type }));
}

function renamed(names: readonly string[], renames: readonly string[]): readonly Omit<ItemColumn, 'item'>[] {
  return names.map((name, at) => ({ name: renames[at] ?? name }));
}

/** `renames` are the names in `AS alias (a, b)` and `WITH name (a, b)`. */
function queryItem(node: Node, place: FromPlace, alias: string, block: Block, renames: readonly string[]): FromItem {
  const columns = (block.outputs ?? []).map((output: Output, at) => ({ name: renames[at] ?? output.name, output }));
  return itemOf(node, place, { alias, kind: 'query', open: block.outputs === undefined, block }, columns);
}

/** A function in FROM: its columns are known where they are listed; a scalar one has one of its own name. */
function functionItem(node: Node, called: RangeFunction, place: FromPlace): FromItem {
  const [first] = as(called.functions?.[0], 'List')?.items ?? [];
  const alias = called.alias?.aliasname ?? strings(as(first, 'FuncCall')?.funcname).at(-1) ?? '';
  const listed = strings(called.alias?.colnames);
  const defined = (called.coldeflist ?? []).flatMap((column) => as(column, 'ColumnDef')?.colname ?? []);
  const names = listed.length > 0 ? listed : defined.length > 0 ? defined : [alias];
  return itemOf(
    node,
    place,
    { alias, kind: 'function', open: listed.length === 0 && defined.length === 0 },
    renamed(names, []),
  );
}

function itemOf(
  node: Node,
  place: FromPlace,
  traits: Pick<FromItem, 'alias' | 'kind' | 'open' | 'table' | 'block'>,
  columns: readonly Omit<ItemColumn, 'item'>[],
): FromItem {
  const listed: ItemColumn[] = [];
  const item: FromItem = { ...traits, node, of: place.block, nullSide: place.nullSide, columns: listed };
  listed.push(...columns.map((column) => ({ ...column, item })));
  return item;
}

function readJoin(reading: Reading, join: JoinExpr, place: FromPlace, items: FromItem[]): Namespace {
  const { jointype = 'JOIN_INNER', larg, rarg } = join;
  const fillsLeft = jointype === 'JOIN_RIGHT' || jointype === 'JOIN_FULL';
  const fillsRight = jointype === 'JOIN_LEFT' || jointype === 'JOIN_FULL';
  const leftPlace = { ...place, nullSide: place.nullSide || fillsLeft };
  const left = larg ? readFromNode(reading, larg, leftPlace, items) : emptyNamespace;
  const rightPlace = { ...place, left: beside(place.left, left), nullSide: place.nullSide || fillsRight };
  const right = rarg ? readFromNode(reading, rarg, rightPlace, items) : emptyNamespace;
  const both = beside(left, right);
  if (join.quals)
    reading.expression(join.quals, { namespace: both, commonTables: [], outer: place.outer }, place.block);
  if (join.alias || join.join_using_alias) reading.obstacles.push('a join has an alias');
  if (both.items.some((item) => item.open) && join.isNatural) reading.obstacles.push('NATURAL JOIN of unknown columns');
  const shared = join.isNatural ? commonNames(left, right) : strings(join.usingClause);
  return shared.length === 0 ? both : { items: both.items, columns: merged(left, right, shared, jointype) };
}

function commonNames(left: Namespace, right: Namespace): readonly string[] {
  const names = new Set(right.columns.map(({ name }) => name));
  return left.columns.map(({ name }) => name).filter((name) => names.has(name));
}

/** The columns of USING come first, each once: the left side's, with RIGHT JOIN the right side's. */
function merged(
  left: Namespace,
  right: Namespace,
  shared: readonly string[],
  jointype: string,
): readonly VisibleColumn[] {
  const own = jointype === 'JOIN_RIGHT' ? right : left;
  const isFull = jointype === 'JOIN_FULL';
  const first = shared.map((name) => ({
    name,
    column: isFull ? undefined : own.columns.find((column) => column.name === name)?.column,
  }));
  const rest = [...left.columns, ...right.columns].filter(({ name }) => !shared.includes(name));
  return [...first, ...rest];
}
