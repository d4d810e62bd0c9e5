import { statementTokens } from '#analysis/migration/statement-tokens.ts';
import type { MigrationText } from '#vocabulary/migration.ts';

type Mode = MigrationText['transaction'];

/**
 * Of a text that is sent as one simple query: several statements make one transaction; one alone is none, so that
 * CREATE INDEX CONCURRENTLY may run; and where BEGIN is written, the text itself says what runs together.
 * https://www.postgresql.org/docs/18/protocol-flow.html#PROTOCOL-FLOW-MULTI-STATEMENT
 */
export function simpleQueryMode(sql: string): Mode {
  const heads = statementHeads(sql, 2);
  return heads.length < 2 || heads.some(opensTransaction) ? 'statement' : 'file';
}

/** Whether the text says itself where transactions begin. */
export function hasOwnTransactions(sql: string): boolean {
  return statementHeads(sql, 2).some(opensTransaction);
}

function opensTransaction([first, second]: readonly string[]): boolean {
  return first === 'begin' || (first === 'start' && second === 'transaction');
}

/** Of a dump of many megabytes the beginning tells enough. */
const mostRead = 4 * 1024 * 1024;

/** The first words of each statement, in small letters. */
export function statementHeads(sql: string, words: number): readonly (readonly string[])[] {
  const heads: string[][] = [];
  let head: string[] | undefined;
  for (const { kind, value } of statementTokens(sql.slice(0, mostRead))) {
    if (kind === 'sign' && value === ';') {
      head = undefined;
      continue;
    }
    if (head === undefined) {
      head = [];
      heads.push(head);
    }
    if (head.length < words) head.push(kind === 'word' ? value : '');
  }
  return heads;
}
