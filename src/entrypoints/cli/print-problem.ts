import picocolors from 'picocolors';
import { ProblemError } from '#contracts/problem-error.ts';
import { escapeControls } from '#entrypoints/escape-controls.ts';
import type { Problem } from '#vocabulary/problem.ts';
import type { Output } from './shell.ts';

/** A fault that nobody foresaw, as a problem: what the user can do is to tell us. */
export function asProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'internal',
    message: `dbwright failed: ${message}`,
    hint: 'This is a fault in dbwright. Run it again with --verbose and report what it prints.',
  };
}

export interface ProblemStyle {
  readonly json: boolean;
  readonly color: boolean;
  readonly verbose: boolean;
}

/** What happened, and what to do next; as one line of JSON where the report would be JSON. Never on standard output. */
export function printProblem(error: unknown, stderr: Output, style: ProblemStyle): void {
  const problem = asProblem(error);
  if (style.json) {
    stderr.write(`${JSON.stringify({ problem })}\n`);
  } else {
    const paint = picocolors.createColors(style.color);
    stderr.write(`${paint.red('Error:')} ${escapeControls(problem.message)}\n`);
    if (problem.hint !== undefined) stderr.write(`${paint.bold('Next:')}  ${escapeControls(problem.hint)}\n`);
  }
  if (style.verbose && problem.code === 'internal' && error instanceof Error) stderr.write(`${error.stack}\n`);
}
