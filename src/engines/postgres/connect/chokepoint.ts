import { problem } from '#contracts/problem-error.ts';
import { checkReadable } from '#engines/postgres/parse/readable.ts';
import type { Bounds } from '#vocabulary/bounds.ts';
import { serverProblem } from './errors.ts';
import { pool } from './pool.ts';
import type { PostgresSession, ReadOptions, ReadResult } from './session.ts';
import type { Wire } from './wire.ts';

interface ChokepointSetup {
  readonly open: () => Promise<Wire>;
  /** For messages: where, without secrets. */
  readonly place: string;
  readonly bounds: Bounds;
  readonly signal: AbortSignal;
}

export type Chokepoint = Pick<PostgresSession, 'read' | 'readTogether' | 'explainGeneric' | 'close'>;

/** How much later than the server we lose patience, and how long a cancelled statement may take to end. */
const graceMs = 1_000;
const cancelMs = 2_000;

/**
 * Everything that is read from a user's database goes through here: checked by the parser, in a read-only transaction
 * with limits of time, rows and bytes, which is rolled back on every path. What a transaction leaves behind in the
 * session (settings) goes with the ROLLBACK; a connection whose ROLLBACK fails, or that was told to cancel, is dropped.
 * Known and open: a session-level advisory lock taken by a function that a view hides lasts until `close`.
 */
export function chokepoint(setup: ChokepointSetup): Chokepoint {
  const { place, signal } = setup;
  const wires = pool(setup.open, 2);

  const inTransaction = async <T>(opening: string, bounds: Bounds, work: (line: Line) => Promise<T>): Promise<T> => {
    signal.throwIfAborted();
    const wire = await wires.take();
    const line = boundLine(wire, bounds, signal);
    try {
      await line.command(opening);
      return await work(line);
    } catch (error) {
      signal.throwIfAborted();
      throw serverProblem(error, 'read from', place);
    } finally {
      await rollBack(wire, line.tainted());
      wires.give(wire);
    }
  };

  return {
    read: async (statement, options = {}) => {
      checkReadable(statement);
      const bounds = tightened(setup.bounds, options);
      return inTransaction(opening('READ ONLY', bounds), bounds, (line) => line.read(statement, options.values ?? []));
    },
    readTogether: async (statements) => {
      for (const statement of statements) checkReadable(statement);
      const { bounds } = setup;
      return inTransaction(
        opening('READ ONLY, ISOLATION LEVEL REPEATABLE READ', bounds) + plainPrinting,
        bounds,
        (line) => inTurn(statements, (statement) => line.read(statement, [])),
      );
    },
    explainGeneric: async (statement, parameters) => {
      checkReadable(`EXPLAIN ${statement}`);
      const { bounds } = setup;
      return inTransaction(opening('READ ONLY', bounds), bounds, (line) => explainGeneric(line, statement, parameters));
    },
    close: () => wires.close(),
  };
}

/** A connection under the limits, inside its transaction. */
interface Line {
  readonly command: (text: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  readonly read: (statement: string, values: readonly unknown[]) => Promise<ReadResult>;
  /** A cancel was sent: it may still arrive and hit a later statement, so the connection is not used again. */
  readonly tainted: () => boolean;
}

function boundLine(wire: Wire, bounds: Bounds, signal: AbortSignal): Line {
  let tainted = false;
  // The server's own timeout comes first; ours is for networks that died, and for statements that unset the server's.
  const timed = async <T>(work: Promise<T>): Promise<T> => {
    let late = false;
    let giveUp: NodeJS.Timeout | undefined;
    const stop = () => {
      tainted = true;
      giveUp ??= setTimeout(wire.drop, cancelMs);
      void wire.cancel();
    };
    const deadline = setTimeout(() => {
      late = true;
      stop();
    }, bounds.statementMs + graceMs);
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await work;
    } catch (error) {
      if (!late) throw error;
      throw problem(
        'timeout',
        `The server did not answer within ${bounds.statementMs} ms.`,
        'Raise the limit of time, or ask for less.',
        error,
      );
    } finally {
      clearTimeout(deadline);
      clearTimeout(giveUp);
      signal.removeEventListener('abort', stop);
    }
  };
  return {
    command: (text) => timed(wire.command(text)),
    read: (statement, values) => timed(wire.portal(statement, values, { rows: bounds.rows, bytes: bounds.bytes })),
    tainted: () => tainted,
  };
}

