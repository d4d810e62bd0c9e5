import { problem } from '#contracts/problem-error.ts';
import type { MeasuredTable } from '#engines/sqlite/statistics/measured-table.ts';
import { databaseState, isSameState } from './file-state.ts';
import { type Snapshot, type SnapshotRequest, takeSnapshot } from './snapshot.ts';
import { fileProblem } from './target.ts';
import { type SqliteThread, sqliteThread } from './thread.ts';

/** A copy that is held, and the thread that reads it. */
export interface Lease {
  readonly snapshot: Snapshot;
  readonly thread: SqliteThread;
  readonly measured: Map<string, Promise<MeasuredTable>>;
  readonly release: () => Promise<void>;
}

export interface Leases {
  /** The newest copy; a new one is made if the user's file has changed since. */
  readonly take: (lockMs: number) => Promise<Lease>;
  readonly close: () => Promise<void>;
}

interface Held {
  readonly snapshot: Snapshot;
  readonly thread: SqliteThread;
  readonly measured: Map<string, Promise<MeasuredTable>>;
  users: number;
}

/** Copies of one database: as many as somebody reads from, and the newest. A copy that nobody holds is removed. */
export function leases(request: Omit<SnapshotRequest, 'lockMs'>): Leases {
  const all = new Set<Held>();
  let newest: Held | undefined;
  let closed = false;
  let turn: Promise<unknown> = Promise.resolve();

  const drop = async (held: Held) => {
    if (held.users > 0 || held === newest || !all.delete(held)) return;
    await held.thread.close();
    await held.snapshot.remove();
  };

  const renew = async (lockMs: number): Promise<Held> => {
    if (newest !== undefined && (await isCurrent(newest.snapshot, request.file))) return newest;
    const snapshot = await takeSnapshot({ ...request, lockMs });
    const old = newest;
    newest = { snapshot, thread: readingThread(snapshot, request), measured: new Map(), users: 0 };
    all.add(newest);
    if (old !== undefined) await drop(old);
    return newest;
  };

  return {
    take: (lockMs) => {
      const mine = turn.then(async () => {
        if (closed) throw problem('internal', 'The session is closed already.');
        const held = await renew(lockMs);
        held.users++;
        const release = async () => {
          held.users--;
          await drop(held);
        };
        return { snapshot: held.snapshot, thread: held.thread, measured: held.measured, release };
      });
      turn = mine.catch(() => undefined);
      return mine;
    },
    close: async () => {
      closed = true;
      await turn;
      newest = undefined;
      const open = [...all];
      all.clear();
      await Promise.all(open.map((held) => held.thread.close()));
      await Promise.all(open.map((held) => held.snapshot.remove()));
    },
  };
}

async function isCurrent(snapshot: Snapshot, file: string): Promise<boolean> {
  if (!snapshot.settled) return false;
  try {
    return isSameState(snapshot.state, await databaseState(file));
  } catch (error) {
    throw fileProblem(error, file);
  }
}

/** The copy is opened read-only, and what its schema brings along is not trusted. https://www.sqlite.org/security.html */
function readingThread(snapshot: Snapshot, request: Omit<SnapshotRequest, 'lockMs'>): SqliteThread {
  return sqliteThread({
    path: snapshot.path,
    write: false,
    memoryBytes: request.memoryBytes,
    pragmas: ['PRAGMA query_only=ON', 'PRAGMA trusted_schema=OFF', 'PRAGMA cell_size_check=ON'],
    signal: request.signal,
    place: request.file,
  });
}
