import type { Node } from '@pgsql/types';
import { problem } from '#contracts/problem-error.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';

/** What the statement does. Errors: invalid, for anything but a query. */
export function statementKind(statement: Node): ResolvedQuery['kind'] {
  if ('SelectStmt' in statement) return 'select';
  if ('InsertStmt' in statement) return 'insert';
  if ('UpdateStmt' in statement) return 'update';
  if ('DeleteStmt' in statement) return 'delete';
  if ('MergeStmt' in statement) return 'merge';
  const [name = ''] = Object.keys(statement);
  const words = name
    .replace(/Stmt$/, '')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toUpperCase();
  throw problem(
    'invalid',
    `This is no query but a ${words} statement.`,
    name === 'ExplainStmt'
      ? 'Give the statement without EXPLAIN.'
      : 'Give a SELECT, INSERT, UPDATE, DELETE or MERGE statement.',
  );
}
