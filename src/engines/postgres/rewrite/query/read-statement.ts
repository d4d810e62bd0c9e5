import type { CommonTableExpr, Node, SelectStmt, SubLink } from '#engines/postgres/rewrite/parse.ts';
import { outputName } from '#engines/sql/resolve/output-name.ts';
import { walkTree } from '#engines/sql/resolve/print.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { readFromNode } from './read-from.ts';
import { beside, type CommonTable, emptyNamespace, findColumn, findItem, type Namespace, type Scope } from './scope.ts';
import type { Block, Found, FromItem, Output, ParsedStatement, VisibleColumn } from './statement.ts';
import { allOf, as, strings } from './tree.ts';

/** One run of the reader. The two functions are what everything nested calls back into. */
export interface Reading {
  readonly schema: DatabaseSchema;
  readonly found: Map<NonNullable<ReturnType<typeof columnRef>>, Found>;
  readonly obstacles: string[];
  readonly block: (select: SelectStmt, place: BlockPlace) => Block;
  readonly expression: (value: unknown, scope: Scope, block: Block) => void;
}

interface BlockPlace {
  readonly role: Block['role'];
  readonly around: Block | undefined;
  readonly outer: Scope;
  readonly sublink?: SubLink;
}

type Draft = { -readonly [K in keyof Block]: Block[K] };

const nowhere: Scope = { namespace: emptyNamespace, commonTables: [], outer: undefined };

/** Looks up every column of a statement, as PostgreSQL does. What it cannot is among its obstacles. */
export function readStatement(tree: Node, schema: DatabaseSchema): ParsedStatement {
  const blocks: Block[] = [];
  const hidden = new Set<Block>();
  const reading: Reading = {
    schema,
    found: new Map(),
    obstacles: [],
    block: (select, place) => readBlock(reading, select, place, { blocks, hidden }),
    expression: (value, scope, block) => readExpression(reading, value, scope, block),
  };
  const select = as(tree, 'SelectStmt');
  if (select) reading.block(select, { role: 'main', around: undefined, outer: nowhere });
  else reading.obstacles.push('only queries are rewritten');
  for (const found of reading.found.values()) {
    if (found.kind === 'unknown') reading.obstacles.push(`${found.name} is not known, or fits twice`);
  }
  const recursive = blocks.filter((block) => isHidden(block, hidden));
  const seen = blocks.filter((block) => !recursive.includes(block));
  return { tree, schema, blocks: seen, recursive, found: reading.found, obstacles: reading.obstacles };
}

function isHidden(block: Block | undefined, hidden: ReadonlySet<Block>): boolean {
  return block !== undefined && (hidden.has(block) || isHidden(block.around, hidden));
}

function readBlock(
  reading: Reading,
  select: SelectStmt,
  place: BlockPlace,
  lists: { readonly blocks: Block[]; readonly hidden: Set<Block> },
): Block {
  const { role, around, sublink } = place;
  const items: FromItem[] = [];
  const block: Draft = { select, role, around, sublink, items, arms: [], outputs: undefined, star: undefined };
  lists.blocks.push(block);
  if ((select.lockingClause ?? []).length > 0) reading.obstacles.push('it locks rows');
  if (select.intoClause) reading.obstacles.push('it makes a table');
  const outer = readWith(reading, select, block, place.outer, lists.hidden);
  if (select.larg && select.rarg) {
    block.arms = [select.larg, select.rarg].map((arm) => reading.block(arm, { role: 'arm', around: block, outer }));
    block.outputs = block.arms[0]?.outputs?.map(({ name }) => ({ name, block }));
    readOutputNames(reading, select.sortClause ?? [], block, outer);
  } else if (select.valuesLists) {
    reading.expression(select.valuesLists, outer, block);
    const row = as(select.valuesLists[0], 'List')?.items ?? [];
    block.outputs = row.map((_, at) => ({ name: `column${at + 1}`, block }));
  } else {
    readPlain(reading, select, block, outer, items);
  }
  reading.expression([select.limitCount, select.limitOffset], outer, block);
  return block;
}

function readPlain(reading: Reading, select: SelectStmt, block: Draft, outer: Scope, items: FromItem[]): void {
  let namespace: Namespace = emptyNamespace;
  for (const node of select.fromClause ?? []) {
    const place = { block, outer, left: namespace, nullSide: false };
    namespace = beside(namespace, readFromNode(reading, node, place, items));
  }
  const scope: Scope = { namespace, commonTables: [], outer };
  block.star = items.some((item) => item.open) ? undefined : namespace.columns;
  for (const target of select.targetList ?? []) {
    if (!isStar(target)) reading.expression(target, scope, block);
  }
  block.outputs = outputsOf(reading, select.targetList ?? [], block, namespace);
  reading.expression([select.whereClause, select.havingClause, ...(select.windowClause ?? [])], scope, block);
  for (const key of select.groupClause ?? []) readGroupKey(reading, key, block, scope);
  const distinct = (select.distinctClause ?? []).filter((key) => Object.keys(key).length > 0);
  readOutputNames(reading, [...distinct, ...(select.sortClause ?? [])], block, scope);
}

/** The input's column comes first, then the name of an output. */
function readGroupKey(reading: Reading, key: Node, block: Block, scope: Scope): void {
  const ref = columnRef(key);
  const at = ref ? namedOutput(key, block) : -1;
  if (ref && at >= 0 && findColumn(ref, { ...scope, outer: undefined }).kind === 'unknown') {
    reading.found.set(ref, { kind: 'output', block, at });
  } else {
    reading.expression(key, scope, block);
  }
}

