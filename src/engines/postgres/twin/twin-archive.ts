import { createHash } from 'node:crypto';
import {
  chownSync,
  closeSync,
  fchownSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { RunAs } from './run-as.ts';

/*
 * A data directory in one file: a header, the contents one after the other, and the list of them. Of a file that ends in
 * pages of zeros, as all do that a twin has given the length of the real ones, only what stands before them is held, and
 * that is mostly zeros too: deflated it is a tenth.
 */
const magic = 'dbwright twin 1\n';
const digestBytes = 32;
/** The magic, the SHA-256 of all that follows, where the list begins, how long it is. */
const headerBytes = magic.length + digestBytes + 16;
const pageBytes = 8192;
/** No file of a relation goes on after so many zeros. */
const chunkBytes = 16 * pageBytes;
/** Files that are written without a pause for others. */
const filesTogether = 100;

interface List {
  /** What the caller wants to know again. */
  readonly details: unknown;
  readonly folders: readonly string[];
  /** Path, length, bytes held (deflated; 0: all are zeros). */
  readonly files: readonly (readonly [path: string, length: number, held: number])[];
}

/** Packs the data directory of a server that has ended in order. Errors: those of the file system; more than `mostBytes`. */
export async function packTwin(
  dataDirectory: string,
  archive: string,
  details: unknown,
  mostBytes: number,
): Promise<void> {
  const out = openSync(archive, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    let end = headerBytes;
    const append = (content: Buffer) => {
      if (end + content.length > mostBytes) throw new Error('too large to keep');
      hash.update(content);
      end += writeSync(out, content, 0, content.length, end);
    };
    const folders: string[] = [];
    const files: [string, number, number][] = [];
    for (const { path, isFolder } of entriesOf(dataDirectory, '')) {
      if (isFolder) {
        folders.push(path);
        continue;
      }
      const { content, length } = contentOf(dataDirectory, path);
      const held = content.length === 0 ? content : deflateRawSync(content, { level: 1 });
      files.push([path, length, held.length]);
      append(held);
      if (files.length % filesTogether === 0) await breathe();
    }
    const list = Buffer.from(JSON.stringify({ details, folders, files } satisfies List));
    const header = Buffer.alloc(headerBytes);
    header.write(magic, 'latin1');
    header.writeBigUInt64LE(BigInt(end), magic.length + digestBytes);
    header.writeBigUInt64LE(BigInt(list.length), magic.length + digestBytes + 8);
    append(list);
    hash.digest().copy(header, magic.length);
    writeSync(out, header, 0, headerBytes, 0);
  } finally {
    closeSync(out);
  }
}

/** Makes the data directory anew and gives the details. Rejects where the archive is not as it was written. */
export async function unpackTwin(archive: string, dataDirectory: string, owner: RunAs | undefined): Promise<unknown> {
  const source = openSync(archive, 'r');
  try {
    const header = take(source, headerBytes, 0);
    const start = Number(header.readBigUInt64LE(magic.length + digestBytes));
    const length = Number(header.readBigUInt64LE(magic.length + digestBytes + 8));
    const isWhole = start >= headerBytes && start + length === fstatSync(source).size;
    if (header.toString('latin1', 0, magic.length) !== magic || !isWhole) throw new Error('damaged');
    // Before anything is written: a path that was changed may lead anywhere.
    if (!digestOf(source, start + length).equals(header.subarray(magic.length, magic.length + digestBytes))) {
      throw new Error('damaged');
    }
    const list: List = JSON.parse(take(source, length, start).toString());
    makeFolder(dataDirectory, owner);
    for (const folder of list.folders) makeFolder(join(dataDirectory, folder), owner);
    let at = headerBytes;
    for (const [done, [path, bytes, held]] of list.files.entries()) {
      const content = take(source, held, at);
      at += held;
      writeFile(join(dataDirectory, path), held === 0 ? content : inflateRawSync(content), bytes, owner);
      if (done % filesTogether === filesTogether - 1) await breathe();
    }
    return list.details;
  } finally {
    closeSync(source);
  }
}

function digestOf(archive: number, end: number): Buffer {
  const hash = createHash('sha256');
  for (let at = headerBytes; at < end; at += chunkBytes) hash.update(take(archive, Math.min(chunkBytes, end - at), at));
  return hash.digest();
}

function* entriesOf(root: string, below: string): Generator<{ readonly path: string; readonly isFolder: boolean }> {
  for (const entry of readdirSync(join(root, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    yield { path, isFolder: entry.isDirectory() };
    if (entry.isDirectory()) yield* entriesOf(root, path);
  }
}

/** A relation that the schema made: the server numbers files of its own below 16384. */
function isOfSchema(path: string): boolean {
  const [, number] = /^base\/\d+\/(\d+)(?:\.\d+)?$/.exec(path) ?? [];
  return number !== undefined && Number(number) >= 16384;
}

function contentOf(root: string, path: string): { readonly content: Buffer; readonly length: number } {
  const file = openSync(join(root, path), 'r');
  try {
    const length = fstatSync(file).size;
    if (!isOfSchema(path)) return { content: withoutZeros(take(file, length, 0)), length };
    const chunks: Buffer[] = [];
    for (let at = 0; at < length; at += chunkBytes) {
      const chunk = take(file, Math.min(chunkBytes, length - at), at);
      if (withoutZeros(chunk).length === 0) break;
      chunks.push(chunk);
    }
    return { content: withoutZeros(Buffer.concat(chunks)), length };
  } finally {
    closeSync(file);
  }
}

function withoutZeros(content: Buffer): Buffer {
  const zeros = Buffer.alloc(pageBytes);
  let end = content.length;
  while (end > 0) {
    const start = Math.floor((end - 1) / pageBytes) * pageBytes;
    if (content.compare(zeros, 0, end - start, start, end) !== 0) break;
    end = start;
  }
  return content.subarray(0, end);
}

function take(file: number, length: number, from: number): Buffer {
  const content = Buffer.allocUnsafe(length);
  for (let at = 0; at < length; ) {
    const read = readSync(file, content, at, length - at, from + at);
    if (read === 0) throw new Error('damaged');
    at += read;
  }
  return content;
}

function makeFolder(path: string, owner: RunAs | undefined): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (owner && statSync(path).uid !== owner.uid) chownSync(path, owner.uid, owner.gid);
}

function writeFile(path: string, content: Buffer, length: number, owner: RunAs | undefined): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    if (content.length > 0) writeSync(file, content, 0, content.length, 0);
    if (length > content.length) ftruncateSync(file, length);
    if (owner) fchownSync(file, owner.uid, owner.gid);
  } finally {
    closeSync(file);
  }
}
