import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import type { Client } from 'pg';
import { from } from 'pg-copy-streams';

/**
 * COPY … FROM STDIN with the rows as `pieces`, which are asked for as fast as the server reads: no more of them than the
 * buffers of a socket are held. When the signal is raised, or a piece cannot be made, the server is told that it failed.
 * Gives how many rows it took. https://www.postgresql.org/docs/18/protocol-flow.html#PROTOCOL-COPY
 */
export async function copyIn(
  client: Client,
  text: string,
  pieces: Iterable<string>,
  signal: AbortSignal,
): Promise<number> {
  const copying = client.query(from(text));
  await pipeline(Readable.from(inTurns(pieces)), copying, { signal });
  return copying.rowCount;
}

/** Between the pieces others have their turn: so a signal is heard, and what the server says. */
async function* inTurns(pieces: Iterable<string>): AsyncGenerator<string, void, undefined> {
  for (const piece of pieces) {
    await setImmediate();
    yield piece;
  }
}
