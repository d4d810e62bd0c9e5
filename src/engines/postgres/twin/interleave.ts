import type { Context } from '#contracts/context.ts';
import type { Run } from '#contracts/instrument.ts';
import { problem } from '#contracts/problem-error.ts';
import type { InterleavedTrial } from '#vocabulary/interleaved-trial.ts';
import type { Measurement } from '#vocabulary/measurement.ts';
import type { QueryText } from '#vocabulary/query-text.ts';
import { type BuiltSets, buildSets } from './interleave-sets.ts';
import type { TrialConnection } from './trial-connection.ts';
import { failureWords, isTimeout } from './trial-errors.ts';
import { isTooLarge, isWriting, type ReadResult, readResult } from './trial-rows.ts';
import { boundText, explain, explainFully, median, rowsWritten, runOnce, scatter } from './trial-statement.ts';

type Interleave = NonNullable<Run['interleave']>;
type StatementTrial = InterleavedTrial['statements'][number];

/** Where the question does not say. */
const usualMs = { statement: 60_000, whole: 600_000 };
/** Looking at each statement once may take this share of the time; the rest is for the rounds. */
const firstLooks = 0.5;
/** Rounds go on up to this many times those asked for while a statement's figures scatter. */
const patience = 3;
/** No further round for a statement whose rounds have taken so many times what one run may take. */
const longestRounds = 2;
/**
 * A run so quick follows uncounted ones under the same set: what ran before, another statement or the switching of
 * indexes, has left the processor's caches cold, which else shows as 0.1 ms more for sets that leave out many indexes.
 */
const quickMs = 20;
const uncounted = [1, 2];
/** Scatter of what is quicker is no reason to go on. */
const negligibleMs = 0.05;

/**
 * Measures each statement under each set of indexes, in the open transaction of one session. Rounds follow each other;
 * in a round each statement runs under one set right after the other, and which set comes first moves on each time.
 * Reading statements come first: writing ones leave dead rows behind. In a copy, who writes to a table with a new index
 * waits until the end, who reads it no longer than one statement runs.
 * Errors: timeout (building took all the time), those of `buildSets`. A statement that fails does not stop the others.
 */
export async function interleave(
  connection: TrialConnection,
  { statements, sets, rounds, statementMs = usualMs.statement, withinMs = usualMs.whole }: Parameters<Interleave>[0],
  context: Context,
): Promise<InterleavedTrial> {
  const start = performance.now();
  const goneMs = () => performance.now() - start;
  await limitStatements(connection, withinMs);
  const built = await buildSets(connection, sets, context).catch((error: unknown) => {
    throw isTimeout(error) ? noTimeLeft(withinMs) : error;
  });
  if (goneMs() > withinMs) throw noTimeLeft(withinMs);
  await limitStatements(connection, statementMs);
  const bench: Bench = { connection, built, sets: sets.length, statementMs, rounds, goneMs, context };
  const subjects: Subject[] = [];
  for (const query of statements) subjects.push(await prepare(bench, query));
  const writing = subjects.filter(({ writes }) => writes);
  const readingUntil = goneMs() + (withinMs - goneMs()) * (1 - writing.length / Math.max(1, subjects.length));
  await runRounds(
    bench,
    subjects.filter(({ writes }) => !writes),
    readingUntil,
  );
  await runRounds(bench, writing, withinMs);
  return { sets: built.sets, statements: subjects.map(toldOf) };
}

async function limitStatements(connection: TrialConnection, ms: number): Promise<void> {
  await connection.command(`SET LOCAL statement_timeout = ${Math.min(Math.ceil(ms), 2 ** 31 - 1)}`);
}

function noTimeLeft(withinMs: number) {
  return problem(
    'timeout',
    `Building the indexes took all of the ${Math.round(withinMs / 1000)} s that there were; nothing could be run.`,
    'Allow more time, or measure with fewer rows.',
  );
}

interface Bench {
  readonly connection: TrialConnection;
  readonly built: BuiltSets;
  readonly sets: number;
  readonly statementMs: number;
  readonly rounds: number;
  readonly goneMs: () => number;
  readonly context: Context;
}

/** One statement while it is measured. */
interface Subject {
  readonly text: string;
  readonly writes: boolean;
  /** Under each set. */
  readonly looks: Look[];
  /** Each round's figures, ms, in the order of the sets. */
  readonly rounds: number[][];
  spentMs: number;
  failure: string | undefined;
}

type Look = ReadResult & Pick<Measurement, 'plan'>;

/** Plans it, which tells whether it can be run at all and whether it writes. */
async function prepare({ connection, built, statementMs }: Bench, query: QueryText): Promise<Subject> {
  const subject = { text: '', writes: false, looks: [], rounds: [], spentMs: 0, failure: undefined };
  let text: string;
  try {
    text = boundText(query);
  } catch (error) {
    return { ...subject, failure: failureWords(error, statementMs) };
  }
  const attempt = await built.under(0, () => explain(connection, text, 'FORMAT JSON'));
  return 'value' in attempt
    ? { ...subject, text, writes: isWriting(attempt.value) }
    : { ...subject, failure: failureWords(attempt.error, statementMs) };
}

