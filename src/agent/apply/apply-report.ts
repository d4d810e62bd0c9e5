import type { ApplyOutcome, ApplyRequest } from '#agent/agent.ts';
import type { ChangeSession, RowLoad } from '#contracts/change-session.ts';
import type { Context } from '#contracts/context.ts';
import type { Engine } from '#contracts/engine.ts';
import { ProblemError, problem } from '#contracts/problem-error.ts';
import type { Change } from '#vocabulary/change.ts';
import type { Report } from '#vocabulary/report.ts';
import type { Statement } from '#vocabulary/statement.ts';
import { openJournal } from './journal.ts';
import { planHash, statementsOf } from './plan-hash.ts';

type Journal = Awaited<ReturnType<typeof openJournal>>;
type StepOutcome = ApplyOutcome['steps'][number]['outcome'];

/**
 * The one door that writes: shows the statements, has them approved, carries them out one by one with a journal.
 * Each step first asks the database whether it is done already (so a second run resumes) or was left half-done
 * (so it is cleaned up first).
 */
export async function applyReport(
  request: ApplyRequest & {
    readonly engine: Engine;
    readonly folder: string;
    /** Rows that a change loads; absent where the report comes from another run. */
    readonly rowsOf?: (change: RowChange) => RowLoad;
  },
): Promise<ApplyOutcome> {
  const { engine, report, sources, context } = request;
  const statements = statementsOf(report);
  const loads = loadsOf(report, request.rowsOf);
  if (statements.length === 0) throw problem('invalid', 'The report proposes nothing that could be carried out.');
  if (sources.url === undefined) {
    throw problem('invalid', 'There is no database to carry the changes out in.', 'Give --url or --target.');
  }
  if (engine.openForChange === undefined)
    throw problem('unsupported', `dbwright cannot change ${engine.traits.name} yet.`);

  const open = openerOf(engine.openForChange, sources.url, context);
  const session = await open(context.signal);
  try {
    const hash = planHash(report, session.server);
    const { product, version, database, role } = session.server;
    const approved = await request.approve({
      hash,
      statements: statements.map((statement) => statement.text),
      server: `${product} ${version}, database ${database}, as ${role}`,
    });
    if (!approved) throw problem('declined', 'Nothing was changed: the plan was not approved.', `Its hash is ${hash}.`);
    const journal = await openJournal(request.folder, hash);
    await journal({ step: 0, event: 'approved' }, context.clock());

    const steps: ApplyOutcome['steps'][number][] = [];
    for (const [index, statement] of statements.entries()) {
      context.progress({ message: firstLine(statement.text), share: index / statements.length });
      const outcome = await carryOut(statement, index + 1, { session, reopen: open, journal, context, loads });
      steps.push({ text: statement.text, outcome });
    }
    await journal({ step: statements.length, event: 'finished' }, context.clock());
    return { hash, steps };
  } finally {
    await session.close();
  }
}

/**
 * Once open, the session outlives an abort: statements are cancelled by the signal that each is given, and what was
 * left half-done is then cleaned up in the same session.
 */
