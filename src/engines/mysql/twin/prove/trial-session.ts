import { serverFault, type TwinConnection } from '#engines/mysql/twin/connection.ts';
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
 * A rule spoke: a trigger's SIGNAL (45000), a key, a foreign key, a CHECK, NOT NULL (23000), a value that does not fit
 * (22…), or one of those that have no class of their own. Deadlocks (40001) refuse in races.
 * https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html
 */
function failureOf(error: unknown): Failure {
  const { message, number, state } = serverFault(error);
  return { message, isRefusal: /^(45|23|22|44)/.test(state) || withoutClass.has(number) };
}

/** 3819 CHECK in MySQL, 1364 no default, 1265 and 1366 wrong values, 3140 JSON, 4025 CHECK in MariaDB. */
const withoutClass: ReadonlySet<number> = new Set([3819, 1364, 1265, 1366, 3140, 4025]);
