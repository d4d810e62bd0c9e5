import { Socket } from 'node:net';
import { type ConnectionOptions, checkServerIdentity } from 'node:tls';
import pg from 'pg';
import type { Context } from '#contracts/context.ts';
import type { ConnectOptions } from '#contracts/engine.ts';
import { problem } from '#contracts/problem-error.ts';
import { type CancelKey, sendCancel } from './connect/cancel.ts';
import { chokepoint } from './connect/chokepoint.ts';
import { copyIn } from './connect/copy-in.ts';
import { serverProblem, sqlState } from './connect/errors.ts';
import { openLines } from './connect/lines.ts';
import { openSession } from './connect/open-session.ts';
import { passwordFromFile } from './connect/password-file.ts';
import { portal } from './connect/portal.ts';
import { inObjects } from './connect/row-objects.ts';
import { readServer } from './connect/server.ts';
import type { PostgresSession } from './connect/session.ts';
import { type ConnectionTarget, connectionTarget, placeOf } from './connect/target.ts';
import { decodeExactly, decodeValue } from './connect/values.ts';
import type { Wire } from './connect/wire.ts';

/**
 * Opens the read-only chokepoint to a server, 13 or newer; at most two connections, the second when it is needed.
 * Errors: invalid (the URL), unreachable, denied, not-found (the database), busy, unsupported (too old).
 */
export async function connect(url: string, options: ConnectOptions, context: Context): Promise<PostgresSession> {
  const target = connectionTarget(url);
  const { bounds } = options;
  const lines = openLines({
    open: () => openWire(target, 'dbwright', context.signal),
    place: placeOf(target),
    signal: context.signal,
  });
  try {
    const server = await readServer(chokepoint(lines, bounds));
    return openSession(lines, { server, bounds, functions: options.functions ?? [] });
  } catch (error) {
    await lines.close();
    throw error;
  }
}

/** A dead network never answers a goodbye. */
const goodbyeMs = 2_000;

/** One connection. The driver stays behind it. */
export async function openWire(target: ConnectionTarget, application: string, signal: AbortSignal): Promise<Wire> {
  signal.throwIfAborted();
  const attempts = encryptions(target);
  for (const [at, ssl] of attempts.entries()) {
    try {
      return await openOnce(target, ssl, application, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (at < attempts.length - 1 && mayTryOther(error)) continue;
      throw serverProblem(error, 'connect to', placeOf(target));
    }
  }
  throw problem('internal', 'There was no way to try.');
}

/** What to try, in libpq's order. https://www.postgresql.org/docs/18/libpq-ssl.html#LIBPQ-SSL-PROTECTION */
function encryptions(target: ConnectionTarget): readonly (ConnectionOptions | false)[] {
  const { authority, certificate, key } = target.certificates;
  const own = certificate === undefined ? {} : { cert: certificate, key };
  const trusted = authority === undefined || authority === 'system' ? {} : { ca: authority };
  const unchecked = { ...own, rejectUnauthorized: false };
  switch (target.sslMode) {
    case 'disable':
      return [false];
    case 'allow':
      return [false, unchecked];
    case 'prefer':
      return [unchecked, false];
    case 'require':
      return [unchecked];
    case 'verify-ca':
      return [{ ...own, ...trusted, rejectUnauthorized: true, checkServerIdentity: () => undefined }];
    case 'verify-full':
      return [{ ...own, ...trusted, rejectUnauthorized: true, checkServerIdentity }];
  }
}

/** The server speaks the other way only: it has no TLS, or pg_hba.conf knows no such line. */
function mayTryOther(error: unknown): boolean {
  const message = error instanceof Error ? error.message : '';
  return sqlState(error) === '28000' || /SSL/.test(message);
}

async function openOnce(
  target: ConnectionTarget,
  ssl: ConnectionOptions | false,
  application: string,
  signal: AbortSignal,
): Promise<Wire> {
  const socket = new Socket();
  const client = new pg.Client({
    host: target.host,
    port: target.port,
    user: target.user,
    database: target.database,
    password: () => passwordOf(target),
    ssl,
    application_name: application,
    connectionTimeoutMillis: target.connectMs,
    stream: () => socket,
    ...(target.options === undefined ? {} : { options: target.options }),
  });
  let alive = true;
  // Without a listener a connection that breaks while idle would end the process.
  client.on('error', () => {
    alive = false;
  });
  client.on('end', () => {
    alive = false;
  });
  const drop = () => {
    alive = false;
    client.connection.stream.destroy();
    socket.destroy();
  };
  signal.addEventListener('abort', drop, { once: true });
  try {
    await client.connect();
  } catch (error) {
    drop();
    throw error;
  } finally {
    signal.removeEventListener('abort', drop);
  }
  const table: Wire['table'] = (text, values, limits) =>
    withinBytes(
      socket,
      2 * limits.bytes + 1_048_576,
      drop,
      client.query(portal(text, values, limits, limits.exact === true ? decodeExactly : decodeValue)).result,
    );
  return {
    alive: () => alive,
    processId: cancelKey(client).processId,
    command: async (text) => {
      const results = await client.query(text);
      const all = Array.isArray(results) ? results : [results];
      return all.findLast((result) => result.fields.length > 0)?.rows ?? [];
    },
    portal: async (text, values, limits) => inObjects(await table(text, values, limits)),
    table,
    copyIn: (text, pieces, signal) => copyIn(client, text, pieces, signal),
    cancel: () => sendCancel(target, ssl !== false, cancelKey(client)),
    end: async () => {
      if (!alive) return;
      const impatience = setTimeout(drop, goodbyeMs);
      await client.end();
      clearTimeout(impatience);
    },
    drop,
  };
}

async function passwordOf(target: ConnectionTarget): Promise<string> {
  const password = target.password ?? (await passwordFromFile(target));
  if (password !== undefined) return password;
  throw problem(
    'denied',
    `${placeOf(target)} asks for the password of ${target.user}, and none was given.`,
    'Put it into PGPASSWORD, ~/.pgpass (mode 0600) or the URL.',
  );
}

/**
 * A single row may be a gigabyte, and the driver holds it whole before anybody can count it. So the socket is watched:
 * when far more has come in than was allowed, the connection is cut off.
 */
async function withinBytes<T>(socket: Socket, bytes: number, drop: () => void, reading: Promise<T>): Promise<T> {
  const start = socket.bytesRead;
  let burst = false;
  const watch = setInterval(() => {
    if (socket.bytesRead - start <= bytes) return;
    burst = true;
    drop();
  }, 20);
  try {
    return await reading;
  } catch (error) {
    if (!burst) throw error;
    throw problem(
      'unsupported',
      'A single row of the answer is larger than may be read.',
      'Ask for fewer or shorter columns.',
      error,
    );
  } finally {
    clearInterval(watch);
  }
}

function cancelKey(client: object): CancelKey {
  const read = (name: string): number => {
    const value: unknown = Reflect.get(client, name);
    return typeof value === 'number' ? value : 0;
  };
  return { processId: read('processID'), secretKey: read('secretKey') };
}
