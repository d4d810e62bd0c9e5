import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';
import { fullName } from './standing.ts';

/** The table of that name; undefined where the schema does not have it. */
export function tableNamed({ tables }: DatabaseSchema, name: RelationName): Table | undefined {
  return tables.find((one) => one.schema === name.schema && one.name === name.name);
}

/** A table, its partitions and what inherits from it, at any depth: a statement on the first works on all. */
export function tableFamily(schema: DatabaseSchema, root: RelationName): readonly string[] {
  const family = [fullName(root)];
  for (const parent of family) {
    for (const table of schema.tables) {
      const name = fullName(table);
      if (!family.includes(name) && parentsOf(table).includes(parent)) family.push(name);
    }
  }
  return family;
}

function parentsOf({ partitionOf, inherits }: Table): readonly string[] {
  return [...(partitionOf === undefined ? [] : [partitionOf]), ...inherits].map(
    (parent) => `${parent.schema}.${parent.table}`,
  );
}
