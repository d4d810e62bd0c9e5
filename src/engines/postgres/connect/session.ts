import { problem } from '#contracts/problem-error.ts';
import type { Row, Session } from '#contracts/session.ts';
import type { Bounds } from '#vocabulary/bounds.ts';

export interface ReadResult {
  readonly rows: readonly Row[];
  /** The limit of rows or bytes was reached and the rest was not read. */
  readonly truncated: boolean;
}

export interface ReadOptions {
  readonly values?: readonly unknown[];
  /** Tightens the session's bounds for this statement; never widens them. */
  readonly bounds?: Partial<Bounds>;
  /**
   * `catalog`: names without a schema are the server's own, whatever stands before them in the session's search path.
   * Without it every function, operator and type of the statement needs its schema.
   */
  readonly path?: 'catalog';
}

/** What this engine's own abilities ask, in statements that stand in its own files; all of it through the chokepoint. */
export interface PostgresSession extends Session {
  /** One statement of the engine's own: in a read-only transaction with timeouts and limits, always rolled back. */
  readonly read: (statement: string, options?: ReadOptions) => Promise<ReadResult>;
  /**
   * Several statements in one snapshot. The search path is empty, so that every name is printed with its schema, and
   * values are printed in one way whatever the role's settings are.
   */
  readonly readTogether: (statements: readonly string[]) => Promise<readonly ReadResult[]>;
  /**
   * The plan of a statement that somebody wrote, as EXPLAIN (FORMAT JSON) gives it: through the guard, as planning
   * runs functions too. For the parameters without values, numbered up to `parameters`, it is generic.
   */
  readonly plan: (statement: string, parameters: number) => Promise<unknown>;
}

/** The session as this engine opened it. */
export function postgresSession(session: Session): PostgresSession {
  if (isPostgres(session)) return session;
  throw problem('internal', 'This session was not opened by the PostgreSQL engine.');
}

function isPostgres(session: object): session is PostgresSession {
  return 'engine' in session && session.engine === 'postgres' && 'readTogether' in session && 'plan' in session;
}
