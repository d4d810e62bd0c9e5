import { constants } from 'node:fs';
import { chmod, copyFile, mkdir, open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { problem } from '#contracts/problem-error.ts';
import { type DatabaseState, databaseState, isHot, isSameState, isWalMode, namesSuperJournal } from './file-state.ts';
import { fileProblem } from './target.ts';
import { sqliteThread } from './thread.ts';

/** A copy of a database as it was at one moment, in one file. */
export interface Snapshot {
  readonly path: string;
  readonly takenAt: Date;
  /** Of the user's file when it was copied. */
  readonly state: DatabaseState;
  /** The file had not been written to just before: its times tell whether it has changed since. */
  readonly settled: boolean;
  readonly remove: () => Promise<void>;
}

export interface SnapshotRequest {
  /** The user's file; it is only read. */
  readonly file: string;
  /** A folder of ours. */
  readonly folder: string;
  /** How long to wait for a moment in which nobody writes. */
  readonly lockMs: number;
  readonly statementMs: number;
  readonly memoryBytes: number;
  readonly clock: () => Date;
  readonly signal: AbortSignal;
}

const MOST_BYTES = 4 * 1024 ** 3;
/** Two writes within one tick of the file system's clock leave one time. */
const SETTLED_MS = 1_000;
const PAUSE_MS = 5;

/**
 * Copies a database that others may be writing to, without taking a lock that they could meet: this SQLite's locks are
 * not those of native SQLite, and it has no shared memory for a WAL. The copy is made again until nothing was written
 * meanwhile; an unfinished transaction in a rollback journal is copied with its journal and rolled back in the copy.
 * Errors: invalid (no database), busy (written to all the time), unsupported (too large, UTF-16), denied, not-found.
 */
export async function takeSnapshot(request: SnapshotRequest): Promise<Snapshot> {
  const { file, folder, lockMs, signal } = request;
  const deadline = performance.now() + lockMs;
  const takenAt = request.clock();
  const home = join(folder, `copy-${takenAt.getTime()}-${Math.floor(performance.now() * 1000)}`);
  const remove = () => rm(home, { recursive: true, force: true });
  await mkdir(home, { mode: 0o700 });
  const path = join(home, 'copy.db');
  try {
    for (let last = false; ; ) {
      signal.throwIfAborted();
      const copied = await copyOnce(request, path);
      if (copied !== undefined) {
        await settle(request, path, copied.state);
        return { path, takenAt: request.clock(), ...copied, remove };
      }
      if (last) throw busyProblem(file, lockMs);
      await sleep(PAUSE_MS);
      last = performance.now() > deadline;
    }
  } catch (error) {
    await remove();
    signal.throwIfAborted();
    throw error;
  }
}

type Copied = Pick<Snapshot, 'state' | 'settled'>;

async function copyOnce({ file, folder }: SnapshotRequest, path: string): Promise<Copied | undefined> {
  try {
    const before = await databaseState(file);
    checkHeader(before, file);
    await checkRoom(before, folder);
    const settled = Date.now() - newest(before) > SETTLED_MS;
    if (isHot(before.journal) && namesSuperJournal(before.journal)) return undefined;
    // The main file first: what a checkpoint moves into it meanwhile is in the WAL that is copied after it.
    await copy(file, path);
    await copyBeside(file, path, '-wal', (before.wal?.size ?? 0) > 0);
    await copyBeside(file, path, '-journal', isHot(before.journal));
    const isWhole = isAppended(before)
      ? await onlyAppended(file, before)
      : await untouched(file, path, before, settled);
    return isWhole ? { state: before, settled } : undefined;
  } catch (error) {
    // A WAL or a journal went away between looking and copying.
    if (isMissing(error) && (await exists(file))) return undefined;
    throw error instanceof Error && 'code' in error ? fileProblem(error, file) : error;
  }
}

/** In WAL mode with a WAL in use: writers append to it, and checkpoints copy from it into the main file. */
function isAppended(state: DatabaseState): boolean {
  return isWalMode(state) && (state.wal?.size ?? 0) >= WAL_HEADER_BYTES && !isHot(state.journal);
}

const WAL_HEADER_BYTES = 32;

/**
 * The WAL was not begun anew while we copied (its header has a new salt then): so every page that a checkpoint wrote
 * into the main file meanwhile is in our copy of the WAL, and a half-copied last frame fails its checksum.
 * https://www.sqlite.org/fileformat2.html#the_write_ahead_log
 */
async function onlyAppended(file: string, before: DatabaseState): Promise<boolean> {
  const after = await databaseState(file);
  const header = (state: DatabaseState) => state.wal?.head.subarray(0, WAL_HEADER_BYTES);
  const [first, second] = [header(before), header(after)];
  return (
    first !== undefined &&
    second !== undefined &&
    first.equals(second) &&
    inode(before.main) === inode(after.main) &&
    inode(before.wal) === inode(after.wal) &&
    (after.wal?.size ?? 0) >= (before.wal?.size ?? 0) &&
    !isHot(after.journal)
  );
}

function inode(mark: DatabaseState['wal']): string {
  return mark?.stamp.split(' ').slice(0, 2).join(' ') ?? '';
}

/** Nothing was written while we copied. Where a late write could hide in one tick of the clock, all is compared. */
async function untouched(file: string, path: string, before: DatabaseState, settled: boolean): Promise<boolean> {
  const after = await databaseState(file);
  if (!isSameState(before, after)) return false;
  if (settled) return true;
  const isSame =
    (await sameBytes(file, path)) &&
    (!isHot(before.journal) || (await sameBytes(`${file}-journal`, `${path}-journal`)));
  return isSame && isSameState(before, await databaseState(file));
}

async function copy(from: string, to: string): Promise<void> {
  await rm(to, { force: true });
  await copyFile(from, to, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
  await chmod(to, 0o600);
}

async function copyBeside(file: string, path: string, suffix: string, wanted: boolean): Promise<void> {
  if (wanted) await copy(`${file}${suffix}`, `${path}${suffix}`);
  else await rm(`${path}${suffix}`, { force: true });
}

const CHUNK_BYTES = 1_048_576;

async function sameBytes(one: string, other: string): Promise<boolean> {
  const [first, second] = [await open(one, 'r'), await open(other, 'r')];
  try {
    const [a, b] = [Buffer.alloc(CHUNK_BYTES), Buffer.alloc(CHUNK_BYTES)];
    for (let at = 0; ; at += CHUNK_BYTES) {
      const { bytesRead } = await first.read(a, 0, CHUNK_BYTES, at);
      const { bytesRead: alsoRead } = await second.read(b, 0, CHUNK_BYTES, at);
      if (bytesRead !== alsoRead || !a.subarray(0, bytesRead).equals(b.subarray(0, alsoRead))) return false;
      if (bytesRead < CHUNK_BYTES) return true;
    }
  } finally {
    await first.close();
    await second.close();
  }
}

/**
 * Makes one plain file of the copy, which can be opened read-only. What was unfinished in it is rolled back or forward
 * by SQLite; without shared memory that is done in exclusive mode. https://www.sqlite.org/wal.html#noshm
 */
async function settle(request: SnapshotRequest, path: string, state: DatabaseState): Promise<void> {
  if (!isHot(state.journal) && (state.wal?.size ?? 0) === 0) {
    if (isWalMode(state)) await leaveWalMode(path);
    return;
  }
  const thread = sqliteThread({
    path,
    write: true,
    memoryBytes: request.memoryBytes,
    pragmas: ['PRAGMA locking_mode=EXCLUSIVE', 'PRAGMA synchronous=OFF', 'PRAGMA trusted_schema=OFF'],
    signal: request.signal,
    place: request.file,
  });
  try {
    await thread.rows({ sql: 'SELECT count(*) FROM sqlite_schema', limits: { rows: 1, bytes: 1_000 } }, SETTLE_MS);
    await thread.rows({ sql: 'PRAGMA journal_mode=DELETE', limits: { rows: 1, bytes: 1_000 } }, SETTLE_MS);
  } finally {
    await thread.close();
  }
}

/** The two version numbers of the header. https://www.sqlite.org/fileformat2.html#file_format_version_numbers */
async function leaveWalMode(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.write(Buffer.from([1, 1]), 0, 2, 18);
  } finally {
    await handle.close();
  }
}

/** Rolling a large WAL forward takes its time. */
const SETTLE_MS = 120_000;
const ENCODING_AT = 59;
const UTF8 = 1;

/** https://www.sqlite.org/fileformat2.html#the_database_header . An empty file is an empty database. */
function checkHeader({ main }: DatabaseState, file: string): void {
  if (main.size === 0) return;
  if (!main.head.subarray(0, 16).equals(Buffer.from('SQLite format 3\0'))) {
    throw problem(
      'invalid',
      `${file} is not a SQLite 3 database.`,
      'Check the path. An encrypted database (SQLCipher) looks like this too: give a decrypted copy.',
    );
  }
  if ((main.head[ENCODING_AT] ?? 0) <= UTF8) return;
  throw problem(
    'unsupported',
    `${file} stores its texts in UTF-16, which is not read here.`,
    'Give its schema as a file (--schema): sqlite3 app.db .schema > schema.sql',
  );
}

async function checkRoom(state: DatabaseState, folder: string): Promise<void> {
  const bytes = state.main.size + (state.wal?.size ?? 0) + (state.journal?.size ?? 0);
  if (bytes > MOST_BYTES) {
    throw problem(
      'unsupported',
      `The database has ${bytes} bytes; up to ${MOST_BYTES} are copied for reading.`,
      'Give its schema as a file (--schema): sqlite3 app.db .schema > schema.sql',
    );
  }
  const disk = await statfs(folder);
  // What is in the WAL comes to the main file.
  if (disk.bavail * disk.bsize > bytes + (state.wal?.size ?? 0)) return;
  throw problem(
    'unsupported',
    `The database has ${bytes} bytes, and there is no room for a private copy.`,
    'Set TMPDIR to a folder with more room.',
  );
}

function newest({ main, wal, journal }: DatabaseState): number {
  return Math.max(main.changedMs, wal?.changedMs ?? 0, journal?.changedMs ?? 0);
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && Reflect.get(error, 'code') === 'ENOENT';
}

async function exists(file: string): Promise<boolean> {
  return open(file, 'r').then(
    async (handle) => {
      await handle.close();
      return true;
    },
    () => false,
  );
}

function busyProblem(file: string, lockMs: number) {
  return problem(
    'busy',
    `${file} was written to all the time for ${lockMs} ms, so that no consistent copy could be made.`,
    'Try again, raise the limit of waiting, or name a backup: sqlite3 app.db ".backup copy.db"',
  );
}
