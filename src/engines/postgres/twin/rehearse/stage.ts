import { randomBytes } from 'node:crypto';
import type { Context } from '#contracts/context.ts';
import type { TwinRequest } from '#contracts/engine.ts';
import { openTwinConnection, type TwinConnection } from '#engines/postgres/twin/connection.ts';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { openPlannerSession } from '#engines/postgres/twin/planner-session.ts';
import { type ServerChoice, startLikeTarget } from '#engines/postgres/twin/start-like-target.ts';
import { failureOf } from './failure-of.ts';
import { furnishWithFewRows, searchPathOf } from './few-rows.ts';
import { type Relations, seeRelations, type Touched } from './relations.ts';

/** A database as it was before the change, for one rehearsal. */
export interface Stage {
  /** Runs the user's statements, as the role that owns the schema. */
  readonly runner: TwinConnection;
  readonly runnerPid: () => number;
  /** Superuser. On PGlite the same session. */
  readonly observer: TwinConnection;
  /** Further sessions; undefined on PGlite, which has one. */
  readonly openOther: (() => Promise<TwinConnection>) | undefined;
  readonly major: number;
  /** The user's relations, as the last transaction left them. */
  readonly known: () => Relations;
  /** Takes over what a transaction that is committed has touched. */
  readonly remember: (touched: Touched) => void;
  /** Reads them anew. */
  readonly reload: () => Promise<void>;
  /** Of relations that another session has made: the runner may hold the others, and those are waited for. */
  readonly discover: () => Promise<void>;
  /** Tables that hold made-up rows. */
  readonly madeUp: Set<number>;
  /** Puts the stage's own time limits in force again: those of a script are for its server, and would end our questions. */
  readonly limits: string;
  /** Makes the session as it was at first. False: it is gone, and the stage with it. */
  readonly reset: () => Promise<boolean>;
  /** Ends what the runner does. */
  readonly interrupt: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface StageHouse {
  readonly server: Pick<EmbeddedServer, 'kind' | 'version' | 'major'>;
  readonly notes: readonly string[];
  /** A statement that runs longer than `statementMs` is ended. */
  readonly open: (statementMs: number) => Promise<Stage>;
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
    open: async (statementMs) => {
      const { server } = ready ?? (await prepare(request, context, choice));
      ready = undefined;
      opened.add(server);
      const session = await openTwinConnection(server.url);
      const begin = freshSession(request, server.major, statementMs);
      await session.query(begin);
      const runner = limited(() => session, statementMs, server.stop);
      return {
        runner,
        runnerPid: () => 0,
        observer: runner,
        openOther: undefined,
        major: server.major,
        limits: timeLimits(server.major, statementMs),
        ...(await memory(runner)),
        reset: () =>
          session.query(begin).then(
            () => true,
            () => false,
          ),
        interrupt: server.stop,
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
      if (server.kind === 'native') {
        await session.admin.query(`ALTER ROLE ${user} PASSWORD '${password}'`);
        // Before 15 the owner of a database does not own its schema public.
        await session.admin.query(`ALTER SCHEMA public OWNER TO ${user}`).catch(() => undefined);
      }
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

export function nativeHouse(
  { server, notes, database, user, password }: Prepared,
  { schema }: TwinRequest,
): StageHouse {
  let count = 0;
  const inTemplate = async (sql: string) => {
    const connection = await openTwinConnection(server.url, { database: 'template1' });
    try {
      await connection.query(sql);
    } finally {
      await connection.close();
    }
  };
  const open = async (statementMs: number): Promise<Stage> => {
    const name = `dbwright_rehearsal_${++count}`;
    await inTemplate(`CREATE DATABASE ${name} TEMPLATE ${database} OWNER ${user}`);
    const observer = await openTwinConnection(server.url, { database: name });
    await observer.query(`SET search_path = ${searchPathOf(schema)}`);
    const begin = freshSession({ schema }, server.major, statementMs);
    const logIn = async () => {
      const connection = await openTwinConnection(server.url, { database: name, user, password });
      const [row] = await connection.query(`${begin}; SELECT pg_catalog.pg_backend_pid() AS pid`);
      return { connection, pid: Number(row?.['pid']) };
    };
    let session = await logIn();
    const interrupt = () => inTemplate(`SELECT pg_terminate_backend(${session.pid})`);
    return {
      runner: limited(() => session.connection, statementMs, interrupt),
      runnerPid: () => session.pid,
      observer,
      openOther: () => openTwinConnection(server.url, { database: name }),
      major: server.major,
      limits: timeLimits(server.major, statementMs),
      ...(await memory(observer)),
      reset: async () => {
        const failed = await failureOf(session.connection.query(begin));
        if (failed === undefined) return true;
        await session.connection.close().catch(() => undefined);
        session = await logIn();
        return true;
      },
      interrupt,
      close: async () => {
        await session.connection.close().catch(() => undefined);
        await observer.close().catch(() => undefined);
        await inTemplate(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      },
    };
  };
  return { server, notes, open, close: () => server.stop() };
}

/** As a tool finds a session that it has just opened, or given back to its pool. */
function freshSession({ schema }: Pick<TwinRequest, 'schema'>, major: number, statementMs: number): string {
  return `SET SESSION AUTHORIZATION DEFAULT; RESET ROLE; RESET ALL; CLOSE ALL; UNLISTEN *; DEALLOCATE ALL; DISCARD TEMP;
    SELECT pg_catalog.pg_advisory_unlock_all();
    ${timeLimits(major, statementMs)}; SET search_path = ${searchPathOf(schema)}`;
}

function timeLimits(major: number, statementMs: number): string {
  const none = ['idle_in_transaction_session_timeout', ...(major >= 17 ? ['transaction_timeout'] : [])];
  return [`SET statement_timeout = ${statementMs}`, ...none.map((name) => `SET ${name} = 0`)].join('; ');
}

/** What a stage knows of its relations; all rows are made up at first. */
async function memory(
  observer: TwinConnection,
): Promise<Pick<Stage, 'known' | 'remember' | 'reload' | 'discover' | 'madeUp'>> {
  let known = new Map(await seeRelations(observer));
  const filled = [...known.values()].filter(({ kind, bytes = 0 }) => kind === 'r' && bytes > 0);
  return {
    known: () => known,
    remember: ({ locks, relations }) => {
      for (const oid of locks.keys()) {
        const relation = relations.get(oid);
        if (relation === undefined) known.delete(oid);
        else known.set(oid, relation);
      }
    },
    reload: async () => {
      known = new Map(await seeRelations(observer));
    },
    discover: async () => {
      known = new Map([...known, ...(await seeRelations(observer, [...known.keys()]))]);
    },
    madeUp: new Set(filled.map(({ oid }) => oid)),
  };
}

/** A script may switch its time limit off, and PGlite has none: so much later the session is ended from outside. */
function limited(
  connection: () => TwinConnection,
  statementMs: number,
  interrupt: () => Promise<void>,
): TwinConnection {
  return {
    query: async (sql, values) => {
      let ended = false;
      const end = () => {
        ended = true;
        void interrupt().catch(() => undefined);
      };
      const timer = setTimeout(end, 1.5 * statementMs);
      try {
        return await connection().query(sql, values);
      } catch (error) {
        if (!ended) throw error;
        const message = `it ran for more than ${Math.round(statementMs / 1000)} s and was ended`;
        throw Object.assign(new Error(message), { code: '57014' });
      } finally {
        clearTimeout(timer);
      }
    },
    takeWarnings: () => connection().takeWarnings(),
    close: () => connection().close(),
  };
}
