import type { LoggedStatement, LogSummary } from '#vocabulary/logged-statement.ts';
import type { StatementShape, TracedStatement } from '#vocabulary/traced-statement.ts';

/** The statements of a log, one after the other as it is read, and what was read so far. Read once. */
export interface LogReading extends AsyncIterable<LoggedStatement> {
  /** The same, many at a time: waiting for each one takes longer than reading it. Either is read, not both. */
  readonly batches: () => AsyncIterable<readonly LoggedStatement[]>;
  readonly summary: () => LogSummary;
}

/** undefined where the engine cannot parse the text. Remembers, so that it is cheap to ask again. */
export type ShapeReader = (text: string) => StatementShape | undefined;

/** What ran, from files: a stream that is read once. */
export interface Trace extends AsyncIterable<TracedStatement> {
  /** The same, many at a time, with the file that they stand in. Either is read, not both. */
  readonly batches: () => AsyncIterable<TraceBatch>;
  /** What was read of each file so far. */
  readonly files: () => readonly TraceFile[];
}

export interface TraceBatch {
  readonly file: string;
  readonly statements: readonly TracedStatement[];
}

export interface TraceFile {
  readonly name: string;
  readonly statements: number;
  /** Of a log. */
  readonly summary?: LogSummary;
}
