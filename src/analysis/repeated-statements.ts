import type { LoggedStatement } from '#vocabulary/logged-statement.ts';
import type { RepeatedStatements } from '#vocabulary/repeated-statement.ts';
import type { TracedStatement } from '#vocabulary/traced-statement.ts';
import { collector } from './repeats/collect.ts';
import { judgeRun } from './repeats/judge-run.ts';
import { momentOf } from './repeats/moment.ts';
import { addExecution, addOther, newRun, type Recent, type Run, type Seen } from './repeats/run.ts';

export interface RepeatOptions {
  /** Executions in a row that make a burst. */
  readonly least: number;
}

export interface RepeatReader {
  readonly push: (statement: TracedStatement) => void;
  /** Once, after the last statement. */
  readonly end: () => RepeatedStatements;
}

/** A client that waits longer, ms, has ended what it was doing: a request, a job. */
const pauseMs = 250;
/** So many other statements may stand between two executions of a loop's body. */
const longestRound = 40;
const recentKept = 64;
/** Statements of one session stand in the order of time, but for a little. */
const backMs = 10_000;
const mostRuns = 64;
const mostSessions = 5_000;
const silentMs = 30_000;
const sweepEvery = 10_000;

interface SessionState {
  /** The run of each shape since the last pause, oldest first. */
  runs: Map<string, Run>;
  /** When the last statement ended, ms. */
  end: number | undefined;
  place: number;
  before: Seen | undefined;
  /** The last ones that ran, in turns, by their place; those from before the pause are not looked at any more. */
  readonly recent: Recent[];
  /** The client's longest wait since the last of them, ms, and whether a transaction ended. */
  idle: number;
  ended: boolean;
  /** Those of `runs` that have begun to repeat. */
  readonly repeating: Run[];
  /** auto_explain's record of an execution that may stand in the log a second time. */
  plan: TracedStatement | undefined;
  /** The last execution of a prepared statement: its plan may come after it, when its portal is closed. */
  unexplained: string | undefined;
}

/**
 * Finds statements that are run once per row: in one session, close after each other, the same shape with other values.
 * Reads a stream and holds little of it: the open runs of each session, and a few executions of each shape.
 * Reading of pages, batches, polling and the traffic of many requests on one connection are told apart and counted.
 */
