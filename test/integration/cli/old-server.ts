import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/**
 * Answers as a PostgreSQL 9.6 would, which no registry has any more: lets everybody in and gives one row to every query.
 * https://www.postgresql.org/docs/18/protocol-message-formats.html
 */
export async function startOldServer(): Promise<{ readonly url: string; readonly stop: () => void }> {
  const server = createServer((socket) => serve(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `postgres://reader@127.0.0.1:${port}/shop`, stop: () => server.close() };
}

function serve(socket: Socket): void {
  let waiting = Buffer.alloc(0);
  let greeted = false;
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk]);
    for (let header = greeted ? 1 : 0; waiting.length >= header + 4; header = greeted ? 1 : 0) {
      const end = header + waiting.readUInt32BE(header);
      if (waiting.length < end) return;
      const type = greeted ? String.fromCharCode(waiting[0] ?? 0) : 'greeting';
      const isSslRequest = !greeted && waiting.readUInt32BE(4) === 80877103;
      waiting = waiting.subarray(end);
      if (isSslRequest) socket.write('N');
      else socket.write(answers[type] ?? '');
      greeted ||= !isSslRequest;
    }
  });
}

function message(type: string, ...parts: readonly (string | Buffer)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const head = Buffer.alloc(5);
  head.write(type, 'latin1');
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const row = { number: '90624', version: '9.6.24', database: 'shop', role: 'reader', superuser: 'f', recovering: 'f' };
const ready = message('Z', 'I');
const done = message('C', 'SELECT 1\0');
const answers: Readonly<Record<string, Buffer>> = {
  greeting: Buffer.concat([
    message('R', Buffer.alloc(4)),
    message('S', 'server_version\x009.6.24\0'),
    message('K', Buffer.alloc(8, 1)),
    ready,
  ]),
  Q: Buffer.concat([done, ready]),
  P: message('1'),
  B: message('2'),
  D: message('T', int16(Object.keys(row).length), ...Object.entries(row).map(([name, value]) => field(name, value))),
  E: Buffer.concat([
    message(
      'D',
      int16(Object.keys(row).length),
      ...Object.values(row).map((value) => Buffer.concat([int32(value.length), Buffer.from(value)])),
    ),
    done,
  ]),
  S: ready,
};

/** Name, table, column, type (int4, bool or text), width, modifier, format. */
function field(name: string, value: string): Buffer {
  const type = /^\d+$/.test(value) ? 23 : value === 'f' ? 16 : 25;
  return Buffer.concat([Buffer.from(`${name}\0`), int32(0), int16(0), int32(type), int16(-1), int32(-1), int16(0)]);
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
