import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { problem } from '#contracts/problem-error.ts';
import { sqliteProblem } from './errors.ts';
import type { SqliteValue, SqliteValues } from './session.ts';

export interface SqliteWorkerData {
  /** A file of ours, or ':memory:'. */
  readonly path: string;
  readonly write: boolean;
  /** Ceiling of SQLite's own memory. */
  readonly memoryBytes: number;
  /** Run as soon as the database is open. */
  readonly pragmas: readonly string[];
}

export type SqliteOrder =
  | {
      readonly do: 'rows';
      readonly sql: string;
      readonly values?: SqliteValues;
      readonly limits: { readonly rows: number; readonly bytes: number };
    }
  | { readonly do: 'time'; readonly sql: string; readonly compare: boolean }
  | { readonly do: 'run'; readonly sql: string; readonly values?: SqliteValues }
  | { readonly do: 'exec'; readonly sql: string }
  | { readonly do: 'close' };

export interface RowsTaken {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly SqliteValue[])[];
  readonly truncated?: 'rows' | 'bytes';
}

/** A statement that was run to its end, its rows counted and not handed out. */
export interface TimedRun {
  /** In the thread alone, without the way there and back. */
  readonly milliseconds: number;
  readonly rows: number;
  /** Of the bag of rows; empty where they were not to be compared. */
  readonly checksum: string;
  /** There were real numbers among the values. */
  readonly reals: boolean;
}

/** SQLite in a worker thread. Orders take turns; a thread that was ended is started anew by the next order. */
export interface SqliteThread {
  readonly rows: (order: Omit<Extract<SqliteOrder, { do: 'rows' }>, 'do'>, ms: number) => Promise<RowsTaken>;
  readonly time: (sql: string, compare: boolean, ms: number) => Promise<TimedRun>;
  readonly run: (sql: string, values: SqliteValues, ms: number) => Promise<{ readonly changes: number }>;
  readonly exec: (sql: string, ms: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface SqliteThreadSetup extends SqliteWorkerData {
  readonly signal: AbortSignal;
  /** For messages: which database. */
  readonly place: string;
}

/** JavaScript's own memory in the thread: an answer of the largest size, twice. */
const HEAP_MB = 512;

export function sqliteThread(setup: SqliteThreadSetup): SqliteThread {
  let worker: Worker | undefined;
  let lost = false;
  let closed = false;
  let turn: Promise<unknown> = Promise.resolve();

  const end = async () => {
    const ending = worker;
    worker = undefined;
    lost ||= ending !== undefined && setup.path === ':memory:';
    await ending?.terminate();
    // Of the thread that was ended: SQLite there had locked the file.
    if (setup.path !== ':memory:') rmSync(`${setup.path}.lock`, { recursive: true, force: true });
  };

  const start = () => {
    const started = startWorker(setup);
    started.once('exit', () => {
      if (worker === started) worker = undefined;
    });
    return started;
  };

  const obey = async <T>(order: SqliteOrder, ms: number): Promise<T> => {
    setup.signal.throwIfAborted();
    if (closed) throw problem('internal', `${setup.place} is closed already.`);
    if (lost) throw problem('timeout', `${setup.place} was in memory and went with the statement that was ended.`);
    worker ??= start();
    const fate = await answerOf<T>(worker, order, ms, setup.signal);
    if (fate.kind === 'done') return fate.done;
    if (fate.kind === 'error') throw sqliteProblem(fate.message, setup.place);
    await end();
    setup.signal.throwIfAborted();
    throw fate.kind === 'broken' ? brokenProblem(fate.message, setup.place) : lateProblem();
  };

  const inTurn = <T>(order: SqliteOrder, ms: number): Promise<T> => {
    const mine = turn.then(() => obey<T>(order, ms));
    turn = mine.catch(() => undefined);
    return mine;
  };

  return {
    rows: (order, ms) => inTurn({ do: 'rows', ...order }, ms),
    time: (sql, compare, ms) => inTurn({ do: 'time', sql, compare }, ms),
    run: (sql, values, ms) => inTurn({ do: 'run', sql, values }, ms),
    exec: async (sql, ms) => {
      await inTurn({ do: 'exec', sql }, ms);
    },
    close: async () => {
      if (closed) return;
      // A database in memory, or one that is about to be removed, needs no goodbye; a file of changes does.
      if (worker !== undefined && setup.write) await inTurn({ do: 'close' }, CLOSE_MS).catch(() => undefined);
      closed = true;
      await end();
    },
  };
}

const CLOSE_MS = 10_000;

function startWorker({ path, write, memoryBytes, pragmas }: SqliteThreadSetup): Worker {
  const worker = new Worker(fileURLToPath(new URL('./sqlite-worker.mjs', import.meta.url)), {
    workerData: { path, write, memoryBytes, pragmas } satisfies SqliteWorkerData,
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  // A thread that idles keeps no process alive, and one that broke while idle ends none.
  worker.unref();
  worker.on('error', () => undefined);
  return worker;
}

type Fate<T> =
  | { readonly kind: 'done'; readonly done: T }
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'late' }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'broken'; readonly message: string };

/** One of the three. */
interface SqliteAnswer<T> {
  readonly done?: T;
  /** What SQLite said. */
  readonly error?: string;
  /** It trapped, or its stack ran over: this SQLite must not be used again. */
  readonly broken?: string;
}

function answerOf<T>(worker: Worker, order: SqliteOrder, ms: number, signal: AbortSignal): Promise<Fate<T>> {
  return new Promise((resolve) => {
    const settle = (fate: Fate<T>) => {
      clearTimeout(timer);
      worker.off('message', answered);
      worker.off('error', broke);
      worker.off('exit', left);
      signal.removeEventListener('abort', abort);
      worker.unref();
      resolve(fate);
    };
    const answered = (answer: SqliteAnswer<T>) => {
      if (answer.broken !== undefined) settle({ kind: 'broken', message: answer.broken });
      else if (answer.error !== undefined) settle({ kind: 'error', message: answer.error });
      else settle({ kind: 'done', done: answer.done as T });
    };
    const broke = (error: Error) => settle({ kind: 'broken', message: error.message });
    const left = () => settle({ kind: 'broken', message: 'its thread ended' });
    const abort = () => settle({ kind: 'aborted' });
    const timer = setTimeout(() => settle({ kind: 'late' }), ms);
    worker.on('message', answered);
    worker.on('error', broke);
    worker.on('exit', left);
    signal.addEventListener('abort', abort, { once: true });
    worker.ref();
    worker.postMessage(order);
  });
}

function lateProblem() {
  return problem(
    'timeout',
    'The statement took longer than it may, and was ended.',
    'Raise the limit of time, or ask for less.',
  );
}

function brokenProblem(message: string, place: string) {
  if (/JavaScript heap|ERR_WORKER_OUT_OF_MEMORY|memory limit/i.test(message))
    return sqliteProblem('out of memory', place);
  return problem(
    'unsupported',
    `${place}: SQLite broke off (${message.replace(/\.$/, '')}).`,
    'The statement is nested too deeply, or its pattern is too long: ask for something simpler.',
  );
}