/** First a look at each, then round after round until there are enough or the time is up. */
async function runRounds(bench: Bench, subjects: readonly Subject[], untilMs: number): Promise<void> {
  const { goneMs, context, rounds } = bench;
  const looksUntil = goneMs() + firstLooks * (untilMs - goneMs());
  for (const [at, subject] of subjects.entries()) {
    context.progress({ message: `running statement ${at + 1} of ${subjects.length} under each set of indexes` });
    if (subject.failure === undefined && (at === 0 || goneMs() < looksUntil)) await look(bench, subject, looksUntil);
  }
  const ready = subjects.filter(({ looks, failure }) => looks.length > 0 && failure === undefined);
  for (let round = 0; round < patience * rounds && (round === 0 || goneMs() < untilMs); round++) {
    const turns = ready.filter((subject) => isWanted(subject, round, bench));
    if (turns.length === 0) break;
    context.progress({ message: `round ${round + 1} of ${rounds}: ${turns.length} statements` });
    for (const subject of turns) {
      // The first round is finished in any case.
      if (round === 0 || goneMs() < untilMs) await turn(bench, subject, round + ready.indexOf(subject));
    }
  }
}

/** The first run under each set: its plan, its rows. It warms the caches and does not count. */
async function look(
  { connection, built, sets, statementMs, goneMs }: Bench,
  subject: Subject,
  untilMs: number,
): Promise<void> {
  const late: number[] = [];
  for (let set = 0; set < sets && (late.length === 0 || goneMs() < untilMs); set++) {
    const attempt = await built.under(set, () => lookOnce(connection, subject));
    // PGlite cannot stop a statement.
    const isLate = 'value' in attempt ? (attempt.value.plan.executionMs ?? 0) > statementMs : isTimeout(attempt.error);
    if (isLate) late.push(set);
    else if ('value' in attempt) subject.looks.push(attempt.value);
    else {
      subject.failure = failureWords(attempt.error, statementMs);
      return;
    }
  }
  if (late.length > 0) subject.failure = lateWords(late, sets, subject.looks, statementMs);
}

async function lookOnce(connection: TrialConnection, { text, writes }: Subject): Promise<Look> {
  const result = writes ? undefined : await readResult(connection, text);
  const plan = await explainFully(connection, text);
  return { plan, ...(result ?? { rows: rowsWritten(plan), checksum: '' }) };
}

/** Ending in time under one set and not under another is the greatest gain of all: it is told. */
function lateWords(late: readonly number[], sets: number, looks: readonly Look[], statementMs: number): string {
  const which = late.length === sets ? 'any set of indexes' : `set ${late.map((set) => set + 1).join(', ')} of ${sets}`;
  const others = looks.map(({ plan }) => Math.round((plan.executionMs ?? 0) * 10) / 10);
  const told = others.length === 0 ? '' : `; under the others it took ${others.join(', ')} ms`;
  return `It did not end within ${statementMs / 1000} s under ${which}${told}.`;
}

function isWanted(
  { failure, looks, rounds, spentMs }: Subject,
  round: number,
  asked: Pick<Bench, 'rounds' | 'statementMs'>,
): boolean {
  if (failure !== undefined) return false;
  if (round === 0) return true;
  // Rounds that were not finished for want of time, or would take too long.
  if (rounds.length < round || (spentMs / round) * (round + 1) > longestRounds * asked.statementMs) return false;
  return round < asked.rounds || looks.some((_, set) => scatters(underSet(rounds, set)));
}

function scatters(milliseconds: readonly number[]): boolean {
  return median(milliseconds) > negligibleMs && scatter(milliseconds) > 0.25;
}

/** The statement once under each set, beginning with another one each time. */
async function turn({ connection, built, sets, statementMs }: Bench, subject: Subject, first: number): Promise<void> {
  const { text, looks } = subject;
  const began = performance.now();
  const order = Array.from({ length: sets }, (_, place) => (first + place) % sets);
  const figures = new Map<number, number>();
  for (const set of order) {
    const isQuick = (looks[set]?.plan.executionMs ?? 0) < quickMs;
    const attempt = await built.under(set, async () => {
      for (const _ of isQuick ? uncounted : []) await runOnce(connection, text);
      return runOnce(connection, text);
    });
    if ('error' in attempt) {
      // Figures of a round that was not finished have nothing to stand beside.
      subject.failure = failureWords(attempt.error, statementMs);
      return;
    }
    figures.set(set, attempt.value);
  }
  subject.rounds.push(Array.from({ length: sets }, (_, set) => figures.get(set) ?? Number.NaN));
  subject.spentMs += performance.now() - began;
}

function toldOf({ looks, rounds, writes, failure }: Subject): StatementTrial {
  if (rounds.length === 0) return { kind: 'failed', why: failure ?? 'There was no time left to run it.' };
  const under = looks.map((one, set): Measurement => {
    const milliseconds = underSet(rounds, set);
    return { ...one, milliseconds, median: median(milliseconds) };
  });
  return { kind: 'measured', under, sameRows: writes ? 'unknown' : areSame(looks) };
}

/** As it was seen: where equals may be chosen among (LIMIT), or the clock is asked, the rows may rightly differ. */
function areSame(looks: readonly Look[]): boolean | 'unknown' {
  if (looks.some(isTooLarge)) return 'unknown';
  const [first] = looks;
  return looks.every(({ rows, checksum }) => rows === first?.rows && checksum === first.checksum);
}

function underSet(rounds: readonly (readonly number[])[], set: number): number[] {
  return rounds.map((figures) => figures[set] ?? Number.NaN);
}
