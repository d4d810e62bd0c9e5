import { foldName } from '#engines/sqlite/parse/translate.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';

/** The schema with all names in the form in which the translated statement has them. */
export function foldSchema(schema: DatabaseSchema): DatabaseSchema {
  return {
    ...schema,
    searchPath: schema.searchPath.map(foldName),
    tables: schema.tables.map((table) => ({
      ...table,
      schema: foldName(table.schema),
      name: foldName(table.name),
      columns: table.columns.map((column) => ({ ...column, name: foldName(column.name) })),
    })),
    views: schema.views.map((view) => ({
      ...view,
      schema: foldName(view.schema),
      name: foldName(view.name),
      columns: view.columns.map((column) => ({ ...column, name: foldName(column.name) })),
    })),
  };
}
