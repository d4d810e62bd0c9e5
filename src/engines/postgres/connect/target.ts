import { existsSync, readFileSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { problem } from '#contracts/problem-error.ts';

/** libpq's words. https://www.postgresql.org/docs/18/libpq-ssl.html#LIBPQ-SSL-PROTECTION */
const sslModes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;
type SslMode = (typeof sslModes)[number];

/** Where to connect, read from a URL and, for what it leaves out, from the PG* environment variables. */
export interface ConnectionTarget {
  /** A name, an address, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly password?: string;
  readonly sslMode: SslMode;
  /** PEM texts. `authority` "system" means the certificates that Node trusts. */
  readonly certificates: { readonly authority?: string; readonly certificate?: string; readonly key?: string };
  readonly connectMs: number;
  /** Startup options, only if the URL names some (hosting services route by them). */
  readonly options?: string;
}

/** "db.example.com:5432" or "the socket /tmp/.s.PGSQL.5432": where, without who and without secrets. */
export function placeOf(target: ConnectionTarget): string {
  return isSocket(target) ? `the socket ${target.host}/.s.PGSQL.${target.port}` : `${target.host}:${target.port}`;
}

export function isSocket(target: Pick<ConnectionTarget, 'host'>): boolean {
  return target.host.startsWith('/');
}

/**
 * Reads a connection URL as libpq does.
 * https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-CONNSTRING-URIS
 * Errors: invalid. The URL is never part of a message: it may hold a password.
 */
export function connectionTarget(url: string, environment: NodeJS.ProcessEnv = process.env): ConnectionTarget {
  const parts = splitUrl(url);
  const given = (parameter: string, variable: string): string | undefined =>
    parts.parameters.get(parameter) || environment[variable] || undefined;
  const user = parts.user || given('user', 'PGUSER') || userInfo().username;
  const port = portOf(parts.port || given('port', 'PGPORT') || '5432');
  const host = parts.parameters.get('host') || parts.host || environment['PGHOST'] || defaultHost(port);
  const password = parts.password || given('password', 'PGPASSWORD');
  const options = parts.parameters.get('options');
  if (parts.parameters.has('service')) {
    // Passed over, it would lead to another server than psql goes to.
    throw problem(
      'unsupported',
      'The URL names a service of pg_service.conf.',
      'Write the host and the database of it.',
    );
  }
  if (host.includes(',')) {
    throw problem('unsupported', 'The URL names several hosts.', 'Name the one that shall be looked at.');
  }
  return {
    host,
    port,
    user,
    database: parts.database || given('dbname', 'PGDATABASE') || user,
    ...(password === undefined ? {} : { password }),
    ...sslOf(given, host, environment),
    connectMs: timeoutOf(given('connect_timeout', 'PGCONNECT_TIMEOUT')),
    ...(options ? { options } : {}),
  };
}

/** libpq was built with one of these folders as its default; where neither holds a socket, the local network. */
function defaultHost(port: number): string {
  return ['/var/run/postgresql', '/tmp'].find((folder) => existsSync(`${folder}/.s.PGSQL.${port}`)) ?? 'localhost';
}

interface UrlParts {
  readonly user: string;
  readonly password: string;
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly parameters: URLSearchParams;
}

const encoding =
  'Write postgres://user@host:5432/database; characters like / # ? in a password must be percent-encoded.';

/** By hand: `new URL` refuses an empty host with a user in front of it, which is how sockets are written. */
function splitUrl(url: string): UrlParts {
  const match =
    /^postgres(?:ql)?:\/\/(?:(?<login>[^/?#]*)@)?(?<host>\[[^\]]*\]|[^:/?#]*)(?::(?<port>[^/?#]*))?(?:\/(?<database>[^?#]*))?(?:\?(?<query>[^#]*))?$/.exec(
      url.trim(),
    );
  const groups = match?.groups;
  // An @ behind the host means that a / or ? of the password was taken for the end of the host.
  const astray = [groups?.['database'] ?? '', ...(groups?.['query'] ?? '').split('&')].some(
    (part) => part.includes('@') && !/^(user|password)=/.test(part),
  );
  if (!groups || astray) {
    throw problem('invalid', 'This is not a PostgreSQL connection URL.', encoding);
  }
  const login = groups['login'] ?? '';
  const colon = login.indexOf(':');
  try {
    return {
      user: decodeURIComponent(colon < 0 ? login : login.slice(0, colon)),
      password: colon < 0 ? '' : decodeURIComponent(login.slice(colon + 1)),
      host: decodeURIComponent((groups['host'] ?? '').replace(/^\[(.*)\]$/, '$1')),
      port: groups['port'] ?? '',
      database: decodeURIComponent(groups['database'] ?? ''),
      // A plus is a plus in libpq, not a space.
      parameters: new URLSearchParams((groups['query'] ?? '').replaceAll('+', '%2B')),
    };
  } catch {
    throw problem(
      'invalid',
      'The connection URL holds a % that starts no percent code.',
      'Write %25 for a percent sign.',
    );
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    // Not repeated: with an unencoded / in a password, what stands here is the password.
    throw problem('invalid', 'The port is no number from 1 to 65535.', encoding);
  }
  return port;
}

/** Seconds, as in libpq; 0 or nothing means our own patience of 10 s, as nobody waits for ever on purpose. */
function timeoutOf(text: string | undefined): number {
  const seconds = Number(text ?? 0);
  if (!Number.isFinite(seconds)) throw problem('invalid', `connect_timeout "${text}" is no number of seconds.`);
  return seconds > 0 ? seconds * 1000 : 10_000;
}

function sslOf(
  given: (parameter: string, variable: string) => string | undefined,
  host: string,
  environment: NodeJS.ProcessEnv,
): Pick<ConnectionTarget, 'sslMode' | 'certificates'> {
  const word = given('sslmode', 'PGSSLMODE') ?? 'prefer';
  const mode = sslModes.find((known) => known === word);
  if (mode === undefined) {
    throw problem('invalid', `sslmode "${word}" is unknown.`, `Take one of ${sslModes.join(', ')}.`);
  }
  if (isSocket({ host })) return { sslMode: 'disable', certificates: {} };
  const home = join(environment['HOME'] || homedir(), '.postgresql');
  const root = given('sslrootcert', 'PGSSLROOTCERT');
  const authority = root === 'system' ? 'system' : pem('sslrootcert', root, join(home, 'root.crt'));
  const certificate = pem('sslcert', given('sslcert', 'PGSSLCERT'), join(home, 'postgresql.crt'));
  const key = pem('sslkey', given('sslkey', 'PGSSLKEY'), join(home, 'postgresql.key'));
  return {
    sslMode: strengthened(mode, authority),
    certificates: {
      ...(authority === undefined ? {} : { authority }),
      ...(certificate === undefined || key === undefined ? {} : { certificate, key }),
    },
  };
}

/** libpq: with a root certificate `require` verifies the chain; the system's certificates demand the host name too. */
function strengthened(mode: SslMode, authority: string | undefined): SslMode {
  if (authority === 'system' && mode !== 'disable') return 'verify-full';
  if (mode === 'require' && authority !== undefined) return 'verify-ca';
  if (mode === 'verify-ca' && authority === undefined) {
    throw problem(
      'invalid',
      'sslmode=verify-ca needs the certificate of the authority.',
      'Add sslrootcert=FILE, or take sslmode=verify-full, which trusts the public authorities.',
    );
  }
  return mode;
}

/** A file that was named must be there; the one in the usual place may. */
function pem(parameter: string, named: string | undefined, usual: string): string | undefined {
  try {
    return readFileSync(named ?? usual, 'utf8');
  } catch (cause) {
    if (named === undefined) return undefined;
    throw problem(
      'not-found',
      `The file of ${parameter} cannot be read.`,
      'Check its path and its permissions.',
      cause,
    );
  }
}
