import { sqlState } from '#engines/postgres/connect/errors.ts';
import { quoteQualified } from '#engines/postgres/quote.ts';
import { serverMessage } from '#engines/postgres/twin/connection.ts';
import { makeUpRole } from './few-rows.ts';
import type { Stage } from './stage.ts';

/**
 * Mends what failed only because the twin is not the target, and says what that leaves unknown: made-up rows that do not
 * meet a new constraint are taken away, a role that no schema tells of is made. undefined: the error stands.
 * https://www.postgresql.org/docs/18/errcodes-appendix.html: class 22 are faults of data, 23 of constraints.
 */
export async function mendTwin(stage: Stage, error: unknown): Promise<string | undefined> {
  const role = await makeUpRole(stage.observer, error).catch(() => undefined);
  if (role !== undefined) return `The twin knows no roles: "${role}" was made up.`;
  const state = sqlState(error) ?? '';
  if (!/^2[23]/.test(state)) return undefined;
  const [schema, table, column] = [fieldOf(error, 'schema'), fieldOf(error, 'table'), fieldOf(error, 'column')];
  if (state === '23502' && schema && table && column && !(await hasColumn(stage, { schema, table, column }))) {
    // A new column without a value fails on any row.
    return undefined;
  }
  const tables = schema && table ? [{ schema, name: table }] : await filledTables(stage);
  const filled = tables.filter(({ schema: place, name }) => !stage.empty.has(`${place}.${name}`));
  if (filled.length === 0) return undefined;
  const list = filled.map(({ schema: place, name }) => quoteQualified(place, name)).join(', ');
  const done = await stage.observer.query(`TRUNCATE ${list} CASCADE`).then(
    () => true,
    () => false,
  );
  if (!done) return undefined;
  await dropInvalidIndexes(stage);
  for (const { schema: place, name } of filled) stage.empty.add(`${place}.${name}`);
  return `The made-up rows failed it (${serverMessage(error)}); whether yours pass is unknown, it was rehearsed without rows.`;
}

/** CREATE INDEX CONCURRENTLY leaves one behind where it fails; the twin had none before. */
async function dropInvalidIndexes({ observer }: Stage): Promise<void> {
  const rows = await observer.query(`
    SELECT n.nspname AS schema, c.relname AS name
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT i.indisvalid AND c.relkind = 'i' AND n.nspname NOT LIKE 'pg\\_%'`);
  for (const row of rows) {
    await observer.query(`DROP INDEX ${quoteQualified(String(row['schema']), String(row['name']))}`);
  }
}

async function hasColumn(
  { observer }: Stage,
  { schema, table, column }: { readonly schema: string; readonly table: string; readonly column: string },
): Promise<boolean> {
  const rows = await observer.query(
    `SELECT FROM pg_attribute WHERE attrelid = to_regclass($1) AND attname = $2 AND NOT attisdropped`,
    [quoteQualified(schema, table), column],
  );
  return rows.length > 0;
}

async function filledTables(stage: Stage): Promise<readonly { readonly schema: string; readonly name: string }[]> {
  const rows = await stage.observer.query(`
    SELECT n.nspname AS schema, c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'`);
  return rows.map((row) => ({ schema: String(row['schema']), name: String(row['name']) }));
}

function fieldOf(error: unknown, name: string): string | undefined {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}
