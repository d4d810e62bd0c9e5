import { isAscii } from 'node:buffer';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { problem } from '#contracts/problem-error.ts';
import type { LogTally } from './log-entry.ts';

type Chunks = AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>;

/**
 * The text of a log piece by piece: gzip is recognised by its first bytes and unpacked, bytes that are not UTF-8 become
 * U+FFFD. Errors: unsupported, where another program packed it.
 */
export async function* logText(chunks: Chunks, tally: LogTally): AsyncGenerator<string> {
  const [start, all] = await withStart(chunks);
  const packer = packedBy(start);
  if (packer !== undefined) {
    throw problem(
      'unsupported',
      `This log is packed by ${packer}.`,
      `Unpack it on the way: ${packer} -dc <file>, and read it from standard input (-).`,
    );
  }
  tally.compressed = start[0] === 0x1f && start[1] === 0x8b;
  const decoder = new TextDecoder('utf-8');
  let isWhole = true;
  for await (const chunk of tally.compressed ? unpacked(all, tally) : all) {
    if (typeof chunk === 'string') {
      if (chunk !== '') yield chunk;
      continue;
    }
    for (let at = 0; at < chunk.length; at += pieceBytes) {
      const piece = chunk.subarray(at, at + pieceBytes);
      // ASCII needs no decoding, and its texts take one byte a character.
      const plain = isWhole && isAscii(piece) ? Buffer.from(piece.buffer, piece.byteOffset, piece.length) : undefined;
      const text = plain?.toString('latin1') ?? decoder.decode(piece, { stream: true });
      isWhole = (piece.at(-1) ?? 0) < 0x80;
      if (plain === undefined && !tally.brokenCharacters && text.includes('\uFFFD')) tally.brokenCharacters = true;
      if (text !== '') yield text;
    }
  }
  const rest = decoder.decode();
  if (rest !== '') {
    tally.brokenCharacters = true;
    yield rest;
  }
}

/** What is read of a piece is done with before the next one: small ones leave little to the garbage collector. */
const pieceBytes = 16 * 1024;

/** The first bytes, and everything with them. */
async function withStart(chunks: Chunks): Promise<readonly [Uint8Array, AsyncIterable<Uint8Array | string>]> {
  const iterator = Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
  const held: (Uint8Array | string)[] = [];
  const start: number[] = [];
  while (start.length < 6) {
    const { value, done } = await iterator.next();
    if (done) break;
    held.push(value);
    start.push(...(typeof value === 'string' ? Buffer.from(value.slice(0, 6)) : value.subarray(0, 6)));
  }
  async function* all(): AsyncGenerator<Uint8Array | string> {
    try {
      yield* held;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return [Uint8Array.from(start), all()];
}

function packedBy(start: Uint8Array): string | undefined {
  const magic = Buffer.from(start).toString('hex');
  if (magic.startsWith('28b52ffd')) return 'zstd';
  if (magic.startsWith('fd377a585a')) return 'xz';
  if (magic.startsWith('425a68')) return 'bzip2';
  return magic.startsWith('04224d18') ? 'lz4' : undefined;
}

/** A file that is still being written, or was cut, gives what it has. */
async function* unpacked(chunks: AsyncIterable<Uint8Array | string>, tally: LogTally): AsyncGenerator<Uint8Array> {
  const source = Readable.from(chunks, { objectMode: true });
  const unpacker = createGunzip();
  source.on('error', (error) => unpacker.destroy(error));
  try {
    for await (const chunk of source.pipe(unpacker)) yield chunk;
  } catch (error) {
    if (!isCutOff(error)) throw error;
    tally.cutOff = true;
  } finally {
    source.destroy();
    unpacker.destroy();
  }
}

function isCutOff(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'Z_BUF_ERROR' || code === 'Z_DATA_ERROR';
}
