import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';

/**
 * A schema as two ways to it must agree on: without sizes and estimates, in no order, and without the names of what is
 * named after something that was there in between (NOT NULL constraints, indexes of partitions).
 */
export function comparable({ tables, views, objects }: DatabaseSchema): unknown {
  return {
    tables: tables.map(comparableTable).sort(byText),
    views: [...views].sort(byText),
    objects: objects
      .map(({ kind, schema, name, definition, table }) => ({ kind, schema, name, definition, table }))
      .sort(byText),
  };
}

function comparableTable({ rows: _, bytes: __, columns, constraints, indexes, ...table }: Table): unknown {
  return {
    ...table,
    columns: [...columns].sort(byText),
    constraints: constraints.map((one) => (one.kind === 'not-null' ? { ...one, name: '' } : one)).sort(byText),
    indexes: indexes
      .map(({ bytes: ___, ...index }) => (index.partOf === undefined ? index : { ...index, name: '', definition: '' }))
      .sort(byText),
  };
}

function byText(one: unknown, other: unknown): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}
