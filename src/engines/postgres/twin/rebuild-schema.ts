import { quoteIdentifier } from '#engines/postgres/quote.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { TwinConnection } from './connection.ts';
import { cutOff } from './cut-off.ts';
import type { PlannerSession } from './planner-session.ts';
import { type Failure, runStatements } from './run-statements.ts';
import { type SchemaDdlOptions, type SchemaStatement, schemaDdl } from './schema-ddl.ts';

/**
 * Rebuilds a schema in an empty database and returns what could not be carried over, one sentence each.
 * Nothing is skipped in silence, and nothing that fails stops the rest.
 */
export async function rebuildSchema(
  { admin, planner, textCollation }: PlannerSession,
  schema: DatabaseSchema,
  signal: AbortSignal,
): Promise<readonly string[]> {
  await planner.query('SET check_function_bodies = off');
  await setSearchPath(planner, schema);
  const collation = textCollation === undefined ? {} : { textCollation };
  const failed = await runGuarded({ admin, planner }, schemaDdl(schema, collation), signal);
  const asText = failed.length === 0 ? new Set<string>() : await columnsOfUnknownType(planner, schema);
  const still =
    asText.size === 0 ? failed : await runAgain({ admin, planner }, schema, failed, { ...collation, asText }, signal);
  await cutOff(admin);
  await finish(admin, schema);
  // Warnings of the DDL are about rows and locks, which a twin has none of.
  planner.takeWarnings();
  return [
    ...still.map(({ statement, message }) => `The twin has no ${statement.of}: ${message}.`),
    ...[...asText].map(
      (column) => `The twin holds ${column} as text: its type comes with an extension that is not here.`,
    ),
    ...schema.tables
      .filter((table) => table.kind === 'foreign')
      .map((table) => `The foreign table ${table.schema}.${table.name} is planned as a local one.`),
    ...schema.tables
      .filter((table) => table.rowSecurity)
      .map((table) => `Plans leave out the conditions that row security adds on ${table.schema}.${table.name}.`),
  ];
}

/** Extensions first, cut off from the world, then what may call their functions. */
async function runGuarded(
  logins: Pick<PlannerSession, 'admin' | 'planner'>,
  ddl: readonly SchemaStatement[],
  signal: AbortSignal,
): Promise<readonly Failure[]> {
  const isBase = ({ of }: SchemaStatement) => of.startsWith('schema ') || of.startsWith('extension ');
  const base = await runStatements(logins, ddl.filter(isBase), signal);
  await cutOff(logins.admin);
  return [
    ...base,
    ...(await runStatements(
      logins,
      ddl.filter((one) => !isBase(one)),
      signal,
    )),
  ];
}

export async function setSearchPath(planner: TwinConnection, schema: DatabaseSchema): Promise<void> {
  const names = schema.searchPath.length === 0 ? ['public'] : schema.searchPath;
  await planner.query(`SET search_path = ${names.map(quoteIdentifier).join(', ')}`);
}

async function runAgain(
  logins: Pick<PlannerSession, 'admin' | 'planner'>,
  schema: DatabaseSchema,
  failed: readonly Failure[],
  options: SchemaDdlOptions,
  signal: AbortSignal,
): Promise<readonly Failure[]> {
  const wanted = new Set(failed.map(({ statement }) => statement.of));
  return runStatements(
    logins,
    schemaDdl(schema, options).filter(({ of }) => wanted.has(of)),
    signal,
  );
}

async function columnsOfUnknownType(connection: TwinConnection, schema: DatabaseSchema): Promise<ReadonlySet<string>> {
  const types = [...new Set(schema.tables.flatMap((table) => table.columns.map((column) => column.type)))];
  const unknown = new Set<string>();
  for (const type of types) {
    const known = await connection
      .query('SELECT to_regtype($1) IS NOT NULL AS known', [type.replace(/\([^)]*\)/, '')])
      .then(([row]) => row?.['known'] === true)
      .catch(() => false);
    if (!known) unknown.add(type);
  }
  return new Set(
    schema.tables.flatMap((table) =>
      table.columns
        .filter((column) => unknown.has(column.type))
        .map((column) => `${table.schema}.${table.name}.${column.name}`),
    ),
  );
}

/** What the DDL cannot say without rows: materialized views are filled, foreign keys hold. */
async function finish(connection: TwinConnection, schema: DatabaseSchema): Promise<void> {
  await connection.query(`
    UPDATE pg_class SET relispopulated = true WHERE relkind = 'm' AND NOT relispopulated;
    UPDATE pg_constraint SET convalidated = true WHERE contype = 'f' AND NOT convalidated`);
  const partitioned = schema.tables.some(
    (table) => table.kind === 'partitioned' && table.constraints.some(({ kind }) => kind === 'foreign-key'),
  );
  // Below 18 a partitioned table's foreign key is always checked, which reads indexes. Empty files are made afresh then.
  if (partitioned) await truncateAll(connection);
}

async function truncateAll(connection: TwinConnection): Promise<void> {
  const [row] = await connection.query(`
    SELECT string_agg(oid::regclass::text, ', ') AS tables FROM pg_class
    WHERE relkind IN ('r', 'p') AND relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
      AND relpersistence <> 't' AND oid >= 16384`);
  if (row?.['tables']) await connection.query(`TRUNCATE ${String(row['tables'])}`);
}
