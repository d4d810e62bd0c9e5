import { sqlIdentifier } from '#analysis/sql-identifier.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';
import { defaultName } from './default-name.ts';
import { indexTail } from './index-tail.ts';
import { sqlRelation } from './sql-relation.ts';
import { tableNamed } from './table-family.ts';

/**
 * Statements that build on a table what the whole has that it is to become a part of, so that attaching builds nothing.
 * undefined: a key is among them.
 */
export function partitionIndexes(
  schema: DatabaseSchema,
  parent: RelationName,
  partition: RelationName,
): readonly string[] | undefined {
  const own = tableNamed(schema, partition)?.indexes ?? [];
  const missing = (tableNamed(schema, parent)?.indexes ?? []).filter(
    (index) => !own.some((one) => shapeOf(one) === shapeOf(index)),
  );
  const statements = missing.map((index) => {
    if (index.constraint !== undefined) return undefined;
    const columns = [...index.keys.flatMap(({ column }) => column ?? 'expr'), ...index.include];
    const name = sqlIdentifier(defaultName(partition, columns, 'idx', schema));
    return `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX CONCURRENTLY ${name} ON ${sqlRelation(partition)} ${indexTail(index)}`;
  });
  const known = statements.flatMap((statement) => statement ?? []);
  return known.length === statements.length ? known : undefined;
}

function shapeOf({ method, unique, keys, include, predicate }: IndexDefinition): string {
  return JSON.stringify([method, unique, keys, include, predicate]);
}
