/** How a dialect writes names, texts and comments. */
export interface Lexis {
  /** What names stand in: `"`, a backtick, `[`. */
  readonly names: string;
  /** What texts stand in: `'`, in some dialects `"` too. */
  readonly texts: string;
  /** The backslash escapes in texts. */
  readonly backslashes: boolean;
  /** `#` begins a comment. */
  readonly hashComments: boolean;
  /** `$$ … $$` is a text. */
  readonly dollarTexts: boolean;
  // What stands in a comment that begins with `/*!50100` is meant: MySQL.
  readonly versionedComments: boolean;
  /** How a name is kept that is written so. */
  readonly fold?: (name: string, isQuoted: boolean) => string;
  /** One pair of quotes may stand around a whole path: `project.dataset.table`. */
  readonly quotedPaths?: boolean;
}

/** A piece of a script. `broken`: a quote or comment that is never closed. */
export interface ReadToken {
  readonly kind: 'word' | 'name' | 'text' | 'number' | 'sign' | 'blank' | 'broken';
  readonly text: string;
  /** Offsets in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

const blank = /[\s\ufeff]+/y;
const number = /(?:0x[0-9a-f]+|\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)/iy;
const word = /[A-Za-z_@#\u0080-\uffff][\w$@#\u0080-\uffff]*/y;
const sign = /<=>|<>|<=|>=|!=|\|\||&&|::|->>|->|:=|=>|[^\s]/y;
const version = /\/\*M?!(\d{0,6})/y;

/** The piece that begins at `start`. Long texts are walked, not matched: no expression can run out of its stack. */
export function pieceAt(text: string, start: number, lexis: Lexis): Pick<ReadToken, 'kind' | 'end'> {
  const first = text.charAt(start);
  const next = text.charAt(start + 1);
  if (/\s|\ufeff/.test(first)) return { kind: 'blank', end: endOf(blank, text, start) };
  if ((first === '-' && next === '-') || (first === '#' && lexis.hashComments)) return lineComment(text, start);
  if (first === '/' && next === '*') return blockComment(text, start, lexis);
  if (first === '*' && next === '/' && lexis.versionedComments) return { kind: 'blank', end: start + 2 };
  if (first === '$' && next === '$' && lexis.dollarTexts) return closed('text', text.indexOf('$$', start + 2), 2, text);
  if (lexis.texts.includes(first)) return quoted('text', text, start, first, lexis.backslashes);
  if (lexis.names.includes(first)) return quoted('name', text, start, first === '[' ? ']' : first, false);
  if (isPrefixed(first, next, lexis))
    return quoted('text', text, start + 1, next, lexis.backslashes && !/r/i.test(first));
  const digits = endOf(number, text, start);
  if (digits > start) return { kind: 'number', end: digits };
  const letters = endOf(word, text, start);
  if (letters > start) return { kind: 'word', end: letters };
  return { kind: 'sign', end: Math.max(endOf(sign, text, start), start + 1) };
}

/** N'…', E'…', b'…', x'…', and BigQuery's r'…'. */
function isPrefixed(first: string, next: string, { texts }: Lexis): boolean {
  return next !== '' && texts.includes(next) && /[nebxr]/i.test(first);
}

function lineComment(text: string, start: number): Pick<ReadToken, 'kind' | 'end'> {
  const end = text.indexOf('\n', start);
  return { kind: 'blank', end: end < 0 ? text.length : end + 1 };
}

function blockComment(text: string, start: number, { versionedComments }: Lexis): Pick<ReadToken, 'kind' | 'end'> {
  version.lastIndex = start;
  const found = versionedComments ? version.exec(text) : null;
  // Version 99.99.99 is one that never comes: MariaDB's dumps begin with it.
  if (found !== null && found[1] !== '999999') return { kind: 'blank', end: start + found[0].length };
  return closed('blank', text.indexOf('*/', start + 2), 2, text);
}

function closed(kind: ReadToken['kind'], at: number, length: number, text: string): Pick<ReadToken, 'kind' | 'end'> {
  return at < 0 ? { kind: 'broken', end: text.length } : { kind, end: at + length };
}

function quoted(kind: ReadToken['kind'], text: string, open: number, close: string, backslashes: boolean) {
  const triple = close.repeat(3);
  if (kind === 'text' && close === '"' && text.startsWith(triple, open)) {
    return closed(kind, text.indexOf(triple, open + 3), 3, text);
  }
  let at = open + 1;
  for (;;) {
    const end = text.indexOf(close, at);
    if (end < 0) return { kind: 'broken' as const, end: text.length };
    if (backslashes && isEscaped(text, end, open)) at = end + 1;
    else if (text.charAt(end + 1) === close) at = end + 2;
    else return { kind, end: end + 1 };
  }
}

/** An odd number of backslashes stands before it. */
function isEscaped(text: string, at: number, open: number): boolean {
  let before = at - 1;
  while (before > open && text.charAt(before) === '\\') before--;
  return (at - 1 - before) % 2 === 1;
}

function endOf(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}

/** The pieces that mean something: no blanks, no comments. */
export function readTokens(text: string, lexis: Lexis): readonly ReadToken[] {
  const tokens: ReadToken[] = [];
  for (let start = 0; start < text.length; ) {
    const { kind, end } = pieceAt(text, start, lexis);
    if (kind !== 'blank') tokens.push({ kind, text: text.slice(start, end), start, end });
    start = end;
  }
  return tokens;
}

/** A name or a text without its quotes; anything else as written. */
export function unquoted({ kind, text }: ReadToken, { backslashes }: Lexis): string {
  if (kind !== 'name' && kind !== 'text') return text;
  if (text.startsWith('$$')) return text.slice(2, -2);
  const isRaw = /^r/i.test(text);
  const plain = /^[A-Za-z]/.test(text) ? text.slice(1) : text;
  if (plain.startsWith('"""')) return plain.slice(3, -3);
  const close = plain.at(-1) ?? '';
  const inner = plain.slice(1, -1).replaceAll(close + close, close);
  return kind === 'text' && backslashes && !isRaw ? unescaped(inner) : inner;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', '0': '\0', Z: '\u001a' };

function unescaped(text: string): string {
  return text.replace(/\\([\s\S])/g, (whole, letter: string) =>
    letter === '%' || letter === '_' ? whole : (escapes[letter] ?? letter),
  );
}
