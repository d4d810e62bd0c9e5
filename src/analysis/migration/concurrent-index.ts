import { sqlIdentifier } from '#analysis/sql-identifier.ts';
import type { Table } from '#vocabulary/database-schema.ts';
import type { MigrationStep } from '#vocabulary/migration.ts';
import { bareStatement } from './bare-statement.ts';
import { defaultName } from './default-name.ts';
import type { ActionOf } from './placed-actions.ts';
import { sqlRelation } from './sql-relation.ts';
import { tableNamed } from './table-family.ts';

const opening = /^CREATE\s+(UNIQUE\s+)?INDEX\s+(?:CONCURRENTLY\s+)?(?:IF\s+NOT\s+EXISTS\s+)?/i;
const name = '(?:"(?:[^"]|"")+"|[\\p{L}_][\\p{L}\\p{N}_$]*)';
const placed = new RegExp(`^(${name})?\\s*ON\\s+(?:ONLY\\s+)?${name}(?:\\s*\\.\\s*${name})?\\s*`, 'iu');

/**
 * The statements that build the same index while writers go on; of a partitioned table part by part. Without IF NOT
 * EXISTS, which would keep what a failed build left. undefined: it cannot be told from the statement.
 * https://www.postgresql.org/docs/18/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE
 */
export function concurrentIndex(
  { table, keys, name: index }: ActionOf<'create-index'>,
  { before, statement }: MigrationStep,
): readonly string[] | undefined {
  const bare = bareStatement(statement);
  const [head, unique = ''] = opening.exec(bare) ?? [];
  if (head === undefined) return undefined;
  const create = `CREATE ${unique === '' ? '' : 'UNIQUE '}INDEX`;
  const rest = bare.slice(head.length);
  const root = tableNamed(before, table);
  if (root?.kind !== 'partitioned') return [`${create} CONCURRENTLY ${rest}`];
  const [place] = placed.exec(rest) ?? [];
  const parts = before.tables.filter(
    ({ partitionOf }) => partitionOf?.schema === table.schema && partitionOf.table === table.name,
  );
  if (place === undefined || parts.some(({ kind }) => kind !== 'table')) return undefined;
  const tail = rest.slice(place.length);
  const whole = index ?? defaultName(table, keys.filter(isColumnOf(root)), 'idx', before);
  return [
    `${create} ${sqlIdentifier(whole)} ON ONLY ${sqlRelation(table)} ${tail}`,
    ...parts.flatMap((part) => {
      const own = defaultName(part, keys.filter(isColumnOf(part)), 'idx', before);
      return [
        `${create} CONCURRENTLY ${sqlIdentifier(own)} ON ${sqlRelation(part)} ${tail}`,
        `ALTER INDEX ${sqlRelation({ schema: table.schema, name: whole })} ATTACH PARTITION ${sqlRelation({ schema: part.schema, name: own })}`,
      ];
    }),
  ];
}

function isColumnOf({ columns }: Table): (key: string) => boolean {
  return (key) => columns.some((column) => column.name === key);
}
