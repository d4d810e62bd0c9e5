import { indexName } from '#analysis/index-name.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';

/** A name is unique in its schema; here it tells the indexes of all schemas apart, as the planner's answers do. */
export function distinctNames(
  indexes: readonly IndexDefinition[],
  known: readonly string[],
): readonly IndexDefinition[] {
  const taken = new Set(known);
  return indexes.map((index) => {
    const name = taken.has(index.name) ? indexName(index, taken) : index.name;
    taken.add(name);
    return name === index.name ? index : { ...index, name };
  });
}
