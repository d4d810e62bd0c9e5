import { tableStatistics } from '#analysis/column-selectivity.ts';
import { indexesOf } from '#analysis/index-coverage.ts';
import { describeIndex } from '#analysis/index-words.ts';
import type { Constraint, DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import type { TableCard } from './schema-report.ts';

/** All that is known of a table, with its neighbours on both sides of its foreign keys. */
export function tableCard(table: Table, schema: DatabaseSchema, statistics: Statistics | undefined): TableCard {
  const known = tableStatistics(statistics, table);
  const rows = known?.rows ?? table.rows;
  // A partitioned table has no pages of its own: PostgreSQL says -1.
  const bytes = table.bytes?.total ?? (known === undefined || known.pages < 0 ? undefined : known.pages * 8192);
  const ofKind = (kind: Constraint['kind']) => table.constraints.filter((one) => one.kind === kind);
  const partitions = schema.tables.filter(
    ({ partitionOf }) => partitionOf?.schema === table.schema && partitionOf.table === table.name,
  );
  return {
    schema: table.schema,
    name: table.name,
    kind: table.kind,
    ...(rows === undefined ? {} : { rows }),
    ...(bytes === undefined ? {} : { bytes }),
    ...(table.comment === undefined ? {} : { comment: table.comment }),
    columns: columnCards(table, schema),
    primaryKey: [...(ofKind('primary-key')[0]?.columns ?? [])],
    uniqueKeys: ofKind('unique').map(({ columns }) => [...columns]),
    checks: ofKind('check').map(({ definition }) => definition),
    references: ofKind('foreign-key').flatMap(({ name, columns, references }) =>
      references === undefined
        ? []
        : [
            {
              name,
              columns: [...columns],
              table: shortName(references.schema, references.table, schema),
              tableColumns: [...references.columns],
              onDelete: references.onDelete,
            },
          ],
    ),
    referencedBy: referencedBy(table, schema),
    indexes: indexesOf({ ...table, indexes: table.indexes.map((index) => ({ ...index, valid: true })) }).map(
      (index) => {
        const real = table.indexes.find(({ name }) => name === index.name) ?? index;
        return {
          name: real.name,
          text: describeIndex(real),
          unique: real.unique,
          valid: real.valid,
          ...(real.constraint === undefined ? {} : { constraint: real.constraint }),
          ...(real.bytes === undefined ? {} : { bytes: real.bytes }),
        };
      },
    ),
    rowSecurity: table.rowSecurity,
    ...(table.partitionKey === undefined ? {} : { partitionKey: table.partitionKey }),
    partitions: partitions.map((one) => shortName(one.schema, one.name, schema)),
    ...(table.partitionOf === undefined
      ? {}
      : { partitionOf: shortName(table.partitionOf.schema, table.partitionOf.table, schema) }),
  };
}

/** The schema is said only where the search path does not find it. */
export function shortName(schemaName: string, name: string, { searchPath }: DatabaseSchema): string {
  return searchPath.includes(schemaName) ? name : `${schemaName}.${name}`;
}

function columnCards(table: Table, schema: DatabaseSchema): TableCard['columns'] {
  const keyOf = (column: string): 'primary' | 'unique' | undefined => {
    const holding = table.constraints.filter(({ columns }) => columns.includes(column));
    if (holding.some(({ kind }) => kind === 'primary-key')) return 'primary';
    return holding.some(({ kind, columns }) => kind === 'unique' && columns.length === 1) ? 'unique' : undefined;
  };
  const referencesOf = (column: string) => {
    const found = table.constraints.find(({ kind, columns }) => kind === 'foreign-key' && columns.includes(column));
    if (found?.references === undefined) return undefined;
    const { schema: place, table: name, columns } = found.references;
    return `${shortName(place, name, schema)}.${columns[found.columns.indexOf(column)] ?? '?'}`;
  };
  return table.columns.map(({ name, type, nullable, default: initial, generated, identity, comment }) => {
    const key = keyOf(name);
    const references = referencesOf(name);
    const start =
      initial ?? (identity === undefined ? undefined : `generated ${identity.replace('-', ' ')} as identity`);
    return {
      name,
      type,
      nullable,
      ...(start === undefined ? {} : { default: start }),
      ...(generated === undefined ? {} : { generated }),
      ...(key === undefined ? {} : { key }),
      ...(references === undefined ? {} : { references }),
      ...(comment === undefined ? {} : { comment }),
    };
  });
}

function referencedBy(table: Table, schema: DatabaseSchema): TableCard['referencedBy'] {
  return schema.tables.flatMap((other) =>
    other.constraints.flatMap(({ name, columns, references }) =>
      references?.schema === table.schema && references.table === table.name
        ? [
            {
              name,
              columns: [...columns],
              table: shortName(other.schema, other.name, schema),
              tableColumns: [...references.columns],
              onDelete: references.onDelete,
            },
          ]
        : [],
    ),
  );
}
