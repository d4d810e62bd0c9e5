import type { Constraint, Table } from '#vocabulary/database-schema.ts';
import type { MigrationAction, RelationName } from '#vocabulary/migration-action.ts';
import { keyOf } from './catalog.ts';
import type { Deed } from './deed.ts';
import { indexParts, isAbout } from './fold-table.ts';
import { type Foresight, hidesPartitions, lockFamily, lockIndexes, scanAll, scanNamed } from './foresight.ts';
import { impliesNotNull } from './implied.ts';
import { isStored, referenceOf, referencesTo } from './relatives.ts';

type Of<K extends MigrationAction['kind']> = Extract<MigrationAction, { readonly kind: K }>;
type ConstraintAction = Of<'add-constraint' | 'validate-constraint' | 'drop-constraint' | 'add-domain-constraint'>;

export function foreseeConstraint(deed: Deed, action: ConstraintAction, sight: Foresight): void {
  switch (action.kind) {
    case 'add-constraint':
      addConstraint(deed, action, sight);
      return;
    case 'validate-constraint':
      validate(deed, action, sight);
      return;
    case 'drop-constraint':
      dropConstraint(deed, action, sight);
      return;
    case 'add-domain-constraint':
      checkUsers(action.notValid ? [] : action.tables, 'ShareLock', sight);
      return;
  }
}

/** Tables with columns of a domain are read. */
export function checkUsers(users: readonly RelationName[], mode: string, sight: Foresight): void {
  for (const user of users) {
    sight.lock(user, mode);
    scanAll([sight.catalog.table(user) ?? []].flat(), sight);
  }
}

function addConstraint(deed: Deed, action: Of<'add-constraint'>, sight: Foresight): void {
  const { table, references } = action;
  // Before 18 tables that inherit were left alone by what they do not get.
  const isOwn = deed.noInherit === true || (action.constraint !== 'check' && action.constraint !== 'not-null');
  const isSpared = sight.major < 18 && isOwn && sight.catalog.table(table)?.kind === 'table';
  const reach = { only: deed.only === true || isSpared };
  if (action.constraint === 'foreign-key') {
    const family = lockFamily(table, 'ShareRowExclusiveLock', reach, sight);
    const others = references === undefined ? [] : lockFamily(references, 'ShareRowExclusiveLock', {}, sight);
    if (action.notValid) return;
    // It is a matter of the table's own rows and of its partitions.
    scanNamed(
      table,
      family.filter((one, at) => at === 0 || one.partitionOf !== undefined),
      sight,
    );
    // Where no row refers to it the other table is not looked at.
    if (references !== undefined && !sight.isEmpty(keyOf(table))) scanNamed(references, others, sight);
    return;
  }
  const family = lockFamily(table, 'AccessExclusiveLock', reach, sight);
  switch (action.constraint) {
    case 'check':
      if (!action.notValid) scanNamed(table, deed.noInherit === true ? family.slice(0, 1) : family, sight);
      return;
    case 'not-null':
      if (action.notValid) return;
      if (family.length === 0) {
        sight.scan(table);
        return;
      }
      scanAll(
        family.filter((one) => action.columns.some((column) => !impliesNotNull(one, column))),
        sight,
      );
      return;
    default:
      addKey(deed, action, family, sight);
      return;
  }
}

/** A primary key over an index that is there still asks that its columns hold no NULL. */
function addKey(deed: Deed, action: Of<'add-constraint'>, family: readonly Table[], sight: Foresight): void {
  if (action.usingIndex !== undefined) {
    sight.lock({ schema: action.table.schema, name: action.usingIndex }, 'AccessExclusiveLock');
    if (action.constraint !== 'primary-key') return;
    if (family.length === 0) {
      sight.unknown(`Whether the columns of ${action.usingIndex} may be NULL is not known: if so, the table is read.`);
      sight.scan(action.table);
      return;
    }
    scanAll(
      family.filter((one) => action.columns.some((column) => !impliesNotNull(one, column))),
      sight,
    );
    return;
  }
  for (const index of deed.indexes ?? []) {
    const primary = action.constraint === 'primary-key';
    const parts = indexParts(index, { primary, ...(deed.only === true ? { only: true } : {}) }, sight.catalog);
    if (parts.length === 0) {
      sight.scan(action.table);
      sight.build(index, action.table);
    }
    if (family[0] !== undefined && hidesPartitions(family[0], family, sight)) sight.scan(family[0]);
    for (const part of parts) {
      if (part.isThere || !isStored(part.table)) continue;
      sight.scan(part.table);
      sight.build(part.index, part.table);
    }
  }
}

function validate(deed: Deed, action: Of<'validate-constraint'>, sight: Foresight): void {
  const family = lockFamily(action.table, 'ShareUpdateExclusiveLock', deed, sight);
  const known = family[0]?.constraints.find(({ name }) => name === action.name);
  if (family.length === 0) {
    sight.scan(action.table);
    return;
  }
  if (known === undefined) {
    sight.unknown(`The constraint ${action.name} of ${keyOf(action.table)} is not in the schema that is known.`);
    scanAll(family, sight);
    return;
  }
  if (known.validated) return;
  scanAll(family, sight);
  const other = referenceOf(known);
  if (other === undefined) return;
  sight.lock(other, 'RowShareLock');
  scanNamed(other, [sight.catalog.table(other) ?? []].flat(), sight);
}

function dropConstraint(deed: Deed, { table, name, references }: Of<'drop-constraint'>, sight: Foresight): void {
  const family = lockFamily(table, 'AccessExclusiveLock', deed, sight);
  const known = family[0]?.constraints.find((one) => one.name === name);
  if (references !== undefined) sight.lock(references, 'AccessExclusiveLock');
  if (known === undefined) {
    if (family.length === 0 || deed.missingOk === true || sight.catalog.complete) return;
    sight.unknown(
      `The constraint ${name} of ${keyOf(table)} is not in the schema that is known: a foreign key locks the other table too.`,
    );
    return;
  }
  for (const one of family) lockIndexes(one, 'AccessExclusiveLock', sight, ({ constraint }) => constraint === name);
  if (deed.cascade === true) lockDependents(table, known, sight);
}

/** Foreign keys that lean on the key go with it. */
function lockDependents(table: RelationName, key: Constraint, sight: Foresight): void {
  if (key.kind !== 'primary-key' && key.kind !== 'unique') return;
  for (const { table: other, constraint } of referencesTo(table, sight.catalog)) {
    if (isAbout(constraint, key)) sight.lock(other, 'AccessExclusiveLock');
  }
}
