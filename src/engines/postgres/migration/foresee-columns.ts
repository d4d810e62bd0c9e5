import type { Column, Table } from '#vocabulary/database-schema.ts';
import type { MigrationAction } from '#vocabulary/migration-action.ts';
import { keyOf } from './catalog.ts';
import type { Deed } from './deed.ts';
import { domainOf, isConstrained, storedType } from './domains.ts';
import { holdsColumn } from './fold-table.ts';
import { type Foresight, lockFamily, lockIndexes, notKnown, rewriteNamed, scanAll, scanNamed } from './foresight.ts';
import { impliesNotNull } from './implied.ts';
import { isStored, ownedSequences, referenceOf, referencesTo, viewsOver } from './relatives.ts';
import { typeChange } from './type-change.ts';

type Of<K extends MigrationAction['kind']> = Extract<MigrationAction, { readonly kind: K }>;
type ColumnAction = Of<
  | 'add-column'
  | 'drop-column'
  | 'rename-column'
  | 'alter-column-type'
  | 'set-not-null'
  | 'drop-not-null'
  | 'set-default'
  | 'drop-default'
>;

export function foreseeColumn(deed: Deed, action: ColumnAction, sight: Foresight): void {
  const family = lockFamily(action.table, 'AccessExclusiveLock', deed, sight);
  switch (action.kind) {
    case 'add-column':
      addColumn(deed, action, family, sight);
      return;
    case 'drop-column':
      dropColumn(action, family, sight);
      return;
    case 'alter-column-type':
      alterType(deed, action, family, sight);
      return;
    case 'set-not-null':
      if (family.length === 0) {
        sight.scan(action.table);
        return;
      }
      scanAll(
        family.filter((table) => !impliesNotNull(table, action.column)),
        sight,
      );
      return;
    default:
  }
}

function addColumn(deed: Deed, action: Of<'add-column'>, family: readonly Table[], sight: Foresight): void {
  const [table] = family;
  if (action.ifNotExists && table?.columns.some(({ name }) => name === action.column)) return;
  const volatility = action.default?.volatility;
  if (volatility === 'unknown') {
    sight.unknown(
      `Whether ${action.default?.sql} differs from row to row is not known: if not, no row is written anew.`,
    );
  }
  const isWritten =
    volatility === 'volatile' ||
    volatility === 'unknown' ||
    action.identity ||
    action.serial ||
    action.generated === 'stored' ||
    action.constrainedDomain;
  if (isWritten) rewriteNamed(action.table, family, sight);
  const value = action.default !== undefined;
  const isRead = action.constraints.includes('check') || (action.notNull && !value);
  if (isRead) scanNamed(action.table, family, sight);
  if (action.references !== undefined) {
    const others = lockFamily(action.references, 'ShareRowExclusiveLock', {}, sight);
    if (value) {
      scanNamed(action.table, family, sight);
      scanNamed(action.references, others, sight);
    }
  }
  for (const index of deed.indexes ?? []) {
    scanNamed(action.table, family, sight);
    sight.build(index, action.table);
  }
}

function dropColumn(
  { table: name, column, cascade }: Of<'drop-column'>,
  family: readonly Table[],
  sight: Foresight,
): void {
  const { catalog, lock } = sight;
  for (const table of family) {
    lockIndexes(table, 'AccessExclusiveLock', sight, (index) => holdsColumn(index, column));
    for (const constraint of table.constraints) {
      const other = constraint.columns.includes(column) ? referenceOf(constraint) : undefined;
      if (other !== undefined) lock(other, 'AccessExclusiveLock');
    }
    for (const sequence of ownedSequences(table, catalog, column)) lock(sequence, 'AccessExclusiveLock');
  }
  if (!cascade) return;
  for (const { table, constraint } of referencesTo(name, catalog)) {
    if (constraint.references?.columns.includes(column)) lock(table, 'AccessExclusiveLock');
  }
  for (const view of viewsOver(name, catalog)) {
    if (definitionOf(view, sight).includes(column)) lock(view, 'AccessExclusiveLock');
  }
}

