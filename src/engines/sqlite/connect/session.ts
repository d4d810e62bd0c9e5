import { problem } from '#contracts/problem-error.ts';
import type { Row, Session } from '#contracts/session.ts';
import type { MeasuredTable } from '#engines/sqlite/statistics/measured-table.ts';

/** What a parameter may hold. */
export type SqliteValue = string | number | bigint | Uint8Array | null;

/** By position (`?`, `?1`) or by name with its sign (`{':id': 1}`). */
export type SqliteValues = readonly SqliteValue[] | Readonly<Record<string, SqliteValue>>;

/** What this engine's own abilities ask; all of it is read from the private copy. */
export interface SqliteSession extends Session {
  /** One statement of the engine's own. Whole numbers beyond 2^53 are bigints, blobs are bytes. */
  readonly read: (statement: string, values?: SqliteValues) => Promise<readonly Row[]>;
  /** Writes a consistent copy of the database, in one file without a WAL, to a path where nothing is yet. */
  readonly copyTo: (path: string) => Promise<void>;
  /** The user's file: for messages and for permissions, never to be opened. */
  readonly file: string;
  /** What was measured in the copy that is the newest now, by the name of the table: it is measured once. */
  readonly measured: () => Promise<Map<string, Promise<MeasuredTable>>>;
  /** As the user's file says: its copy is never in WAL mode. */
  readonly journalMode: () => Promise<'wal' | 'rollback'>;
}

/** The session as this engine opened it. */
export function sqliteSession(session: Session): SqliteSession {
  if (isSqlite(session)) return session;
  throw problem('internal', 'This session was not opened by the SQLite engine.');
}

function isSqlite(session: object): session is SqliteSession {
  return 'engine' in session && session.engine === 'sqlite' && 'copyTo' in session && 'read' in session;
}
