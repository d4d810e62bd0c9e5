import { ProblemError, problem } from '#contracts/problem-error.ts';
import type { ProblemCode } from '#vocabulary/problem.ts';

/** What a server or a socket threw, as far as we read it. */
interface Thrown {
  readonly message: string;
  /** SQLSTATE of the server, or Node's name of a network or TLS fault. */
  readonly code: string;
  readonly hint?: string;
  readonly detail?: string;
}

interface Meaning {
  readonly code: ProblemCode;
  readonly hint: string;
}

/**
 * The Problem behind whatever the driver threw. `place` says where, `doing` what was tried: "connect to", "read from".
 * The server's SQLSTATE stays in the message. https://www.postgresql.org/docs/18/errcodes-appendix.html
 */
export function serverProblem(error: unknown, doing: string, place: string): ProblemError {
  if (error instanceof ProblemError) return error;
  const thrown = readThrown(error);
  const meaning = meaningOf(thrown);
  const state = /^[0-9A-DF-Z][0-9A-Z]{4}$/.test(thrown.code) ? ` (SQLSTATE ${thrown.code})` : '';
  const detail = thrown.detail ? ` ${thrown.detail}` : '';
  return problem(
    meaning.code,
    `${opening(thrown.code, doing, place)}: ${thrown.message}${detail}${state}.`.replace(
      /\.\s*(\(SQLSTATE \w+\))?\.$/,
      ' $1.',
    ),
    thrown.hint ? `${thrown.hint.replace(/\.?$/, '.')} ${meaning.hint}`.trim() : meaning.hint || undefined,
    error,
  );
}

/** A slip in a statement must not read like a lost connection. */
function opening(code: string, doing: string, place: string): string {
  const isAboutStatement = /^(0A|22|23|42|54)[0-9A-Z]{3}$/.test(code);
  return isAboutStatement && doing === 'read from' ? 'The server refused the statement' : `Could not ${doing} ${place}`;
}

/** The SQLSTATE of an error of the server, undefined for any other. */
export function sqlState(error: unknown): string | undefined {
  const { code } = readThrown(error instanceof ProblemError ? error.cause : error);
  return /^[0-9A-DF-Z][0-9A-Z]{4}$/.test(code) ? code : undefined;
}

function readThrown(error: unknown): Thrown {
  if (typeof error !== 'object' || error === null) return { message: String(error), code: '' };
  const read = (name: string): string | undefined => {
    const value: unknown = Reflect.get(error, name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  // A name with several addresses fails with one error for each.
  const first: unknown = 'errors' in error && Array.isArray(error.errors) ? error.errors[0] : undefined;
  const message = read('message') ?? (first instanceof Error ? first.message : 'unknown error');
  const hint = read('hint');
  const detail = read('detail');
  return {
    message,
    code: read('code') ?? '',
    ...(hint === undefined ? {} : { hint }),
    ...(detail === undefined ? {} : { detail }),
  };
}

function meaningOf(thrown: Thrown): Meaning {
  const { code, message } = thrown;
  const known = states[code] ?? (code.length === 5 ? classes[code.slice(0, 2)] : undefined);
  if (code === '57014' && /user request/i.test(message)) return cancelled;
  // PgBouncer has one SQLSTATE for all its refusals.
  if (code === '08P01' && /no such database/i.test(message)) return states['3D000'] ?? internal;
  if (code === '08P01' && /auth|password|no such user/i.test(message)) return states['28P01'] ?? internal;
  if (code === '08P01' && /no more connections|too many/i.test(message)) return states['53300'] ?? internal;
  if (known) return known;
  if (/^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOST|ENET|ENOENT|EACCES|EPIPE|EPERM)/.test(code)) return unreachable;
  if (/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO)/.test(code) || /SSL/.test(message)) return tls;
  if (/timeout expired|terminated|not queryable|connection error/i.test(message)) return unreachable;
  if (/password/i.test(message)) return states['28P01'] ?? internal;
  return internal;
}

const internal: Meaning = { code: 'internal', hint: '' };
const unreachable: Meaning = {
  code: 'unreachable',
  hint: 'Verify network access: host and port, that the server runs, and that firewall and listen_addresses let this machine in.',
};
const tls: Meaning = {
  code: 'unreachable',
  hint: 'Check sslmode and sslrootcert: sslmode=verify-full needs the authority that signed the certificate; sslmode=disable turns encryption off.',
};
const ended: Meaning = { code: 'unreachable', hint: 'The server ended the connection. Try again.' };
const cancelled: Meaning = {
  code: 'conflict',
  hint: 'Somebody cancelled the statement on the server. Ask them, and try again.',
};
const full: Meaning = { code: 'busy', hint: 'The server takes no more connections now. Try again later.' };
const starting: Meaning = { code: 'busy', hint: 'The server is starting up or recovering. Try again in a moment.' };
const login: Meaning = {
  code: 'denied',
  hint: 'Check user and password (URL, PGPASSWORD or ~/.pgpass) and pg_hba.conf.',
};
const name: Meaning = { code: 'not-found', hint: 'Check the name, its schema and the search_path.' };
const conflict: Meaning = { code: 'conflict', hint: 'Look at what is there already.' };

const states: Readonly<Record<string, Meaning>> = {
  '28P01': login,
  '28000': login,
  '3D000': { code: 'not-found', hint: 'Check the name of the database: it stands behind the last slash of the URL.' },
  '53100': { code: 'conflict', hint: 'The disk of the server is full. Make room there, or ask for less.' },
  '53200': { code: 'conflict', hint: 'The server has no memory left for this. Ask for less, or give it more.' },
  '53300': full,
  '57P03': starting,
  '57P01': ended,
  '57P02': ended,
  '57P05': ended,
  '25P03': ended,
  '57014': { code: 'timeout', hint: 'The server took longer than the limit allows. Raise the limit or ask for less.' },
  '55P03': { code: 'busy', hint: 'Another session holds a lock. Try again when it is done.' },
  '40001': { code: 'busy', hint: 'Try again.' },
  '40P01': { code: 'busy', hint: 'Try again.' },
  '42501': { code: 'denied', hint: 'Ask the owner of the object to grant the right, or connect as another role.' },
  '25006': { code: 'denied', hint: 'Reading goes through a read-only transaction; the statement wants to write.' },
  '42P01': name,
  '42703': name,
  '42883': name,
  '42704': name,
  '3F000': name,
  '42P07': conflict,
  '42710': conflict,
  '55006': { code: 'busy', hint: 'The object is in use. Try again.' },
};

/** By the first two characters, where no state says more. */
const classes: Readonly<Record<string, Meaning>> = {
  '08': ended,
  '0A': { code: 'unsupported', hint: '' },
  '22': { code: 'invalid', hint: '' },
  '23': conflict,
  '28': login,
  '42': { code: 'invalid', hint: '' },
  '53': full,
  '54': { code: 'unsupported', hint: '' },
  '57': ended,
};
