import type { Bounds } from '#vocabulary/bounds.ts';
import type { QueryText } from '#vocabulary/query-text.ts';
import type { ServerInfo } from '#vocabulary/server-info.ts';

/** A value of a row as the driver gives it; everything that a database returns is untrusted data. */
export type Row = Readonly<Record<string, unknown>>;

export interface AskOptions {
  /** Tightens the session's bounds for this statement; never widens them. */
  readonly bounds?: Partial<Bounds>;
}

/** What a statement that somebody wrote gave. */
export interface Answer {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Values in the order of `columns`, of which two may have one name. Dates and numbers that JavaScript would bend are texts. */
  readonly rows: readonly (readonly unknown[])[];
  /** Which limit was reached; the rest was not read. */
  readonly truncated?: 'rows' | 'bytes';
  readonly milliseconds: number;
  readonly estimatedCost?: number;
  /** The bounds that were in force, one sentence each, with who kept them. */
  readonly inForce: readonly string[];
}

/**
 * A read-only connection to a user's database, which is touched through it alone. Statements that a person or a model
 * wrote go through `ask`, the guard: parsed by the engine's own parser, every name resolved in the catalog, its cost
 * bounded before it runs, its time, rows and bytes while it runs, always rolled back. Statements of the engine's own
 * are the engine's matter, under the same limits.
 */
export interface Session {
  readonly engine: string;
  readonly server: ServerInfo;
  readonly bounds: Bounds;
  /** Errors: invalid (does not parse), denied (it may do more than read; the reason), unsupported (too large), timeout, busy. */
  readonly ask: (query: QueryText, options?: AskOptions) => Promise<Answer>;
  /** All that `work` reads is of one moment. */
  readonly inSnapshot: <T>(work: (session: Session) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}