/** ORDER BY and DISTINCT ON: the name of an output comes first. */
function readOutputNames(reading: Reading, keys: readonly Node[], block: Block, scope: Scope): void {
  for (const key of keys) {
    const node = as(key, 'SortBy')?.node ?? key;
    const ref = columnRef(node);
    const at = namedOutput(node, block);
    if (ref && at >= 0) reading.found.set(ref, { kind: 'output', block, at });
    else reading.expression(node, scope, block);
  }
}

function columnRef(node: Node | undefined) {
  return as(node, 'ColumnRef');
}

function namedOutput(node: Node, block: Block): number {
  const names = strings(columnRef(node)?.fields);
  return names.length === 1 ? (block.outputs ?? []).findIndex(({ name }) => name === names[0]) : -1;
}

function isStar(target: Node): boolean {
  const value = as(target, 'ResTarget')?.val;
  return as(columnRef(value)?.fields?.at(-1), 'A_Star') !== undefined;
}

function outputsOf(
  reading: Reading,
  targets: readonly Node[],
  block: Block,
  namespace: Namespace,
): readonly Output[] | undefined {
  const outputs: Output[] = [];
  for (const target of targets) {
    const { name, val } = as(target, 'ResTarget') ?? {};
    if (!val) return undefined;
    if (isStar(target)) {
      const columns = starOf(strings(columnRef(val)?.fields), namespace, block);
      if (!columns) return undefined;
      outputs.push(
        ...columns.map((seen) => ({ name: seen.name, block, ...(seen.column ? { column: seen.column } : {}) })),
      );
    } else if (as(as(val, 'A_Indirection')?.indirection?.at(-1), 'A_Star')) {
      return undefined;
    } else {
      const ref = columnRef(val);
      const found = ref && reading.found.get(ref);
      const column = found?.kind === 'column' ? { column: found.column } : {};
      outputs.push({ name: name ?? outputName(val), block, value: val, ...column });
    }
  }
  return outputs;
}

/** The columns of `*` or `alias.*`. */
function starOf(names: readonly string[], namespace: Namespace, block: Block): readonly VisibleColumn[] | undefined {
  if (names.length === 0) return block.star;
  const item = findItem(names, namespace);
  return !item || item.open ? undefined : item.columns.map((column) => ({ name: column.name, column }));
}

function readExpression(reading: Reading, value: unknown, scope: Scope, block: Block): void {
  walkTree(value, (node) => {
    const ref = columnRef(node);
    if (ref) {
      reading.found.set(ref, findColumn(ref, scope));
      return false;
    }
    const sublink = as(node, 'SubLink');
    if (!sublink) return undefined;
    readExpression(reading, sublink.testexpr, scope, block);
    const select = as(sublink.subselect, 'SelectStmt');
    if (select) reading.block(select, { role: 'sublink', around: block, outer: scope, sublink });
    return false;
  });
}

/** The scope in which the rest of the block is read: its own WITH queries, then what is outside. */
function readWith(reading: Reading, select: SelectStmt, block: Block, outer: Scope, hidden: Set<Block>): Scope {
  const commonTables: CommonTable[] = [];
  for (const node of select.withClause?.ctes ?? []) {
    const table = as(node, 'CommonTableExpr');
    if (!table) continue;
    const scope = { namespace: emptyNamespace, commonTables: [...commonTables], outer };
    const isRecursive = select.withClause?.recursive === true && mentions(table.ctequery, table.ctename);
    const read = readCommonTable(reading, table, block, scope, isRecursive);
    if (isRecursive && read.block) hidden.add(read.block);
    commonTables.push(isRecursive ? { ...read, block: undefined } : read);
  }
  return commonTables.length === 0 ? outer : { namespace: emptyNamespace, commonTables, outer };
}

function readCommonTable(
  reading: Reading,
  table: CommonTableExpr,
  around: Block,
  scope: Scope,
  isRecursive: boolean,
): CommonTable {
  const name = table.ctename ?? '';
  const select = as(table.ctequery, 'SelectStmt');
  const listed = strings(table.aliascolnames);
  if (!select) {
    reading.obstacles.push('a WITH query writes');
    return { name, block: undefined, columns: listed };
  }
  const first = as(select.larg?.targetList?.[0], 'ResTarget') && isRecursive ? namesOf(select.larg, listed) : listed;
  if (isRecursive && (first.length === 0 || table.search_clause || table.cycle_clause)) {
    reading.obstacles.push('the columns of a recursive query are not known');
  }
  const self = { name, block: undefined, columns: first };
  const outer = isRecursive ? { ...scope, commonTables: [...scope.commonTables, self] } : scope;
  const block = reading.block(select, { role: 'cte', around, outer });
  return {
    name,
    block,
    columns: [...first, ...(block.outputs ?? []).slice(first.length).map((output) => output.name)],
  };
}

/** The names of a recursive query's columns; none where its first arm reads `*`. */
function namesOf(select: SelectStmt | undefined, listed: readonly string[]): readonly string[] {
  const targets = select?.targetList ?? [];
  if (targets.some(isStar)) return [];
  return targets.map((target, at) => {
    const { name, val } = as(target, 'ResTarget') ?? {};
    return listed[at] ?? name ?? (val ? outputName(val) : '');
  });
}

function mentions(tree: unknown, name: string | undefined): boolean {
  return allOf(tree, 'RangeVar').some((range) => range.relname === name && range.schemaname === undefined);
}
