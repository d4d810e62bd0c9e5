import type { ProblemError } from '#contracts/problem-error.ts';
import { problem } from '#contracts/problem-error.ts';

const onlyReading =
  'Only SELECT, VALUES, TABLE, SHOW and EXPLAIN are run on a database that is looked at, and only what they surely read.';

/** `refused('it calls pg_sleep, which waits')` */
export function refused(why: string, hint = onlyReading, cause?: unknown): ProblemError {
  return problem('denied', `This statement was not run: ${why}.`, hint, cause);
}
