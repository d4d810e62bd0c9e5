import { repeatReader } from '#analysis/repeated-statements.ts';
import { executionOf } from '#analysis/repeats/run.ts';
import type { Activity } from '#vocabulary/activity.ts';
import type { LoggedStatement } from '#vocabulary/logged-statement.ts';
import type { LoadStatement, QueryLoad } from '#vocabulary/query-load.ts';
import type { StatementShape, TracedStatement } from '#vocabulary/traced-statement.ts';
import type { Workload, WorkloadStatement } from '#vocabulary/workload.ts';
import { keptStatements } from './kept-statements.ts';
import { leftOut } from './left-out.ts';
import { ownCopy } from './own-copy.ts';
import { type PlanShapeReader, planGroups } from './plan-groups.ts';
import {
  addFigures,
  addName,
  addTime,
  type Figures,
  figuresOf,
  loadStatement,
  type Origin,
  type StatementTally,
  samplesOf,
} from './statement-tally.ts';
import { bothWindows, timeWindow } from './time-window.ts';

export interface FoldOptions {
  /** The engine's reader of shapes, for texts of counters and of running sessions. */
  readonly shapeOf: (text: string) => StatementShape | undefined;
  /** Without it the plans of auto_explain are passed over. */
  readonly readPlanShape?: PlanShapeReader;
  /** Statements that are kept. */
  readonly most?: number;
  /** Samples of a statement. */
  readonly samples?: number;
  /** Executions in a row that make a repetition. */
  readonly least?: number;
}

/** Whose executions they are. slow: a log that holds the slow ones alone; written: a file of SQL. */
export type TraceOrigin = 'logged' | 'slow' | 'written';

export interface LoadFold {
  readonly addCounted: (workload: Workload) => void;
  /** A promise where plans must be parsed before more can be taken. `file` is where it is written. */
  readonly addTraced: (traced: TracedStatement, origin: TraceOrigin, file?: string) => Promise<void> | undefined;
  readonly addActivity: (activity: Activity) => void;
  /** Once, at last. */
  readonly end: (about: Pick<QueryLoad, 'origins' | 'files' | 'unread'> & { readonly now: Date }) => Promise<QueryLoad>;
}

const mostSessions = 5_000;

interface Explained {
  readonly traced: TracedStatement;
  readonly origin: TraceOrigin;
}

/**
 * What all sources say of a database's statements, joined by fingerprint, in constant memory. Of a statement that several
 * saw, calls and times are the best one's (counters, a whole log, a log of slow ones, a file, looks at running sessions):
 * they saw the same executions. Samples are of whoever saw values, plans of the log.
 */
