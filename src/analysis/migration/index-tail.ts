import { sqlIdentifier } from '#analysis/sql-identifier.ts';
import type { IndexDefinition, IndexKey } from '#vocabulary/index-definition.ts';

/** What stands behind the table's name in CREATE INDEX: `USING btree (user_id, created_at DESC) WHERE (…)`. */
export function indexTail({ method, keys, include, nullsNotDistinct, predicate }: IndexDefinition): string {
  return [
    `USING ${method} (${keys.map(keySql).join(', ')})`,
    ...(include.length === 0 ? [] : [`INCLUDE (${include.map(sqlIdentifier).join(', ')})`]),
    ...(nullsNotDistinct ? ['NULLS NOT DISTINCT'] : []),
    ...(predicate === undefined ? [] : [`WHERE ${predicate}`]),
  ].join(' ');
}

function keySql({ column, expression, collation, operatorClass, direction, nulls }: IndexKey): string {
  return [
    column === undefined ? `(${expression})` : sqlIdentifier(column),
    ...(collation === undefined ? [] : [`COLLATE ${collation}`]),
    ...(operatorClass === undefined ? [] : [operatorClass]),
    ...(direction === 'desc' ? ['DESC'] : []),
    ...(nulls === undefined ? [] : [`NULLS ${nulls.toUpperCase()}`]),
  ].join(' ');
}
