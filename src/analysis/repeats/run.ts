import type { LoggedStatement } from '#vocabulary/logged-statement.ts';
import type { Execution, StatementShape } from '#vocabulary/traced-statement.ts';

/** A statement as the runs keep it. */
export interface Seen {
  readonly shape: StatementShape;
  readonly execution: Execution;
}

/** Executions of one shape in one session, close after each other. */
export interface Run {
  readonly shape: StatementShape;
  readonly first: { readonly at?: string; readonly session?: string; readonly line: number };
  /** What ran just before it. */
  readonly before: Seen | undefined;
  /** The run of that statement's shape, as it was then. */
  readonly beforeRun: Run | undefined;
  /** How long the chain of these is. */
  readonly depth: number;
  count: number;
  milliseconds: number;
  timed: boolean;
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
  /** Place of the last execution among the session's statements. */
  last: number;
}

const mostGaps = 400;
const mostExecutions = 12;
const mostValues = 500;
const mostOthers = 30;
const longestKept = 20_000;

/** Runs that follow each other without a pause must not keep all those before alive. */
const longestChain = 8;

export function newRun(
  statement: LoggedStatement,
  shape: StatementShape,
  before: Seen | undefined,
  beforeRun: Run | undefined,
): Run {
  const { at, session, line } = statement;
  return {
    shape,
    first: { ...(at === undefined ? {} : { at }), ...(session === undefined ? {} : { session }), line },
    before,
    beforeRun: (beforeRun?.depth ?? 0) >= longestChain ? undefined : beforeRun,
    depth: beforeRun === undefined || beforeRun.depth >= longestChain ? 0 : beforeRun.depth + 1,
    count: 0,
    milliseconds: 0,
    timed: false,
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
    last: 0,
  };
}

export function addExecution(run: Run, statement: LoggedStatement, place: number): void {
  const execution = executionOf(statement);
  const values = hash(execution, statement);
  if (run.count > 0) {
    if (values !== run.lastValues) run.changes += 1;
    if (run.gaps.length < mostGaps) run.gaps.push(run.longestIdle);
    if (run.sawTransaction) run.transactions += 1;
  }
  if (!run.values.has(values) && run.values.size < mostValues) {
    run.values.add(values);
    if (run.executions.length < mostExecutions && execution.text.length <= longestKept) run.executions.push(execution);
  }
  run.count += 1;
  run.lastValues = values;
  run.longestIdle = 0;
  run.sawTransaction = false;
  run.last = place;
  if (statement.milliseconds !== undefined) {
    run.milliseconds += statement.milliseconds;
    run.timed = true;
  }
}

/** Another statement ran between two executions. */
export function addOther(run: Run, { fingerprint, role }: StatementShape): void {
  if (run.others.has(fingerprint) || run.others.size < mostOthers) {
    run.others.set(fingerprint, (run.others.get(fingerprint) ?? 0) + 1);
  }
  if (role === 'write') run.sawWrite = true;
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
