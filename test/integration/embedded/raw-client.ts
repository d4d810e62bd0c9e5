import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A client that sends single messages, which a driver never does: it writes a batch whole.
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export interface RawClient {
  send(...messages: readonly Buffer[]): void;
  /** What came since the last call, once it holds a message of this type ('Z': ready, 'E': error). */
  heard(type: string): Promise<string>;
  end(): void;
}

export async function openRawClient(directory: string): Promise<RawClient> {
  const socket = connect(join(directory, '.s.PGSQL.5432'));
  let received = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
  });
  socket.on('error', () => undefined);
  const client: RawClient = {
    send: (...messages) => void socket.write(Buffer.concat(messages)),
    heard: async (type) => {
      for (let waited = 0; !typesIn(received).includes(type); waited += 10) {
        if (waited > 5000) throw new Error(`No message ${type} came, but ${typesIn(received)}.`);
        await sleep(10);
      }
      const text = received.toString('latin1');
      received = Buffer.alloc(0);
      return text;
    },
    end: () => void socket.destroy(),
  };
  const greeting = Buffer.from('\0\0\0\0\0\x03\0\0user\0postgres\0database\0postgres\0\0', 'latin1');
  greeting.writeUInt32BE(greeting.length, 0);
  client.send(greeting);
  await client.heard('Z');
  return client;
}

/** Parse into the unnamed statement. */
export function parse(sql: string): Buffer {
  return message('P', `\0${sql}\0\0\0`);
}

/** Bind, Execute and Sync of the unnamed statement. */
export const RUN = Buffer.concat([message('B', '\0'.repeat(8)), message('E', '\0'.repeat(5)), message('S', '')]);

export const FLUSH = message('H', '');

function message(type: string, body: string): Buffer {
  const bytes = Buffer.from(`${type}\0\0\0\0${body}`, 'latin1');
  bytes.writeUInt32BE(bytes.length - 1, 1);
  return bytes;
}

/** The types of the whole messages in it, in order. */
function typesIn(bytes: Buffer): string {
  let types = '';
  for (let at = 0; at + 5 <= bytes.length; ) {
    const end = at + 1 + bytes.readUInt32BE(at + 1);
    if (end > bytes.length) break;
    types += String.fromCharCode(bytes[at] ?? 0);
    at = end;
  }
  return types;
}
