import type { Context } from '#contracts/context.ts';
import type { TwinRequest } from '#contracts/engine.ts';
import { quoteIdentifier, quoteQualified } from '#engines/postgres/quote.ts';
import { serverMessage, type TwinConnection } from '#engines/postgres/twin/connection.ts';
import { bareSchema } from '#engines/postgres/twin/load-constraints.ts';
import { loadRows } from '#engines/postgres/twin/load-rows.ts';
import type { PlannerSession } from '#engines/postgres/twin/planner-session.ts';
import { rebuildSchema } from '#engines/postgres/twin/rebuild-schema.ts';
import { replayDdl } from '#engines/postgres/twin/replay-ddl.ts';
import { type SchemaStatement, schemaDdl } from '#engines/postgres/twin/schema-ddl.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { ColumnStatistics, Statistics } from '#vocabulary/statistics.ts';

/** Enough for rewrites and scans to happen. */
const mostRows = 50;
const rowsOfUnknown = 20;

/**
 * Rebuilds the schema with a few rows in each table, then its keys, indexes, triggers and policies. A table whose
 * made-up rows do not meet a constraint is emptied: the schema matters more here. Gives what falls short.
 */
export async function furnishWithFewRows(
  session: PlannerSession,
  request: TwinRequest,
  context: Context,
): Promise<readonly string[]> {
  const { schema } = request;
  const { admin, planner } = session;
  context.progress({ message: `rebuilding ${schema.tables.length} tables with a few rows` });
  await admin.query('SET allow_system_table_mods = on');
  const rebuilt = await rebuildSchema(session, bareSchema(schema), context.signal);
  await planner.query(`SET search_path = ${searchPathOf(schema)}`);
  const silent = { ...context, progress: () => undefined };
  const loaded = await loadRows(planner, { ...request, statistics: fewRows(request) }, Number.MAX_SAFE_INTEGER, silent);
  const unmet = await completeSchema(planner, schema, context.signal);
  const attached = await attach(session, schema, context.signal);
  return [...rebuilt, ...loaded.notes.filter((note) => note.includes(' has no rows')), ...unmet, ...attached];
}

export function searchPathOf({ searchPath }: DatabaseSchema): string {
  return (searchPath.length === 0 ? ['public'] : searchPath).map(quoteIdentifier).join(', ');
}

/** The statistics as if each table had a few rows. */
function fewRows({ schema, statistics }: TwinRequest): Statistics {
  const known = new Map(
    statistics.relations.filter(({ kind }) => kind === 'table').map((each) => [`${each.schema}.${each.name}`, each]),
  );
  return {
    ...statistics,
    relations: schema.tables.map((table) => {
      const relation = known.get(`${table.schema}.${table.name}`);
      const real = relation?.rows ?? table.rows ?? 0;
      const rows = Math.min(mostRows, real < 1 ? rowsOfUnknown : Math.ceil(real));
      const columns = (relation?.columns ?? []).map((column) => asFew(column, real, rows));
      return { schema: table.schema, name: table.name, kind: 'table' as const, rows, pages: 1, columns };
    }),
  };
}

function asFew(column: ColumnStatistics, real: number, rows: number): ColumnStatistics {
  if (column.distinct <= 0) return column;
  return { ...column, distinct: column.distinct >= 0.95 * real ? -1 : Math.min(column.distinct, rows) };
}

/** Keys, indexes and views over the rows. */
async function completeSchema(
  connection: TwinConnection,
  schema: DatabaseSchema,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const notes: string[] = [];
  const unchecked = new Set(
    schema.tables.flatMap((table) =>
      table.constraints
        .filter(({ validated }) => !validated)
        .map(({ name }) => `constraint ${name} of ${table.schema}.${table.name}`),
    ),
  );
  const execute = (statement: SchemaStatement) =>
    connection.query(unchecked.has(statement.of) ? statement.text : (statement.otherwise ?? statement.text));
  let left: readonly SchemaStatement[] = schemaDdl(schema).filter(({ of }) =>
    /^(constraint|index|view|materialized view|statistics) /.test(of),
  );
  for (let round = 0; ; round++) {
    const failures = await replayDdl(execute, left, signal);
    if (failures.length === 0) break;
    if (round === 2) {
      notes.push(
        ...failures.map(({ statement, error }) => `The twin has no ${statement.of}: ${serverMessage(error)}.`),
      );
      break;
    }
    left = failures.map(({ statement }) => statement);
    // First the tables that are at fault, then all.
    const faulty = schema.tables.filter(
      (table) => round === 1 || failures.some(({ statement }) => isOf(statement, table, schema)),
    );
    for (const { schema: place, name, kind } of faulty) {
      if (kind === 'materialized-view') continue;
      await connection.query(`TRUNCATE ${quoteQualified(place, name)} CASCADE`).catch(() => undefined);
    }
  }
  for (const table of schema.tables.filter(({ kind }) => kind === 'materialized-view')) {
    await connection
      .query(`REFRESH MATERIALIZED VIEW ${quoteQualified(table.schema, table.name)}`)
      .catch(() => undefined);
  }
  return notes;
}

function isOf(
  { of }: SchemaStatement,
  table: DatabaseSchema['tables'][number],
  { tables }: Pick<DatabaseSchema, 'tables'>,
): boolean {
  if (of.endsWith(` of ${table.schema}.${table.name}`)) return true;
  const owner = tables.find(({ indexes }) => indexes.some((index) => of === `index ${index.schema}.${index.name}`));
  return owner === table;
}

/** Triggers, procedures and policies, which a planner has no need of. Roles that policies name are made up. */
async function attach(
  { admin, planner }: PlannerSession,
  schema: DatabaseSchema,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const notes: string[] = [];
  for (const kind of ['procedure', 'trigger', 'policy']) {
    for (const { name, table, definition } of schema.objects.filter((object) => object.kind === kind)) {
      signal.throwIfAborted();
      for (let attempt = 0; attempt < 4; attempt++) {
        const error = await planner.query(definition).then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        if (error === undefined || (await makeUpRole(admin, error)) !== undefined) {
          if (error === undefined) break;
          continue;
        }
        notes.push(`The twin has no ${kind} ${name}${table ? ` on ${table}` : ''}: ${serverMessage(error)}.`);
        break;
      }
    }
  }
  for (const table of schema.tables.filter(({ rowSecurity }) => rowSecurity)) {
    await planner.query(`ALTER TABLE ${quoteQualified(table.schema, table.name)} ENABLE ROW LEVEL SECURITY`);
  }
  return notes;
}

/** A server's roles are not part of a schema. Gives the name of the role that was missing. */
export async function makeUpRole(admin: TwinConnection, error: unknown): Promise<string | undefined> {
  const [, role] = /^role "(.+)" does not exist$/.exec(serverMessage(error)) ?? [];
  if (role === undefined) return undefined;
  await admin.query(`CREATE ROLE ${quoteIdentifier(role)} NOLOGIN`);
  return role;
}
