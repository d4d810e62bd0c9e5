import { codeTokens } from '#engines/sqlite/parse/tokens.ts';
import { listAt, written } from './table-text.ts';

/** What of an index stands in its CREATE statement only. */
export interface IndexText {
  /** Each key as it was written, without COLLATE, ASC and DESC behind it. */
  readonly keys: readonly string[];
  readonly predicate?: string;
}

/** Reads a CREATE INDEX as sqlite_schema keeps it. https://www.sqlite.org/lang_createindex.html */
export function indexText(sql: string): IndexText {
  const all = codeTokens(sql);
  const open = all.findIndex((token) => token.text === '(');
  const keys = listAt(all, open).map((part) => {
    const direction = /^(asc|desc)$/i.test(part.at(-1)?.text ?? '') ? 1 : 0;
    const rest = part.slice(0, part.length - direction);
    const isCollated = rest.length > 2 && /^collate$/i.test(rest.at(-2)?.text ?? '');
    return written(sql, isCollated ? rest.slice(0, -2) : rest);
  });
  let depth = 0;
  const close = all.findIndex((token, at) => {
    if (token.text === '(') depth++;
    if (token.text === ')') depth--;
    return at > open && depth === 0;
  });
  const predicate = /^where$/i.test(all[close + 1]?.text ?? '') ? written(sql, all.slice(close + 2)) : '';
  return { keys, ...(predicate === '' ? {} : { predicate }) };
}

/** A view's query: what follows AS, after its name and its columns. */
export function viewQuery(sql: string): string {
  const all = codeTokens(sql);
  const at = all.findIndex((token, index) => index > 2 && token.kind === 'word' && /^as$/i.test(token.text));
  return written(sql, all.slice(at + 1));
}
