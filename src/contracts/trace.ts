import type { LoggedStatement, LogSummary } from '#vocabulary/logged-statement.ts';
import type { StatementShape, TracedStatement } from '#vocabulary/traced-statement.ts';

/** The statements of a log, one after the other as it is read, and what was read so far. Read once. */
export interface LogReading extends AsyncIterable<LoggedStatement> {
  readonly summary: () => LogSummary;
}

/** undefined where the engine cannot parse the text. Remembers, so that it is cheap to ask again. */
export type ShapeReader = (text: string) => StatementShape | undefined;

/** What ran, from files: a stream that is read once. */
export interface Trace extends AsyncIterable<TracedStatement> {
  /** What was read of each file so far. */
  readonly files: () => readonly TraceFile[];
}

export interface TraceFile {
  readonly name: string;
  readonly statements: number;
  /** Of a log. */
  readonly summary?: LogSummary;
}
