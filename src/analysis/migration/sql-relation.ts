import { sqlIdentifier } from '#analysis/sql-identifier.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';

/** As a statement needs it: `app."Order Items"`. */
export function sqlRelation({ schema, name }: RelationName): string {
  return `${sqlIdentifier(schema)}.${sqlIdentifier(name)}`;
}
