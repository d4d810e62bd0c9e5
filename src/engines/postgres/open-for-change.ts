import type { ChangeSession } from '#contracts/change-session.ts';
import type { Context } from '#contracts/context.ts';
import { problem } from '#contracts/problem-error.ts';
import { serverProblem, sqlState } from './connect/errors.ts';
import { readServer } from './connect/server.ts';
import { connectionTarget, placeOf } from './connect/target.ts';
import type { Wire } from './connect/wire.ts';
import { openWire } from './connect.ts';
import { loadRows } from './load/load-rows.ts';
import { builtTable } from './parse/built-table.ts';

/** Waiting longer for a lock would let everybody else queue up behind us. The caller tries again. */
const lockMs = 2_000;
/** A check is a look into the catalogs. */
const checkMs = 15_000;
const cancelMs = 2_000;

/**
 * The connection that may change things. Statements take as long as they need, unless the signal is raised; locks are
 * waited for briefly. Errors: as `connect`, denied (a standby), busy (a lock was not had in time: try again), conflict.
 */
export async function openForChange(url: string, context: Context): Promise<ChangeSession> {
  const target = connectionTarget(url);
  const place = placeOf(target);
  const wire = await openWire(target, 'dbwright apply', context.signal);

  /** Runs the work; when the signal is raised, cancels what runs and, if that does not help, cuts the connection. */
  const guarded = async <T>(signal: AbortSignal, work: (both: AbortSignal) => Promise<T>): Promise<T> => {
    const both = AbortSignal.any([signal, context.signal]);
    both.throwIfAborted();
    let giveUp: NodeJS.Timeout | undefined;
    const stop = () => {
      giveUp = setTimeout(wire.drop, cancelMs);
      void wire.cancel();
    };
    both.addEventListener('abort', stop, { once: true });
    try {
      return await work(both);
    } catch (error) {
      both.throwIfAborted();
      throw serverProblem(error, 'change', place);
    } finally {
      clearTimeout(giveUp);
      both.removeEventListener('abort', stop);
    }
  };

  try {
    const server = await readServer({
      read: (statement) => wire.portal(statement, [], { rows: 1_000, bytes: 1_000_000 }),
    });
    if (server.recovering) {
      throw problem(
        'denied',
        `${place} is a standby: nothing can be changed there.`,
        'Name the primary server; its changes arrive here by themselves.',
      );
    }
    await refusePooler(wire, place);
    await wire.command(`SET lock_timeout = ${lockMs}; SET statement_timeout = 0`);
    return {
      server,
      check: (query, signal) => guarded(signal, () => check(wire, query)),
      execute: (statement, signal) => guarded(signal, () => alone(wire, statement)),
      executeTogether: (statements, signal) => guarded(signal, () => together(wire, statements)),
      load: (load, signal) =>
        guarded(signal, (both) =>
          loadRows({ wire, role: server.role, progress: context.progress, signal: both }, load),
        ),
      close: () => wire.end(),
    };
  } catch (error) {
    wire.drop();
    throw serverProblem(error, 'connect to', place);
  }
}

/**
 * Behind a pooler in transaction mode, settings would land in other people's sessions, and a statement outside a
 * transaction would run without them. A pooler is known by its process number, which is not the server's.
 */
async function refusePooler(wire: Wire, place: string): Promise<void> {
  const [row] = await wire.command('SELECT pg_catalog.pg_backend_pid() AS id');
  if (wire.processId === 0 || Number(row?.['id']) === wire.processId) return;
  throw problem(
    'unsupported',
    `${place} is a connection pooler, and changes need a session of their own.`,
    "Name the server's own host and port for the changes.",
  );
}

async function check(wire: Wire, query: string): Promise<boolean> {
  await wire.command(`BEGIN TRANSACTION READ ONLY; SET LOCAL statement_timeout = ${checkMs}`);
  try {
    const { rows } = await wire.portal(query, [], { rows: 1, bytes: 1_000_000 });
    const value = Object.values(rows[0] ?? {})[0];
    if (typeof value !== 'boolean') throw problem('internal', 'A check must give one boolean.');
    return value;
  } finally {
    await wire.command('ROLLBACK');
  }
}

/**
 * A CONCURRENTLY statement also waits for every transaction that was open when it began, and that too counts as a lock.
 * Nobody queues up behind such waits, so they may take as long as they need; but the table's own lock is tried first.
 * https://www.postgresql.org/docs/18/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
 */
async function alone(wire: Wire, statement: string): Promise<void> {
  const table = builtTable(statement);
  if (table !== undefined) {
    await together(wire, [`LOCK TABLE ${table} IN SHARE UPDATE EXCLUSIVE MODE`]).catch((error: unknown) => {
      // Who may not lock may not build either, and the build says better why.
      if (sqlState(error) !== '42501') throw error;
    });
  }
  const isPatient = /\bconcurrently\b/i.test(statement);
  if (isPatient) await wire.command('SET lock_timeout = 0');
  try {
    await wire.command(statement);
  } finally {
    if (isPatient && wire.alive()) await wire.command(`SET lock_timeout = ${lockMs}`).catch(wire.drop);
  }
}

async function together(wire: Wire, statements: readonly string[]): Promise<void> {
  await wire.command('BEGIN');
  try {
    for (const statement of statements) await wire.command(statement);
    await wire.command('COMMIT');
  } catch (error) {
    await wire.command('ROLLBACK').catch(wire.drop);
    throw error;
  }
}
