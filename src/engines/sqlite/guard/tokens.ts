import { problem } from '#contracts/problem-error.ts';

export interface Token {
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'blob' | 'variable' | 'sign';
  /** As written. */
  readonly text: string;
  /** A name or a text without its quotes; a word as written. */
  readonly value: string;
  readonly at: number;
}

/**
 * The tokens of SQLite's own tokenizer, without blanks and comments. What it does not know is refused (`invalid`).
 * https://github.com/sqlite/sqlite/blob/master/src/tokenize.c
 */
export function tokens(sql: string): readonly Token[] {
  const found: Token[] = [];
  for (let at = 0; at < sql.length; ) {
    const length = blankLength(sql, at);
    if (length > 0) {
      at += length;
      continue;
    }
    const token = tokenAt(sql, at);
    found.push(token);
    at += token.text.length;
  }
  return found;
}

function blankLength(sql: string, at: number): number {
  if (/[ \t\n\f\r\ufeff]/.test(sql[at] ?? '')) return 1;
  if (sql.startsWith('--', at)) return endOf(sql.indexOf('\n', at), sql.length) - at;
  // An asterisk must follow, and something after that; a comment that is not closed ends with the text.
  if (sql.startsWith('/*', at) && at + 2 < sql.length) return endOf(sql.indexOf('*/', at + 2) + 2, sql.length, 2) - at;
  return 0;
}

function endOf(found: number, end: number, least = 0): number {
  return found < least || found === -1 ? end : found;
}

/** Each at its own place (`y`); the first that fits. */
const shapes: readonly (readonly [kind: Token['kind'], pattern: RegExp])[] = [
  ['blob', /[xX]'(?:[0-9a-fA-F]{2})*'/y],
  ['string', /'[^']*(?:''[^']*)*'/y],
  ['quoted', /"[^"]*(?:""[^"]*)*"|`[^`]*(?:``[^`]*)*`|\[[^\]]*\]/y],
  ['number', /0[xX][0-9a-fA-F_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?/y],
  ['variable', /\?\d*|[$@:#][A-Za-z0-9_$\u0080-\uffff]+/y],
  ['word', /[A-Za-z_\u0080-\uffff][A-Za-z0-9_$\u0080-\uffff]*/y],
  ['sign', /->>|->|\|\||<<|>>|<=|>=|<>|!=|==|[-+*/%=<>&|~(),;.]/y],
];

function tokenAt(sql: string, at: number): Token {
  for (const [kind, pattern] of shapes) {
    pattern.lastIndex = at;
    const text = pattern.exec(sql)?.[0];
    if (text !== undefined) return { kind, text, value: unquoted(kind, text), at };
  }
  throw problem(
    'invalid',
    `SQLite cannot read the statement at character ${at + 1}: ${JSON.stringify(sql.slice(at, at + 10))}.`,
    'Look for a quote that is not closed, or a sign that SQL does not know.',
  );
}

function unquoted(kind: Token['kind'], text: string): string {
  if (kind !== 'string' && kind !== 'quoted') return text;
  const quote = text.at(-1) ?? '';
  return text.slice(1, -1).replaceAll(quote + quote, quote);
}
