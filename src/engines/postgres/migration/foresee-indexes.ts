import type { Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { MigrationAction, RelationName } from '#vocabulary/migration-action.ts';
import { keyOf } from './catalog.ts';
import type { Deed } from './deed.ts';
import { indexParts } from './fold-table.ts';
import { type Foresight, hidesPartitions, lockFamily, notKnown } from './foresight.ts';
import { familyOf, isStored } from './relatives.ts';

type Of<K extends MigrationAction['kind']> = Extract<MigrationAction, { readonly kind: K }>;

export function foreseeIndex(
  deed: Deed,
  action: Of<'create-index' | 'drop-index' | 'reindex'>,
  sight: Foresight,
): void {
  switch (action.kind) {
    case 'create-index':
      createIndex(deed, action, sight);
      return;
    case 'drop-index':
      dropIndex(action, sight);
      return;
    case 'reindex':
      reindex(action, sight);
      return;
  }
}

function createIndex(deed: Deed, action: Of<'create-index'>, sight: Foresight): void {
  const mode = action.concurrently ? 'ShareUpdateExclusiveLock' : 'ShareLock';
  const [index] = deed.indexes ?? [];
  if (index === undefined) return;
  const isThere = action.ifNotExists && sight.catalog.index(index) !== undefined;
  const table = sight.catalog.table(action.table);
  // Tables that inherit are no parts: only partitions get the index too.
  const isAlone = action.only || isThere || table?.kind !== 'partitioned';
  lockFamily(action.table, mode, { only: isAlone }, sight);
  if (isThere) return;
  if (table === undefined) {
    sight.scan(action.table);
    sight.build(index, action.table);
    return;
  }
  if (!action.only && hidesPartitions(table, [table], sight)) sight.scan(table);
  for (const part of indexParts(index, deed, sight.catalog)) {
    if (part.isThere || !isStored(part.table)) continue;
    sight.scan(part.table);
    sight.build(part.index, part.table);
  }
}

function dropIndex({ index, table, concurrently }: Of<'drop-index'>, sight: Foresight): void {
  const mode = concurrently ? 'ShareUpdateExclusiveLock' : 'AccessExclusiveLock';
  sight.lock(index, mode);
  if (table === undefined) {
    if (!sight.catalog.complete)
      sight.unknown(`${keyOf(index)} is not in the schema that is known: its table is locked as it is.`);
    return;
  }
  const family = lockFamily(table, mode, { only: sight.catalog.table(table)?.kind !== 'partitioned' }, sight);
  const gone = new Set([keyOf(index)]);
  for (const one of family) {
    for (const part of one.indexes) {
      if (part.partOf === undefined || !gone.has(keyOf(part.partOf))) continue;
      gone.add(keyOf(part));
      sight.lock(part, mode);
    }
  }
}

function reindex({ of, target, concurrently }: Of<'reindex'>, sight: Foresight): void {
  const { catalog } = sight;
  if (of === 'index' && target !== undefined) {
    const index = catalog.index(target);
    const table = index && catalog.table({ schema: index.schema, name: index.table });
    if (index !== undefined && table !== undefined) {
      rebuild(table, [index], concurrently, sight);
      return;
    }
    sight.unknown(`${keyOf(target)} is not in the schema that is known: its table is locked and read as well.`);
    sight.lock(target, concurrently ? 'ShareUpdateExclusiveLock' : 'AccessExclusiveLock');
    sight.build(target, target);
    return;
  }
  for (const table of tablesOf(of, target, sight)) rebuild(table, table.indexes, concurrently, sight);
}

function tablesOf(of: Of<'reindex'>['of'], target: RelationName | undefined, sight: Foresight): readonly Table[] {
  const { catalog } = sight;
  if (of === 'table' && target !== undefined) {
    const table = catalog.table(target);
    if (table !== undefined) return familyOf(table, catalog);
    notKnown(target, sight);
    sight.lock(target, 'ShareLock');
    sight.scan(target);
    return [];
  }
  if (of === 'system') {
    sight.unknown('Catalogs that are reindexed are left out.');
    return [];
  }
  return [...catalog.tables()].filter(({ schema }) => of !== 'schema' || schema === target?.schema);
}

function rebuild(table: Table, indexes: readonly IndexDefinition[], concurrently: boolean, sight: Foresight): void {
  sight.lock(table, concurrently ? 'ShareUpdateExclusiveLock' : 'ShareLock');
  for (const index of indexes) {
    sight.lock(index, concurrently ? 'ShareUpdateExclusiveLock' : 'AccessExclusiveLock');
    if (!isStored(table)) continue;
    sight.scan(table);
    sight.build(index, table);
  }
}
