import type { Context } from '#contracts/context.ts';
import type { Run } from '#contracts/instrument.ts';
import { problem } from '#contracts/problem-error.ts';
import { spell } from '#engines/postgres/spell.ts';
import type { Change } from '#vocabulary/change.ts';
import type { Measurement } from '#vocabulary/measurement.ts';
import type { QueryText } from '#vocabulary/query-text.ts';
import { interleave } from './interleave.ts';
import type { OpenTrial, TrialConnection } from './trial-connection.ts';
import { trialProblem } from './trial-errors.ts';
import { buildIndexes } from './trial-indexes.ts';
import { isWriting, readResult, sameRows } from './trial-rows.ts';
import { boundText, explain, explainFully, median, rowsWritten, runOnce, scatter } from './trial-statement.ts';

/** A Run that can do all. */
export type MeasuringRun = Run & Required<Pick<Run, 'interleave'>>;

/** One run of the statement, and all runs of one measurement together. */
const runMs = 60_000;
const measurementMs = 120_000;
/** A measurement goes on up to this many times the runs asked for while its figures scatter. */
const patience = 3;

/**
 * Measures in a database with rows. All happens in one transaction that is rolled back, so neither an index nor a row
 * nor a lock is left there, whatever befalls us. While indexes are measured, who writes to the table waits.
 * A writing statement leaves dead rows behind, as every rolled back one does, until the next VACUUM.
 */
export function trialRun(
  open: OpenTrial,
  about: Pick<Run, 'by' | 'level' | 'notes' | 'rowsFrom'>,
  context: Context,
): MeasuringRun {
  return {
    ...about,
    measure: ({ query, runs }) =>
      inTransaction(open, about.rowsFrom, context, (connection) => measure(connection, query, runs, context)),
    compare: ({ query, instead = query, indexes, adjust = [], runs }) =>
      inTransaction(open, about.rowsFrom, context, async (connection) => {
        const before = await measure(connection, query, runs, context);
        await connection.command(`SET LOCAL statement_timeout = '10min'`);
        const built = await buildIndexes(connection, indexes, context);
        await adjustTrial(connection, adjust);
        await connection.command(`SET LOCAL statement_timeout = ${runMs}`);
        const after = await measure(connection, instead, runs, context);
        return { before, after, sameRows: await sameRows(connection, boundText(instead), before, after), ...built };
      }),
    interleave: (question) =>
      inTransaction(open, about.rowsFrom, context, (connection) => interleave(connection, question, context)),
  };
}

/**
 * Settings and statistics, as the change is spelled, in the open transaction. ANALYZE's statistics go with its end; the
 * counts of rows and pages in pg_class that it corrects stay.
 */
async function adjustTrial(connection: TrialConnection, adjust: readonly Change[]): Promise<void> {
  for (const statement of adjust.flatMap(spell)) {
    if (!statement.transactional) {
      throw problem('unsupported', `${statement.text} cannot be tried in a transaction that is rolled back.`);
    }
    await connection.command(statement.text);
  }
}

async function inTransaction<T>(
  open: OpenTrial,
  place: string,
  context: Context,
  work: (connection: TrialConnection) => Promise<T>,
): Promise<T> {
  context.signal.throwIfAborted();
  const connection = await open();
  const abort = () => void connection.cancel();
  context.signal.addEventListener('abort', abort, { once: true });
  try {
    // The role's own default may be read only.
    await connection.command('BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE');
    await connection.command(`SET LOCAL statement_timeout = ${runMs}; SET LOCAL lock_timeout = '5s'`);
    return await work(connection);
  } catch (error) {
    context.signal.throwIfAborted();
    throw trialProblem(error, place, runMs);
  } finally {
    context.signal.removeEventListener('abort', abort);
    await connection.command('ROLLBACK').catch(() => undefined);
    await connection.close();
  }
}

async function measure(
  connection: TrialConnection,
  query: QueryText,
  runs: number,
  context: Context,
): Promise<Measurement> {
  const text = boundText(query);
  const writes = isWriting(await explain(connection, text, 'FORMAT JSON'));
  // Reading the result warms the cache, and so does the plan with the times of its nodes, which cost time themselves.
  const result = writes ? undefined : await readResult(connection, text);
  const plan = await explainFully(connection, text);
  const milliseconds = await countedRuns(connection, text, runs, context);
  return {
    milliseconds,
    median: median(milliseconds),
    plan,
    ...(result ?? { rows: rowsWritten(plan), checksum: '' }),
  };
}

/**
 * At least `runs`; more of them while they scatter, as on a machine that has other work too: the median of many runs is
 * not moved by a few that were disturbed.
 */
async function countedRuns(
  connection: TrialConnection,
  text: string,
  runs: number,
  { signal }: Context,
): Promise<number[]> {
  const milliseconds: number[] = [];
  const end = performance.now() + measurementMs;
  while (milliseconds.length < runs || (milliseconds.length < patience * runs && scatter(milliseconds) > 0.25)) {
    if (milliseconds.length > 0 && performance.now() > end) break;
    signal.throwIfAborted();
    milliseconds.push(await runOnce(connection, text));
  }
  return milliseconds;
}
