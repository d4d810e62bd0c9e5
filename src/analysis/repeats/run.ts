import type { LoggedStatement } from '#vocabulary/logged-statement.ts';
import type { Execution, StatementShape } from '#vocabulary/traced-statement.ts';

/** Executions of one shape in one session, close after each other. Most are one alone, and that must cost little. */
export interface Run {
  readonly shape: StatementShape;
  readonly first: LoggedStatement;
  /** What ran just before it. */
  readonly before: Seen | undefined;
  /** The run of that statement's shape, as it was then. */
  readonly beforeRun: Run | undefined;
  /** How long the chain of these is. */
  readonly depth: number;
  /** Of the first execution among the session's statements; `last`: of the last one. */
  readonly place: number;
  count: number;
  milliseconds: number;
  timed: boolean;
  last: number;
  /** From the second execution on. */
  repetition: Repetition | undefined;
}

/** A statement that ran, and its shape. */
export interface Seen {
  readonly shape: StatementShape;
  readonly logged: LoggedStatement;
}

/** How the executions of a run differ, and what stands between them. */
export interface Repetition {
  lastValues: number;
  /** Times that the values were others than the time before. */
  changes: number;
  readonly values: Set<number>;
  readonly executions: Execution[];
  /** Longest wait for the client between two executions, ms; a part of them. */
  readonly gaps: number[];
  longestIdle: number;
  /** Between two executions stood the end of a transaction. */
  transactions: number;
  sawTransaction: boolean;
  /** Other shapes between the executions, with how often. */
  readonly others: Map<string, number>;
  sawWrite: boolean;
}

/** What a session ran lately. */
export interface Recent {
  readonly shape: StatementShape;
  /** The client's longest wait since the statement before, ms. */
  readonly idle: number;
  /** A transaction ended since the statement before. */
  readonly ended: boolean;
}

const mostGaps = 400;
const mostExecutions = 12;
const mostValues = 500;
const mostOthers = 30;
const longestKept = 20_000;

/** Runs that follow each other without a pause must not keep all those before alive. */
const longestChain = 8;

export function newRun(
  { logged, shape }: Seen,
  place: number,
  before: Seen | undefined,
  beforeRun: Run | undefined,
): Run {
  const isChained = beforeRun !== undefined && beforeRun.depth < longestChain;
  return {
    shape,
    first: logged,
    before,
    beforeRun: isChained ? beforeRun : undefined,
    depth: isChained ? beforeRun.depth + 1 : 0,
    place,
    count: 1,
    milliseconds: logged.milliseconds ?? 0,
    timed: logged.milliseconds !== undefined,
    last: place,
    repetition: undefined,
  };
}

/** `between`: what ran since the last execution, this one last. */
export function addExecution(
  run: Run,
  statement: LoggedStatement,
  place: number,
  between: () => readonly Recent[],
): void {
  run.repetition ??= beginRepetition(run, between());
  const { repetition } = run;
  const execution = executionOf(statement);
  const values = hash(execution, statement);
  if (values !== repetition.lastValues) repetition.changes += 1;
  if (repetition.gaps.length < mostGaps) repetition.gaps.push(repetition.longestIdle);
  if (repetition.sawTransaction) repetition.transactions += 1;
  addValues(repetition, values, execution);
  repetition.longestIdle = 0;
  repetition.sawTransaction = false;
  run.count += 1;
  run.last = place;
  if (statement.milliseconds !== undefined) {
    run.milliseconds += statement.milliseconds;
    run.timed = true;
  }
}

function beginRepetition(run: Run, between: readonly Recent[]): Repetition {
  const made: Repetition = {
    lastValues: 0,
    changes: 0,
    values: new Set(),
    executions: [],
    gaps: [],
    longestIdle: 0,
    transactions: 0,
    sawTransaction: false,
    others: new Map(),
    sawWrite: false,
  };
  const execution = executionOf(run.first);
  addValues(made, hash(execution, run.first), execution);
  for (const { shape, idle, ended } of between) {
    made.longestIdle = Math.max(made.longestIdle, idle);
    if (ended) made.sawTransaction = true;
    if (shape.fingerprint !== run.shape.fingerprint) addOther(made, shape);
  }
  return made;
}

function addValues(repetition: Repetition, values: number, execution: Execution): void {
  if (!repetition.values.has(values) && repetition.values.size < mostValues) {
    repetition.values.add(values);
    if (repetition.executions.length < mostExecutions && execution.text.length <= longestKept) {
      repetition.executions.push(execution);
    }
  }
  repetition.lastValues = values;
}

/** Another statement ran between two executions. */
export function addOther(repetition: Repetition, { fingerprint, role }: StatementShape): void {
  const { others } = repetition;
  const times = others.get(fingerprint);
  if (times !== undefined || others.size < mostOthers) others.set(fingerprint, (times ?? 0) + 1);
  if (role === 'write') repetition.sawWrite = true;
}

/** The text that runs and its values; of an SQL-level EXECUTE those are its arguments. */
export function executionOf({ text, parameters, prepared }: LoggedStatement): Execution {
  if (prepared === undefined) return { text, parameters: parameters ?? {} };
  const body = prepared.replace(/^\s*prepare\s+(?:"[^"]*"|\S+?)\s*(?:\([^)]*\))?\s+as\s+/i, '');
  const list = /\(([\s\S]*)\)\s*;?\s*$/.exec(text)?.[1] ?? '';
  const values = list.match(/'(?:[^']|'')*'|[^,\s][^,]*/g) ?? [];
  return {
    text: body,
    parameters: Object.fromEntries(
      values.map((value, at) => [
        String(at + 1),
        /^null$/i.test(value.trim())
          ? null
          : value.trim().replace(/^'([\s\S]*)'$/, (_, inner: string) => inner.replaceAll("''", "'")),
      ]),
    ),
  };
}

const comment = /\/\*[\s\S]*?\*\/|--[^\n]*/g;

/** Of text and values without comments: tracing tools write another into each statement. FNV-1a, 32 bits. */
function hash({ text, parameters }: Execution, { prepared }: LoggedStatement): number {
  const bare = /\/\*|--/.test(text) ? text.replace(comment, '').trim() : text;
  let value = prepared === undefined ? 2_166_136_261 : 7;
  const add = (piece: string) => {
    for (let at = 0; at < piece.length; at += 1) value = Math.imul(value ^ piece.charCodeAt(at), 16_777_619);
  };
  add(bare);
  for (const [number, one] of Object.entries(parameters)) add(`\0${number}=${one ?? '\0'}`);
  return value >>> 0;
}