function openerOf(openForChange: NonNullable<Engine['openForChange']>, url: string, context: Context): OpenSession {
  return async (signal) => {
    const opening = new AbortController();
    const abort = () => opening.abort(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    try {
      return await openForChange(url, { ...context, signal: opening.signal });
    } finally {
      signal.removeEventListener('abort', abort);
    }
  };
}

type RowChange = Extract<Change, { kind: 'load-rows' }>;

/** The statements that stand for rows, which no text can hold. */
type Loads = ReadonlyMap<Statement, RowLoad>;

function loadsOf({ changes }: Report, rowsOf: ((change: RowChange) => RowLoad) | undefined): Loads {
  return new Map(
    changes.flatMap((change) => {
      if (change.kind !== 'load-rows') return [];
      if (rowsOf !== undefined)
        return (change.statements ?? []).map((statement) => [statement, rowsOf(change)] as const);
      throw problem(
        'invalid',
        'The rows of this report cannot be made any more: another run wrote it.',
        'Run the command itself again, with --apply.',
      );
    }),
  );
}

type OpenSession = (signal: AbortSignal) => Promise<ChangeSession>;

interface Execution {
  readonly session: ChangeSession;
  /** For cleaning up, where the session itself was lost. */
  readonly reopen: OpenSession;
  readonly journal: Journal;
  readonly context: Context;
  readonly loads: Loads;
}

type Recorder = (event: Parameters<Journal>[0]['event'], message?: string) => Promise<void>;

async function carryOut(statement: Statement, step: number, execution: Execution): Promise<StepOutcome> {
  const { session, journal, context } = execution;
  const record: Recorder = (event, message) =>
    journal({ step, event, statement: statement.text, ...(message === undefined ? {} : { message }) }, context.clock());

  if (await holds(statement.done, session, context.signal)) {
    await record('already-there');
    return 'already-there';
  }
  await record('started');
  try {
    const outcome = await withRetry(() => oneTry(statement, execution, record), context);
    if (statement.done !== undefined && !(await holds(statement.done, session, context.signal))) {
      throw problem(
        'conflict',
        'The statement ran, but its effect is not there.',
        'Somebody took it back meanwhile, or something of the same name stands in its place: look at the table.',
      );
    }
    await record(outcome === 'repaired' ? 'done' : outcome);
    return outcome;
  } catch (error) {
    // Somebody else may have built the same while we waited.
    if (isConflict(error) && (await holds(statement.done, session, context.signal).catch(() => false))) {
      await record('already-there');
      return 'already-there';
    }
    const cleaned = await cleanUp(statement, execution);
    const message = error instanceof Error ? error.message : String(error);
    await record('failed', message);
    throw execution.loads.has(statement) ? loadFailure(statement, error) : failure(statement, step, error, cleaned);
  }
}

/** An earlier run, or a try that waited for a lock in vain, may have left an invalid index: it goes first. */
async function oneTry(statement: Statement, execution: Execution, record: Recorder): Promise<StepOutcome> {
  const { session, context, loads } = execution;
  const { signal } = context;
  const rows = loads.get(statement);
  if (rows !== undefined) {
    await load(rows, session, signal);
    return 'done';
  }
  if (await holds(statement.underway, session, signal)) {
    throw problem('busy', 'Another session is at the same work.', 'Run it again when that one is done.');
  }
  if (await holds(statement.done, session, signal)) return 'already-there';
  const repaired = await repair(statement, session, signal);
  if (repaired) await record('repaired');
  await execute(statement, session, signal);
  return repaired ? 'repaired' : 'done';
}

type Cleaned = 'nothing-left' | 'removed' | 'unknown';

/** The signal may be aborted and the session dead: cleaning up has its own time and, if need be, its own session. */
async function cleanUp(statement: Statement, { session, reopen, context }: Execution): Promise<Cleaned> {
  if (statement.repair === undefined) return 'nothing-left';
  context.progress({ message: 'removing what may be left half-done' });
  const removal = async (on: ChangeSession): Promise<Cleaned> =>
    (await repair(statement, on, AbortSignal.timeout(cleanUpMs))) ? 'removed' : 'nothing-left';
  try {
    return await removal(session);
  } catch {
    // Tried once more below.
  }
  try {
    const fresh = await reopen(AbortSignal.timeout(cleanUpMs));
    return await removal(fresh).finally(() => fresh.close());
  } catch {
    return 'unknown';
  }
}

const cleanUpMs = 60_000;

function isConflict(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === 'conflict';
}

async function load(rows: RowLoad, session: ChangeSession, signal: AbortSignal): Promise<void> {
  if (session.load === undefined)
    throw problem('unsupported', `Rows are not loaded into ${session.server.product} databases yet.`);
  await session.load(rows, signal);
}

function execute(statement: Statement, session: ChangeSession, signal: AbortSignal): Promise<void> {
  return statement.transactional
    ? session.executeTogether([statement.text], signal)
    : session.execute(statement.text, signal);
}

async function holds(query: string | undefined, session: ChangeSession, signal: AbortSignal): Promise<boolean> {
  return query !== undefined && (await session.check(query, signal));
}

/** True where something half-done was there and was taken away. */
async function repair(statement: Statement, session: ChangeSession, signal: AbortSignal): Promise<boolean> {
  if (statement.repair === undefined || !(await holds(statement.broken, session, signal))) return false;
  await session.execute(statement.repair, signal);
  return true;
}

/** A lock that could not be had in time is tried for again, three times, each time later. */
async function withRetry<T>(attempt: () => Promise<T>, context: Context): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      const busy = error instanceof ProblemError && error.problem.code === 'busy';
      if (!busy || tries === 3 || context.signal.aborted) throw error;
      context.progress({ message: `waiting for another session, try ${tries + 1} of 3` });
      await pause(1000 * 2 ** tries * (1 + context.random()), context.signal);
    }
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });
}

function failure(statement: Statement, step: number, error: unknown, cleaned: Cleaned): ProblemError {
  const why = error instanceof Error ? error.message : String(error);
  const { code, hint } = error instanceof ProblemError ? error.problem : { code: 'internal' as const, hint: undefined };
  return problem(
    code,
    `${firstLine(statement.text)} failed: ${why}`,
    [hint, aftermath[cleaned], step > 1 ? 'The steps before it stay done.' : '', 'The same command goes on from here.']
      .filter((sentence) => sentence !== undefined && sentence !== '')
      .join(' '),
    error,
  );
}

/** Rows are all there or not at all, and a second run loads them again. */
function loadFailure(statement: Statement, error: unknown): ProblemError {
  const why = error instanceof Error ? error.message : String(error);
  const { code, hint } = error instanceof ProblemError ? error.problem : { code: 'internal' as const, hint: undefined };
  const none = code === 'unreachable' ? '' : ' Nothing was loaded.';
  return problem(code, `${firstLine(statement.text)}: failed. ${why}${none}`, hint, error);
}

const aftermath: Readonly<Record<Cleaned, string>> = {
  'nothing-left': 'Nothing was left half-done.',
  removed: 'What it left half-done was removed.',
  unknown: 'Something may be left half-done: the next run looks for it and removes it.',
};

/** A comment at the head says what the statements below it come to. */
function firstLine(text: string): string {
  return (text.split('\n', 1)[0] ?? text).replace(/^-- /, '');
}
