import { constants } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import type { Context } from '#contracts/context.ts';
import type { ConnectOptions } from '#contracts/engine.ts';
import { problem } from '#contracts/problem-error.ts';
import type { AskOptions } from '#contracts/session.ts';
import { tightened } from '#engines/sql/tightened.ts';
import type { Bounds } from '#vocabulary/bounds.ts';
import type { QueryText } from '#vocabulary/query-text.ts';
import type { ServerInfo } from '#vocabulary/server-info.ts';
import { isWalMode } from './connect/file-state.ts';
import { type Lease, leases } from './connect/leases.ts';
import { objectRows } from './connect/object-rows.ts';
import { privateFolder } from './connect/private-folder.ts';
import { serverInfo } from './connect/server-info.ts';
import type { SqliteSession } from './connect/session.ts';
import type { Snapshot } from './connect/snapshot.ts';
import { databaseFile } from './connect/target.ts';
import type { RowsTaken } from './connect/thread.ts';
import { ask, memoryBytes, question } from './guard/ask.ts';

/**
 * Opens a database file for reading, without SQLite ever opening it: everything is read from a private copy, which is
 * made anew when the file has changed, so that neither the file nor those who write to it notice.
 *
 * One case is not safe: a process that has the same file open with a SQLite of its own. POSIX drops all locks of a process
 * on a file as soon as the process closes any descriptor of it, so that our copying would drop that SQLite's.
 * https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
 *
 * Errors: invalid (the URL, no database), not-found, denied, busy (written to all the time), unsupported (too large).
 */
export async function connect(url: string, options: ConnectOptions, context: Context): Promise<SqliteSession> {
  const { bounds } = options;
  const file = await databaseFile(url);
  const folder = await privateFolder();
  const copies = leases({
    file,
    folder: folder.path,
    statementMs: bounds.statementMs,
    memoryBytes: memoryBytes(bounds),
    clock: context.clock,
    signal: context.signal,
  });
  const close = async () => {
    context.signal.removeEventListener('abort', closeNow);
    await copies.close();
    await folder.remove();
  };
  const closeNow = () => void close();
  try {
    const first = await copies.take(bounds.lockMs);
    const server = await serverInfo(first.thread, file, first.snapshot.state.main.stamp).finally(first.release);
    context.signal.addEventListener('abort', closeNow, { once: true });
    return sessionOn({ file, bounds, server, signal: context.signal, take: copies.take, close });
  } catch (error) {
    await close();
    throw error;
  }
}

interface SessionSetup {
  readonly file: string;
  readonly bounds: Bounds;
  readonly server: ServerInfo;
  readonly signal: AbortSignal;
  readonly take: (lockMs: number) => Promise<Lease>;
  readonly close: () => Promise<void>;
}

function sessionOn(setup: SessionSetup): SqliteSession {
  const { bounds, signal } = setup;
  const withCopy = async <T>(lockMs: number, work: (lease: Lease) => Promise<T>): Promise<T> => {
    signal.throwIfAborted();
    const lease = await setup.take(lockMs);
    try {
      return await work(lease);
    } finally {
      await lease.release();
    }
  };
  const limits = { rows: Number.MAX_SAFE_INTEGER, bytes: bounds.bytes };
  return {
    engine: 'sqlite',
    server: setup.server,
    bounds,
    file: setup.file,
    ask: async (query: QueryText, options: AskOptions = {}) => {
      const asked = question(query);
      const tight = tightened(bounds, options.bounds);
      return withCopy(tight.lockMs, ({ snapshot, thread }) =>
        ask(
          asked,
          { thread, takenAt: snapshot.takenAt, journalMode: journalMode(snapshot.state), limits: limitsOf(snapshot) },
          tight,
        ),
      );
    },
    read: (sql, values = []) =>
      withCopy(bounds.lockMs, async ({ thread }) =>
        objectRows(whole(await thread.rows({ sql, values, limits }, bounds.statementMs))),
      ),
    copyTo: (path) =>
      withCopy(bounds.lockMs, ({ snapshot }) =>
        copyFile(snapshot.path, path, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL),
      ),
    measured: () => withCopy(bounds.lockMs, async ({ measured }) => measured),
    journalMode: () => withCopy(bounds.lockMs, async ({ snapshot }) => journalMode(snapshot.state)),
    inSnapshot: (work) =>
      withCopy(bounds.lockMs, (lease) =>
        work(sessionOn({ ...setup, take: async () => ({ ...lease, release: async () => undefined }), close: nothing })),
      ),
    close: setup.close,
  };
}

/** What the engine reads for itself is never half of it. */
function whole(taken: RowsTaken): RowsTaken {
  if (taken.truncated === undefined) return taken;
  throw problem('unsupported', 'The catalog of the database is larger than may be read.', 'Raise the limit of bytes.');
}

/** A session in a snapshot ends with it. */
async function nothing(): Promise<void> {}

function journalMode(state: Lease['snapshot']['state']): 'wal' | 'rollback' {
  return isWalMode(state) ? 'wal' : 'rollback';
}

/** What its journal would tell of a writer is not told where it keeps none. https://www.sqlite.org/pragma.html#pragma_journal_mode */
function limitsOf({ state }: Snapshot): readonly string[] {
  if (isWalMode(state) || state.journal !== undefined || state.main.size === 0) return [];
  return ['a writer that keeps no journal in a file (journal_mode MEMORY or OFF) is not noticed in mid-transaction'];
}
