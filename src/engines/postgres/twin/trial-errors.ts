import { ProblemError, problem } from '#contracts/problem-error.ts';
import { sqlState } from '#engines/postgres/connect/errors.ts';
import { serverMessage } from './connection.ts';

/** What hindered a measurement, in words. `place` is where the rows come from; `runMs` how long one run may take. */
export function trialProblem(error: unknown, place: string, runMs: number): ProblemError {
  if (error instanceof ProblemError) return error;
  const said = serverMessage(error);
  switch (sqlState(error)) {
    case '57014':
      return problem(
        'timeout',
        `The query did not end within ${runMs / 1000} s in ${place}.`,
        'Its time could not be measured there.',
        error,
      );
    case '55P03':
      return problem('busy', `A lock could not be had in ${place}.`, 'Try again when nobody else works there.', error);
    case '42501':
      return problem(
        'denied',
        `The server refuses in ${place}: ${said}.`,
        'The login for the copy must own the tables, so that it may build indexes there; nothing is kept.',
        error,
      );
    case '25006':
      return problem(
        'denied',
        `The server lets nobody write in ${place}: ${said}.`,
        'Name a copy that is no standby.',
        error,
      );
    case '42P07':
      return problem('conflict', `There is an index of that name in ${place}: ${said}.`, undefined, error);
    default:
      return problem('conflict', `The query could not be measured in ${place}: ${said}.`, undefined, error);
  }
}

/** query_canceled: its time was up. */
export function isTimeout(error: unknown): boolean {
  return sqlState(error) === '57014';
}

/** Why one statement of several could not be measured: one sentence. */
export function failureWords(error: unknown, runMs: number): string {
  if (error instanceof ProblemError) return error.message;
  if (isTimeout(error)) return `It did not end within ${runMs / 1000} s.`;
  if (sqlState(error) === '55P03') return 'Others held its tables locked for too long.';
  return `The server says: ${serverMessage(error)}.`;
}
