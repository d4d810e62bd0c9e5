import { type FileHandle, open } from 'node:fs/promises';

/** One file at one moment: what would differ if it had been written to. */
export interface FileMark {
  readonly size: number;
  readonly changedMs: number;
  /** Device, inode, size and times in nanoseconds. */
  readonly stamp: string;
  /** Its first bytes, and its last. */
  readonly head: Buffer;
  readonly tail: Buffer;
}

/** A database with what lies beside it. */
export interface DatabaseState {
  readonly main: FileMark;
  readonly wal: FileMark | undefined;
  readonly journal: FileMark | undefined;
}

export async function databaseState(file: string): Promise<DatabaseState> {
  const main = await fileMark(file);
  const wal = await fileMark(`${file}-wal`).catch(ignoreMissing);
  const journal = await fileMark(`${file}-journal`).catch(ignoreMissing);
  return { main, wal, journal };
}

/** Nothing was written between the two. */
export function isSameState(before: DatabaseState, after: DatabaseState): boolean {
  return (
    isSameMark(before.main, after.main) &&
    isSameMark(before.wal, after.wal) &&
    isSameMark(before.journal, after.journal)
  );
}

export function isSameMark(before: FileMark | undefined, after: FileMark | undefined): boolean {
  if (before === undefined || after === undefined) return before === after;
  return before.stamp === after.stamp && before.head.equals(after.head) && before.tail.equals(after.tail);
}

/** As the header says. https://www.sqlite.org/fileformat2.html#file_format_version_numbers */
export function isWalMode(state: DatabaseState): boolean {
  return state.main.head[18] === 2;
}

/** A journal that may have to be rolled back; an ended transaction deletes it, empties it or blanks its header. */
export function isHot(journal: FileMark | undefined): journal is FileMark {
  return journal !== undefined && journal.size > 0 && journal.head[0] !== 0;
}

/** The journal belongs to a transaction over several files. https://www.sqlite.org/atomiccommit.html#_multi_file_commit */
export function namesSuperJournal(journal: FileMark): boolean {
  return journal.tail.equals(Buffer.from([0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7]));
}

const HEAD_BYTES = 100;
const TAIL_BYTES = 8;

async function fileMark(file: string): Promise<FileMark> {
  const handle = await open(file, 'r');
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = await handle.stat({ bigint: true });
    return {
      size: Number(size),
      changedMs: Math.max(Number(mtimeNs / 1_000_000n), Number(ctimeNs / 1_000_000n)),
      stamp: [dev, ino, size, mtimeNs, ctimeNs].join(' '),
      head: await bytesAt(handle, 0, HEAD_BYTES),
      tail: await bytesAt(handle, Math.max(0, Number(size) - TAIL_BYTES), TAIL_BYTES),
    };
  } finally {
    await handle.close();
  }
}

async function bytesAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

function ignoreMissing(error: unknown): undefined {
  if (typeof error === 'object' && error !== null && Reflect.get(error, 'code') === 'ENOENT') return undefined;
  throw error;
}
