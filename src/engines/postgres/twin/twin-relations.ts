import type { TwinConnection } from './connection.ts';

/** A relation of the twin that has a file, or a partitioned index, which has none. */
export interface TwinRelation {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly kind: 'table' | 'index' | 'toast';
  /** Of its index, `btree`; of a table, `heap`. */
  readonly method: string;
  /** Of an index or a TOAST table: the table's. */
  readonly table: number | undefined;
  /** Below the data directory; undefined for partitioned ones. */
  readonly path: string | undefined;
}

/** All relations with files that the schema made, or only those named by oid. */
export async function readTwinRelations(
  connection: TwinConnection,
  only?: readonly number[],
): Promise<readonly TwinRelation[]> {
  const rows = await connection.query(
    `
    SELECT c.oid::int8 AS oid, n.nspname AS schema, c.relname AS name, c.relkind AS kind, am.amname AS method,
      coalesce(i.indrelid, owner.oid)::int8 AS table, pg_relation_filepath(c.oid) AS path
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_am am ON am.oid = c.relam
    LEFT JOIN pg_index i ON i.indexrelid = c.oid
    LEFT JOIN pg_class owner ON owner.reltoastrelid = c.oid
    WHERE c.relkind IN ('r', 'm', 'i', 'I', 't') AND c.oid >= 16384
      AND ($1::int8[] IS NULL OR c.oid = ANY ($1::int8[]))`,
    [only ?? null],
  );
  return rows.map((row) => ({
    oid: Number(row['oid']),
    schema: String(row['schema']),
    name: String(row['name']),
    kind: kindOf(String(row['kind'])),
    method: String(row['method'] ?? ''),
    table: row['table'] === null ? undefined : Number(row['table']),
    path: typeof row['path'] === 'string' ? row['path'] : undefined,
  }));
}

function kindOf(letter: string): TwinRelation['kind'] {
  if (letter === 'i' || letter === 'I') return 'index';
  return letter === 't' ? 'toast' : 'table';
}
