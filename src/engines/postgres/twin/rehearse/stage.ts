import { randomBytes } from 'node:crypto';
import type { Context } from '#contracts/context.ts';
import type { TwinRequest } from '#contracts/engine.ts';
import { openTwinConnection, type TwinConnection } from '#engines/postgres/twin/connection.ts';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { openPlannerSession } from '#engines/postgres/twin/planner-session.ts';
import { type ServerChoice, startLikeTarget } from '#engines/postgres/twin/start-like-target.ts';
import { furnishWithFewRows, searchPathOf } from './few-rows.ts';

/** A database as it was before the change, for one rehearsal. */
export interface Stage {
  /** Runs the user's statements, as the role that owns the schema. */
  readonly runner: TwinConnection;
  readonly runnerPid: number;
  /** Superuser. On PGlite the same session. */
  readonly observer: TwinConnection;
  /** Further sessions; undefined on PGlite, which has one. */
  readonly openOther: (() => Promise<TwinConnection>) | undefined;
  readonly major: number;
  /** Tables that no rows could be made for: "app.orders". */
  readonly empty: Set<string>;
  /** Ends what the runner does. */
  readonly interrupt: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface StageHouse {
  readonly server: Pick<EmbeddedServer, 'kind' | 'version' | 'major'>;
  readonly notes: readonly string[];
  readonly open: () => Promise<Stage>;
  readonly close: () => Promise<void>;
}

/**
 * A server whose databases are made for rehearsals: on a native one each is a copy of a template; PGlite has one
 * database, so each rehearsal after the first gets a server of its own.
 */
export async function openStageHouse(
  request: TwinRequest,
  context: Context,
  choice: ServerChoice,
): Promise<StageHouse> {
  const first = await prepare(request, context, choice);
  if (first.server.kind === 'native') return nativeHouse(first, request);
  let ready: Prepared | undefined = first;
  const opened = new Set<EmbeddedServer>([first.server]);
  return {
    server: first.server,
    notes: first.notes,
    open: async () => {
      const { server } = ready ?? (await prepare(request, context, choice));
      ready = undefined;
      opened.add(server);
      const session = await openTwinConnection(server.url);
      await session.query(`SET search_path = ${searchPathOf(request.schema)}`);
      const runner = limited(session, () => server.stop());
      return {
        runner,
        runnerPid: 0,
        observer: runner,
        openOther: undefined,
        major: server.major,
        empty: await emptyTables(session),
        interrupt: () => server.stop(),
        close: async () => {
          await session.close().catch(() => undefined);
          await server.stop();
        },
      };
    },
    close: async () => {
      for (const server of opened) await server.stop();
    },
  };
}

interface Prepared {
  readonly server: EmbeddedServer;
  readonly notes: readonly string[];
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

async function prepare(request: TwinRequest, context: Context, choice: ServerChoice): Promise<Prepared> {
  const server = await startLikeTarget(request, context, choice, { autovacuum: 'off' });
  const stop = () => void server.stop();
  context.signal.addEventListener('abort', stop, { once: true });
  try {
    const session = await openPlannerSession(server, request.schema.collation);
    try {
      const notes = await furnishWithFewRows(session, request, context);
      const [row] = await session.planner.query('SELECT current_user AS user, current_database() AS database');
      const password = randomBytes(18).toString('hex');
      const [user, database] = [String(row?.['user']), String(row?.['database'])];
      if (server.kind === 'native') await session.admin.query(`ALTER ROLE ${user} PASSWORD '${password}'`);
      return { server, notes: [...session.notes, ...notes], database, user, password };
    } finally {
      await session.close();
    }
  } catch (error) {
    await server.stop();
    context.signal.throwIfAborted();
    throw error;
  } finally {
    context.signal.removeEventListener('abort', stop);
  }
}

function nativeHouse({ server, notes, database, user, password }: Prepared, { schema }: TwinRequest): StageHouse {
  let count = 0;
  const inTemplate = async (sql: string) => {
    const connection = await openTwinConnection(server.url, { database: 'template1' });
    try {
      await connection.query(sql);
    } finally {
      await connection.close();
    }
  };
  const open = async (): Promise<Stage> => {
    const name = `dbwright_rehearsal_${++count}`;
    await inTemplate(`CREATE DATABASE ${name} TEMPLATE ${database} OWNER ${user}`);
    const observer = await openTwinConnection(server.url, { database: name });
    const session = await openTwinConnection(server.url, { database: name, user, password });
    await session.query(`SET statement_timeout = '60s'; SET search_path = ${searchPathOf(schema)}`);
    const [row] = await session.query('SELECT pg_backend_pid() AS pid');
    const runnerPid = Number(row?.['pid']);
    const interrupt = () => inTemplate(`SELECT pg_terminate_backend(${runnerPid})`);
    const runner = limited(session, interrupt);
    return {
      runner,
      runnerPid,
      observer,
      openOther: () => openTwinConnection(server.url, { database: name }),
      major: server.major,
      empty: await emptyTables(observer),
      interrupt,
      close: async () => {
        await runner.close().catch(() => undefined);
        await observer.close().catch(() => undefined);
        await inTemplate(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      },
    };
  };
  return { server, notes, open, close: () => server.stop() };
}

const longestMs = 90_000;

/** A script may switch its time limit off, and PGlite has none. */
function limited(connection: TwinConnection, interrupt: () => Promise<void>): TwinConnection {
  return {
    ...connection,
    query: async (sql, values) => {
      const timer = setTimeout(() => void interrupt().catch(() => undefined), longestMs);
      try {
        return await connection.query(sql, values);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

async function emptyTables(connection: TwinConnection): Promise<Set<string>> {
  const tables = await connection.query(`
    SELECT format('%I.%I', n.nspname, c.relname) AS quoted, n.nspname || '.' || c.relname AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'`);
  const empty = new Set<string>();
  for (const { quoted, name } of tables) {
    const [row] = await connection.query(`SELECT EXISTS (SELECT FROM ONLY ${String(quoted)}) AS filled`);
    if (row?.['filled'] !== true) empty.add(String(name));
  }
  return empty;
}
