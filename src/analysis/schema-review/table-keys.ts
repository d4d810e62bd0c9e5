import { indexesOf } from '#analysis/index-coverage.ts';
import type { Constraint, DatabaseSchema, Table } from '#vocabulary/database-schema.ts';

export function primaryKey(table: Table): Constraint | undefined {
  return table.constraints.find(({ kind }) => kind === 'primary-key');
}

export function foreignKeys(table: Table): readonly (Constraint & Required<Pick<Constraint, 'references'>>)[] {
  return table.constraints.flatMap((one) =>
    one.kind === 'foreign-key' && one.references !== undefined ? [{ ...one, references: one.references }] : [],
  );
}

/** Columns that together are different in each row: of the primary key, of unique constraints and of whole unique indexes. */
export function uniqueKeys(table: Table): readonly (readonly string[])[] {
  const declared = table.constraints
    .filter(({ kind }) => kind === 'primary-key' || kind === 'unique')
    .map(({ columns }) => columns);
  const indexed = indexesOf(table).flatMap(({ unique, predicate, keys }) => {
    const columns = keys.flatMap(({ column, onlyCovers }) => (column === undefined || onlyCovers ? [] : [column]));
    return unique && predicate === undefined && columns.length === keys.length ? [columns] : [];
  });
  const all = [...declared, ...indexed];
  return all.filter((key, at) => all.findIndex((one) => sameColumns(one, key)) === at);
}

export function sameColumns(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((column) => other.includes(column));
}

export function isNullable(table: Table, column: string): boolean {
  const isKey = primaryKey(table)?.columns.includes(column) ?? false;
  return !isKey && (table.columns.find(({ name }) => name === column)?.nullable ?? false);
}

/** The table that a foreign key leads to. */
export function referencedTable(
  schema: DatabaseSchema,
  references: { readonly schema: string; readonly table: string },
): Table | undefined {
  return schema.tables.find((one) => one.schema === references.schema && one.name === references.table);
}

/** A foreign key may be on each partition, where the whole had none when they were made. */
export function partitionsOf({ schema, name, kind }: Table, { tables }: DatabaseSchema): readonly Table[] {
  if (kind !== 'partitioned') return [];
  return tables.filter(({ partitionOf: whole }) => whole?.schema === schema && whole.table === name);
}
