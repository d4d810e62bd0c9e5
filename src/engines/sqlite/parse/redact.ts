import { sqliteTokens } from './tokens.ts';

/**
 * SQL with every literal (texts, blobs, numbers) replaced by `?` and every comment removed; parameters, names and the
 * statement's structure stay. Never fails: what SQLite's tokenizer does not know is a `?` too, and from a quote that is
 * never closed on nothing is kept.
 */
export function redactSql(sql: string): string {
  return sqliteTokens(sql)
    .map(({ kind, text }) => (literals.has(kind) ? '?' : kind === 'comment' ? blank(text) : text))
    .join('')
    .replace(/[ \t]+$/gm, '')
    .trim();
}

/** A comment to the end of the line takes that end with it. */
function blank(comment: string): string {
  return comment.endsWith('\n') ? '\n' : ' ';
}

const literals: ReadonlySet<string> = new Set(['string', 'blob', 'number', 'broken']);
