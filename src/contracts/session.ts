import type { Bounds } from '#vocabulary/bounds.ts';
import type { ServerInfo } from '#vocabulary/server-info.ts';

/** A value of a row as the driver gives it; everything that a database returns is untrusted data. */
export type Row = Readonly<Record<string, unknown>>;

export interface ReadResult {
  readonly rows: readonly Row[];
  /** The limit of rows or bytes was reached and the rest was not read. */
  readonly truncated: boolean;
}

export interface ReadOptions {
  readonly values?: readonly unknown[];
  /** Tightens the session's bounds for this statement; never widens them. */
  readonly bounds?: Partial<Bounds>;
}

/**
 * A read-only connection to a user's database. `read` is the one chokepoint: one parsed statement, extended protocol,
 * read-only transaction with timeouts and limits, always rolled back.
 */
export interface Session {
  readonly engine: string;
  readonly server: ServerInfo;
  readonly bounds: Bounds;
  readonly read: (statement: string, options?: ReadOptions) => Promise<ReadResult>;
  readonly close: () => Promise<void>;
}

/** A connection that may change things; only `agent/apply` opens one. */
export interface ChangeSession {
  readonly server: ServerInfo;
  /** Runs a query that gives one boolean. */
  readonly check: (query: string, signal: AbortSignal) => Promise<boolean>;
  /** Runs one statement outside a transaction. */
  readonly execute: (statement: string, signal: AbortSignal) => Promise<void>;
  /** Runs the statements in one transaction. */
  readonly executeTogether: (statements: readonly string[], signal: AbortSignal) => Promise<void>;
  readonly close: () => Promise<void>;
}
