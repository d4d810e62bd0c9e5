import type { Table } from '#vocabulary/database-schema.ts';
import type { MigrationAction, RelationName } from '#vocabulary/migration-action.ts';
import { type Catalog, keyOf } from './catalog.ts';
import type { Deed } from './deed.ts';
import { indexParts } from './fold-table.ts';
import { type Foresight, lockFamily, notKnown, scanAll } from './foresight.ts';
import { provesBound } from './implied.ts';
import { defaultPartition, familyOf, isStored, parentOf, referenceOf, servesAs } from './relatives.ts';

type Of<K extends MigrationAction['kind']> = Extract<MigrationAction, { readonly kind: K }>;

export function foreseePartition(
  deed: Deed,
  action: Of<'attach-partition' | 'detach-partition'>,
  sight: Foresight,
): void {
  if (action.kind === 'attach-partition') {
    attach(deed, action, sight);
    return;
  }
  const { catalog, lock } = sight;
  lock(action.table, action.concurrently ? 'ShareUpdateExclusiveLock' : 'AccessExclusiveLock');
  lockFamily(action.partition, sight.major < 14 ? 'ShareUpdateExclusiveLock' : 'AccessExclusiveLock', {}, sight);
  if (action.concurrently) return;
  const rest = defaultPartition(action.table, catalog);
  if (rest !== undefined) lock(rest, 'AccessExclusiveLock');
  lockReferenced(action.partition, sight);
}

/** Foreign keys that came from the parent become the table's own. */
function lockReferenced(partition: RelationName, { catalog, lock }: Foresight): void {
  for (const constraint of catalog.table(partition)?.constraints ?? []) {
    const other = referenceOf(constraint);
    if (other !== undefined) lock(other, 'ShareRowExclusiveLock');
  }
}

function attach({ bound = 'DEFAULT' }: Deed, { table, partition }: Of<'attach-partition'>, sight: Foresight): void {
  const { catalog, lock } = sight;
  lock(table, 'ShareUpdateExclusiveLock');
  const family = lockFamily(partition, 'AccessExclusiveLock', {}, sight);
  const parent = catalog.table(table);
  if (parent === undefined) notKnown(table, sight);
  const isDefault = bound === 'DEFAULT';
  const [child] = family;
  if (child === undefined) sight.scan(partition);
  const others = parent === undefined ? [] : catalog.below(parent);
  const isProven =
    child !== undefined &&
    (isDefault
      ? others.every(({ partitionOf }) => provesBound(child, parent?.partitionKey, partitionOf?.bound ?? '', 'outside'))
      : provesBound(child, parent?.partitionKey, bound, 'inside'));
  if (!isProven) scanAll(family, sight);
  if (!isDefault) checkDefault(table, bound, sight);
  if (parent !== undefined && child !== undefined) joinParent(parent, child, sight);
}

/** The default partition must hold no row of a new one. */
function checkDefault(parent: RelationName, bound: string, sight: Foresight): void {
  const rest = defaultPartition(parent, sight.catalog);
  if (rest === undefined) return;
  const key = sight.catalog.table(parent)?.partitionKey;
  for (const table of familyOf(rest, sight.catalog)) {
    sight.lock(table, 'AccessExclusiveLock');
    if (isStored(table) && !provesBound(table, key, bound, 'outside')) sight.scan(table);
  }
}

/** What the parent has, the new partition gets: its indexes are built, its foreign keys checked. */
function joinParent(parent: Table, child: Table, sight: Foresight): void {
  for (const index of parent.indexes) {
    sight.lock(index, 'ShareUpdateExclusiveLock');
    if (child.indexes.some((own) => servesAs(own, index))) continue;
    const joined = { ...child, partitionOf: { schema: parent.schema, table: parent.name, bound: '' } };
    const below: Catalog['below'] = (name) => (keyOf(name) === keyOf(parent) ? [joined] : sight.catalog.below(name));
    for (const part of indexParts(index, {}, { ...sight.catalog, below })) {
      if (keyOf(part.table) !== keyOf(child) || part.isThere || !isStored(child)) continue;
      sight.scan(child);
      sight.build(part.index, child);
    }
  }
  for (const constraint of parent.constraints) {
    const other = referenceOf(constraint);
    if (other === undefined) continue;
    const isThere = child.constraints.some(({ definition }) => definition === constraint.definition);
    sight.lock(other, 'ShareRowExclusiveLock');
    if (isThere) continue;
    scanAll([child, ...[sight.catalog.table(other) ?? []].flat()], sight);
  }
}

/** CREATE TABLE … PARTITION OF. */
export function lockParent(table: Table, sight: Foresight): void {
  const parent = parentOf(table);
  if (parent === undefined) return;
  sight.lock(parent, 'AccessExclusiveLock');
  const known = sight.catalog.table(parent);
  if (known === undefined) {
    notKnown(parent, sight);
    return;
  }
  const bound = table.partitionOf?.bound ?? 'DEFAULT';
  if (bound !== 'DEFAULT') checkDefault(parent, bound, sight);
  for (const constraint of known.constraints) {
    const other = referenceOf(constraint);
    if (other !== undefined) sight.lock(other, 'ShareRowExclusiveLock');
  }
}
