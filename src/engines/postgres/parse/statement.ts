import type { Node } from '@pgsql/types';
import { loadModule, parseSync } from 'libpg-query';
import { problem } from '#contracts/problem-error.ts';
import { habitProblem, syntaxProblem } from './suggest.ts';

await loadModule();

/**
 * The parse tree of one statement.
 * Errors: invalid: empty, several statements, or a syntax error with its position and, where one parses, a suggestion.
 */
export function parseStatement(text: string): Node {
  if (text.trim() === '') throw problem('invalid', 'There is no SQL here.', 'Give one statement.');
  let statements: readonly { stmt?: Node }[];
  try {
    statements = parseSync(text).stmts ?? [];
  } catch (error) {
    throw syntaxProblem(text, error);
  }
  const [only] = statements;
  if (!only?.stmt) throw problem('invalid', 'There is no statement here, only comments.', 'Give one statement.');
  if (statements.length > 1) {
    throw problem('invalid', `There are ${statements.length} statements here.`, 'Give one statement at a time.');
  }
  const habit = habitProblem(text);
  if (habit) throw habit;
  return only.stmt;
}
