import type { Table } from '#vocabulary/database-schema.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';
import { type Catalog, keyOf } from './catalog.ts';
import type { EffectList } from './effects.ts';
import { familyOf, isStored } from './relatives.ts';

/** What foresight goes by: the catalog as the deed meets it, the server, and where its effects go. */
export interface Foresight extends EffectList {
  readonly catalog: Catalog;
  readonly major: number;
  /** The session's time zone, as far as the file says: 'UTC'. */
  readonly zone: string | undefined;
  /** The file made it, and put no rows into it: "app.orders". */
  readonly isEmpty: (table: string) => boolean;
}

/** Locks a table and, unless the statement says ONLY, those below it. Gives them; empty where the table is not known. */
export function lockFamily(
  name: RelationName,
  mode: string,
  { only = false }: { readonly only?: boolean },
  sight: Foresight,
): readonly Table[] {
  const table = sight.catalog.table(name);
  sight.lock(name, mode);
  if (table === undefined) {
    if (sight.catalog.view(name) === undefined) notKnown(name, sight);
    return [];
  }
  const family = only ? [table] : familyOf(table, sight.catalog);
  for (const one of family) sight.lock(one, mode);
  return family;
}

/** A statement that works on what is not known is judged by its words alone. */
export function notKnown(name: RelationName, sight: Foresight): void {
  sight.unknown(
    `${keyOf(name)} is not in the schema that is known: its indexes, its partitions and the tables that refer to it are left out.`,
  );
}

/** Locks the indexes of a table, or some of them. */
export function lockIndexes(
  { indexes }: Table,
  mode: string,
  sight: Foresight,
  isMeant: (index: Table['indexes'][number]) => boolean = () => true,
): void {
  for (const index of indexes) if (isMeant(index)) sight.lock(index, mode);
}

/** Reads every row. */
export function scanAll(tables: readonly Table[], sight: Foresight): void {
  for (const table of tables) if (hidesPartitions(table, tables, sight)) sight.scan(table);
  for (const table of tables) if (isStored(table)) sight.scan(table);
}

/**
 * A partitioned table of which no partition is known, though it is used: they are hardly ever made by migrations, so the
 * work is told of the table itself.
 */
export function hidesPartitions(table: Table, family: readonly Table[], sight: Foresight): boolean {
  if (table.kind !== 'partitioned' || family.length > 1 || sight.catalog.complete) return false;
  if (sight.isEmpty(keyOf(table)) || sight.catalog.below(table).length > 0) return false;
  sight.unknown(`No partition of ${keyOf(table)} is known: those that there are, are locked and worked on with it.`);
  return true;
}

/** Writes every row, and with it every index. */
export function rewriteAll(tables: readonly Table[], sight: Foresight): void {
  for (const table of tables) {
    if (hidesPartitions(table, tables, sight)) sight.rewrite(table);
    if (!isStored(table)) continue;
    sight.rewrite(table);
    sight.scan(table);
    for (const index of table.indexes) {
      sight.lock(index, 'AccessExclusiveLock');
      sight.build(index, table);
    }
  }
}

/** The same for a table that is not known. */
export function rewriteNamed(name: RelationName, family: readonly Table[], sight: Foresight): void {
  if (family.length > 0) {
    rewriteAll(family, sight);
    return;
  }
  sight.rewrite(name);
  sight.scan(name);
}

export function scanNamed(name: RelationName, family: readonly Table[], sight: Foresight): void {
  if (family.length > 0) {
    scanAll(family, sight);
    return;
  }
  sight.scan(name);
}
