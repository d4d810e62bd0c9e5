import type { Table } from '#vocabulary/database-schema.ts';
import type { MigrationAction, RelationName } from '#vocabulary/migration-action.ts';
import type { Deed } from './deed.ts';
import { type Foresight, lockFamily, notKnown, rewriteAll } from './foresight.ts';
import { familyOf, isStored, referenceOf, referencesTo } from './relatives.ts';

type Of<K extends MigrationAction['kind']> = Extract<MigrationAction, { readonly kind: K }>;

export function foreseeRows(
  deed: Deed,
  action: Of<'change-rows' | 'lock-table' | 'refresh-view'>,
  sight: Foresight,
): void {
  switch (action.kind) {
    case 'change-rows':
      changeRows(deed, action, sight);
      return;
    case 'lock-table':
      return void lockFamily(action.table, action.mode, deed, sight);
    case 'refresh-view':
      refresh(deed, action, sight);
      return;
  }
}

/** Tables that a query reads; those are spared of which an index begins with a column that a condition compares. */
export function readRelations({ reads = [], chosenBy = [] }: Deed, sight: Foresight): void {
  for (const name of reads) {
    const table = sight.catalog.table(name);
    sight.lock(name, 'AccessShareLock');
    for (const one of table === undefined ? [] : familyOf(table, sight.catalog)) scanUnlessChosen(one, chosenBy, sight);
  }
}

function changeRows(deed: Deed, { table: name, how, chosen }: Of<'change-rows'>, sight: Foresight): void {
  const { catalog, lock } = sight;
  lock(name, 'RowExclusiveLock');
  readRelations(deed, sight);
  const table = catalog.table(name);
  if (table === undefined) {
    if (catalog.view(name) === undefined) notKnown(name, sight);
    if (!chosen) sight.scan(name);
    return;
  }
  const family = familyOf(table, catalog);
  if (how === 'insert' || how === 'copy' || how === 'update') {
    for (const constraint of table.constraints) {
      const other = referenceOf(constraint);
      if (other !== undefined && how !== 'update') lock(other, 'RowShareLock');
    }
  }
  if (how === 'insert' || how === 'copy') return;
  for (const one of family) {
    lock(one, 'RowExclusiveLock');
    scanUnlessChosen(one, chosen ? (deed.chosenBy ?? []) : [], sight);
  }
  if (how === 'delete') for (const one of family) checkReferences(one, sight);
}

/** For each row that goes, rows that refer to it are looked for. */
function checkReferences(table: RelationName, sight: Foresight): void {
  for (const { table: other, constraint } of referencesTo(table, sight.catalog)) {
    sight.lock(other, 'RowShareLock');
    scanUnlessChosen(other, constraint.columns, sight);
  }
}

function scanUnlessChosen(table: Table, columns: readonly string[], sight: Foresight): void {
  if (!isStored(table)) return;
  const isServed = table.indexes.some(
    ({ keys: [first] }) => first?.column !== undefined && columns.includes(first.column),
  );
  if (!isServed) sight.scan(table);
}

function refresh(deed: Deed, { view, concurrently }: Of<'refresh-view'>, sight: Foresight): void {
  sight.lock(view, concurrently ? 'ExclusiveLock' : 'AccessExclusiveLock');
  const table = sight.catalog.table(view);
  if (table === undefined) notKnown(view, sight);
  if (deed.expression === 'with no data') return;
  readRelations(deed, sight);
  if (concurrently) {
    sight.scan(view);
    return;
  }
  if (table === undefined) {
    sight.rewrite(view);
    return;
  }
  rewriteAll([table], sight);
}
