/**
 * Serves one PGlite to several clients over PostgreSQL's protocol.
 *
 * PGlite has one session. Here a client sends a whole batch (up to Sync) or nothing, and keeps the session until its
 * transaction has ended. `@electric-sql/pglite-socket` 0.2.17 does not do for this: it forwards single messages, so a
 * batch that arrives in pieces can be answered with another client's rows (a driver that writes its batches whole was
 * not seen to meet it; https://github.com/electric-sql/pglite/issues/1046); a client that breaks off within a failed
 * batch leaves the next one without rows; COPY FROM STDIN ends the service; settings outlive the client that made them;
 * any name of a database is taken for the only one; and loopback has no password.
 * What stays shared, and a native server keeps apart: settings, temporary tables, names of prepared statements.
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
import { timingSafeEqual } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';

/** First words of messages that come without a type byte. */
const PROTOCOL_3 = 3;
const SSL_REQUEST = 80877103;
const GSS_REQUEST = 80877104;

/** Messages that end a batch: Query, Sync, Flush, FunctionCall. All but Flush are answered by ReadyForQuery. */
const BATCH_ENDS = 'QSHF';

/** It would end the WebAssembly program: there is no way to wait for the client's rows. */
const COPY_FROM_CLIENT = /\bcopy\b[^;]*\bfrom\s+stdin\b/i;

/** @typedef {import('@electric-sql/pglite').PGlite} PGlite */
/** @typedef {import('node:net').Socket} Socket */

/** @param {PGlite} database @param {import('./server-address.ts').Listening} listening @returns {Promise<void>} */
export async function servePglite(database, listening) {
  const greeting = await run(database, startupMessage());
  const session = createTurns();
  const password = listening.kind === 'loopback' ? listening.password : undefined;
  let clients = 0;
  const server = createServer((socket) => {
    clients += 1;
    socket.setNoDelay(true);
    socket.on('error', () => undefined); // A client that breaks off is told by the end of its messages.
    const isAlone = () => clients === 1;
    talk({ database, session, socket, greeting, password, isAlone })
      .catch((error) => refuse(socket, '58000', String(error?.message ?? error)))
      .finally(() => {
        clients -= 1;
        socket.destroySoon();
      });
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    // A killed server of a kept folder leaves its socket; that nobody uses the folder was made sure before.
    if (listening.kind === 'socket') rmSync(listening.path, { force: true });
    if (listening.kind === 'socket') server.listen(listening.path, () => resolve(undefined));
    else server.listen(listening.port, '127.0.0.1', () => resolve(undefined));
  });
}

/**
 * One client, from its greeting to its end.
 * @param {{database: PGlite, session: ReturnType<typeof createTurns>, socket: Socket, greeting: Buffer,
 *   password: string | undefined, isAlone: () => boolean}} client
 */
async function talk({ database, session, socket, greeting, password, isAlone }) {
  const messages = readMessages(socket);
  if (!(await welcome(messages, socket, greeting, password))) return;
  /** @type {Buffer[]} */
  let batch = [];
  /** @type {(() => void) | undefined} */
  let giveBack;
  let fresh = isAlone();
  try {
    for await (const { type, bytes } of messages) {
      if (type === 'X') return;
      if ((type === 'Q' || type === 'P') && COPY_FROM_CLIENT.test(bytes.toString('latin1'))) {
        return refuse(socket, '0A000', 'COPY FROM STDIN does not work in PGlite; use INSERT, or a native server');
      }
      batch.push(bytes);
      if (!BATCH_ENDS.includes(type)) continue;
      giveBack ??= await session.take();
      if (socket.destroyed) return;
      // The one session remembers what earlier clients set. Nobody else is there: make it as new.
      if (fresh) await database.exec('DISCARD ALL');
      fresh = false;
      const answer = await run(database, Buffer.concat(batch), (part) => socket.write(part));
      batch = [];
      if (type !== 'H' && endsIdle(answer)) {
        giveBack();
        giveBack = undefined;
      }
    }
  } finally {
    if (giveBack) await endTransaction(database).finally(giveBack);
  }
}

/**
 * Answers the greeting with what PGlite said to ours; its parameters are not applied, for the session is shared.
 * @param {AsyncGenerator<Message>} messages @param {Socket} socket @param {Buffer} greeting
 * @param {string | undefined} password
 */
