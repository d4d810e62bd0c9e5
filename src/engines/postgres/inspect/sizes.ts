import { ProblemError } from '#contracts/problem-error.ts';
import type { PostgresSession, ReadResult } from '#engines/postgres/connect/session.ts';
import { ofUser } from './conditions.ts';

export interface TableSize {
  readonly heap: number;
  readonly indexes: number;
  readonly toast: number;
  readonly total: number;
}

interface Sizes {
  /** By oid. */
  readonly tables: ReadonlyMap<string, TableSize>;
  readonly indexes: ReadonlyMap<string, number>;
  readonly unread: readonly string[];
}

const sizeQuery = `
  SELECT format('%s', c.oid) AS id, c.relkind IN ('i') AS is_index,
         pg_relation_size(c.oid) AS heap,
         CASE WHEN c.relkind <> 'i' THEN pg_indexes_size(c.oid) END AS indexes,
         CASE WHEN c.relkind <> 'i' AND c.reltoastrelid <> 0
              THEN pg_total_relation_size(c.reltoastrelid) ELSE 0 END AS toast,
         CASE WHEN c.relkind <> 'i' THEN pg_total_relation_size(c.oid) END AS total
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'm', 'i') AND c.relpersistence <> 't' AND ${ofUser('c', 'pg_class')}`;

const none: ReadResult = { rows: [], truncated: false };

/**
 * What the files really take. The size functions look at each file and wait for tables that are locked exclusively, so
 * they are asked for apart: where that fails, the rest of the schema is still there.
 * https://www.postgresql.org/docs/18/functions-admin.html#FUNCTIONS-ADMIN-DBSIZE
 */
export async function readSizes(session: PostgresSession): Promise<Sizes> {
  try {
    const [{ rows } = none] = await session.readTogether([sizeQuery]);
    return {
      tables: new Map(
        rows
          .filter((row) => row['is_index'] !== true && row['total'] !== null)
          .map((row) => [
            String(row['id']),
            {
              heap: Number(row['heap']),
              indexes: Number(row['indexes']),
              toast: Number(row['toast']),
              total: Number(row['total']),
            },
          ]),
      ),
      indexes: new Map(
        rows
          .filter((row) => row['is_index'] === true && row['heap'] !== null)
          .map((row) => [String(row['id']), Number(row['heap'])]),
      ),
      unread: [],
    };
  } catch (error) {
    if (!(error instanceof ProblemError) || !['denied', 'timeout', 'busy', 'internal'].includes(error.problem.code))
      throw error;
    return {
      tables: new Map(),
      indexes: new Map(),
      unread: [`The sizes of tables and indexes could not be read: ${error.problem.message}`],
    };
  }
}
