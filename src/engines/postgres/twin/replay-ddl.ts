/** A statement to be run, with what is needed to talk about it. */
export interface ReplayStatement {
  readonly text: string;
}

export interface ReplayFailure<S extends ReplayStatement> {
  readonly statement: S;
  readonly error: unknown;
}

/**
 * Runs statements in their order, then those that failed again and again until a round brings no progress: a foreign
 * key may stand before its table, a view before the function that it calls. Gives what still fails, with its last error.
 */
export async function replayDdl<S extends ReplayStatement>(
  execute: (statement: S) => Promise<unknown>,
  statements: readonly S[],
  signal: AbortSignal,
): Promise<readonly ReplayFailure<S>[]> {
  for (let left = statements; ; ) {
    const failures: ReplayFailure<S>[] = [];
    for (const statement of left) {
      signal.throwIfAborted();
      try {
        await execute(statement);
      } catch (error) {
        failures.push({ statement, error });
      }
    }
    if (failures.length === 0 || failures.length === left.length) return failures;
    left = failures.map((failure) => failure.statement);
  }
}
