import { randomBytes } from 'node:crypto';
import type { Context } from '#contracts/context.ts';
import type { Twin, TwinRequest } from '#contracts/engine.ts';
import { quoteIdentifier } from '#engines/postgres/quote.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { openTwinConnection, type TwinConnection } from './connection.ts';
import type { EmbeddedServer } from './embedded-server.ts';
import { bareSchema, loadConstraints } from './load-constraints.ts';
import { loadRows } from './load-rows.ts';
import { openPlannerSession, type PlannerSession } from './planner-session.ts';
import { applyPlannerSettings } from './planner-settings.ts';
import { rebuildSchema } from './rebuild-schema.ts';
import type { RowBudget } from './row-budget.ts';
import { type ServerChoice, startLikeTarget } from './start-like-target.ts';
import { type MeasuringRun, trialRun } from './trial.ts';
import { openEmbeddedConnection, type TrialConnection } from './trial-connection.ts';

/**
 * A throw-away server with the schema of the target and rows made up from its statistics, at most `rows` of them, in
 * which indexes are really built and queries really run. The same statistics always give the same rows.
 * `server` says which embedded server to take; without it, the target's own major where it is installed.
 * Errors: what startEmbeddedServer says.
 */
export async function dataTwin(
  request: TwinRequest & { readonly rows: number },
  context: Context,
  server: ServerChoice = {},
): Promise<Twin & { readonly run: MeasuringRun; readonly url: string }> {
  const embedded = await startLikeTarget(request, context, server, serverSettings);
  const opened: { close: () => Promise<void> }[] = [];
  const close = async () => {
    for (const each of opened.splice(0)) await each.close().catch(() => undefined);
    await embedded.stop();
  };
  try {
    const session = await openPlannerSession(embedded, request.schema.collation);
    opened.push(session);
    const login = await loginOf(session, embedded);
    const { budget, notes } = await fill(session, embedded, request, context);
    const about = {
      by: `data twin, PostgreSQL ${embedded.version} (${embedded.kind === 'native' ? 'native' : 'PGlite'})`,
      level: 'simulated' as const,
      notes: [...versionNotes(embedded, request.major), ...session.notes, ...notes],
      rowsFrom: `rows made up from your statistics (${scaleOf(budget)})`,
    };
    const open = () => openLikeTarget(embedded, login, request, context);
    return { run: trialRun(open, about, context), url: embedded.url, close };
  } catch (error) {
    await close();
    context.signal.throwIfAborted();
    throw error;
  }
}

const serverSettings = {
  autovacuum: 'off',
  shared_buffers: '256MB',
  max_wal_size: '8GB',
  wal_level: 'minimal',
  max_wal_senders: '0',
};

/** The login that owns the rows and runs the queries; undefined on PGlite, which has only one. */
interface Login {
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

/** Queries run as the role that owns the schema, which may read no files and start no programs. */
async function loginOf(session: PlannerSession, { kind }: EmbeddedServer): Promise<Login | undefined> {
  if (kind === 'pglite') return undefined;
  const [row] = await session.planner.query('SELECT current_user AS user, current_database() AS database');
  const login = {
    user: String(row?.['user']),
    database: String(row?.['database']),
    password: randomBytes(18).toString('hex'),
  };
  await session.admin.query(`ALTER ROLE ${login.user} PASSWORD '${login.password}'`);
  return login;
}

async function fill(
  session: PlannerSession,
  server: EmbeddedServer,
  request: TwinRequest & { readonly rows: number },
  context: Context,
): Promise<{ readonly budget: RowBudget; readonly notes: readonly string[] }> {
  const { schema, statistics, settings } = request;
  const { admin, planner } = session;
  const { signal, progress } = context;
  const stop = () => void endStatements(server);
  signal.addEventListener('abort', stop, { once: true });
  try {
    progress({ message: `rebuilding ${schema.tables.length} tables` });
    await admin.query('SET allow_system_table_mods = on');
    const rebuilt = await rebuildSchema(session, bareSchema(schema), signal);
    await prepareLoader(planner, request);
    const loaded = await loadRows(planner, request, request.rows, context);
    progress({ message: 'building keys and indexes over the made-up rows' });
    const unmet = await loadConstraints(planner, schema, signal);
    await admin.query('VACUUM (ANALYZE)');
    const unset = await applyPlannerSettings(planner, settings);
    return {
      budget: loaded.budget,
      notes: [...ignorance(loaded.budget), ...statistics.unread, ...rebuilt, ...loaded.notes, ...unmet, ...unset],
    };
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** A long INSERT or CREATE INDEX does not hear of an abort by itself. PGlite ends with its process. */
async function endStatements({ url, kind }: EmbeddedServer): Promise<void> {
  if (kind === 'pglite') return;
  const other = await openTwinConnection(url).catch(() => undefined);
  await other
    ?.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename IS NOT NULL',
    )
    .catch(() => undefined);
  await other?.close().catch(() => undefined);
}

/** Values are read as the server printed them; large sorts stay in memory. */
async function prepareLoader(loader: TwinConnection, { schema, settings }: TwinRequest): Promise<void> {
  await loader.query(`SET search_path = ${searchPath(schema)}`);
  await loader.query(
    `SET statement_timeout = 0; SET client_min_messages = error; SET jit = off; SET work_mem = '128MB'; SET maintenance_work_mem = '256MB'`,
  );
  const zone = settings['TimeZone']?.value;
  if (zone !== undefined) await loader.query(`SELECT set_config('TimeZone', $1, false)`, [zone]).catch(() => undefined);
}

async function openLikeTarget(
  { url }: EmbeddedServer,
  login: Login | undefined,
  { schema, settings }: TwinRequest,
  { signal }: Context,
): Promise<TrialConnection> {
  const connection = await openEmbeddedConnection(url, signal, login);
  // Its notes were taken when the twin was filled.
  const asTwin = {
    query: (sql: string, values: readonly unknown[] = []) => connection.ask(sql, values),
    takeWarnings: () => [],
    close: connection.close,
  };
  await applyPlannerSettings(asTwin, settings);
  await connection.command(`SET search_path = ${searchPath(schema)}`);
  return connection;
}

function searchPath({ searchPath: names }: DatabaseSchema): string {
  return (names.length === 0 ? ['public'] : names).map(quoteIdentifier).join(', ');
}

/** What no statistics tell. */
function ignorance({ factor }: RowBudget): readonly string[] {
  return [
    'Each column of the made-up rows is like its statistics; how columns hang together, in a table and across a join, is not known, so conditions on several columns may meet more or fewer rows than in your database.',
    ...(factor < 1
      ? [
          `The rows are scaled 1:${Math.round(1 / factor)}: compare times with each other, not with those of your server; a value of the query may not exist among fewer keys.`,
        ]
      : []),
  ];
}

function scaleOf({ factor }: RowBudget): string {
  return factor < 1 ? `scaled 1:${Math.max(2, Math.round(1 / factor))}` : '1:1';
}

function versionNotes(server: EmbeddedServer, major: number | undefined): readonly string[] {
  return [
    ...(major === undefined || major === server.major
      ? []
      : [`Run by PostgreSQL ${server.major}; your server is ${major}.`]),
    ...(server.kind === 'pglite' ? ['Run by PGlite, PostgreSQL compiled to WebAssembly, which is slower.'] : []),
  ];
}
