import { literalDefault } from '#analysis/schema-forms/literal-default.ts';
import { type Lexis, type ReadToken, readTokens, unquoted } from './lexis.ts';

/** What a dialect writes otherwise than the model does. */
export interface PlainRules {
  /** Functions by another name: `LEN` -> `char_length`. */
  readonly functions: Readonly<Record<string, string>>;
  /** Changes of the whole text, once names and literals are plain. */
  readonly rewrite?: (plain: string) => string;
}

/** SQL with names and texts as the model writes them, comparisons spaced, numbers without parentheses. */
export function plainSql(sql: string, lexis: Lexis, { functions, rewrite }: PlainRules): string {
  const tokens = readTokens(sql, lexis);
  let plain = '';
  let end = 0;
  tokens.forEach((token, at) => {
    // _utf8mb4'…' names the letters of the text that follows.
    if (token.kind === 'word' && /^_\w+$/.test(token.text) && tokens[at + 1]?.kind === 'text') {
      end = token.end;
      return;
    }
    const isApart = token.start > end || comparisons.has(token.text) || comparisons.has(tokens[at - 1]?.text ?? '');
    plain += `${isApart && plain !== '' ? ' ' : ''}${written(token, tokens[at + 1], lexis, functions)}`;
    end = token.end;
  });
  const bare = plain.replace(
    /(^|[^\w\s])\s?\((-?\d+(?:\.\d+)?)\)/g,
    (_, before: string, digits: string) => `${before}${/[=<>]/.test(before) ? ' ' : ''}${digits}`,
  );
  const trimmed = unwrapped(bare.trim());
  return rewrite?.(trimmed) ?? trimmed;
}

const comparisons: ReadonlySet<string> = new Set(['=', '<>', '!=', '<', '>', '<=', '>=']);

function written(
  token: ReadToken,
  next: ReadToken | undefined,
  lexis: Lexis,
  functions: PlainRules['functions'],
): string {
  const { kind, text } = token;
  if (kind === 'text') return `'${unquoted(token, lexis).replaceAll("'", "''")}'`;
  if (text === '!=') return '<>';
  if (kind === 'word' && next?.text === '(') return functions[text.toLowerCase()] ?? text;
  if (kind !== 'name')
    return lexis.fold !== undefined &&
      kind === 'word' &&
      next?.text !== '(' &&
      /[a-z]/.test(lexis.fold('A', false)) &&
      !keyword.test(text)
      ? lexis.fold(text, false)
      : text;
  const bare = unquoted(token, lexis);
  const name = lexis.fold?.(bare, true) ?? bare;
  const isWord = /^[a-z_][a-z0-9_]*$/.test(name) && !reserved.has(name);
  return isWord ? name : `"${name.replaceAll('"', '""')}"`;
}

/** Words of SQL keep their capitals. */
const keyword =
  /^(?:and|or|not|is|null|in|between|like|case|when|then|else|end|as|true|false|cast|current_date|current_timestamp|current_time|ilike|rlike|regexp)$/i;

/** Without parentheses around the whole. */
export function unwrapped(sql: string): string {
  if (!sql.startsWith('(') || !sql.endsWith(')')) return sql;
  const blotted = sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, (quoted) => '.'.repeat(quoted.length));
  let depth = 0;
  for (let at = 0; at < blotted.length - 1; at++) {
    depth += blotted[at] === '(' ? 1 : blotted[at] === ')' ? -1 : 0;
    if (depth === 0) return sql;
  }
  return unwrapped(sql.slice(1, -1).trim());
}

/** Names that PostgreSQL, whose SQL the model's is, wants in quotes. https://www.postgresql.org/docs/18/sql-keywords-appendix.html */
const reserved: ReadonlySet<string> = new Set(
  'all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create current_date current_role current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign from grant group having in initially intersect into lateral leading limit localtime localtimestamp not null offset on only or order placing primary references returning select session_user some symmetric table then to trailing true union unique user using variadic when where window with'.split(
    ' ',
  ),
);

/** All dialects have the words of this plain SQL: comparisons, arithmetic, a few functions. */
export function isCommonSql(plain: string): boolean {
  const blotted = plain.replace(/'(?:[^']|'')*'/g, "''").replace(/"(?:[^"]|"")*"/g, 'x');
  if (/[~!&|^@#?:[\]{}$\\]|->|<=>|\bx''/i.test(blotted.replaceAll('||', ''))) return false;
  if (
    /\b(?:regexp|rlike|glob|collate|similar|match|binary|div|xor|sounds|convert|interval|iif|top|persisted|escape|isnull|notnull)\b/i.test(
      blotted,
    )
  )
    return false;
  const calls = [...blotted.matchAll(/\b([a-z_]\w*)\s*\(/gi)].map(([, name = '']) => name.toLowerCase());
  return calls.every((name) => common.has(name));
}

const common: ReadonlySet<string> = new Set(
  'in and or not between like is case when then else exists values char_length length lower upper trim coalesce nullif abs round floor ceil mod greatest least'.split(
    ' ',
  ),
);

/** A default in the model's words: its value, else its SQL where all dialects have the words. */
export function plainPreset(plain: string): string | number | boolean | { readonly sql: string } | undefined {
  const isNumber = /^-?\d{1,15}(?:\.\d{1,15})?$/.test(plain) && plain.replace(/\D/g, '').length < 16;
  if (isNumber) return Number(plain);
  return literalDefault(plain) ?? (isCommonSql(plain) ? { sql: plain } : undefined);
}
