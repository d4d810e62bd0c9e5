import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';
import type { Statistics } from '#vocabulary/statistics.ts';

/** The tables that a query touches, with their partitions, parents and referenced tables; other objects stay. */
export function narrowSchema(schema: DatabaseSchema, query: ResolvedQuery): DatabaseSchema {
  const kept = new Set(
    query.relations
      .filter((relation) => relation.kind === 'table')
      .map((relation) => key(relation.schema ?? '', relation.name)),
  );
  if (kept.size === 0) return schema;
  const add = (table: Table) => {
    const before = kept.size;
    kept.add(key(table.schema, table.name));
    return kept.size > before;
  };
  // Partitions of partitions, and parents of parents: until nothing is added.
  for (let grown = true; grown; ) {
    grown = false;
    for (const table of schema.tables) {
      const parents = [...(table.partitionOf ? [table.partitionOf] : []), ...table.inherits];
      const isKept = kept.has(key(table.schema, table.name));
      if (!isKept && parents.some((parent) => kept.has(key(parent.schema, parent.table)))) grown = add(table) || grown;
      if (!isKept) continue;
      for (const parent of parents) {
        const owner = schema.tables.find((one) => one.schema === parent.schema && one.name === parent.table);
        if (owner !== undefined) grown = add(owner) || grown;
      }
    }
  }
  const tables = schema.tables.filter((table) => kept.has(key(table.schema, table.name)));
  return {
    ...schema,
    tables: tables.map((table) => ({
      ...table,
      constraints: table.constraints.filter(
        ({ references }) => references === undefined || kept.has(key(references.schema, references.table)),
      ),
    })),
    views: schema.views.filter((view) =>
      query.relations.some(
        (relation) => relation.kind === 'view' && relation.name === view.name && relation.schema === view.schema,
      ),
    ),
    objects: schema.objects.filter(
      (object) => object.table === undefined || kept.has(key(object.tableSchema ?? object.schema, object.table)),
    ),
  };
}

export function narrowStatistics(statistics: Statistics, schema: DatabaseSchema): Statistics {
  const kept = new Set(schema.tables.map((table) => key(table.schema, table.name)));
  return {
    ...statistics,
    relations: statistics.relations.filter((relation) =>
      kept.has(key(relation.schema, relation.table ?? relation.name)),
    ),
    extended: statistics.extended.filter((object) => kept.has(key(object.tableSchema ?? object.schema, object.table))),
  };
}

function key(schema: string, table: string): string {
  return JSON.stringify([schema, table]);
}
