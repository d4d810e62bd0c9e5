import type { Row } from '#contracts/session.ts';
import type { Column, Constraint, Table } from '#vocabulary/database-schema.ts';
import { foreignKeysOf } from './foreign-keys.ts';
import { indexesOf } from './indexes.ts';
import type { Catalog, CatalogEntry } from './read-catalog.ts';
import { optional, text } from './rows.ts';
import type { Sizes } from './sizes.ts';
import { type KeyText, type TableText, tableText } from './table-text.ts';

export interface TableFacts {
  readonly catalog: Catalog;
  readonly sizes: Sizes;
  /** By table, where it was analyzed. */
  readonly rows: ReadonlyMap<string, number>;
}

export function tablesOf(facts: TableFacts): readonly Table[] {
  return facts.catalog.entries
    .filter((entry) => entry.type === 'table' || entry.type === 'virtual')
    .map((entry) => (entry.type === 'virtual' ? virtualTable(entry, facts) : ordinaryTable(entry, facts)));
}

function ordinaryTable(entry: CatalogEntry, { catalog, sizes, rows }: TableFacts): Table {
  const { name, sql } = entry;
  const written = tableText(sql);
  const primaryKey = primaryKeyOf(name, catalog, written);
  const uniques = uniquesOf(name, catalog, written);
  const indexes = indexesOf({ table: name, catalog, written, sizes, constraints: [...primaryKey, ...uniques] });
  const isRowid = isRowidKey(entry, catalog);
  const indexBytes = indexes.reduce((sum, index) => sum + (index.bytes ?? 0), 0);
  const heap = sizes.bytes.get(name);
  return {
    schema: 'main',
    name,
    kind: 'table',
    columns: (catalog.columns.get(name) ?? []).map((row) => columnOf(row, written, isRowid)),
    constraints: [...primaryKey, ...uniques, ...foreignKeysOf(name, catalog, written), ...checksOf(name, written)],
    indexes: [...indexes],
    inherits: [],
    persistence: 'permanent',
    rowSecurity: false,
    options: [
      ...(entry.withoutRowid ? ['WITHOUT ROWID'] : []),
      ...(entry.strict ? ['STRICT'] : []),
      ...(written.autoincrement ? ['AUTOINCREMENT'] : []),
    ],
    ...optional('rows', rows.get(name)),
    ...optional(
      'bytes',
      heap === undefined ? undefined : { heap, indexes: indexBytes, toast: 0, total: heap + indexBytes },
    ),
  };
}

/** An FTS, R-tree or other module: its rows are in tables of its own making, and it takes no index. */
function virtualTable({ name, sql }: CatalogEntry, { catalog }: TableFacts): Table {
  const rows = catalog.columns.get(name) ?? [];
  return {
    schema: 'main',
    name,
    kind: 'foreign',
    columns: rows
      .filter((row) => row['hidden'] === 0)
      .map((row) => ({ name: text(row['name']), type: text(row['type']), nullable: true })),
    constraints: [],
    indexes: [],
    inherits: [],
    persistence: 'permanent',
    rowSecurity: false,
    options: [moduleOf(sql)],
  };
}

/** `USING fts5(title, body)` */
export function moduleOf(sql: string): string {
  return /\busing\b[\s\S]*$/i.exec(sql)?.[0].replace(/\s+/g, ' ') ?? 'virtual';
}

/** Hidden: 2 is a virtual generated column, 3 a stored one. https://www.sqlite.org/pragma.html#pragma_table_xinfo */
function columnOf(row: Row, written: TableText, isRowid: boolean): Column {
  const name = text(row['name']);
  const own = [...written.columns].find(([column]) => column.toLowerCase() === name.toLowerCase())?.[1] ?? {};
  const isKey = isRowid && Number(row['pk']) > 0;
  const isGenerated = row['hidden'] === 2 || row['hidden'] === 3;
  const standard = row['dflt_value'] === null ? undefined : (own.default ?? text(row['dflt_value']));
  return {
    name,
    type: text(row['type']),
    nullable: row['notnull'] !== 1 && !isKey,
    ...optional('default', standard),
    ...(isKey ? { identity: 'by-default' as const } : {}),
    ...optional('generated', isGenerated ? (own.generated ?? '') : undefined),
    ...(isGenerated ? { generatedKind: row['hidden'] === 2 ? ('virtual' as const) : ('stored' as const) } : {}),
    ...optional('collation', own.collation),
  };
}

/** INTEGER PRIMARY KEY is another name of the row's number: it has no index, and takes no NULL. */
export function isRowidKey(entry: CatalogEntry, catalog: Catalog): boolean {
  const keys = keyColumns(entry.name, catalog);
  const hasIndex = (catalog.indexes.get(entry.name) ?? []).some((row) => row['origin'] === 'pk');
  return keys.length === 1 && !hasIndex && !entry.withoutRowid;
}

function keyColumns(table: string, catalog: Catalog): readonly string[] {
  return (catalog.columns.get(table) ?? [])
    .filter((row) => Number(row['pk']) > 0)
    .sort((one, other) => Number(one['pk']) - Number(other['pk']))
    .map((row) => text(row['name']));
}

function primaryKeyOf(table: string, catalog: Catalog, written: TableText): readonly Constraint[] {
  const columns = keyColumns(table, catalog);
  if (columns.length === 0) return [];
  const index = (catalog.indexes.get(table) ?? []).find((row) => row['origin'] === 'pk');
  const name = written.primaryKey?.name ?? text(index?.['name'] ?? `sqlite_primarykey_${table}`);
  return [
    {
      name,
      kind: 'primary-key',
      columns: [...columns],
      definition: keyDefinition('PRIMARY KEY', columns),
      validated: true,
    },
  ];
}

function uniquesOf(table: string, catalog: Catalog, written: TableText): readonly Constraint[] {
  return (catalog.indexes.get(table) ?? [])
    .filter((row) => row['origin'] === 'u')
    .map((row) => {
      const columns = (catalog.indexKeys.get(text(row['name'])) ?? [])
        .filter((key) => key['key'] === 1)
        .map((key) => text(key['name']));
      const name = written.uniques.find((unique) => sameColumns(unique, columns))?.name ?? text(row['name']);
      return { name, kind: 'unique' as const, columns, definition: keyDefinition('UNIQUE', columns), validated: true };
    });
}

function checksOf(table: string, written: TableText): readonly Constraint[] {
  return written.checks.map(({ name, definition }, at) => ({
    name: name ?? `${table}_check${at + 1}`,
    kind: 'check' as const,
    columns: [],
    definition,
    validated: true,
  }));
}

function sameColumns(key: KeyText, columns: readonly string[]): boolean {
  return key.columns.join('\0').toLowerCase() === columns.join('\0').toLowerCase();
}

function keyDefinition(kind: string, columns: readonly string[]): string {
  return `${kind} (${columns.map((column) => `"${column.replaceAll('"', '""')}"`).join(', ')})`;
}
