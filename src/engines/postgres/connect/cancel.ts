import { connect as connectSocket, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { type ConnectionTarget, isSocket } from './target.ts';

/** What names a running session to its server; the server gave it at login. */
export interface CancelKey {
  readonly processId: number;
  readonly secretKey: number;
}

const patienceMs = 3_000;

/**
 * Sends a CancelRequest over a connection of its own: it needs no login, and a pooler passes it on to the right server
 * process, which pg_cancel_backend could not do. Never rejects; the server's own timeout remains.
 * https://www.postgresql.org/docs/18/protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS
 */
export function sendCancel(target: ConnectionTarget, encrypted: boolean, key: CancelKey): Promise<void> {
  return new Promise((resolve) => {
    const socket = isSocket(target)
      ? connectSocket(`${target.host}/.s.PGSQL.${target.port}`)
      : connectSocket(target.port, target.host);
    const done = () => {
      socket.destroy();
      resolve();
    };
    socket.setTimeout(patienceMs, done);
    socket.once('error', done).once('close', done);
    socket.once('connect', () => {
      if (encrypted) encryptThenSend(socket, target, key, done);
      else socket.end(cancelRequest(key));
    });
  });
}

function encryptThenSend(socket: Socket, target: ConnectionTarget, key: CancelKey, done: () => void): void {
  socket.write(packet(80877103));
  socket.once('data', (answer) => {
    if (answer.toString('latin1') !== 'S') return done();
    // The key is good for one query of ours and for nothing else: the certificate was checked at login.
    const servername = isIP(target.host) === 0 ? { servername: target.host } : {};
    const secure = connectTls({ socket, rejectUnauthorized: false, ...servername });
    secure.once('error', done).once('close', done);
    secure.once('secureConnect', () => secure.end(cancelRequest(key)));
  });
}

function cancelRequest(key: CancelKey): Buffer {
  return packet(80877102, key.processId, key.secretKey);
}

/** Length and numbers, each four bytes. */
function packet(...numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 + 4 * numbers.length);
  for (const [at, number] of [bytes.length, ...numbers].entries()) bytes.writeInt32BE(number | 0, at * 4);
  return bytes;
}
