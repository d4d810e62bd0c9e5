import type { Table } from '#vocabulary/database-schema.ts';
import type { MigrationAction, RelationName } from '#vocabulary/migration-action.ts';
import { keyOf } from './catalog.ts';
import type { Deed } from './deed.ts';
import { columnsOfType } from './fold-drops.ts';
import { type Foresight, lockIndexes, notKnown } from './foresight.ts';
import {
  defaultPartition,
  familyOf,
  ownedSequences,
  parentOf,
  referenceOf,
  referencesTo,
  viewsOver,
} from './relatives.ts';

type Of<K extends MigrationAction['kind']> = Extract<MigrationAction, { readonly kind: K }>;
const strongest = 'AccessExclusiveLock';

/** What is dropped or emptied is locked against all, and so is what goes with it. */
export function foreseeDrop(
  deed: Deed,
  action: Of<'drop-table' | 'drop-view' | 'drop-object' | 'truncate'>,
  sight: Foresight,
): void {
  switch (action.kind) {
    case 'drop-table':
      dropTable(action.table, action.cascade, sight);
      return;
    case 'drop-view':
      sight.lock(action.view, strongest);
      if (action.cascade) for (const view of viewsOver(action.view, sight.catalog)) sight.lock(view, strongest);
      return;
    case 'drop-object':
      dropObject(action, sight);
      return;
    case 'truncate':
      truncate(action.tables, action.cascade, deed.expression !== undefined, sight);
      return;
  }
}

function dropTable(name: RelationName, cascade: boolean, sight: Foresight): void {
  const { catalog, lock } = sight;
  const table = catalog.table(name);
  lock(name, strongest);
  if (table === undefined) {
    notKnown(name, sight);
    return;
  }
  for (const one of familyOf(table, catalog)) {
    lock(one, strongest);
    lockIndexes(one, strongest, sight);
    for (const constraint of one.constraints) {
      const other = referenceOf(constraint);
      if (other !== undefined) lock(other, strongest);
    }
    for (const sequence of ownedSequences(one, catalog)) lock(sequence, strongest);
  }
  const parent = parentOf(table);
  if (parent !== undefined) {
    lock(parent, strongest);
    const rest = defaultPartition(parent, catalog);
    if (rest !== undefined) lock(rest, strongest);
  }
  if (!cascade) return;
  for (const { table: other } of referencesTo(name, catalog)) lock(other, strongest);
  for (const view of viewsOver(name, catalog)) lock(view, strongest);
}

function dropObject({ what, name, cascade }: Of<'drop-object'>, sight: Foresight): void {
  const { catalog, lock } = sight;
  switch (what) {
    case 'schema':
      for (const table of catalog.tables()) if (table.schema === name) dropTable(table, cascade, sight);
      for (const view of catalog.views()) if (view.schema === name) lock(view, strongest);
      return;
    case 'sequence': {
      const [schema = '', ...rest] = name.split('.');
      lock({ schema, name: rest.join('.') }, strongest);
      if (cascade)
        lockUsers(({ columns }) => columns.some((column) => column.default?.includes(rest.join('.')) ?? false), sight);
      return;
    }
    case 'type':
    case 'domain':
      if (cascade) for (const { table } of columnsOfType(name, catalog)) lock(table, strongest);
      return;
    case 'function':
    case 'procedure':
    case 'routine':
      if (cascade) lockCallers(name, sight);
      return;
    case 'extension':
      if (cascade) sight.unknown(`What goes with the extension ${name} is not known.`);
      return;
    default:
  }
}

/** Triggers, defaults and policies that call the function. */
function lockCallers(name: string, sight: Foresight): void {
  const bare = name.split('.').at(-1) ?? name;
  const calls = new RegExp(`(?<![\\w$])"?${bare.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}"?\\(`);
  for (const one of sight.catalog.objects()) {
    if (one.table !== undefined && calls.test(one.definition)) {
      sight.lock({ schema: one.tableSchema ?? one.schema, name: one.table }, strongest);
    }
  }
  lockUsers(
    ({ columns, constraints }) =>
      columns.some((column) => calls.test(column.default ?? column.generated ?? '')) ||
      constraints.some(({ kind, definition }) => kind === 'check' && calls.test(definition)),
    sight,
  );
}

function lockUsers(uses: (table: Table) => boolean, { catalog, lock }: Foresight): void {
  for (const table of catalog.tables()) if (uses(table)) lock(table, strongest);
}

/** The files are emptied, not written anew. */
function truncate(names: readonly RelationName[], cascade: boolean, restarts: boolean, sight: Foresight): void {
  const { catalog } = sight;
  const reached = new Map<string, Table>();
  const reach = (name: RelationName) => {
    const table = catalog.table(name);
    if (table === undefined || reached.has(keyOf(table))) return;
    for (const one of familyOf(table, catalog)) {
      reached.set(keyOf(one), one);
      if (cascade) for (const { table: other } of referencesTo(one, catalog)) reach(other);
    }
  };
  for (const name of names) {
    sight.lock(name, strongest);
    if (catalog.table(name) === undefined) notKnown(name, sight);
    reach(name);
  }
  for (const table of reached.values()) {
    sight.lock(table, strongest);
    lockIndexes(table, strongest, sight);
    if (restarts) for (const sequence of ownedSequences(table, catalog)) sight.lock(sequence, strongest);
  }
}
