import type { CatalogObject, Column, Constraint } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { ReadDialect } from './read-dialect.ts';

/** A table while its statements are read. */
export interface TableDraft {
  readonly schema: string;
  readonly name: string;
  readonly columns: Column[];
  readonly constraints: Constraint[];
  readonly indexes: IndexDefinition[];
  readonly options: string[];
  persistence: 'permanent' | 'temporary';
  /** Statements that speak of it, as they are written. */
  readonly sources: string[];
  comment?: string;
}

interface ViewDraft {
  readonly schema: string;
  readonly name: string;
  readonly definition: string;
}

/** A script while it is read. */
export interface ScriptDraft {
  readonly dialect: ReadDialect;
  /** By schema and name. */
  readonly tables: Map<string, TableDraft>;
  readonly views: Map<string, ViewDraft>;
  readonly objects: CatalogObject[];
  /** What cannot be kept, by what it is: the things that had it. */
  readonly lost: Map<string, string[]>;
  /** Statements that make nothing, by their first words. */
  readonly passed: Map<string, number>;
  /** The statement that is being read. */
  current: string;
}

export function newDraft(dialect: ReadDialect): ScriptDraft {
  return { dialect, tables: new Map(), views: new Map(), objects: [], lost: new Map(), passed: new Map(), current: '' };
}

export function lose(draft: ScriptDraft, what: string, thing: string): void {
  draft.lost.set(what, [...(draft.lost.get(what) ?? []), thing]);
}

/** `server.database.schema.table` in the words of the schema: the last two count. */
export function placeOf(path: readonly string[], { dialect }: ScriptDraft): { schema: string; name: string } {
  const given = path.at(-2) ?? '';
  const isHome = given === '' || dialect.homes.includes(given.toLowerCase());
  return { schema: isHome ? dialect.schema : given, name: path.at(-1) ?? '' };
}

export function keyOf({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `${schema}.${name}`.toLowerCase();
}

export function changeColumn(table: TableDraft, name: string, change: Partial<Column>): boolean {
  const at = table.columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase());
  const column = table.columns[at];
  if (column === undefined) return false;
  table.columns[at] = { ...column, ...change };
  return true;
}

/** A column by its new name, wherever it is spoken of. */
export function renameColumn(table: TableDraft, from: string, to: string, quote: (name: string) => string): void {
  const isIt = (name: string | undefined) => name?.toLowerCase() === from.toLowerCase();
  changeColumn(table, from, { name: to });
  for (const [at, rule] of table.constraints.entries()) {
    if (!rule.columns.some(isIt)) continue;
    const columns = rule.columns.map((name) => (isIt(name) ? to : name));
    const written = rule.columns.find(isIt) ?? from;
    table.constraints[at] = { ...rule, columns, definition: rule.definition.replace(quote(written), () => quote(to)) };
  }
  for (const [at, index] of table.indexes.entries()) {
    const keys = index.keys.map((key) => (isIt(key.column) ? { ...key, column: to } : key));
    table.indexes[at] = { ...index, keys, include: index.include.map((name) => (isIt(name) ? to : name)) };
  }
}