function definitionOf(view: { readonly schema: string; readonly name: string }, { catalog }: Foresight): string {
  return catalog.view(view)?.definition ?? catalog.table(view)?.definition ?? '';
}

function alterType(deed: Deed, action: Of<'alter-column-type'>, family: readonly Table[], sight: Foresight): void {
  const column = family[0]?.columns.find(({ name }) => name === action.column);
  if (column === undefined) {
    if (family.length > 0) notKnown({ schema: keyOf(action.table), name: action.column }, sight);
    rewriteNamed(action.table, family, sight);
    return;
  }
  const change = changeOf(deed, action, column, sight);
  const partners = lockPartners(action, sight);
  if (change === 'rewrite') {
    for (const table of family)
      lockIndexes(table, 'AccessExclusiveLock', sight, (index) => holdsColumn(index, action.column));
    rewriteNamed(action.table, family, sight);
    for (const partner of partners) sight.scan(partner);
    return;
  }
  for (const table of family)
    rebuild(table, action.column, change === 'indexes' || deed.column?.collation !== column.collation, sight);
}

function changeOf(
  deed: Deed,
  { from = '', to }: Of<'alter-column-type'>,
  column: Column,
  sight: Foresight,
): 'nothing' | 'indexes' | 'rewrite' {
  if (deed.plainUsing !== true) return 'rewrite';
  const domain = domainOf(to, sight.catalog);
  if (from !== to && domain !== undefined && isConstrained(domain)) return 'rewrite';
  const change = typeChange(storedType(from, sight.catalog), storedType(to, sight.catalog));
  if (change === 'unknown') {
    sight.unknown(`Whether ${column.name} is written anew as ${to} is for the type to say: it is taken to be.`);
    return 'rewrite';
  }
  if (change !== 'zone') return change;
  if (sight.zone === undefined) {
    sight.unknown(
      `Whether ${column.name} is written anew depends on the session's TimeZone: in UTC only its indexes are. It is taken to be.`,
    );
  }
  return /^(?:UTC|GMT|Etc\/UTC|Zulu)$/i.test(sight.zone ?? '') ? 'indexes' : 'rewrite';
}

/** Foreign keys over the column are made anew: tables on the other side are locked, and read where the values changed. */
function lockPartners({ table: name, column }: Of<'alter-column-type'>, sight: Foresight): readonly Table[] {
  const { catalog, lock } = sight;
  const partners = [
    ...(catalog.table(name)?.constraints ?? [])
      .filter(({ columns }) => columns.includes(column))
      .flatMap((constraint) => referenceOf(constraint) ?? []),
    ...referencesTo(name, catalog)
      .filter(({ constraint }) => constraint.references?.columns.includes(column))
      .map(({ table }) => table),
  ];
  for (const partner of partners) lock(partner, 'AccessExclusiveLock');
  return partners.flatMap((partner) => catalog.table(partner) ?? []);
}

/** Valid CHECKs on the column are checked anew; indexes that cannot be kept are built anew. */
function rebuild(table: Table, column: string, sortsOtherwise: boolean, sight: Foresight): void {
  lockIndexes(table, 'AccessExclusiveLock', sight, (index) => holdsColumn(index, column));
  if (!isStored(table)) return;
  if (
    table.constraints.some(({ kind, validated, columns }) => kind === 'check' && validated && columns.includes(column))
  ) {
    sight.scan(table);
  }
  for (const index of table.indexes.filter((one) => holdsColumn(one, column))) {
    // The parts of a partitioned index are never kept.
    const isPlain =
      index.partOf === undefined &&
      index.predicate === undefined &&
      index.keys.every((key) => key.expression === undefined);
    if (isPlain && !(sortsOtherwise && index.keys.some((key) => key.column === column))) continue;
    sight.scan(table);
    sight.build(index, table);
  }
}
