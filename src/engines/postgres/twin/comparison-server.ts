import { randomBytes } from 'node:crypto';
import type { Context } from '#contracts/context.ts';
import type { TwinRequest } from '#contracts/engine.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import { openTextConnection, type TextConnection } from './connection.ts';
import { type EmbeddedServer, type EmbeddedServerRequest, startEmbeddedServer } from './embedded-server.ts';
import { openPlannerSession } from './planner-session.ts';
import { applyPlannerSettings } from './planner-settings.ts';
import { rebuildSchema, setSearchPath } from './rebuild-schema.ts';

export type ComparisonRequest = Pick<TwinRequest, 'schema' | 'settings' | 'major'>;
export type ServerChoice = Pick<EmbeddedServerRequest, 'kind' | 'major' | 'binaries'>;

/** A server with the schema and no rows. */
export interface ComparisonServer {
  readonly server: Pick<EmbeddedServer, 'kind' | 'version' | 'major'>;
  readonly notes: readonly string[];
  /** A session of the role that owns the schema, and may read no files and start no programs. */
  readonly open: () => Promise<TextConnection>;
  /** Stops the server, whatever it does. */
  readonly close: () => Promise<void>;
}

/** Errors: what startEmbeddedServer says. */
export async function openComparisonServer(
  request: ComparisonRequest,
  context: Context,
  choice: ServerChoice,
): Promise<ComparisonServer> {
  const server = await startLikeTarget(request, context, choice);
  try {
    const session = await openPlannerSession(server, request.schema.collation);
    try {
      context.progress({ message: `rebuilding ${request.schema.tables.length} tables` });
      await session.admin.query('SET allow_system_table_mods = on');
      const rebuilt = await rebuildSchema(session, request.schema, context.signal);
      const [row] = await session.planner.query('SELECT current_user AS user, current_database() AS database');
      const login = { user: String(row?.['user']), database: String(row?.['database']) };
      const password = randomBytes(18).toString('hex');
      if (server.kind === 'native') await session.admin.query(`ALTER ROLE ${login.user} PASSWORD '${password}'`);
      const open = () => openSession(server, { ...login, password }, request);
      return { server, notes: [...session.notes, ...rebuilt], open, close: () => server.stop() };
    } finally {
      await session.close();
    }
  } catch (error) {
    await server.stop();
    context.signal.throwIfAborted();
    throw error;
  }
}

async function startLikeTarget(
  { major }: ComparisonRequest,
  { signal, progress }: Context,
  choice: ServerChoice,
): Promise<EmbeddedServer> {
  const settings = { autovacuum: 'off', max_wal_size: '4GB' };
  const wanted = { ...choice, signal, settings, progress: (message: string) => progress({ message }) };
  if (choice.major !== undefined || choice.binaries !== undefined || choice.kind === 'pglite' || major === undefined) {
    return startEmbeddedServer(wanted);
  }
  try {
    return await startEmbeddedServer({ ...wanted, major });
  } catch (error) {
    // The target's own major is not installed here: another one gives nearly always the same rows.
    if (!(error instanceof ProblemError) || error.problem.code !== 'unsupported') throw error;
    return startEmbeddedServer(wanted);
  }
}

/** One statement on a handful of rows. */
const statementMs = 5_000;

async function openSession(
  server: EmbeddedServer,
  login: { readonly user: string; readonly database: string; readonly password: string },
  { schema, settings }: ComparisonRequest,
): Promise<TextConnection> {
  const asLogin = server.kind === 'native' ? login : {};
  const connection = await openTextConnection(server.url, asLogin);
  const asTwin = {
    query: async (sql: string, values?: readonly unknown[]) => {
      if (values === undefined) await connection.command(sql);
      else await connection.table(sql, values.map(String));
      return [];
    },
    takeWarnings: () => [],
    close: connection.close,
  };
  await applyPlannerSettings(asTwin, settings);
  await setSearchPath(asTwin, schema);
  await connection.command(
    `SET statement_timeout = ${statementMs}; SET jit = off; SET client_min_messages = error; SET max_parallel_workers_per_gather = 0`,
  );
  return connection;
}
