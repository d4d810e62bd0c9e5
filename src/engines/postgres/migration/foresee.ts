import type { CatalogObject } from '#vocabulary/database-schema.ts';
import { keyOf, nameOf } from './catalog.ts';
import type { Deed } from './deed.ts';
import { foreseeColumn } from './foresee-columns.ts';
import { foreseeConstraint } from './foresee-constraints.ts';
import { foreseeDrop } from './foresee-drops.ts';
import { foreseeIndex } from './foresee-indexes.ts';
import { foreseePartition } from './foresee-partitions.ts';
import { foreseeRows } from './foresee-rows.ts';
import { foreseeTable } from './foresee-tables.ts';
import type { Foresight } from './foresight.ts';

/**
 * Adds what a deed does by the manual, at the catalog that it meets. What it does not know it says, and assumes the worse.
 * https://www.postgresql.org/docs/18/explicit-locking.html https://www.postgresql.org/docs/18/sql-altertable.html
 */
export function foresee(deed: Deed, sight: Foresight): void {
  if (deed.unknown !== undefined) sight.unknown(deed.unknown);
  if (isMissing(deed, sight)) return;
  for (const { relation, mode } of deed.locks ?? []) sight.lock(relation, mode);
  switch (deed.action.kind) {
    case 'add-column':
    case 'drop-column':
    case 'rename-column':
    case 'alter-column-type':
    case 'set-not-null':
    case 'drop-not-null':
    case 'set-default':
    case 'drop-default':
      foreseeColumn(deed, deed.action, sight);
      return;
    case 'add-constraint':
    case 'validate-constraint':
    case 'drop-constraint':
    case 'add-domain-constraint':
      foreseeConstraint(deed, deed.action, sight);
      return;
    case 'create-index':
    case 'drop-index':
    case 'reindex':
      foreseeIndex(deed, deed.action, sight);
      return;
    case 'attach-partition':
    case 'detach-partition':
      foreseePartition(deed, deed.action, sight);
      return;
    case 'drop-table':
    case 'drop-view':
    case 'drop-object':
    case 'truncate':
      foreseeDrop(deed, deed.action, sight);
      return;
    case 'change-rows':
    case 'lock-table':
    case 'refresh-view':
      foreseeRows(deed, deed.action, sight);
      return;
    default:
      foreseeTable(deed, sight);
      return;
  }
}

/** IF EXISTS of what is not there does nothing. */
function isMissing({ action, ifExists }: Deed, { catalog, unknown }: Foresight): boolean {
  if (ifExists !== true) return false;
  if (action.kind === 'drop-trigger' || action.kind === 'drop-policy') {
    const isIt = (one: CatalogObject) =>
      one.table === action.table.name && (one.tableSchema ?? one.schema) === action.table.schema;
    if (catalog.objectsNamed(action.name).some(isIt)) return false;
    if (!catalog.complete)
      unknown(
        `${action.name} of ${keyOf(action.table)} is not in the schema that is known; where it is there, its table is locked.`,
      );
    return true;
  }
  const name =
    'table' in action && action.table !== undefined
      ? action.table
      : action.kind === 'drop-view'
        ? action.view
        : action.kind === 'drop-index'
          ? action.index
          : action.kind === 'drop-object' && action.what === 'sequence'
            ? nameOf(action.name)
            : undefined;
  if (name === undefined || catalog.table(name) !== undefined || catalog.view(name) !== undefined) return false;
  if ((catalog.index(name) ?? catalog.object(['sequence'], name)) !== undefined) return false;
  if (!catalog.complete) unknown(`${keyOf(name)} is not in the schema that is known; where it is there, it is locked.`);
  return true;
}
