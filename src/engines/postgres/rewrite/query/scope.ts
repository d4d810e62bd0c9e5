import type { ColumnRef } from '#engines/postgres/rewrite/parse.ts';
import type { Block, Found, FromItem, VisibleColumn } from './statement.ts';
import { as, strings } from './tree.ts';

/** What FROM, or one side of a join, makes visible. */
export interface Namespace {
  /** By name alone, in the order of `*`; a USING column stands here once. */
  readonly columns: readonly VisibleColumn[];
  /** By qualified name. */
  readonly items: readonly FromItem[];
}

/** A WITH query. Without a block: a recursive one, of which only the names of its columns are known. */
export interface CommonTable {
  readonly name: string;
  readonly block: Block | undefined;
  readonly columns: readonly string[];
}

/** What can be seen from one place of the text. */
export interface Scope {
  readonly namespace: Namespace;
  readonly commonTables: readonly CommonTable[];
  readonly outer: Scope | undefined;
}

export const emptyNamespace: Namespace = { columns: [], items: [] };

export function beside(left: Namespace, right: Namespace): Namespace {
  return { columns: [...left.columns, ...right.columns], items: [...left.items, ...right.items] };
}

export function namespaceOf(item: FromItem): Namespace {
  return { columns: item.columns.map((column) => ({ name: column.name, column })), items: [item] };
}

export function findCommonTable(scope: Scope | undefined, name: string): CommonTable | undefined {
  for (let at = scope; at; at = at.outer) {
    const found = at.commonTables.findLast((table) => table.name === name);
    if (found) return found;
  }
  return undefined;
}

/** What a reference stands for, from the innermost query outwards, as PostgreSQL looks. */
export function findColumn(ref: ColumnRef, scope: Scope | undefined): Found {
  const names = strings(ref.fields);
  const isRow = as(ref.fields?.at(-1), 'A_Star') !== undefined;
  for (let at = scope; at; at = at.outer) {
    const found = isRow ? findRow(names, at.namespace) : findIn(names, at.namespace);
    if (found) return found;
  }
  return { kind: 'unknown', name: names.join('.') };
}

function findIn(names: readonly string[], namespace: Namespace): Found | undefined {
  const name = names.at(-1) ?? '';
  if (names.length === 1) return findBare(name, namespace);
  const item = findItem(names.slice(0, -1), namespace);
  if (!item) return undefined;
  const columns = item.columns.filter((column) => column.name === name);
  const [column] = columns;
  return column && columns.length === 1 ? { kind: 'column', column } : { kind: 'unknown', name: names.join('.') };
}

function findBare(name: string, namespace: Namespace): Found | undefined {
  const visible = namespace.columns.filter((column) => column.name === name);
  const [only] = visible;
  if (visible.length > 1) return { kind: 'unknown', name };
  if (only) return only.column ? { kind: 'column', column: only.column } : { kind: 'merged' };
  if (namespace.items.some((item) => item.open)) return { kind: 'unknown', name };
  return findRow([name], namespace);
}

function findRow(names: readonly string[], namespace: Namespace): Found | undefined {
  const item = findItem(names, namespace);
  return item && { kind: 'row', item };
}

/** By alias, or by schema and table where it has no alias. */
export function findItem(names: readonly string[], namespace: Namespace): FromItem | undefined {
  const [schema, alias] = names.length === 1 ? [undefined, names[0]] : names.slice(-2);
  return namespace.items.find((item) => {
    if (item.alias !== alias) return false;
    return schema === undefined || (item.table?.schema === schema && as(item.node, 'RangeVar')?.alias === undefined);
  });
}
