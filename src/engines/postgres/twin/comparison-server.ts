import { randomBytes } from 'node:crypto';
import type { Context } from '#contracts/context.ts';
import type { TwinRequest } from '#contracts/engine.ts';
import { openTextConnection, type TextConnection } from './connection.ts';
import type { EmbeddedServer } from './embedded-server.ts';
import { openPlannerSession } from './planner-session.ts';
import { applyPlannerSettings } from './planner-settings.ts';
import { rebuildSchema, setSearchPath } from './rebuild-schema.ts';
import { type ServerChoice, startLikeTarget } from './start-like-target.ts';

export type ComparisonRequest = Pick<TwinRequest, 'schema' | 'settings' | 'major'>;

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
  const server = await startLikeTarget(request, context, choice, { autovacuum: 'off', max_wal_size: '4GB' });
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
