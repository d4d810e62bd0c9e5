import { firstFreeName } from '#analysis/migration/default-name.ts';
import type { Constraint, Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';
import { type Catalog, keyOf } from './catalog.ts';

/** A table with all that stand below it. */
export function familyOf(table: Table, catalog: Catalog): readonly Table[] {
  const family = new Map<string, Table>();
  const visit = (one: Table) => {
    if (family.has(keyOf(one))) return;
    family.set(keyOf(one), one);
    for (const child of catalog.below(one)) visit(child);
  };
  visit(table);
  return [...family.values()];
}

/** Has a file of its own. */
export function isStored({ kind }: Table): boolean {
  return kind === 'table' || kind === 'materialized-view';
}

export function parentOf({ partitionOf }: Table): RelationName | undefined {
  return partitionOf && { schema: partitionOf.schema, name: partitionOf.table };
}

export function referenceOf({ references }: Constraint): RelationName | undefined {
  return references && { schema: references.schema, name: references.table };
}

/** Foreign keys of other tables, and of the table itself, that point at it. */
export function referencesTo(
  { schema, name }: RelationName,
  catalog: Catalog,
): readonly { readonly table: Table; readonly constraint: Constraint }[] {
  return catalog
    .referring({ schema, name })
    .flatMap((table) =>
      table.constraints
        .filter(({ references }) => references?.table === name && references.schema === schema)
        .map((constraint) => ({ table, constraint })),
    );
}

/** The partition that takes what no other does. */
export function defaultPartition(parent: RelationName, catalog: Catalog): Table | undefined {
  return catalog.below(parent).find(({ partitionOf }) => partitionOf?.bound === 'DEFAULT');
}

/** Sequences that go with the table: those of serial and of identity columns. */
export function ownedSequences(table: Table, catalog: Catalog, column?: string): readonly RelationName[] {
  const own = catalog
    .objects()
    .filter(
      (one) => one.kind === 'sequence' && one.table === table.name && (one.tableSchema ?? one.schema) === table.schema,
    );
  const identities = table.columns.filter(({ identity }) => identity !== undefined);
  const names = [
    ...own.map(({ schema, name }) => ({ schema, name })),
    ...identities.map(({ name }) => ({
      schema: table.schema,
      name: firstFreeName(table.name, [name], 'seq', () => false),
    })),
  ];
  return column === undefined ? names : names.filter(({ name }) => name.includes(`_${column}_seq`));
}

/** Views whose query speaks of the relation, and those above them. */
export function viewsOver(relation: RelationName, catalog: Catalog): readonly RelationName[] {
  const found = new Map<string, RelationName>();
  const visit = ({ schema, name }: RelationName) => {
    const named = new RegExp(`(?<![\\w"])(?:"?${escaped(schema)}"?\\.)?"?${escaped(name)}"?(?![\\w"])`);
    const above = [
      ...[...catalog.views()].filter(({ definition }) => named.test(definition)),
      ...[...catalog.tables()].filter(({ definition }) => definition !== undefined && named.test(definition)),
    ];
    for (const view of above) {
      if (found.has(keyOf(view)) || keyOf(view) === keyOf(relation)) continue;
      found.set(keyOf(view), { schema: view.schema, name: view.name });
      visit(view);
    }
  };
  visit(relation);
  return [...found.values()];
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** An index of a partitioned table on one of its partitions. */
export function partitionIndex(
  index: IndexDefinition,
  partition: Table,
  primary: boolean,
  catalog: Catalog,
): IndexDefinition {
  const { definition: _definition, partOf: _partOf, partitioned: _partitioned, ...rest } = index;
  const { schema, name: table } = partition;
  const columns = [...index.keys.map(({ column }) => column ?? 'expr'), ...index.include];
  const label = index.constraint === undefined ? 'idx' : primary || isPrimary(index, catalog) ? 'pkey' : 'key';
  const isTaken = (one: string) =>
    (catalog.index({ schema, name: one }) ?? catalog.table({ schema, name: one })) !== undefined;
  const name = firstFreeName(table, columns, label, isTaken);
  return {
    ...rest,
    schema,
    table,
    name,
    ...(index.constraint === undefined ? {} : { constraint: name }),
    ...(partition.kind === 'partitioned' ? { partitioned: true } : {}),
    partOf: { schema: index.schema, name: index.name },
  };
}

function isPrimary({ schema, table, constraint }: IndexDefinition, catalog: Catalog): boolean {
  const { constraints = [] } = catalog.table({ schema, name: table }) ?? {};
  return constraints.some(({ name, kind }) => name === constraint && kind === 'primary-key');
}

/** Its keys, its predicate and what it demands are the same: ATTACH takes it for an index of the parent. */
export function servesAs(own: IndexDefinition, index: IndexDefinition): boolean {
  const shape = ({ method, unique, keys, include, predicate }: IndexDefinition) =>
    JSON.stringify([
      method,
      unique,
      keys.map(({ column, expression, operatorClass }) => [column, expression, operatorClass]),
      include,
      predicate ?? null,
    ]);
  return own.valid && shape(own) === shape(index);
}
