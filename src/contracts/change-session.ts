import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { ServerInfo } from '#vocabulary/server-info.ts';
import type { SeedSet } from './seed.ts';

/** Rows for tables that are empty. */
export interface RowLoad {
  /** That the rows were made for. */
  readonly schema: DatabaseSchema;
  /** Anew at each call, as a set can be taken once only. */
  readonly set: () => SeedSet;
  /** Of all rows together, as `Seed.weigh` gives it: others are not let in. */
  readonly digest: string;
  /** As `Destination.examine` gave them: what else would fire or count is refused. */
  readonly triggers: readonly string[];
  readonly sequences: readonly string[];
  /** For the progress. */
  readonly rows: number;
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
  /**
   * Loads rows in one transaction: all of them with every constraint in force, or none. Absent where the engine cannot.
   * Errors: denied (read-only, or the login lacks a right), conflict (tables with rows, another schema, other
   * triggers or sequences, a row refused),
   * busy (a lock was not had in time).
   */
  readonly load?: (load: RowLoad, signal: AbortSignal) => Promise<void>;
  readonly close: () => Promise<void>;
}
