import type { Row } from '#contracts/session.ts';
import { objectRows } from './object-rows.ts';
import type { SqliteValues } from './session.ts';
import { sqliteThread, type TimedRun } from './thread.ts';

export interface ScratchOptions {
  /** How long one statement may take; the worker is killed then. */
  readonly statementMs: number;
  readonly signal: AbortSignal;
}

/**
 * A database of our own, read and written in a worker thread. A statement that takes too long is a Problem `timeout`
 * and rolled back; a database in memory is lost with it, and every later call fails.
 */
export interface Scratch {
  readonly run: (sql: string, values?: SqliteValues) => Promise<{ readonly changes: number }>;
  readonly all: (sql: string, values?: SqliteValues) => Promise<readonly Row[]>;
  /** Runs one statement to its end; `compare` adds a checksum over the bag of its rows. */
  readonly time: (sql: string, compare: boolean) => Promise<TimedRun>;
  /** Several statements, without values. */
  readonly exec: (script: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

const MEMORY_BYTES = 1_073_741_824;
/** An answer beyond these is cut off: a scratch database is asked for plans and samples. */
const limits = { rows: 1_000_000, bytes: 268_435_456 };

/** Opens or makes a scratch database: a file of ours, or ':memory:'. Never a file of the user's. */
export async function openScratch(path: string, options: ScratchOptions): Promise<Scratch> {
  const thread = sqliteThread({
    path,
    write: true,
    memoryBytes: MEMORY_BYTES,
    // Nobody else is there, and nothing need survive a power cut.
    pragmas: ['PRAGMA locking_mode=EXCLUSIVE', 'PRAGMA synchronous=OFF'],
    signal: options.signal,
    place: 'The scratch database',
  });
  const ms = options.statementMs;
  return {
    run: (sql, values = []) => thread.run(sql, values, ms),
    all: async (sql, values = []) => objectRows(await thread.rows({ sql, values, limits }, ms)),
    time: (sql, compare) => thread.time(sql, compare, ms),
    exec: (script) => thread.exec(script, ms),
    close: () => thread.close(),
  };
}
