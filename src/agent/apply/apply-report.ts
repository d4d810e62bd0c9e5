import type { Context } from '#contracts/context.ts';
import type { Engine } from '#contracts/engine.ts';
import { ProblemError, problem } from '#contracts/problem-error.ts';
import type { ChangeSession } from '#contracts/session.ts';
import type { Statement } from '#vocabulary/statement.ts';
import type { ApplyOutcome, ApplyRequest } from '#agent/agent.ts';
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
  request: ApplyRequest & { readonly engine: Engine; readonly folder: string },
): Promise<ApplyOutcome> {
  const { engine, report, sources, context } = request;
  const statements = statementsOf(report);
  if (statements.length === 0) throw problem('invalid', 'The report proposes nothing that could be carried out.');
  if (sources.url === undefined) {
    throw problem('invalid', 'There is no database to carry the changes out in.', 'Give --url or --target.');
  }
  if (engine.openForChange === undefined)
    throw problem('unsupported', `dbwright cannot change ${engine.traits.name} yet.`);

  const session = await engine.openForChange(sources.url, context);
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
      const outcome = await carryOut(statement, index + 1, session, journal, context);
      steps.push({ text: statement.text, outcome });
    }
    await journal({ step: statements.length, event: 'finished' }, context.clock());
    return { hash, steps };
  } finally {
    await session.close();
  }
}

async function carryOut(
  statement: Statement,
  step: number,
  session: ChangeSession,
  journal: Journal,
  context: Context,
): Promise<StepOutcome> {
  const record = (event: Parameters<Journal>[0]['event'], message?: string) =>
    journal({ step, event, statement: statement.text, ...(message === undefined ? {} : { message }) }, context.clock());

  if (await holds(statement.done, session, context.signal)) {
    await record('already-there');
    return 'already-there';
  }
  const repaired = await repair(statement, session, context.signal);
  if (repaired) await record('repaired');
  await record('started');
  try {
    await withRetry(async () => {
      // A try that waited for a lock in vain may have left an invalid index.
      await repair(statement, session, context.signal);
      await execute(statement, session, context.signal);
    }, context);
  } catch (error) {
    // The signal may be aborted already; cleaning up has its own time.
    const cleaned = await repair(statement, session, AbortSignal.timeout(60_000)).catch(() => false);
    const message = error instanceof Error ? error.message : String(error);
    await record('failed', message);
    throw failure(statement, error, cleaned);
  }
  if (statement.done !== undefined && !(await holds(statement.done, session, context.signal))) {
    await record('failed', 'the intended state is not there');
    throw problem(
      'conflict',
      `The statement ran, but its effect is not there: ${firstLine(statement.text)}`,
      'Look at the table and run again.',
    );
  }
  await record('done');
  return repaired ? 'repaired' : 'done';
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
async function withRetry(attempt: () => Promise<void>, context: Context): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      const busy = error instanceof ProblemError && error.problem.code === 'busy';
      if (!busy || tries === 3 || context.signal.aborted) throw error;
      context.progress({ message: `waiting for a lock, try ${tries + 1} of 3` });
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

function failure(statement: Statement, error: unknown, cleaned: boolean): ProblemError {
  const why = error instanceof Error ? error.message : String(error);
  const code = error instanceof ProblemError ? error.problem.code : 'internal';
  return problem(
    code,
    `${firstLine(statement.text)} failed: ${why}`,
    `${cleaned ? 'What it left half-done was removed. ' : ''}Earlier steps stay done; run the same command again to go on.`,
    error,
  );
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}