/** One round trip. standard_conforming_strings: the server must read strings as our parser did. */
function opening(mode: string, bounds: Bounds): string {
  return `
    BEGIN TRANSACTION ${mode};
    SET LOCAL statement_timeout = ${Math.ceil(bounds.statementMs)};
    SET LOCAL lock_timeout = ${Math.ceil(bounds.lockMs)};
    SET LOCAL idle_in_transaction_session_timeout = 60000;
    SET LOCAL standard_conforming_strings = on;`;
}

/**
 * As pg_dump sets them, so that names and values mean the same wherever they are read again. Compiling a query on the
 * catalogs takes longer than running it.
 */
const plainPrinting = `
    SET LOCAL jit = off;
    SET LOCAL search_path = pg_catalog;
    SET LOCAL datestyle = ISO;
    SET LOCAL intervalstyle = postgres;
    SET LOCAL bytea_output = hex;
    SET LOCAL extra_float_digits = 1;
    SET LOCAL quote_all_identifiers = off;`;

function tightened(bounds: Bounds, options: ReadOptions): Bounds {
  const least = (limit: keyof Bounds) => Math.max(1, Math.min(bounds[limit], options.bounds?.[limit] ?? bounds[limit]));
  return {
    statementMs: least('statementMs'),
    lockMs: least('lockMs'),
    rows: least('rows'),
    bytes: least('bytes'),
    cost: least('cost'),
    temporaryBytes: least('temporaryBytes'),
  };
}

/**
 * PostgreSQL 16 and newer can do it, but by the simple protocol only: by the extended one a parameter has a value.
 * https://www.postgresql.org/docs/18/sql-explain.html
 */
async function explainGeneric(line: Line, statement: string, parameters: number): Promise<unknown> {
  const [server] = await line.command("SELECT current_setting('server_version_num')::int AS number");
  if (Number(server?.['number']) < 160_000) return explainPrepared(line, statement, parameters);
  const rows = await line.command(`EXPLAIN (GENERIC_PLAN, FORMAT JSON, VERBOSE, SETTINGS) ${statement}`);
  return rows[0]?.['QUERY PLAN'];
}

/**
 * PREPARE outlives a ROLLBACK, and a pooler would hand it to a stranger: so it is taken back on every path, behind a
 * savepoint as nothing else runs in a failed transaction. A generic plan does not look at the values, which are NULL.
 * https://www.postgresql.org/docs/15/sql-prepare.html
 */
async function explainPrepared(line: Line, statement: string, parameters: number): Promise<unknown> {
  const name = 'dbwright_generic';
  const values = Array.from({ length: parameters }, () => 'NULL').join(', ');
  await line.command('SET LOCAL plan_cache_mode = force_generic_plan');
  await line.command(`PREPARE ${name} AS ${statement}`);
  await line.command('SAVEPOINT prepared');
  try {
    const rows = await line.command(`EXPLAIN (FORMAT JSON, VERBOSE, SETTINGS) EXECUTE ${name}(${values})`);
    return rows[0]?.['QUERY PLAN'];
  } finally {
    await line.command(`ROLLBACK TO SAVEPOINT prepared; DEALLOCATE ${name}`);
  }
}

async function rollBack(wire: Wire, tainted: boolean): Promise<void> {
  if (!wire.alive()) return;
  const impatience = setTimeout(wire.drop, cancelMs);
  try {
    await wire.command('ROLLBACK');
    if (tainted) await wire.end();
  } catch {
    wire.drop();
  } finally {
    clearTimeout(impatience);
  }
}

async function inTurn<A, B>(items: readonly A[], work: (item: A) => Promise<B>): Promise<readonly B[]> {
  const done: B[] = [];
  for (const item of items) done.push(await work(item));
  return done;
}
