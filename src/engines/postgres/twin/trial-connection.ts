import { setTimeout as sleep } from 'node:timers/promises';
import { problem } from '#contracts/problem-error.ts';
import { type ConnectionTarget, connectionTarget } from '#engines/postgres/connect/target.ts';
import { openWire } from '#engines/postgres/connect.ts';
import type { TwinRow } from './connection.ts';

/** A connection for measuring, to an embedded server or to the user's copy. */
export interface TrialConnection {
  /** Our own words; several statements are allowed, the last one's rows are given. */
  readonly command: (sql: string) => Promise<readonly TwinRow[]>;
  /** Words that hold a query of somebody else: one statement, by a protocol that takes no second one. */
  readonly ask: (sql: string, values?: readonly unknown[]) => Promise<readonly TwinRow[]>;
  /** Asks the server to end what runs now; cuts the connection off if it does not. Never rejects. */
  readonly cancel: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export type OpenTrial = () => Promise<TrialConnection>;

/** How long a server may take to end a statement that was cancelled. */
const cancelMs = 3_000;

/** Answers here are plans and figures: few rows, but a plan may be long. */
const answerLimits = { rows: 100_000, bytes: 64 * 1024 * 1024 };

/**
 * The way of every other connection of this engine: TLS, ~/.pgpass and the PG* variables as libpq reads them.
 * Errors: those of `openWire`, without secrets.
 */
export function openCopyConnection(url: string, signal: AbortSignal): Promise<TrialConnection> {
  return openTo(connectionTarget(url), signal);
}

/** To a server of our own, whose URL says all: the user's PG* variables are about other servers. */
export function openEmbeddedConnection(
  url: string,
  signal: AbortSignal,
  login: Partial<Pick<ConnectionTarget, 'user' | 'password' | 'database'>> = {},
): Promise<TrialConnection> {
  return openTo({ ...connectionTarget(url, {}), ...login }, signal);
}

async function openTo(target: ConnectionTarget, signal: AbortSignal): Promise<TrialConnection> {
  const wire = await openWire(target, 'dbwright trial', signal);
  let running: Promise<unknown> | undefined;
  let cancelled = false;
  const run = async <T>(start: () => Promise<T>): Promise<T> => {
    if (cancelled) throw problem('conflict', 'The connection was cancelled.');
    const work = start();
    running = work
      .catch(() => undefined)
      .finally(() => {
        running = undefined;
      });
    return work;
  };
  return {
    command: (sql) => run(() => wire.command(sql)),
    ask: (sql, values = []) => run(async () => (await wire.portal(sql, values, answerLimits)).rows),
    cancel: async () => {
      cancelled = true;
      const impatience = setTimeout(wire.drop, cancelMs);
      // A request that comes between two statements, or before one has begun at the server, stops nothing.
      while (running !== undefined) {
        await wire.cancel();
        await Promise.race([running, sleep(100)]);
      }
      clearTimeout(impatience);
    },
    // What is open then is rolled back by the server.
    close: async () => {
      await wire.end().catch(() => undefined);
      wire.drop();
    },
  };
}
