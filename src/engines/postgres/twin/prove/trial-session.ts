import { serverMessage, type TwinConnection } from '#engines/postgres/twin/connection.ts';
import type { Failure, TrialSession } from '#engines/sql/design/try-scenarios.ts';

export function trialSession(connection: TwinConnection): TrialSession {
  return {
    attempt: async (statement) => {
      try {
        await connection.query(statement);
        return undefined;
      } catch (error) {
        return failureOf(error);
      }
    },
    finds: async (query) => (await connection.query(query)).length > 0,
  };
}

/**
 * A rule spoke: integrity constraint, not null, data exception, a trigger's RAISE, a generated column.
 * https://www.postgresql.org/docs/18/errcodes-appendix.html
 */
function failureOf(error: unknown): Failure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return { message: serverMessage(error), isRefusal: /^(23|22|P0001|44|428C9)/.test(code) };
}