export function loadFold({ shapeOf, readPlanShape, most = 5_000, samples = 4, least = 10 }: FoldOptions): LoadFold {
  const kept = keptStatements(most);
  const others = leftOut();
  const repeats = repeatReader({ least });
  const logged = timeWindow();
  const plans = planGroups(readPlanShape ?? (async () => undefined));
  /** auto_explain writes before the statement's own line: by session, what may come once more. */
  const explained = new Map<string, Explained>();
  /** But after that of a prepared query, when its portal is closed: by session, the fingerprint of such. */
  const unexplained = new Map<string, string | undefined>();
  let counting: { readonly since: string | undefined } | undefined;
  let inFunctions = 0;
  let traced = 0;

  /** Of the statement's tally; undefined where it is left out. */
  function tallyOf(shape: StatementShape | undefined, origin: Origin, text: string, calls: number, ms?: number) {
    const role = shape?.role ?? 'unparsed';
    if (shape !== undefined && (role === 'read' || role === 'write')) return kept.of(shape);
    if (role !== 'read' && role !== 'write') others.add(role, origin, shape?.fingerprint ?? text, calls, ms);
    return undefined;
  }

  function addCounted(workload: Workload): void {
    counting = { since: workload.since };
    for (const [why, share] of Object.entries(workload.leftOut)) {
      if (why === 'session' || why === 'catalog' || why === 'hidden') others.addAll(why, 'counted', share);
    }
    for (const statement of workload.statements) {
      const { text, calls, milliseconds, user } = statement;
      const tally = tallyOf(shapeOf(text), 'counted', text, calls, milliseconds.total);
      if (tally === undefined) continue;
      if (!statement.toplevel) inFunctions += 1;
      const figures = figuresOf(tally, 'counted');
      addFigures(figures, countedFigures(statement));
      figures.counted = joined(figures.counted, statement);
      addName(tally.users, user, ownCopy);
    }
  }

  function addTraced(one: TracedStatement, origin: TraceOrigin, file?: string): Promise<void> | undefined {
    const { kind, fetch, session = '' } = one.logged;
    if (kind === 'parse' || kind === 'bind' || fetch === true) return undefined;
    traced += 1;
    if (origin !== 'slow') repeats.push(one);
    const fingerprint = one.shape?.fingerprint;
    const before = explained.size === 0 ? undefined : explained.get(session);
    if (before !== undefined) explained.delete(session);
    const isExplained = before !== undefined && isSameExecution(before.traced, one);
    if (before !== undefined && !isExplained) count(before.traced, before.origin);
    if (kind !== 'plan') {
      if (kind === 'execute' && !isExplained && fingerprint !== undefined) unexplained.set(session, fingerprint);
      else if (unexplained.has(session)) unexplained.set(session, undefined); // Quicker than to delete it each time.
      if (unexplained.size > mostSessions) unexplained.clear();
      count(one, origin, file);
      return undefined;
    }
    const { plan, ...logged } = one.logged;
    if (fingerprint !== undefined && unexplained.get(session) === fingerprint) unexplained.delete(session);
    else hold(session, { traced: { ...one, logged: { ...logged, text: ownCopy(logged.text) } }, origin });
    if (plan === undefined || readPlanShape === undefined) return undefined;
    const role = one.shape?.role;
    if (one.shape === undefined || (role !== 'read' && role !== 'write')) return undefined;
    return plans.add(kept.of(one.shape).plans, plan, logged.milliseconds);
  }

  function hold(session: string, plan: Explained): void {
    const [oldest] = explained.size >= mostSessions ? explained : [];
    if (oldest !== undefined) {
      explained.delete(oldest[0]);
      count(oldest[1].traced, oldest[1].origin);
    }
    explained.set(session, plan);
  }

  function count({ logged: one, shape }: TracedStatement, origin: TraceOrigin, file?: string): void {
    const { text, milliseconds, calls = 1 } = one;
    if (text === '') return;
    if (origin !== 'written') logged.add(one.at);
    const tally = tallyOf(shape, origin, text, calls, milliseconds);
    if (tally === undefined) return;
    const figures = figuresOf(tally, origin);
    figures.calls += calls;
    if (milliseconds !== undefined) addTime(figures, milliseconds);
    if (one.cut !== true)
      samplesOf(tally, origin).add(one.prepared === undefined ? asExecution(one) : executionOf(one), calls);
    nameWho(tally, one);
    if (file !== undefined) tally.place ??= { file, line: one.line };
  }

  function addActivity({ seen, looks, since, until }: Activity): void {
    const seconds = (Date.parse(until) - Date.parse(since)) / 1000;
    for (const one of seen) {
      const ms = looks === 0 ? 0 : (one.looks / looks) * seconds * 1000;
      const tally = tallyOf(shapeOf(one.text), 'running', one.text, one.executions, ms);
      if (tally === undefined) continue;
      const timed = { calls: one.executions, timed: one.executions, total: ms, squares: 0, max: 0 };
      addFigures(figuresOf(tally, 'running'), timed);
      if (!one.cut) samplesOf(tally, 'running').add({ text: one.text, parameters: {} });
      nameWho(tally, one);
    }
  }

  async function end(about: Parameters<LoadFold['end']>[0]): Promise<QueryLoad> {
    for (const { traced: one, origin } of explained.values()) count(one, origin);
    explained.clear();
    await plans.settle();
    const failed = about.files.reduce((sum, { summary }) => sum + (summary?.failed ?? 0), 0);
    others.addAll('failed', 'logged', { statements: failed, calls: failed, milliseconds: 0 });
    const statements = kept
      .all()
      .filter(({ figures }) => Object.keys(figures).length > 0)
      .map((tally) => loadStatement(tally, samples))
      .toSorted(byTime);
    others.addAll('rare', 'counted', kept.forgotten());
    const left = others.list();
    const counted = counting === undefined ? undefined : sinceReset(counting.since, about.now);
    const window = bothWindows(counted, logged.read());
    const found = traced === 0 ? undefined : repeats.end();
    const { now: _, unread, ...rest } = about;
    return {
      ...rest,
      statements,
      ...(window === undefined ? {} : { window }),
      total: totalOf(statements, left),
      leftOut: left,
      ...(found === undefined ? {} : { repeats: found }),
      unread: [...unread, ...functionSentence(inFunctions)],
    };
  }

  return { addCounted, addTraced, addActivity, end };
}

