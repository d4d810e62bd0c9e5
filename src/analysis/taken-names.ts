import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';

/**
 * Names that a new index cannot have. An invalid index of the very same definition is what a broken build of it left:
 * its name is free, so that building again finds it, takes it away and stands in its place.
 */
export function takenNames(
  schema: DatabaseSchema | undefined,
  wanted: Omit<IndexDefinition, 'name'>,
): ReadonlySet<string> {
  const indexes = schema?.tables.flatMap((table) => table.indexes) ?? [];
  return new Set(indexes.filter((index) => index.valid || !isSame(index, wanted)).map(({ name }) => name));
}

function isSame(index: IndexDefinition, wanted: Omit<IndexDefinition, 'name'>): boolean {
  const signature = (one: Omit<IndexDefinition, 'name'>) =>
    JSON.stringify([
      one.schema,
      one.table,
      one.method,
      one.unique,
      one.keys.map(({ column, expression, direction, operatorClass }) => [
        column,
        expression,
        direction,
        operatorClass,
      ]),
      one.include,
      // The server prints a predicate in its own words: that there is one must do.
      one.predicate !== undefined,
    ]);
  return signature(index) === signature(wanted);
}
