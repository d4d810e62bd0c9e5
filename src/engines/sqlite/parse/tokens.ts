/** A piece of a SQLite statement. Pieces follow each other without gaps, so that together they are the text again. */
export interface SqliteToken {
  readonly kind:
    | 'word'
    | 'name'
    | 'string'
    | 'blob'
    | 'number'
    | 'parameter'
    | 'operator'
    | 'space'
    | 'comment'
    | 'broken';
  readonly text: string;
  /** Offset in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/**
 * SQLite's own tokens, as its tokenizer cuts them: three quote styles for names, parameters in six forms, block comments
 * that do not nest and may stay open. What SQLite calls illegal (a quote that is never closed, `1abc`, `x'0'`) is
 * `broken`: the guard refuses it.
 * https://github.com/sqlite/sqlite/blob/master/src/tokenize.c
 */
export function sqliteTokens(text: string): readonly SqliteToken[] {
  const tokens: SqliteToken[] = [];
  for (let start = 0; start < text.length; ) {
    const { kind, end } = tokenAt(text, start);
    tokens.push({ kind, text: text.slice(start, end), start, end });
    start = end;
  }
  return tokens;
}

/** The tokens that mean something: no blanks, no comments. */
export function codeTokens(text: string): readonly SqliteToken[] {
  return sqliteTokens(text).filter(({ kind }) => kind !== 'space' && kind !== 'comment');
}

/** The name that a token stands for, without its quotes; undefined for what is no name. */
export function nameIn(token: SqliteToken): string | undefined {
  return token.kind === 'word' || token.kind === 'name' ? unquoted(token) : undefined;
}

/** A name or a text without its quotes; anything else as written. */
export function unquoted({ kind, text }: SqliteToken): string {
  if (kind !== 'name' && kind !== 'string') return text;
  const inner = text.slice(1, -1);
  return text.startsWith('[') ? inner : inner.replaceAll(text.charAt(0).repeat(2), text.charAt(0));
}

/** Each at its own place (`y`); the first that fits. No form may go back over what it has read: texts are long. */
const forms: readonly (readonly [kind: SqliteToken['kind'], form: RegExp])[] = [
  ['space', /[ \t\n\f\r\ufeff]+/y],
  // At the very end `/*` is two operators.
  ['comment', /--[^\n]*\n?|\/\*(?=[\s\S])[\s\S]*?(?:\*\/|$)/y],
  ['blob', /[xX]'(?:[0-9a-fA-F]{2})*'/y],
  ['broken', /[xX]'[^']*'?/y],
  ['string', /'[^']*(?:''[^']*)*'/y],
  ['name', /"[^"]*(?:""[^"]*)*"|`[^`]*(?:``[^`]*)*`|\[[^\]]*\]/y],
  [
    'number',
    /(?:0[xX][0-9a-fA-F][0-9a-fA-F_]*|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?)(?![\w$\u0080-\uffff])/y,
  ],
  ['broken', /\.?\d[\d_.]*[\w$\u0080-\uffff]+/y],
  ['parameter', /\?\d*|[$@:#](?:::)*[\w$\u0080-\uffff](?:[\w$\u0080-\uffff]|::)*(?:\([^)\s]*\))?/y],
  ['word', /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y],
  ['operator', /->>|->|\|\||<<|>>|<=|>=|<>|!=|==|[-+*/%&|~<>=(),.;]/y],
];

function tokenAt(text: string, start: number): { readonly kind: SqliteToken['kind']; readonly end: number } {
  for (const [kind, form] of forms) {
    form.lastIndex = start;
    if (form.test(text)) return { kind, end: form.lastIndex };
  }
  const isQuote = /['"`[]/.test(text.charAt(start));
  return { kind: 'broken', end: isQuote ? text.length : start + 1 };
}
