import { columnsOf, keyColumns } from '#analysis/logical-model/entity-columns.ts';
import { tableName } from '#analysis/logical-model/table-name.ts';
import type { LogicalModel } from '#vocabulary/logical-model.ts';
import type { Dialect, Site } from './dialect.ts';
import { createNames } from './names.ts';

/** Where the names of a model stand in one dialect; names that it gives away are given once. */
export function siteOf(model: LogicalModel, { schema, longestName }: Pick<Dialect, 'schema' | 'longestName'>): Site {
  return {
    model,
    schema,
    tableOf: (entity) => tableName(model, entity),
    columnsOf: (entity, name) => columnsOf(model, entity, name),
    keyOf: (entity) => keyColumns(model, entity),
    nameFor: createNames(longestName),
  };
}
