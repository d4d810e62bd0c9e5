import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';

/** Why an index may not be dropped however seldom it is read: a rule, a reference or a command rests on it. */
export function dependantOf(index: IndexDefinition, table: Table, schema: DatabaseSchema): string | undefined {
  if (index.constraint !== undefined) return `It is the index of the constraint ${index.constraint}.`;
  if (index.partOf !== undefined) return `It is a part of ${index.partOf.schema}.${index.partOf.name}.`;
  if (index.replicaIdentity === true) return 'Logical replication finds rows by it (replica identity).';
  if (index.clustered === true) return 'CLUSTER sorts the table by it.';
  if (index.unique && isReferenced(index, table, schema)) return 'A foreign key refers to its columns.';
  return undefined;
}

function isReferenced(index: IndexDefinition, table: Table, schema: DatabaseSchema): boolean {
  const keys = index.keys.flatMap(({ column }) => column ?? []);
  return schema.tables.some(({ constraints }) =>
    constraints.some(
      ({ references }) =>
        references !== undefined &&
        references.schema === table.schema &&
        references.table === table.name &&
        sameSet(references.columns, keys),
    ),
  );
}

/** The foreign keys whose referencing columns this index alone begins with: a DELETE of the parent would read the table whole. */
export function servedForeignKeys(
  index: IndexDefinition,
  table: Table,
  rest: readonly IndexDefinition[],
): readonly string[] {
  const serves = (one: IndexDefinition, columns: readonly string[]) =>
    one.valid && one.method === 'btree' && one.predicate === undefined && leads(one, columns);
  return table.constraints
    .filter(
      ({ kind, columns }) =>
        kind === 'foreign-key' && serves(index, columns) && !rest.some((one) => serves(one, columns)),
    )
    .map(({ name }) => name);
}

/** The first keys of the index are these columns, in any order. */
export function leads(index: Pick<IndexDefinition, 'keys'>, columns: readonly string[]): boolean {
  const first = index.keys.slice(0, columns.length).map(({ column }) => column);
  return first.length === columns.length && columns.every((column) => first.includes(column));
}

function sameSet(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one) => others.includes(one));
}
