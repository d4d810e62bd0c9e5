/** A piece of SQL that may be broken: an open quote runs to the end. Space is no token. */
export interface LooseToken {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'comment' | 'symbol';
  /** A quote or comment that never closes. */
  readonly open: boolean;
}

const pieces = new RegExp(
  [
    '(?<comment>--[^\\n]*|/\\*[^]*?(?:\\*/|$))',
    "(?<string>(?<![\\w$])[eE]'(?:[^'\\\\]|\\\\[^]|'')*(?:'|$)|'(?:[^']|'')*(?:'|$)|\\$(?<tag>[A-Za-z_]\\w*)?\\$[^]*?(?:\\$\\k<tag>\\$|$))",
    '(?<quoted>"(?:[^"]|"")*(?:"|$))',
    '(?<word>[\\p{L}_][\\p{L}\\p{N}_$]*)',
    '(?<number>\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?|\\$\\d+)',
    '(?<symbol>==|!=|<>|<=|>=|=<|=>|&&|\\|\\||::|->>|->|[^\\s])',
  ].join('|'),
  'gu',
);

/** Splits even what PostgreSQL's scanner refuses, so that a repair knows what is a string and what is not. */
export function looseTokens(text: string): readonly LooseToken[] {
  return [...looseTokensFrom(text, 0)];
}

/** One token after the other from an offset on; stop asking and the rest is not looked at. */
export function* looseTokensFrom(text: string, start: number): Generator<LooseToken> {
  const from = new RegExp(pieces);
  from.lastIndex = start;
  for (const match of text.matchAll(from)) {
    const groups = match.groups ?? {};
    const kind = (['comment', 'string', 'quoted', 'word', 'number'] as const).find((one) => groups[one] !== undefined);
    const written = match[0];
    const end = match.index + written.length;
    yield { text: written, start: match.index, end, kind: kind ?? 'symbol', open: isOpen(written, kind) };
  }
}

function isOpen(written: string, kind: string | undefined): boolean {
  if (kind === 'quoted') return !/^"(?:[^"]|"")*"$/.test(written);
  if (kind === 'string' && /^e/i.test(written)) return !/^e'(?:[^'\\]|\\.|'')*'$/is.test(written);
  if (kind === 'string' && written.startsWith("'")) return !/^'(?:[^']|'')*'$/.test(written);
  if (kind === 'string') return !/^(\$\w*\$).*\1$/s.test(written);
  return kind === 'comment' && written.startsWith('/*') && !written.endsWith('*/');
}

/** The text with some tokens written differently; `change` gives undefined for those that stay. */
export function rewriteTokens(
  text: string,
  tokens: readonly LooseToken[],
  change: (token: LooseToken, index: number) => string | undefined,
): string {
  let rewritten = '';
  let from = 0;
  for (const [index, token] of tokens.entries()) {
    const other = change(token, index);
    if (other === undefined) continue;
    rewritten += text.slice(from, token.start) + other;
    from = token.end;
  }
  return rewritten + text.slice(from);
}
