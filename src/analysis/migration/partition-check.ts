import { splitTopLevel } from '#analysis/column-type.ts';
import { partitionKey } from '#analysis/partition-bounds.ts';
import { sqlIdentifier } from '#analysis/sql-identifier.ts';
import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';
import { bareStatement } from './bare-statement.ts';
import { sqlRelation } from './sql-relation.ts';
import { tableNamed } from './table-family.ts';

/**
 * The condition that the rows of a partition meet, as a CHECK from which PostgreSQL sees that it need not read them:
 * `created_at IS NOT NULL AND created_at >= '2026-01-01' AND …`. undefined: a key of several columns, or by hash.
 * https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-ATTACH-PARTITION
 */
function partitionCheck(parent: Table, bound: string): string | undefined {
  const { columns, strategy } = partitionKey(parent) ?? {};
  const [column, ...more] = columns ?? [];
  if (column === undefined || more.length > 0) return undefined;
  const name = sqlIdentifier(column);
  if (strategy === 'range') {
    const [, from = '', to = ''] = /^FOR\s+VALUES\s+FROM\s*\(([\s\S]*)\)\s*TO\s*\(([\s\S]*)\)$/i.exec(bound) ?? [];
    const isEnd = (text: string) => text === '' || /^(MINVALUE|MAXVALUE)$/i.test(text.trim());
    const ends = [isEnd(from) ? [] : [`${name} >= ${from.trim()}`], isEnd(to) ? [] : [`${name} < ${to.trim()}`]].flat();
    return ends.length === 0 ? undefined : [`${name} IS NOT NULL`, ...ends].join(' AND ');
  }
  const [, list] = /^FOR\s+VALUES\s+IN\s*\(([\s\S]*)\)$/i.exec(bound) ?? [];
  if (strategy !== 'list' || list === undefined || splitTopLevel(list).some((one) => /^NULL\b/i.test(one))) {
    return undefined;
  }
  return `${name} IS NOT NULL AND ${name} IN (${list.trim()})`;
}

/** `FOR VALUES …` of a statement that makes or attaches a partition, without what stands behind it. */
export function boundOf(statement: string): string | undefined {
  const bare = bareStatement(statement).replace(/\s+(?:PARTITION\s+BY|USING|WITH|TABLESPACE)\b[\s\S]*$/i, '');
  return /\bFOR\s+VALUES\s+[\s\S]*$/i.exec(bare)?.[0];
}

/** The partition for all that no other takes. */
export function defaultPartition({ tables }: DatabaseSchema, parent: RelationName): Table | undefined {
  return tables.find(
    ({ partitionOf }) =>
      partitionOf?.schema === parent.schema &&
      partitionOf.table === parent.name &&
      /^DEFAULT$/i.test(partitionOf.bound.trim()),
  );
}

/** Before and after an attachment: a CHECK on a table that spares it the reading, and its end. */
interface SparedReading {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** CHECKs on the partition (unless it has no rows yet) and on the default partition; undefined: no CHECK can say it. */
export function spareReading(
  schema: DatabaseSchema,
  parent: RelationName,
  bound: string | undefined,
  read: { readonly partition?: RelationName; readonly fallback: boolean },
): SparedReading | undefined {
  const root = tableNamed(schema, parent);
  const fallback = defaultPartition(schema, parent);
  const condition = root === undefined || bound === undefined ? undefined : partitionCheck(root, bound);
  if (condition === undefined) return undefined;
  const checks = [
    ...(read.partition === undefined ? [] : [{ table: read.partition, name: 'rows_fit', check: condition }]),
    ...(read.fallback && fallback !== undefined
      ? [{ table: fallback, name: 'rows_stay', check: `NOT (${condition})` }]
      : []),
  ];
  return {
    before: checks.flatMap(({ table, name, check }) => [
      `ALTER TABLE ${sqlRelation(table)} ADD CONSTRAINT ${name} CHECK (${check}) NOT VALID`,
      `ALTER TABLE ${sqlRelation(table)} VALIDATE CONSTRAINT ${name}`,
    ]),
    after: checks.map(({ table, name }) => `ALTER TABLE ${sqlRelation(table)} DROP CONSTRAINT ${name}`),
  };
}
