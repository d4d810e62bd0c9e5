import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';

/** The schema as it would be with these indexes, and without those. */
export function withIndexes(
  schema: DatabaseSchema,
  indexes: readonly IndexDefinition[],
  without: readonly string[] = [],
): DatabaseSchema {
  return {
    ...schema,
    tables: schema.tables.map((table) => ({
      ...table,
      indexes: [
        ...table.indexes.filter(({ name }) => !without.includes(name)),
        ...indexes.filter((index) => index.table === table.name),
      ],
    })),
  };
}
