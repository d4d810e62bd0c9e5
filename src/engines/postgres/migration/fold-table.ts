import type { Column, Constraint, Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';
import { type Catalog, keyOf } from './catalog.ts';
import type { Deed } from './deed.ts';
import { familyOf, partitionIndex, referencesTo, servesAs } from './relatives.ts';

/** Changes a table and, unless the statement says ONLY, those below it. A table that is not known stays so. */
export function changeFamily(
  name: RelationName,
  { only = false }: Pick<Deed, 'only'>,
  catalog: Catalog,
  change: (table: Table) => Table,
): void {
  const table = catalog.table(name);
  if (table === undefined) return;
  for (const one of only ? [table] : familyOf(table, catalog)) catalog.putTable(change(one));
}

export function changeColumn(
  name: RelationName,
  column: string,
  deed: Deed,
  catalog: Catalog,
  change: (column: Column) => Column,
): void {
  changeFamily(name, deed, catalog, (table) => ({
    ...table,
    columns: table.columns.map((one) => (one.name === column ? change(one) : one)),
  }));
}

export function addColumn(name: RelationName, deed: Deed, catalog: Catalog): void {
  const { column, constraints = [], indexes = [] } = deed;
  const table = catalog.table(name);
  if (column === undefined || table?.columns.some((one) => one.name === column.name)) return;
  changeFamily(name, deed, catalog, (one) =>
    one.columns.some((known) => known.name === column.name) ? one : { ...one, columns: [...one.columns, column] },
  );
  for (const constraint of constraints) addConstraint(name, constraint, deed, catalog);
  for (const index of indexes) addIndex(index, deed, catalog);
}

export function addConstraint(
  name: RelationName,
  constraint: Constraint,
  deed: Pick<Deed, 'only'>,
  catalog: Catalog,
): void {
  const notNull = new Set(
    constraint.kind === 'primary-key' || constraint.kind === 'not-null' ? constraint.columns : [],
  );
  changeFamily(name, deed, catalog, (table) => {
    // Keys of partitions come with their indexes.
    const isOwn = keyOf(table) === keyOf(name);
    const isPartition = table.partitionOf !== undefined;
    const inherits =
      constraint.kind === 'check' ||
      constraint.kind === 'not-null' ||
      (constraint.kind === 'foreign-key' && isPartition);
    const isThere = table.constraints.some((one) => one.name === constraint.name);
    return {
      ...table,
      columns:
        notNull.size === 0
          ? table.columns
          : table.columns.map((one) => (notNull.has(one.name) && one.nullable ? { ...one, nullable: false } : one)),
      constraints: isThere || !(isOwn || inherits) ? table.constraints : [...table.constraints, constraint],
    };
  });
}

/** An index with its parts on the partitions, that on the table itself first. `primary`: it is to be their primary key. */
export function indexParts(
  index: IndexDefinition,
  { only = false, primary = false }: { readonly only?: boolean; readonly primary?: boolean },
  catalog: Catalog,
): readonly { readonly table: Table; readonly index: IndexDefinition; readonly isThere: boolean }[] {
  const table = catalog.table({ schema: index.schema, name: index.table });
  if (table === undefined) return [];
  const parts = [{ table, index, isThere: false }];
  const descend = (above: IndexDefinition, parent: Table) => {
    for (const child of catalog.below(parent)) {
      if (child.partitionOf === undefined) continue;
      const own = child.indexes.find((one) => one.partOf === undefined && servesAs(one, above));
      const below = own ?? partitionIndex(above, child, primary, catalog);
      parts.push({ table: child, index: below, isThere: own !== undefined });
      descend(below, child);
    }
  };
  if (!only && table.kind === 'partitioned') descend(index, table);
  return parts;
}

export function addIndex(index: IndexDefinition, deed: Pick<Deed, 'only'>, catalog: Catalog): void {
  if (catalog.index(index) !== undefined) return;
  for (const { table, index: part, isThere } of indexParts(index, deed, catalog)) {
    if (isThere) continue;
    const current = catalog.table(table) ?? table;
    catalog.putTable({ ...current, indexes: [...current.indexes, part] });
  }
}

/** An index that becomes a constraint takes its name. */
export function adoptIndex(table: RelationName, index: string, constraint: string, catalog: Catalog): void {
  const known = catalog.table(table);
  if (known === undefined) return;
  const indexes = known.indexes.map((one) => (one.name === index ? { ...one, name: constraint, constraint } : one));
  catalog.putTable({ ...known, indexes });
}

export function dropConstraint(name: RelationName, constraint: string, deed: Deed, catalog: Catalog): void {
  const known = catalog.table(name)?.constraints.find((one) => one.name === constraint);
  if (known === undefined) return;
  if (deed.cascade === true && (known.kind === 'primary-key' || known.kind === 'unique')) {
    for (const { table, constraint: other } of referencesTo(name, catalog)) {
      if (isAbout(other, known)) {
        catalog.putTable({ ...table, constraints: table.constraints.filter((one) => one !== other) });
      }
    }
  }
  changeFamily(name, deed, catalog, (table) => ({
    ...table,
    columns:
      known.kind === 'not-null'
        ? table.columns.map((one) => (known.columns.includes(one.name) ? { ...one, nullable: true } : one))
        : table.columns,
    constraints: table.constraints.filter((one) => one.name !== constraint),
    indexes: table.indexes.filter((index) => index.constraint !== constraint && index.partOf?.name !== constraint),
  }));
}

/** Whether a foreign key leans on this key. */
export function isAbout({ references }: Constraint, key: Constraint): boolean {
  const columns = references?.columns ?? [];
  return columns.length === 0 || columns.toSorted().join() === key.columns.toSorted().join();
}

export function dropColumn(name: RelationName, column: string, deed: Deed, catalog: Catalog): void {
  for (const { table, constraint } of referencesTo(name, catalog)) {
    if (constraint.references?.columns.includes(column)) {
      catalog.putTable({ ...table, constraints: table.constraints.filter((one) => one !== constraint) });
    }
  }
  changeFamily(name, deed, catalog, (table) => ({
    ...table,
    columns: table.columns.filter((one) => one.name !== column),
    constraints: table.constraints.filter(({ columns }) => !columns.includes(column)),
    indexes: table.indexes.filter((index) => !holdsColumn(index, column)),
  }));
}

/** In its keys, beside them, or in its predicate. */
export function holdsColumn({ keys, include, predicate }: IndexDefinition, column: string): boolean {
  const mentions = (sql: string | undefined) =>
    sql !== undefined &&
    new RegExp(`(?<![\\w"])"?${column.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}"?(?![\\w"])`).test(sql);
  return (
    include.includes(column) ||
    mentions(predicate) ||
    keys.some((key) => key.column === column || mentions(key.expression))
  );
}