async function welcome(messages, socket, greeting, password) {
  const first = (await messages.next()).value;
  if (!first) return false;
  const database = startupParameters(first.bytes).get('database') ?? 'postgres';
  if (database !== 'postgres') return refuse(socket, '3D000', `database "${database}" does not exist`);
  if (password !== undefined) {
    socket.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3])); // AuthenticationCleartextPassword; nobody else hears loopback.
    const reply = (await messages.next()).value;
    if (!reply) return false;
    if (!isSame(reply.bytes.subarray(5, -1), Buffer.from(password))) {
      return refuse(socket, '28P01', 'password authentication failed for user "postgres"');
    }
  }
  socket.write(greeting);
  return true;
}

/** @typedef {{type: string, bytes: Buffer}} Message */

/**
 * A client's messages, whole. The first is its greeting (type ''); what asks for encryption is declined here.
 * @param {Socket} socket @returns {AsyncGenerator<Message>}
 */
async function* readMessages(socket) {
  let rest = Buffer.alloc(0);
  let greeted = false;
  for await (const chunk of socket) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      const start = greeted ? 1 : 0;
      if (rest.length < start + 4) break;
      const length = start + rest.readUInt32BE(start);
      if (rest.length < Math.max(length, greeted ? 5 : 8)) break;
      const bytes = rest.subarray(0, length);
      rest = rest.subarray(length);
      if (greeted) {
        yield { type: String.fromCharCode(bytes[0]), bytes };
        continue;
      }
      const word = bytes.readUInt32BE(4);
      if (word === SSL_REQUEST || word === GSS_REQUEST) {
        socket.write('N');
        continue;
      }
      if (word >>> 16 !== PROTOCOL_3) return; // CancelRequest among them: a running statement cannot be stopped.
      greeted = true;
      yield { type: '', bytes };
    }
  }
}

/**
 * @param {PGlite} database @param {Buffer} message @param {(part: Buffer) => void} [write]
 * @returns {Promise<Buffer>} the last bytes of the answer, or all of it where `write` is not given
 */
async function run(database, message, write) {
  let answer = Buffer.alloc(0);
  await database.runExclusive(() =>
    database.execProtocolRawStream(new Uint8Array(message), {
      onRawData: (data) => {
        const part = Buffer.from(data); // A copy: PGlite uses its buffer again.
        answer = Buffer.concat([write ? answer.subarray(-6) : answer, part]);
        write?.(part);
      },
    }),
  );
  return answer;
}

/** Does the answer end in ReadyForQuery with status `I`, outside of any transaction? @param {Buffer} answer */
function endsIdle(answer) {
  return answer.subarray(-6).equals(Buffer.from([0x5a, 0, 0, 0, 5, 0x49]));
}

/** After a client that broke off within a batch or a transaction. @param {PGlite} database */
async function endTransaction(database) {
  await run(database, Buffer.from([0x53, 0, 0, 0, 4])); // Sync
  if (database.isInTransaction()) await database.exec('ROLLBACK');
}

/** One taker at a time, in the order of asking. */
function createTurns() {
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();
  return {
    /** @returns {Promise<() => void>} gives the turn back */
    take() {
      const before = last;
      return new Promise((taken) => {
        last = new Promise((giveBack) => {
          void before.then(() => taken(() => giveBack(undefined)));
        });
      });
    },
  };
}

/** Sends a FATAL error; the caller then ends the connection. @param {Socket} socket @param {string} code @param {string} text */
function refuse(socket, code, text) {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${text}\0\0`);
  const head = Buffer.from([0x45, 0, 0, 0, 0]);
  head.writeUInt32BE(4 + fields.length, 1);
  if (socket.writable) socket.write(Buffer.concat([head, fields]));
  return false;
}

/** @param {Buffer} bytes @returns {Map<string, string>} */
function startupParameters(bytes) {
  const words = bytes.subarray(8).toString('utf8').split('\0');
  return new Map(Array.from({ length: Math.floor(words.length / 2) }, (_, at) => [words[2 * at], words[2 * at + 1]]));
}

function startupMessage() {
  const parameters = Buffer.from('user\0postgres\0database\0postgres\0client_encoding\0UTF8\0\0');
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + parameters.length, 0);
  head.writeUInt16BE(PROTOCOL_3, 4);
  return Buffer.concat([head, parameters]);
}

/** @param {Buffer} left @param {Buffer} right */
function isSame(left, right) {
  return left.length === right.length && timingSafeEqual(left, right);
}
