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
 * SQLite's own tokens, as src/tokenize.c cuts them: three quote styles for names, parameters in five forms, block
 * comments that do not nest and may stay open. A quote that is never closed and a stray character are `broken`.
 * https://www.sqlite.org/lang_expr.html, https://www.sqlite.org/lang_keywords.html
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

/** The name that a token stands for, without its quotes; undefined for what is no name. */
export function nameIn({ kind, text }: SqliteToken): string | undefined {
  if (kind === 'word') return text;
  if (kind !== 'name') return undefined;
  const inner = text.slice(1, -1);
  return text.startsWith('[') ? inner : inner.replaceAll(text.charAt(0).repeat(2), text.charAt(0));
}

const forms: readonly (readonly [kind: SqliteToken['kind'], form: RegExp])[] = [
  ['space', /[ \t\n\f\r\ufeff]+/y],
  ['comment', /--[^\n]*\n?|\/\*(?:[^*]|\*(?!\/))*(?:\*\/)?/y],
  ['blob', /[xX]'(?:[0-9a-fA-F]{2})*'/y],
  ['string', /'(?:[^']|'')*'/y],
  ['name', /"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]/y],
  [
    'number',
    /0[xX][0-9a-fA-F](?:_?[0-9a-fA-F])*|(?:\d(?:_?\d)*(?:\.(?:\d(?:_?\d)*)?)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?/y,
  ],
  ['parameter', /\?\d*|[:@#][\w$\u0080-\uffff]+|\$[\w$\u0080-\uffff]+(?:::[\w$\u0080-\uffff]+)*(?:\([^)\s]*\))?/y],
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
