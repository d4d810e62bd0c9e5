import { type Token, tryScan } from './scan.ts';

/**
 * SQL with every literal (strings of every kind, numbers, bit strings) replaced by `?` and every comment removed.
 * Parameters (`$1`), names and the statement's structure stay: `SELECT * FROM users WHERE email = ? LIMIT ?`.
 * Never fails: what PostgreSQL's scanner cannot read loses all that could be a literal, quoted names too.
 */
export function redactSql(sql: string): string {
  // The scanner ends at a NUL, and what comes after would stay as it is.
  const tokens = sql.includes('\0') || hasLoneSurrogate(sql) ? undefined : tryScan(sql);
  const redacted = tokens === undefined ? redactRoughly(sql) : redactTokens(sql, tokens);
  return redacted.replace(/[ \t]+$/gm, '').trim();
}

function redactTokens(sql: string, tokens: readonly Token[]): string {
  let redacted = '';
  let from = 0;
  for (const token of tokens) {
    const gap = sql.slice(from, token.start);
    // Between tokens there is only space; anything else was not understood.
    if (gap.trim() !== '') return redactRoughly(sql);
    redacted += gap + wordFor(token);
    from = token.end;
  }
  return sql.slice(from).trim() === '' ? redacted : redactRoughly(sql);
}

function wordFor(token: Token): string {
  if (token.kind === 'comment') return '';
  return token.kind === 'string' || token.kind === 'number' ? '?' : token.text;
}

/** Fails closed: from the first quote of any kind that has no partner, nothing is kept. */
function redactRoughly(sql: string): string {
  const literals = [
    /--[^\n]*/, // comment to the end of the line
    /\/\*[\s\S]*?(?:\*\/|$)/, // comment
    /\$([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$[\s\S]*?(?:\$\1\$|$)/, // dollar quote
    /(?:\b[EBXN]|\bU&)?'(?:[^'\\]|''|\\[\s\S])*(?:'|\\?$)/, // string; a backslash may or may not escape: see below
    /"(?:[^"]|"")*(?:"|$)/, // name, or a string of another dialect
    /\$\d+/, // parameter
    /\b\d[\w.]*|\.\d+\w*/, // number
  ];
  const any = new RegExp(literals.map((literal) => `(?:${literal.source})`).join('|'), 'gi');
  const [before, ambiguous] = splitAtBackslash(sql);
  const kept = before.replace(any, (literal) => {
    if (literal.startsWith('--') || literal.startsWith('/*')) return ' ';
    return /^\$\d+$/.test(literal) ? literal : '?';
  });
  return ambiguous ? `${kept} ?` : kept;
}

/** Whether `\'` ends a string depends on a server setting: from the first one on nothing can be kept. */
function splitAtBackslash(sql: string): readonly [string, boolean] {
  const at = sql.search(/\\['"]/);
  if (at < 0) return [sql, false];
  const start = Math.max(0, sql.slice(0, at).search(/['"$]|--|\/\*/));
  return [sql.slice(0, start), true];
}

function hasLoneSurrogate(text: string): boolean {
  return /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);
}