/** As `executionOf`, without a copy. */
function asExecution({ text, parameters = none }: LoggedStatement) {
  return { text, parameters };
}
const none = {};

function isSameExecution({ logged, shape }: TracedStatement, next: TracedStatement): boolean {
  return next.logged.kind !== 'plan' && (logged.text === '' || shape?.fingerprint === next.shape?.fingerprint);
}

function nameWho(
  tally: StatementTally,
  who: { readonly user?: string | undefined; readonly application?: string | undefined },
) {
  addName(tally.users, who.user, ownCopy);
  addName(tally.applications, who.application, ownCopy);
}

function countedFigures({ calls, milliseconds }: WorkloadStatement): Figures {
  const { total, deviation = 0, max = 0 } = milliseconds;
  return { calls, timed: calls, total, squares: deviation ** 2 * calls, max };
}

type Counted = NonNullable<LoadStatement['counted']>;

function joined(one: Counted | undefined, { rows, planning, blocks, io, wal }: Counted): Counted {
  const both = {
    planning: sums(one?.planning, planning),
    io: sums(one?.io, io),
    wal: sums(one?.wal, wal),
  };
  return {
    rows: (one?.rows ?? 0) + rows,
    blocks: sums(one?.blocks, blocks) ?? blocks,
    ...(both.planning === undefined ? {} : { planning: both.planning }),
    ...(both.io === undefined ? {} : { io: both.io }),
    ...(both.wal === undefined ? {} : { wal: both.wal }),
  };
}

/** Field by field. */
function sums<T extends Readonly<Record<string, number>>>(one: T | undefined, other: T | undefined): T | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const all = { ...one };
  for (const name in other) all[name] = { ...one, [name]: (one[name] ?? 0) + (other[name] ?? 0) }[name];
  return all;
}

function byTime(one: LoadStatement, other: LoadStatement): number {
  return (
    (other.milliseconds?.total ?? 0) - (one.milliseconds?.total ?? 0) ||
    other.calls - one.calls ||
    (one.fingerprint < other.fingerprint ? -1 : 1)
  );
}

function totalOf(statements: readonly LoadStatement[], left: QueryLoad['leftOut']): QueryLoad['total'] {
  const rest = left.filter(({ why }) => why !== 'failed');
  const calls = [...statements, ...rest].reduce((sum, one) => sum + one.calls, 0);
  const isTimed = statements.some((one) => one.milliseconds !== undefined) || rest.some((one) => one.milliseconds > 0);
  const ms = statements.reduce((sum, one) => sum + (one.milliseconds?.total ?? 0), 0);
  const restMs = rest.reduce((sum, one) => sum + one.milliseconds, 0);
  return { calls, ...(isTimed ? { milliseconds: ms + restMs } : {}) };
}

function sinceReset(since: string | undefined, now: Date): QueryLoad['window'] {
  if (since === undefined) return undefined;
  const seconds = (now.getTime() - Date.parse(since)) / 1000;
  return { since, until: now.toISOString(), seconds: Math.max(0, seconds) };
}

function functionSentence(statements: number): readonly string[] {
  if (statements === 0) return [];
  return [
    `${statements} statements ran inside of functions (pg_stat_statements.track = all): their time is in that of the statements that called them too.`,
  ];
}
