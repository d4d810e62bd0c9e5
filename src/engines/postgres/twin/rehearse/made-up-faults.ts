import { sqlState } from '#engines/postgres/connect/errors.ts';
import { quoteIdentifier, quoteQualified } from '#engines/postgres/quote.ts';
import { serverMessage } from '#engines/postgres/twin/connection.ts';
import { makeUpRole } from './few-rows.ts';
import { makeRole, rolesMade } from './run-special.ts';
import type { Stage } from './stage.ts';

/**
 * Mends what failed only because the twin is not the target, and says what that leaves unknown: made-up rows that do not
 * meet a new constraint are taken away, a role or a database that no schema tells of is made. undefined: the error stands.
 * https://www.postgresql.org/docs/18/errcodes-appendix.html: class 22 are faults of data, 23 of constraints.
 */
export async function mendTwin(stage: Stage, statement: string, error: unknown): Promise<string | undefined> {
  const role = await makeUpRole(stage.observer, error).catch(() => undefined);
  if (role !== undefined) return `The twin knows no roles: "${role}" was made up.`;
  const state = sqlState(error) ?? '';
  const roles = state === '42501' && stage.openOther !== undefined ? rolesMade(statement) : [];
  for (const name of roles) await makeRole(stage, name);
  if (roles.length > 0) return `The twin makes no roles: ${roles.map((name) => `"${name}"`).join(', ')} was made up.`;
  const database = state === '3D000' && stage.openOther !== undefined ? databaseIn(error) : undefined;
  if (database !== undefined) {
    await stage.observer.query(`CREATE DATABASE ${quoteIdentifier(database)}`);
    return `The twin has another name than your database: an empty "${database}" was made up beside it.`;
  }
  if (!/^2[23]/.test(state)) return undefined;
  const [schema, table, column] = [fieldOf(error, 'schema'), fieldOf(error, 'table'), fieldOf(error, 'column')];
  if (state === '23502' && schema && table && column && !(await hasColumn(stage, { schema, table, column }))) {
    // A new column without a value fails on any row.
    return undefined;
  }
  const filled = (await madeUpTables(stage)).filter(
    (one) => !schema || !table || (one.schema === schema && one.name === table),
  );
  if (filled.length === 0) return undefined;
  const list = filled.map(({ schema: place, name }) => quoteQualified(place, name)).join(', ');
  const done = await stage.observer.query(`TRUNCATE ${list} CASCADE`).then(
    () => true,
    () => false,
  );
  if (!done) return undefined;
  await dropInvalidIndexes(stage);
  for (const { oid } of filled) stage.madeUp.delete(oid);
  await stage.reload();
  return `The made-up rows failed it (${serverMessage(error)}); whether yours pass is unknown, it was rehearsed without rows.`;
}

function databaseIn(error: unknown): string | undefined {
  return /^database "(.+)" does not exist$/.exec(serverMessage(error))?.[1];
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

/** Tables that hold rows which were made up, by the names that they have by now. */
async function madeUpTables({ observer, madeUp }: Stage) {
  const rows = await observer.query(
    `SELECT c.oid::int8 AS oid, n.nspname AS schema, c.relname AS name
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = ANY ($1::oid[])`,
    [[...madeUp]],
  );
  return rows.map((row) => ({ oid: Number(row['oid']), schema: String(row['schema']), name: String(row['name']) }));
}

function fieldOf(error: unknown, name: string): string | undefined {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}
