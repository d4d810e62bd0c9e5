import { firstFreeName } from '#analysis/migration/default-name.ts';
import { quoteQualified } from '#engines/postgres/quote.ts';
import type { CatalogObject, Table } from '#vocabulary/database-schema.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';
import { type Catalog, keyOf } from './catalog.ts';
import type { Deed } from './deed.ts';
import { dropIndex, dropObject, dropTable, dropView } from './fold-drops.ts';
import { renamedColumn, renameObject, renameReferencedColumn, renameTable } from './fold-renames.ts';
import {
  addColumn,
  addConstraint,
  addIndex,
  adoptIndex,
  changeColumn,
  changeFamily,
  dropColumn,
  dropConstraint,
  indexParts,
} from './fold-table.ts';

/** Makes of the catalog what it is after the deed. What the catalog does not know stays unknown. */
export function fold(deed: Deed, catalog: Catalog): void {
  const { action } = deed;
  switch (action.kind) {
    case 'create-table':
      createTable(deed, catalog);
      return;
    case 'drop-table':
      dropTable(action.table, action.cascade, catalog);
      return;
    case 'rename-table':
      renameTable(action.table, action.to, catalog);
      return;
    case 'add-column':
      addColumn(action.table, deed, catalog);
      if (action.serial) addSequence(action.table, action.column, catalog);
      return;
    case 'drop-column':
      dropColumn(action.table, action.column, deed, catalog);
      return;
    case 'rename-column':
      changeFamily(action.table, deed, catalog, (table) => renamedColumn(table, action.column, action.to));
      renameReferencedColumn(action.table, action.column, action.to, catalog);
      return;
    case 'alter-column-type': {
      const { collation } = deed.column ?? {};
      changeColumn(action.table, action.column, deed, catalog, ({ collation: _old, ...column }) => ({
        ...column,
        type: action.to,
        ...(collation === undefined ? {} : { collation }),
      }));
      return;
    }
    case 'set-not-null':
      changeColumn(action.table, action.column, deed, catalog, (column) => ({ ...column, nullable: false }));
      validate(action.table, deed, catalog, ({ kind, columns }) => kind === 'not-null' && columns[0] === action.column);
      return;
    case 'drop-not-null':
      changeColumn(action.table, action.column, deed, catalog, (column) => ({ ...column, nullable: true }));
      return;
    case 'set-default':
    case 'drop-default':
      changeColumn(action.table, action.column, deed, catalog, ({ default: _old, ...column }) =>
        deed.expression === undefined ? column : { ...column, default: deed.expression },
      );
      return;
    case 'add-constraint': {
      const [constraint] = deed.constraints ?? [];
      if (constraint === undefined) return;
      addConstraint(action.table, constraint, { only: deed.only === true || deed.noInherit === true }, catalog);
      for (const index of deed.indexes ?? []) addIndex(index, deed, catalog);
      if (action.usingIndex !== undefined) adoptIndex(action.table, action.usingIndex, constraint.name, catalog);
      return;
    }
    case 'validate-constraint':
      validate(action.table, deed, catalog, ({ name }) => name === action.name);
      return;
    case 'drop-constraint':
      dropConstraint(action.table, action.name, deed, catalog);
      return;
    case 'create-index':
      for (const index of deed.indexes ?? []) addIndex(index, deed, catalog);
      return;
    case 'drop-index':
      dropIndex(action.index, catalog);
      return;
    case 'attach-partition':
      attach(action.table, action.partition, deed.bound ?? 'DEFAULT', catalog);
      return;
    case 'detach-partition':
      detach(action.partition, catalog);
      return;
    case 'row-security':
      changeFamily(action.table, { only: true }, catalog, (table) => ({
        ...table,
        rowSecurity: action.enabled,
      }));
      return;
    case 'rewrite-table':
      if (action.table === undefined || (action.how !== 'logged' && action.how !== 'unlogged')) return;
      changeFamily(action.table, { only: true }, catalog, (table) => ({
        ...table,
        persistence: action.how === 'logged' ? 'permanent' : 'unlogged',
      }));
      return;
    case 'set':
      if (action.name === 'search_path' && action.value !== undefined) catalog.setSearchPath(pathOf(action.value));
      return;
    case 'create-view':
      if (deed.view !== undefined) catalog.putView(deed.view);
      if (deed.table !== undefined) createTable(deed, catalog);
      return;
    case 'drop-view':
      dropView(action.view, catalog);
      return;
    case 'drop-object':
      dropObject(action.what, action.name, action.cascade, catalog);
      return;
    case 'rename-object':
      renameObject(action.what, action.name, deed.to ?? action.to, catalog);
      return;
    default:
      foldRest(deed, catalog);
      return;
  }
}

