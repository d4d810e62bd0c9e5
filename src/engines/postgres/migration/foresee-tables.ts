import type { MigrationAction, RelationName } from '#vocabulary/migration-action.ts';
import type { Deed } from './deed.ts';
import { usersOfDomain } from './domains.ts';
import { checkUsers } from './foresee-constraints.ts';
import { lockParent } from './foresee-partitions.ts';
import { readRelations } from './foresee-rows.ts';
import { type Foresight, lockFamily, rewriteAll, rewriteNamed } from './foresight.ts';
import { ownedSequences } from './relatives.ts';

type Of<K extends MigrationAction['kind']> = Extract<MigrationAction, { readonly kind: K }>;
const strongest = 'AccessExclusiveLock';

/** Tables as a whole, views, triggers, policies, and what has no table. */
export function foreseeTable(deed: Deed, sight: Foresight): void {
  const { action } = deed;
  switch (action.kind) {
    case 'create-table':
      createTable(deed, action, sight);
      return;
    case 'rename-table': {
      const [table] = lockFamily(action.table, strongest, { only: true }, sight);
      if (table === undefined || action.to.schema === table.schema) return;
      for (const sequence of ownedSequences(table, sight.catalog)) sight.lock(sequence, strongest);
      return;
    }
    case 'set-table-option':
      setOption(deed, action, sight);
      return;
    case 'create-trigger':
      lockRowTriggered(action.table, deed, 'ShareRowExclusiveLock', sight);
      return;
    case 'drop-trigger':
      lockRowTriggered(action.table, deed, strongest, sight);
      return;
    case 'row-security':
    case 'create-policy':
    case 'drop-policy':
    case 'create-rule':
      return void lockFamily(action.table, strongest, { only: true }, sight);
    case 'rewrite-table':
      rewrite(deed, action, sight);
      return;
    case 'create-view':
      if (action.replaces && sight.catalog.view(action.view) !== undefined) sight.lock(action.view, strongest);
      // Only a materialized view is filled at once.
      if (action.materialized) readRelations(deed, sight);
      else for (const relation of deed.reads ?? []) sight.lock(relation, 'AccessShareLock');
      return;
    case 'alter-object':
      if (action.what !== 'domain' || deed.expression !== 'validate') return;
      validateDomain(action.name, sight);
      return;
    case 'other':
      readRelations(deed, sight);
      return;
    default:
  }
}

function validateDomain(name: string, sight: Foresight): void {
  const [schema = '', ...rest] = name.split('.');
  const users = usersOfDomain({ schema, name: rest.join('.') }, sight.catalog);
  checkUsers(users, 'ShareLock', sight);
}

function createTable(deed: Deed, action: Of<'create-table'>, sight: Foresight): void {
  if (action.ifNotExists && sight.catalog.table(action.table) !== undefined) return;
  for (const other of action.references) lockFamily(other, 'ShareRowExclusiveLock', {}, sight);
  readRelations(deed, sight);
  if (action.partitionOf === undefined) {
    for (const parent of deed.parents ?? []) sight.lock(parent, 'ShareUpdateExclusiveLock');
  } else if (deed.table !== undefined) lockParent(deed.table, sight);
}

/** Triggers for each row are on the partitions too. */
function lockRowTriggered(table: RelationName, { only = false }: Deed, mode: string, sight: Foresight): void {
  lockFamily(table, mode, { only: only || sight.catalog.table(table)?.kind !== 'partitioned' }, sight);
}

/** These go down to the tables below. */
const inherited: ReadonlySet<string> = new Set([
  'statistics target',
  'storage',
  'set expression',
  'drop expression',
  'constraint',
]);

function setOption(deed: Deed, { table, what }: Of<'set-table-option'>, sight: Foresight): void {
  const isPartitioned = sight.catalog.table(table)?.kind === 'partitioned';
  const goesDown = inherited.has(what) || (isPartitioned && (what === 'trigger' || what.endsWith('identity')));
  const family = lockFamily(table, deed.lock ?? strongest, { only: deed.only === true || !goesDown }, sight);
  const sequenceLock = { 'set identity': 'ShareRowExclusiveLock', 'drop identity': strongest }[what];
  for (const one of sequenceLock === undefined ? [] : family) {
    for (const sequence of ownedSequences(one, sight.catalog, deed.column?.name))
      sight.lock(sequence, sequenceLock ?? '');
  }
  if (what === 'set expression' && deed.column?.generatedKind !== 'virtual') rewriteNamed(table, family, sight);
}

function rewrite(deed: Deed, { table: name, how }: Of<'rewrite-table'>, sight: Foresight): void {
  if (name === undefined) {
    sight.unknown(
      how === 'cluster'
        ? 'CLUSTER without a table writes all tables anew that were clustered before.'
        : 'VACUUM FULL without a table writes all tables of the database anew, one after the other.',
    );
    for (const table of sight.catalog.tables()) {
      if (how === 'cluster' && !table.indexes.some(({ clustered }) => clustered)) continue;
      sight.lock(table, strongest);
      rewriteAll([table], sight);
    }
    return;
  }
  const goesDown = how === 'cluster' || how === 'vacuum-full';
  const family = lockFamily(name, strongest, { only: !goesDown }, sight);
  if (isSo(deed, how, family[0]?.persistence)) return;
  // The file is copied as it is, its indexes stay where they are.
  if (how === 'tablespace') {
    sight.rewrite(name);
    return;
  }
  rewriteNamed(name, family, sight);
  if (how !== 'logged' && how !== 'unlogged') return;
  for (const table of family)
    for (const sequence of ownedSequences(table, sight.catalog)) sight.lock(sequence, strongest);
}

/** It is already what the statement asks for, as far as the schema tells. */
function isSo({ expression }: Deed, how: Of<'rewrite-table'>['how'], persistence: string | undefined): boolean {
  if (how === 'logged') return persistence === 'permanent';
  if (how === 'unlogged') return persistence === 'unlogged';
  if (how === 'access-method') return expression === 'heap';
  return how === 'tablespace' && expression === 'pg_default';
}
