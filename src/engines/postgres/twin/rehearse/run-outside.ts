import { setTimeout as sleep } from 'node:timers/promises';
import type { TwinConnection } from '#engines/postgres/twin/connection.ts';
import { failureOf } from './failure-of.ts';
import { type ObserveOptions, observe, type Seen } from './observation.ts';
import {
  type Relations,
  type SeenLock,
  type SeenRelation,
  seeLocks,
  seeRelations,
  seeWal,
  strongest,
} from './relations.ts';
import type { UnitStatement } from './script-units.ts';
import type { Stage } from './stage.ts';

export interface OutsideRun {
  readonly seen: Seen;
  readonly milliseconds: number;
  readonly unknown: readonly string[];
  readonly error: unknown;
}

/**
 * Runs a statement that no transaction may hold (CREATE INDEX CONCURRENTLY, VACUUM). Other sessions hold it up, so
 * that its locks can be read meanwhile: one with a lock that every change of the schema has to wait for, then those with
 * the lightest lock on each table and an old snapshot, which is what CONCURRENTLY waits for.
 */
export async function runOutside(stage: Stage, { text, kind }: UnitStatement): Promise<OutsideRun> {
  const { openOther } = stage;
  const options = { locks: 'held', empties: kind === 'code' ? 'perhaps' : 'never' } as const;
  const run = await (openOther === undefined
    ? runUnseen(stage, text, options)
    : runHeldUp(stage, openOther, text, options));
  await stage.reload();
  return run;
}

async function runUnseen({ runner }: Stage, text: string, options: ObserveOptions): Promise<OutsideRun> {
  const [known, wal] = [await seeRelations(runner), await seeWal(runner)];
  const began = performance.now();
  const error = await failureOf(runner.query(text, []));
  const milliseconds = performance.now() - began;
  const after = { relations: await seeRelations(runner), locks: new Map(), wal: await seeWal(runner), isWhole: true };
  const seen = observe({ known, wal }, after, options);
  const unknown = ['PGlite has one session: what this statement locks and scans outside a transaction cannot be seen.'];
  return { seen: { ...seen, scans: [], unseen: ['locks', 'scans'] }, milliseconds, unknown, error };
}

async function runHeldUp(
  stage: Stage,
  openOther: () => Promise<TwinConnection>,
  text: string,
  options: ObserveOptions,
): Promise<OutsideRun> {
  const { runner, observer } = stage;
  const runnerPid = stage.runnerPid();
  const countsScans = stage.major >= flushSince;
  if (countsScans) await flush(runner);
  const [known, wal] = [await seeRelations(observer), await seeWal(observer)];
  const blockers: TwinConnection[] = [];
  const locks: SeenLock[] = [];
  try {
    for (const { tables, mode } of holds(tablesToHold(known, text))) {
      const blocker = await openOther();
      blockers.push(blocker);
      await blocker.query(mode === 'ACCESS SHARE' ? 'BEGIN ISOLATION LEVEL REPEATABLE READ' : 'BEGIN');
      await hold(blocker, mode, tables);
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
    const relations = await seeRelations(observer);
    const after = { relations, locks: strongest(locks), wal: await seeWal(observer), isWhole: true };
    const seen = observe({ known, wal }, after, options);
    return {
      seen: countsScans ? seen : { ...seen, scans: [], unseen: ['scans'] },
      milliseconds: Math.max(0, (ended?.at ?? began) - began - waited),
      unknown: [
        ...(countsScans
          ? []
          : [`PostgreSQL ${stage.major} does not tell in time what a statement outside a transaction scans.`]),
        ...(timesHeld < blockers.length
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

/** A server's table of locks has room for some thousands. */
const mostHeld = 500;

/** All tables; of very many, those that the statement names, or an index of theirs. */
function tablesToHold(known: Relations, text: string): readonly SeenRelation[] {
  const tables = [...known.values()].filter(({ kind }) => kind === 'r' || kind === 'p');
  if (tables.length <= mostHeld) return tables;
  const words = new Set(text.toLowerCase().match(/[\p{L}\p{N}_$]+/gu));
  const named = [...known.values()].filter(({ name }) => words.has(name.slice(name.indexOf('.') + 1).toLowerCase()));
  const oids = new Set(named.map(({ oid, table }) => table ?? oid));
  return tables.filter(({ oid }) => oids.has(oid)).slice(0, mostHeld);
}

/** The last is given up first. Partitions are held longer than their parents, as DETACH CONCURRENTLY comes to them last. */
function holds(
  all: readonly SeenRelation[],
): readonly { readonly tables: readonly SeenRelation[]; readonly mode: string }[] {
  const stored = all.filter(({ kind }) => kind === 'r');
  return [
    ...(stored.length < all.length ? [{ tables: stored, mode: 'ACCESS SHARE' }] : []),
    { tables: all, mode: 'ACCESS SHARE' },
    { tables: all, mode: 'SHARE UPDATE EXCLUSIVE' },
  ];
}

/** Locks tables, and takes the snapshot that the transaction keeps. */
async function hold(blocker: TwinConnection, mode: string, relations: readonly SeenRelation[]): Promise<void> {
  const oids = relations.map(({ oid }) => oid);
  const [row] = await blocker.query(
    `SELECT string_agg('ONLY ' || c.oid::regclass, ', ') AS tables FROM pg_class c WHERE c.oid = ANY ($1::int8[])`,
    [oids],
  );
  if (row?.['tables']) await blocker.query(`LOCK TABLE ${String(row['tables'])} IN ${mode} MODE`);
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
