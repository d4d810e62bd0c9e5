import { setTimeout as sleep } from 'node:timers/promises';
import type { TwinConnection } from '#engines/postgres/twin/connection.ts';
import type { RehearsedStep } from '#vocabulary/rehearsal.ts';
import { type Moment, observe, type SeenLock, seeLocks, seeMoment } from './observation.ts';
import type { Stage } from './stage.ts';

export interface OutsideRun {
  readonly seen: Pick<RehearsedStep, 'locks' | 'rewrites' | 'scans' | 'built'>;
  readonly milliseconds: number;
  readonly unknown: readonly string[];
  readonly error: unknown;
}

/**
 * Runs a statement that no transaction may hold (CREATE INDEX CONCURRENTLY, VACUUM). Two other sessions hold it up, so
 * that its locks can be read meanwhile: one with a lock that every change of the schema has to wait for, then one with
 * the lightest lock on each table and an old snapshot, which is what CONCURRENTLY waits for.
 */
export async function runOutside(stage: Stage, text: string): Promise<OutsideRun> {
  const { openOther } = stage;
  return openOther === undefined ? runUnseen(stage, text) : runHeldUp(stage, openOther, text);
}

async function runUnseen({ runner }: Stage, text: string): Promise<OutsideRun> {
  const before = await seeMoment(runner, 'server');
  const began = performance.now();
  const error = await failureOf(runner.query(text, []));
  const milliseconds = performance.now() - began;
  const seen = observe(before, before, await seeMoment(runner, 'server'), []);
  const unknown = ['PGlite has one session: what this statement locks and scans outside a transaction cannot be seen.'];
  return { seen: { ...seen, scans: [] }, milliseconds, unknown, error };
}

async function runHeldUp(stage: Stage, openOther: () => Promise<TwinConnection>, text: string): Promise<OutsideRun> {
  const { runner, runnerPid, observer } = stage;
  const countsScans = stage.major >= flushSince;
  if (countsScans) await flush(runner);
  const before = await seeMoment(observer, 'server');
  const blockers: TwinConnection[] = [];
  const locks: SeenLock[] = [];
  try {
    for (const begin of ['BEGIN ISOLATION LEVEL REPEATABLE READ', 'BEGIN']) {
      const blocker = await openOther();
      blockers.push(blocker);
      await blocker.query(begin);
      await hold(blocker, blockers.length === 1 ? 'ACCESS SHARE' : 'SHARE UPDATE EXCLUSIVE', before);
    }
    const began = performance.now();
    let ended: { readonly error: unknown; readonly at: number } | undefined;
    const running = failureOf(runner.query(text, [])).then((error) => {
      ended = { error, at: performance.now() };
    });
    let waited = 0;
    let timesHeld = 0;
    for (const blocker of [...blockers].reverse()) {
      await untilHeldUp(observer, runnerPid, () => ended !== undefined, locks);
      const from = performance.now();
      if (ended === undefined) {
        locks.push(...(await seeLocks(observer, runnerPid)));
        timesHeld++;
      }
      await blocker.query('ROLLBACK');
      if (ended === undefined) waited += performance.now() - from;
    }
    while (ended === undefined) {
      locks.push(...(await seeLocks(observer, runnerPid)));
      await Promise.race([running, sleep(sampleMs)]);
    }
    await running;
    if (countsScans) await flush(runner).catch(() => undefined);
    const after = await seeMoment(observer, 'server');
    const seen = observe(before, before, after, locks);
    return {
      seen: countsScans ? seen : { ...seen, scans: [] },
      milliseconds: Math.max(0, (ended?.at ?? began) - began - waited),
      unknown: [
        ...(countsScans
          ? []
          : [`PostgreSQL ${stage.major} does not tell in time what a statement outside a transaction scans.`]),
        ...(timesHeld < blockers.length || /\bDETACH\b/i.test(text)
          ? ['Locks that it took and gave back within milliseconds may be missing.']
          : []),
      ],
      error: ended?.error,
    };
  } finally {
    for (const blocker of blockers) await blocker.close().catch(() => undefined);
  }
}

/** First major with pg_stat_force_next_flush. */
const flushSince = 15;
const sampleMs = 2;
const longestWaitMs = 70_000;

/** Its session tells the others what it has scanned. */
async function flush(runner: TwinConnection): Promise<void> {
  await runner.query('SELECT pg_catalog.pg_stat_force_next_flush()', []);
  await runner.query('SELECT 1', []);
}

/** Locks every table, and takes the snapshot that the transaction keeps. */
async function hold(blocker: TwinConnection, mode: string, { relations }: Moment): Promise<void> {
  const oids = [...relations.values()].filter(({ kind }) => kind === 'r' || kind === 'p').map(({ oid }) => oid);
  const [row] = await blocker.query(
    `SELECT string_agg(c.oid::regclass::text, ', ') AS tables FROM pg_class c WHERE c.oid = ANY ($1::int8[])`,
    [oids],
  );
  if (row?.['tables'])
    await blocker.query(`LOCK TABLE ONLY ${String(row['tables']).replaceAll(', ', ', ONLY ')} IN ${mode} MODE`);
}

async function untilHeldUp(
  observer: TwinConnection,
  pid: number,
  hasEnded: () => boolean,
  locks: SeenLock[],
): Promise<void> {
  for (const until = performance.now() + longestWaitMs; performance.now() < until && !hasEnded(); ) {
    const [row] = await observer.query('SELECT cardinality(pg_blocking_pids($1::int4)) > 0 AS waits', [pid]);
    if (row?.['waits'] === true) return;
    locks.push(...(await seeLocks(observer, pid)));
    await sleep(sampleMs);
  }
}

/** undefined: it went well. */
function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}
