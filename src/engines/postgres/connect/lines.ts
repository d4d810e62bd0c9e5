import { problem } from '#contracts/problem-error.ts';
import type { Bounds } from '#vocabulary/bounds.ts';
import { serverProblem } from './errors.ts';
import { pool } from './pool.ts';
import { inObjects } from './row-objects.ts';
import type { ReadResult } from './session.ts';
import type { TableResult, Wire, WireRow } from './wire.ts';

/** A connection under the limits, inside its transaction. */
export interface Line {
  /** Trusted text, one round trip. */
  readonly command: (text: string) => Promise<readonly WireRow[]>;
  readonly read: (statement: string, values: readonly unknown[]) => Promise<ReadResult>;
  readonly table: (statement: string, reading?: { readonly exact: boolean }) => Promise<TableResult>;
}

export interface Transaction {
  readonly isolation?: 'REPEATABLE READ';
  /** SET LOCAL statements on top of the limits. */
  readonly settings?: string;
  readonly bounds: Bounds;
  /** The connection is closed afterwards, so that nothing which the statement did to the session lasts. */
  readonly once?: boolean;
}

/** Transactions that only read and are rolled back on every path. */
export interface Lines {
  readonly inTransaction: <T>(transaction: Transaction, work: (line: Line) => Promise<T>) => Promise<T>;
  /** All that `work` does on its lines is of one moment and on one connection, one after the other. */
  readonly inSnapshot: <T>(bounds: Bounds, work: (lines: Lines) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}

interface LinesSetup {
  readonly open: () => Promise<Wire>;
  /** For messages: where, without secrets. */
  readonly place: string;
  readonly signal: AbortSignal;
}

/** How much later than the server we lose patience, and how long a cancelled statement may take to end. */
const graceMs = 1_000;
const cancelMs = 2_000;

/**
 * Read-only transactions with limits of time, on two connections at most. What a transaction leaves behind in the
 * session (settings) goes with the ROLLBACK; a connection whose ROLLBACK fails, or that was told to cancel, is dropped.
 */
export function openLines({ open, place, signal }: LinesSetup): Lines {
  const wires = pool(open, 2);
  /** `work` with a connection of its own; told whether the connection is to be closed afterwards. */
  const onWire = async <T>(work: (wire: Wire, close: () => void) => Promise<T>): Promise<T> => {
    signal.throwIfAborted();
    const wire = await wires.take();
    let last = false;
    try {
      return await work(wire, () => {
        last = true;
      });
    } catch (error) {
      signal.throwIfAborted();
      throw serverProblem(error, 'read from', place);
    } finally {
      await rollBack(wire, last);
      wires.give(wire);
    }
  };
  const onLine = async <T>(
    wire: Wire,
    { bounds, once }: Transaction,
    close: () => void,
    work: (line: Line) => Promise<T>,
  ): Promise<T> => {
    const line = boundLine(wire, bounds, signal);
    try {
      return await work(line);
    } finally {
      if (once === true || line.tainted()) close();
    }
  };
  const inTransaction: Lines['inTransaction'] = (transaction, work) =>
    onWire((wire, close) =>
      onLine(wire, transaction, close, async (line) => {
        await line.command(opening(transaction));
        return work(line);
      }),
    );

  return {
    inTransaction,
    inSnapshot: (bounds, work) =>
      onWire(async (wire, close) => {
        await wire.command(opening({ isolation: 'REPEATABLE READ', bounds }));
        let before: Promise<unknown> = Promise.resolve();
        const within: Lines = {
          inTransaction: (transaction, inner) => {
            const turn = before.then(() =>
              onLine(wire, transaction, close, (line) => behindSavepoint(line, transaction, inner)),
            );
            before = turn.catch(() => undefined);
            return turn.catch((error: unknown) => {
              signal.throwIfAborted();
              throw serverProblem(error, 'read from', place);
            });
          },
          inSnapshot: (_, inner) => inner(within),
          close: async () => undefined,
        };
        try {
          return await work(within);
        } finally {
          await before;
        }
      }),
    close: () => wires.close(),
  };
}

/** A failure, and every setting, goes no further than the savepoint. */
async function behindSavepoint<T>(line: Line, transaction: Transaction, work: (line: Line) => Promise<T>): Promise<T> {
  await line.command(`SAVEPOINT asked; ${limitsOf(transaction.bounds)} ${transaction.settings ?? ''}`);
  const back = () => line.command('ROLLBACK TO SAVEPOINT asked; RELEASE SAVEPOINT asked');
  let result: T;
  try {
    result = await work(line);
  } catch (error) {
    // Where the connection itself broke, the first error says more.
    await back().catch(() => undefined);
    throw error;
  }
  await back();
  return result;
}

/** One round trip. */
function opening({ isolation, settings = '', bounds }: Transaction): string {
  const level = isolation === undefined ? '' : `, ISOLATION LEVEL ${isolation}`;
  return `BEGIN TRANSACTION READ ONLY${level}; ${limitsOf(bounds)} ${settings}`;
}

/** standard_conforming_strings and the encoding: the server must read the text as our parser did. */
function limitsOf(bounds: Bounds): string {
  return `
    SET LOCAL statement_timeout = ${Math.ceil(bounds.statementMs)};
    SET LOCAL lock_timeout = ${Math.ceil(bounds.lockMs)};
    SET LOCAL idle_in_transaction_session_timeout = 60000;
    SET LOCAL standard_conforming_strings = on;`;
}

function boundLine(
  wire: Wire,
  bounds: Bounds,
  signal: AbortSignal,
): Line & {
  /** A cancel was sent: it may still arrive and hit a later statement, so the connection is not used again. */
  readonly tainted: () => boolean;
} {
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
  const limits = { rows: bounds.rows, bytes: bounds.bytes };
  return {
    command: (text) => timed(wire.command(text)),
    read: async (statement, values) => inObjects(await timed(wire.table(statement, values, limits))),
    table: (statement, reading) => timed(wire.table(statement, [], { ...limits, ...reading })),
    tainted: () => tainted,
  };
}

async function rollBack(wire: Wire, last: boolean): Promise<void> {
  if (!wire.alive()) return;
  const impatience = setTimeout(wire.drop, cancelMs);
  try {
    await wire.command('ROLLBACK');
    if (last) await wire.end();
  } catch {
    wire.drop();
  } finally {
    clearTimeout(impatience);
  }
}