export function repeatReader({ least }: RepeatOptions): RepeatReader {
  const sessions = new Map<string, SessionState>();
  const found = collector();
  const decoys: Record<string, number> = {};
  let opened = 0;
  let executions = 0;
  let unparsed = 0;
  let milliseconds: number | undefined;
  let fastest = Number.POSITIVE_INFINITY;

  function push(traced: TracedStatement): void {
    const { kind, fetch, session: name = '' } = traced.logged;
    if (kind === 'parse' || kind === 'bind' || fetch === true) return;
    const session = sessionOf(name);
    const { plan } = session;
    session.plan = undefined;
    const isExplained = plan !== undefined && isSameExecution(plan, traced);
    if (plan !== undefined && !isExplained) run(session, plan);
    if (kind !== 'plan') {
      session.unexplained = kind === 'execute' && !isExplained ? traced.shape?.fingerprint : undefined;
      run(session, traced);
    } else if (session.unexplained !== undefined && session.unexplained === traced.shape?.fingerprint) {
      session.unexplained = undefined;
    } else session.plan = traced;
  }

  function sessionOf(name: string): SessionState {
    const known = sessions.get(name);
    if (known !== undefined) {
      // Their order matters only when one must go.
      if (sessions.size > mostSessions / 2) {
        sessions.delete(name);
        sessions.set(name, known);
      }
      return known;
    }
    const [oldest] = sessions.size >= mostSessions ? sessions.keys() : [];
    if (oldest !== undefined) close(oldest);
    const made: SessionState = {
      runs: new Map(),
      end: undefined,
      place: 0,
      before: undefined,
      recent: [],
      idle: 0,
      ended: false,
      repeating: [],
      plan: undefined,
      unexplained: undefined,
    };
    sessions.set(name, made);
    opened += 1;
    return made;
  }

  function close(name: string): void {
    const session = sessions.get(name);
    if (session === undefined) return;
    if (session.plan !== undefined) run(session, session.plan);
    pause(session);
    sessions.delete(name);
  }

  function run(session: SessionState, traced: TracedStatement): void {
    const { logged, shape } = traced;
    const idle = idleBefore(session, logged);
    if (idle > pauseMs) pause(session);
    if (shape === undefined || shape.role === 'session' || shape.role === 'catalog') {
      if (shape === undefined) unparsed += 1;
      betweenStatements(session, logged, idle);
      return;
    }
    executions += 1;
    if (executions % sweepEvery === 0) sweep(session.end);
    if (logged.milliseconds !== undefined) {
      milliseconds = (milliseconds ?? 0) + logged.milliseconds;
      fastest = Math.min(fastest, logged.milliseconds);
    }
    session.place += 1;
    session.recent[session.place % recentKept] = { shape, idle: Math.max(session.idle, idle), ended: session.ended };
    session.idle = 0;
    session.ended = false;
    for (const { repetition, shape: own } of session.repeating) {
      if (repetition === undefined) continue;
      repetition.longestIdle = Math.max(repetition.longestIdle, idle);
      if (own.fingerprint !== shape.fingerprint) addOther(repetition, shape);
    }
    const seen = { shape, logged };
    if (shape.role !== 'other') extend(session, seen);
    session.before = seen;
  }

  /** A session that was silent for so long begins anew in any case; till then it need not hold what it ran. */
  function sweep(now: number | undefined): void {
    if (now === undefined) return;
    for (const one of sessions.values()) {
      if (one.end === undefined || one.end >= now - silentMs) continue;
      pause(one);
      one.recent.length = 0;
    }
  }

  function extend(session: SessionState, seen: Seen): void {
    const { fingerprint } = seen.shape;
    const known = session.runs.get(fingerprint);
    const isStale = known !== undefined && session.place - known.last > longestRound;
    if (isStale) finish(session, known);
    if (known !== undefined && !isStale) {
      if (known.repetition === undefined) {
        session.repeating.push(known);
        session.repeating.sort((one, other) => one.place - other.place);
      }
      addExecution(known, seen.logged, session.place, () => since(session, known.last));
      return;
    }
    const [oldest] = session.runs.size >= mostRuns ? session.runs.values() : [];
    if (oldest !== undefined) finish(session, oldest);
    const { before, runs } = session;
    runs.set(fingerprint, newRun(seen, session.place, before, before && runs.get(before.shape.fingerprint)));
  }

  function since(session: SessionState, place: number): readonly Recent[] {
    const found: Recent[] = [];
    for (let at = place + 1; at <= session.place; at += 1) {
      const one = session.recent[at % recentKept];
      if (one !== undefined) found.push(one);
    }
    return found;
  }

  /** Transactions, settings and pings are no work, but say where work ends. */
  function betweenStatements(session: SessionState, { text }: LoggedStatement, idle: number): void {
    if (/^\s*(?:discard|reset\s+all)\b/i.test(text)) pause(session);
    const ends = /^\s*(?:commit|end|rollback(?!\s+to)|abort)\b/i.test(text);
    session.idle = Math.max(session.idle, idle);
    if (ends) session.ended = true;
    for (const { repetition } of session.repeating) {
      if (repetition === undefined) continue;
      repetition.longestIdle = Math.max(repetition.longestIdle, idle);
      if (ends) repetition.sawTransaction = true;
    }
  }

  function pause(session: SessionState): void {
    for (const one of session.repeating) judge(session, one);
    // A map that is emptied links its old table to the new one: where the old one has outlived the collections of young
    // objects, it keeps all tables that follow, with what is in them, till the next full one.
    if (session.runs.size > 0) session.runs = new Map();
    session.repeating.length = 0;
    session.before = undefined;
  }

  function finish(session: SessionState, one: Run): void {
    judge(session, one);
    session.runs.delete(one.shape.fingerprint);
    const at = session.repeating.indexOf(one);
    if (at >= 0) session.repeating.splice(at, 1);
  }

  function judge(session: SessionState, one: Run): void {
    if (one.count < least) return;
    const parent = parentOf(one);
    const verdict = judgeRun(one, parent !== undefined);
    if (verdict !== 'per row') decoys[verdict] = (decoys[verdict] ?? 0) + 1;
    else found.add({ run: one, parent, others: besideParent(session, one, parent), beside: siblings(session, one) });
  }

  return {
    push,
    end: () => {
      for (const name of [...sessions.keys()]) close(name);
      return {
        repeated: [...found.list(milliseconds)],
        executions,
        sessions: opened,
        unparsed,
        ...(milliseconds === undefined ? {} : { milliseconds }),
        decoys,
        notes: notesOn(executions, milliseconds, fastest),
      };
    },
  };
}

