import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';

/** The table of that name; without a schema, the first one that the search path finds. */
export function findTable(
  schema: DatabaseSchema,
  name: { readonly schema?: string | undefined; readonly name: string },
): Table | undefined {
  const places = name.schema === undefined ? schema.searchPath : [name.schema];
  for (const place of places) {
    const table = schema.tables.find((one) => one.schema === place && one.name === name.name);
    if (table !== undefined) return table;
  }
  return undefined;
}