function foldRest({ action, object, parents = [], column, indexes = [] }: Deed, catalog: Catalog): void {
  if (object !== undefined) catalog.putObject(object);
  if (action.kind === 'drop-trigger' || action.kind === 'drop-policy') {
    const { table, name } = action;
    const isIt = (one: CatalogObject) =>
      one.name === name && one.table === table.name && (one.tableSchema ?? one.schema) === table.schema;
    catalog.setObjects(catalog.objects().filter((one) => !isIt(one)));
  }
  if (action.kind === 'alter-object') {
    for (const index of indexes) {
      changeFamily({ schema: index.schema, name: index.table }, { only: true }, catalog, (table) => ({
        ...table,
        indexes: table.indexes.map((one) => (one.name === index.name ? index : one)),
      }));
    }
  }
  if (action.kind !== 'set-table-option') return;
  if (column !== undefined) {
    changeFamily(action.table, { only: true }, catalog, (table) => ({
      ...table,
      columns: table.columns.map((one) => (one.name === column.name ? optioned(column, action.what) : one)),
    }));
  }
  for (const parent of parents) {
    const link = { schema: parent.schema, table: parent.name };
    const isIt = (one: typeof link) => one.table === link.table && one.schema === link.schema;
    changeFamily(action.table, { only: true }, catalog, (table) => ({
      ...table,
      inherits: [...table.inherits.filter((one) => !isIt(one)), ...(action.what === 'inherit' ? [link] : [])],
    }));
  }
}

function optioned(column: Table['columns'][number], what: string): Table['columns'][number] {
  const { generated, generatedKind, identity, ...plain } = column;
  if (what === 'drop identity') return plain;
  if (what !== 'drop expression') return column;
  return identity === undefined ? plain : { ...plain, identity };
}

function createTable({ table, parents = [], action }: Deed, catalog: Catalog): void {
  if (table === undefined || catalog.table(table) !== undefined) return;
  const isPartition = table.partitionOf !== undefined;
  const above = parents.flatMap((parent) => catalog.table(parent) ?? []);
  const own = new Set(table.columns.map(({ name }) => name));
  const inherited = isPartition ? [] : above.flatMap(({ columns }) => columns).filter(({ name }) => !own.has(name));
  const checks = above.flatMap(({ constraints }) =>
    constraints.filter(({ kind }) => kind === 'check' || (isPartition && kind === 'foreign-key')),
  );
  catalog.putTable({
    ...table,
    columns: [...inherited, ...table.columns],
    constraints: [...table.constraints, ...checks],
  });
  if (isPartition) for (const parent of above) spreadIndexes(parent, catalog);
  if (action.kind !== 'create-table') return;
  for (const { name, default: value } of table.columns) {
    if (value?.startsWith("nextval('") && !isPartition) addSequence(table, name, catalog);
  }
}

/** Partitions get what their parent has. */
function spreadIndexes({ indexes }: Table, catalog: Catalog): void {
  for (const index of indexes) {
    for (const { table, index: part, isThere } of indexParts(index, {}, catalog)) {
      const current = catalog.table(table);
      if (current === undefined || catalog.index(part) !== undefined || hasPart(current, index)) continue;
      if (!isThere) catalog.putTable({ ...current, indexes: [...current.indexes, part] });
    }
  }
}

function hasPart({ indexes }: Table, { schema, name }: RelationName): boolean {
  return indexes.some(({ partOf }) => partOf?.schema === schema && partOf.name === name);
}

/** That of a serial column. */
function addSequence(table: RelationName, column: string, catalog: Catalog): void {
  const name = firstFreeName(table.name, [column], 'seq', () => false);
  catalog.putObject({
    kind: 'sequence',
    schema: table.schema,
    name,
    table: table.name,
    definition: `CREATE SEQUENCE ${quoteQualified(table.schema, name)}`,
  });
}

function validate(
  name: RelationName,
  deed: Deed,
  catalog: Catalog,
  isIt: (constraint: Table['constraints'][number]) => boolean,
): void {
  changeFamily(name, deed, catalog, (table) =>
    table.constraints.some((one) => isIt(one) && !one.validated)
      ? { ...table, constraints: table.constraints.map((one) => (isIt(one) ? { ...one, validated: true } : one)) }
      : table,
  );
}

function attach(parent: RelationName, partition: RelationName, bound: string, catalog: Catalog): void {
  const [above, table] = [catalog.table(parent), catalog.table(partition)];
  if (table === undefined) return;
  catalog.putTable({ ...table, partitionOf: { schema: parent.schema, table: parent.name, bound } });
  for (const index of above?.indexes ?? []) {
    const own = table.indexes.find((one) => one.partOf === undefined && one.valid && sameKeys(one, index));
    if (own === undefined) continue;
    const current = catalog.table(partition) ?? table;
    catalog.putTable({
      ...current,
      indexes: current.indexes.map((one) =>
        keyOf(one) === keyOf(own) ? { ...one, partOf: { schema: index.schema, name: index.name } } : one,
      ),
    });
  }
  if (above !== undefined) spreadIndexes(above, catalog);
}

function sameKeys(one: Table['indexes'][number], other: Table['indexes'][number]): boolean {
  return one.unique === other.unique && JSON.stringify(one.keys) === JSON.stringify(other.keys);
}

function detach(partition: RelationName, catalog: Catalog): void {
  const table = catalog.table(partition);
  if (table === undefined) return;
  const { partitionOf: _parent, ...rest } = table;
  catalog.putTable({ ...rest, indexes: table.indexes.map(({ partOf: _above, ...index }) => index) });
}

/** `app, "$user", public` */
function pathOf(value: string): readonly string[] {
  return value
    .split(',')
    .map((part) => part.trim().replace(/^"(.*)"$/, '$1'))
    .filter((part) => part !== '' && part !== '$user');
}
