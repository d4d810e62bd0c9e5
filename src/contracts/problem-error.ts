import type { Problem, ProblemCode } from '#vocabulary/problem.ts';

/** A Problem on its way up. Entry points print `problem`; nobody prints the stack. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, cause?: unknown) {
    super(problem.message, { cause });
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** `throw problem('not-found', 'There is no table orders.', 'Tables here: …')` */
export function problem(code: ProblemCode, message: string, hint?: string, cause?: unknown): ProblemError {
  return new ProblemError({ code, message, ...(hint === undefined ? {} : { hint }) }, cause);
}
