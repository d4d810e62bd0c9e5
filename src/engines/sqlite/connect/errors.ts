import { type ProblemError, problem } from '#contracts/problem-error.ts';
import type { ProblemCode } from '#vocabulary/problem.ts';

/** The Problem behind a message of SQLite, which comes without its code. https://www.sqlite.org/rescode.html */
export function sqliteProblem(message: string, place: string): ProblemError {
  const known = meanings.find(([pattern]) => pattern.test(message));
  const [, code, hint] = known ?? [undefined, 'invalid' as const, undefined];
  return problem(code, `${place}: ${message}.`.replace(/\.+$/, '.'), hint);
}

const meanings: readonly (readonly [pattern: RegExp, code: ProblemCode, hint?: string])[] = [
  [/out of memory|too big/, 'unsupported', 'The statement needs more memory than it may have: ask for less.'],
  [/readonly database/, 'denied', 'Statements may only read here.'],
  [/not authorized|unsafe use of/, 'denied', 'Views and triggers of a database that is not trusted may not use this.'],
  [/not a database/, 'invalid', 'Check the path. An encrypted database looks like this too.'],
  [/malformed/, 'invalid', 'The file is damaged: see what `PRAGMA integrity_check` says, and take a backup.'],
  [/should this be a string literal in single-quotes/, 'not-found', "Texts stand in 'single quotes'."],
  [/^no such (module|function|collation)/, 'unsupported', 'The extension that brings it cannot be loaded here.'],
  [/encoding/, 'unsupported', 'Databases in UTF-16 are not read: give the schema as a file instead.'],
  [/^no such/, 'not-found', 'Check the name, and which tables there are.'],
  [/locked|busy/, 'busy', 'Try again.'],
  [/unable to open/, 'denied', 'Check the permissions of the file and its folder.'],
];
