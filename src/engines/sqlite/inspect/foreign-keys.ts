import type { Row } from '#contracts/session.ts';
import type { Constraint } from '#vocabulary/database-schema.ts';
import type { Catalog } from './read-catalog.ts';
import { text } from './rows.ts';
import type { TableText } from './table-text.ts';

/** PRAGMA foreign_key_list numbers them from the last; without columns on the other side, its primary key is meant. */
export function foreignKeysOf(table: string, catalog: Catalog, written: TableText): readonly Constraint[] {
  const rows = catalog.foreignKeys.get(table) ?? [];
  const numbers = [...new Set(rows.map((row) => Number(row['id'])))].sort((one, other) => other - one);
  return numbers.map((number, at) => {
    const parts = rows
      .filter((row) => row['id'] === number)
      .sort((one, other) => Number(one['seq']) - Number(other['seq']));
    // Where the text was read otherwise than SQLite read it, it is left aside.
    const own = written.foreignKeys.length === numbers.length ? written.foreignKeys[at] : undefined;
    const columns = parts.map((row) => text(row['from']));
    const [first] = parts;
    const target = targetTable(text(first?.['table']), catalog);
    const named = parts.map((row) => text(row['to'])).filter((column) => column !== '');
    const references = {
      schema: 'main',
      table: target,
      columns: named.length === parts.length ? named : keyOf(target, catalog),
      onDelete: text(first?.['on_delete']),
      onUpdate: text(first?.['on_update']),
    };
    return {
      name: own?.name ?? `${table}_${columns.join('_')}_fkey`,
      kind: 'foreign-key' as const,
      columns,
      references,
      definition: definitionOf(columns, own?.definition, references),
      validated: true,
    };
  });
}

/** Names are compared without case; the catalog's own spelling is taken. */
function targetTable(name: string, catalog: Catalog): string {
  return catalog.entries.find((entry) => entry.name.toLowerCase() === name.toLowerCase())?.name ?? name;
}

function keyOf(table: string, catalog: Catalog): string[] {
  return (catalog.columns.get(table) ?? [])
    .filter((row: Row) => Number(row['pk']) > 0)
    .sort((one, other) => Number(one['pk']) - Number(other['pk']))
    .map((row) => text(row['name']));
}

/** A column's REFERENCES says nothing of the column. */
function definitionOf(
  columns: readonly string[],
  own: string | undefined,
  references: {
    readonly table: string;
    readonly columns: readonly string[];
    readonly onDelete: string;
    readonly onUpdate: string;
  },
): string {
  if (own !== undefined && /^foreign/i.test(own)) return own;
  if (own !== undefined) return `FOREIGN KEY (${quoted(columns)}) ${own}`;
  const { table, onDelete, onUpdate } = references;
  return `FOREIGN KEY (${quoted(columns)}) REFERENCES ${quoted([table])} (${quoted(references.columns)}) ON DELETE ${onDelete} ON UPDATE ${onUpdate}`;
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name.replaceAll('"', '""')}"`).join(', ');
}
