import { countOf, duration, kilobytes } from '#analysis/plan-words.ts';
import type { Answer } from '#contracts/session.ts';
import { objectRows } from '#engines/sqlite/connect/object-rows.ts';
import type { SqliteValue } from '#engines/sqlite/connect/session.ts';
import type { RowsTaken, SqliteThread } from '#engines/sqlite/connect/thread.ts';
import type { Bounds } from '#vocabulary/bounds.ts';
import type { QueryText } from '#vocabulary/query-text.ts';
import { type CheckedStatement, checkStatement } from './check-statement.ts';
import { parameterValues } from './parameters.ts';
import { pragmaName } from './pragmas.ts';
import { checkProgram } from './program.ts';

export interface AskedCopy {
  readonly thread: SqliteThread;
  readonly takenAt: Date;
  /** Of the user's file; its copy has none. */
  readonly journalMode: 'wal' | 'rollback';
  /** What the copy cannot vouch for, one sentence each. */
  readonly limits: readonly string[];
}

/** A statement whose words were checked, not yet its program. */
export interface Question {
  readonly statement: CheckedStatement;
  readonly values: readonly SqliteValue[];
}

/** Errors: invalid, denied. Before a copy is made. */
export function question(query: QueryText): Question {
  const statement = checkStatement(query.text);
  return { statement, values: parameterValues(statement.tokens, query.parameters) };
}

/** The guard's second half: the program is checked, and run under the limits. */
export async function ask({ statement, values }: Question, copy: AskedCopy, bounds: Bounds): Promise<Answer> {
  const started = performance.now();
  const left = () => Math.max(1, Math.ceil(bounds.statementMs - (performance.now() - started)));
  if (statement.kind !== 'pragma') {
    const compiled = `EXPLAIN ${statement.explained ?? statement.sql}`;
    const program = objectRows(await copy.thread.rows({ sql: compiled, limits: programLimits }, left()));
    if (statement.kind === 'select') checkProgram(program);
  }
  const limits = { rows: bounds.rows, bytes: bounds.bytes };
  const taken = told(statement, copy) ?? (await copy.thread.rows({ sql: statement.sql, values, limits }, left()));
  return {
    columns: taken.columns.map((name, at) => ({ name, type: typeOf(taken, at) })),
    rows: taken.rows.map((row) => row.map(readable)),
    ...(taken.truncated === undefined ? {} : { truncated: taken.truncated }),
    milliseconds: performance.now() - started,
    inForce: inForce(copy, bounds),
  };
}

/** What our copy, or our SQLite, would tell otherwise. */
function told({ kind, tokens }: CheckedStatement, copy: AskedCopy): RowsTaken | undefined {
  const name = kind === 'pragma' ? pragmaName(tokens) : '';
  const value = { journal_mode: copy.journalMode === 'wal' ? 'wal' : 'delete', encoding: 'UTF-8' }[name];
  return value === undefined ? undefined : { columns: [name], rows: [[value]] };
}

/** A program that is longer than these is cut off and would not be checked whole; SQLite's own limit is far lower. */
const programLimits = { rows: 10_000_000, bytes: 1_073_741_824 };

/** Values have types of their own in SQLite; that of the first which is not NULL. */
function typeOf({ rows }: RowsTaken, at: number): string {
  const value = rows.map((row) => row[at]).find((one) => one !== null && one !== undefined);
  switch (typeof value) {
    case 'undefined':
      return 'null';
    case 'string':
      return 'text';
    case 'number':
      return Number.isInteger(value) ? 'integer' : 'real';
    case 'bigint':
      return 'integer';
    default:
      return 'blob';
  }
}

/** Whole numbers that JavaScript would bend are texts; bytes are written as SQL has them. */
function readable(value: SqliteValue): string | number | null {
  if (typeof value === 'bigint') return String(value);
  return value instanceof Uint8Array ? `x'${Buffer.from(value).toString('hex')}'` : value;
}

function inForce({ takenAt, limits }: AskedCopy, bounds: Bounds): readonly string[] {
  const spoken = (bytes: number) => kilobytes(bytes / 1_024);
  return [
    `read from a private copy made at ${takenAt.toISOString()}; the file itself was not opened by SQLite`,
    'one statement that only reads, by its words and by the program that SQLite makes of it',
    `at most ${duration(bounds.statementMs)} (its thread is ended)`,
    `at most ${countOf(bounds.rows, 'row')} and ${spoken(bounds.bytes)}`,
    `at most ${spoken(memoryBytes(bounds))} of memory, sorts and temporary tables included`,
    'SQLite tells no cost: none was bounded',
    ...limits,
  ];
}

/** Temporary tables and sorts stay in memory here, so their limit is one of memory. */
export function memoryBytes(bounds: Bounds): number {
  return Math.min(MOST_MEMORY, Math.max(LEAST_MEMORY, bounds.temporaryBytes));
}

const MOST_MEMORY = 268_435_456;
const LEAST_MEMORY = 33_554_432;
