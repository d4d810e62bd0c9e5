import { problem } from '#contracts/problem-error.ts';
import type { ReadResult, Session } from '#contracts/session.ts';

/** What this engine's own abilities ask beyond `read`; all of it through the same chokepoint. */
export interface PostgresSession extends Session {
  /**
   * Several statements in one snapshot. The search path is empty, so that every name is printed with its schema, and
   * values are printed in one way whatever the role's settings are.
   */
  readonly readTogether: (statements: readonly string[]) => Promise<readonly ReadResult[]>;
  /** The plan for unknown parameters, of which there are this many, as EXPLAIN (FORMAT JSON) gives it. */
  readonly explainGeneric: (statement: string, parameters: number) => Promise<unknown>;
}

/** The session as this engine opened it. */
export function postgresSession(session: Session): PostgresSession {
  if (isPostgres(session)) return session;
  throw problem('internal', 'This session was not opened by the PostgreSQL engine.');
}

function isPostgres(session: Session): session is PostgresSession {
  return session.engine === 'postgres' && 'readTogether' in session && 'explainGeneric' in session;
}
