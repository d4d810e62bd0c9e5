import type { IndexDefinition } from '#vocabulary/index-definition.ts';

/** What an index is, whatever it is called. */
export function definitionOf(index: IndexDefinition): string {
  const { schema, table, method, unique, keys, include, predicate } = index;
  return JSON.stringify([schema, table, method, unique, keys, include, predicate ?? '']);
}