/** How long the client was silent before this statement, ms; 0 where the log tells no times. */
function idleBefore(session: SessionState, { at, milliseconds = 0 }: LoggedStatement): number {
  const end = at === undefined ? Number.NaN : momentOf(at);
  if (Number.isNaN(end)) return 0;
  const since = session.end ?? end - milliseconds;
  // Another file, or another session of the same number.
  const isBack = end < since - backMs;
  session.end = isBack ? end : Math.max(end, since);
  return isBack ? Number.POSITIVE_INFINITY : Math.max(0, end - milliseconds - since);
}

/** auto_explain writes before the statement's own line, where the statement is not a prepared query. */
function isSameExecution(plan: TracedStatement, next: TracedStatement): boolean {
  return next.logged.kind !== 'plan' && plan.shape?.fingerprint === next.shape?.fingerprint;
}

/** What ran before the loop began: the statement before, or where that is in the loop too, the one before that. */
function parentOf(run: Run): Seen | undefined {
  const { before, beforeRun } = run;
  if (before === undefined || before.shape.fingerprint === run.shape.fingerprint) return undefined;
  if (beforeRun !== undefined && isSibling(beforeRun, run)) return parentOf(beforeRun);
  return before.shape.role === 'read' ? before : undefined;
}

/** Run as often, in turns. */
function isSibling(one: Run, other: Run): boolean {
  return one.count > 1 && one.count * 1.25 >= other.count && other.count * 1.25 >= one.count;
}

/** Reads that run in turns with the parent, and not with this one. */
function besideParent(session: SessionState, run: Run, parent: Seen | undefined): readonly Seen[] {
  const own = parent && session.runs.get(parent.shape.fingerprint);
  if (own === undefined || own.count < 2) return [];
  return session.repeating.flatMap((other) => {
    const isOther =
      other !== own &&
      other !== run &&
      other.shape.role === 'read' &&
      run.repetition?.others.has(other.shape.fingerprint) === true;
    return isOther && isSibling(own, other) ? [{ shape: other.shape, logged: other.first }] : [];
  });
}

function siblings(session: SessionState, run: Run): readonly string[] {
  return [...(run.repetition?.others.keys() ?? [])].flatMap((fingerprint) => {
    const other = session.runs.get(fingerprint);
    return other !== undefined && isSibling(other, run) ? [other.shape.normalized] : [];
  });
}

function notesOn(executions: number, milliseconds: number | undefined, fastest: number): string[] {
  if (milliseconds === undefined || executions < 50 || fastest < 1) return [];
  return [
    `The fastest statement took ${Math.round(fastest)} ms, so the log seems to hold slow ones only, and repeated ones are mostly fast: set log_min_duration_statement = 0 for an hour and read that.`,
  ];
}
