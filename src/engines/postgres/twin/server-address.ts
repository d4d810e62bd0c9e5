import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { ServerAddress } from './accepts-connections.ts';
import type { EmbeddedServerRequest } from './server-contract.ts';

/** Where a server listens. On loopback any user of the machine can knock, so it asks for a password there. */
export type Listening =
  | { readonly kind: 'socket'; readonly folder: string; readonly path: string }
  | { readonly kind: 'loopback'; readonly port: number; readonly password: string };

/** The length that a socket's path may have: sizeof(sun_path) less the final zero. */
const LONGEST_PATH = process.platform === 'linux' ? 107 : 103;

/** A port in the socket's name only; nothing listens on it. */
const NOMINAL_PORT = 5432;

export async function chooseAddress(folder: string, request: EmbeddedServerRequest): Promise<Listening> {
  const path = join(folder, `.s.PGSQL.${NOMINAL_PORT}`);
  const possible = process.platform !== 'win32' && Buffer.byteLength(path) <= LONGEST_PATH;
  if (possible && request.port !== 'loopback') return { kind: 'socket', folder, path };
  return { kind: 'loopback', port: await freePort(), password: randomBytes(18).toString('hex') };
}

export function addressOf(listening: Listening): ServerAddress {
  return listening.kind === 'socket' ? { path: listening.path } : { host: '127.0.0.1', port: listening.port };
}

/** The port is always named: without it the driver would take PGPORT. */
export function urlOf(listening: Listening): string {
  return listening.kind === 'socket'
    ? `postgres://postgres@${encodeURIComponent(listening.folder)}:${NOMINAL_PORT}/postgres`
    : `postgres://postgres:${listening.password}@127.0.0.1:${listening.port}/postgres`;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('No port')),
      );
    });
  });
}
