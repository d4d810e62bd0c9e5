import { quoteIdentifier } from '#engines/postgres/quote.ts';
import type { Repair } from './suggest-repairs.ts';
import { type LooseToken, looseTokens, rewriteTokens } from './tokens.ts';

/** Whole-text repairs: what other databases, drivers and word processors write differently. */
export function dialectRepairs(text: string): readonly Repair[] {
  const tokens = looseTokens(text);
  return [
    typography(text, tokens),
    hashComments(text, tokens),
    backticks(text),
    brackets(text),
    operators(text, tokens),
    limitPair(text),
    top(text),
    placeholders(text, tokens),
    intervals(text),
    afterSemicolon(text, tokens),
    clauseOrder(text, tokens),
  ].flatMap((repair) => (repair && repair.text !== text ? [repair] : []));
}

const repair = (text: string, why: string, cost = 0.5): Repair => ({ text, why, cost, global: true });

function typography(text: string, tokens: readonly LooseToken[]): Repair | undefined {
  let typed = '';
  let from = 0;
  for (const token of tokens) {
    if (token.kind !== 'string' && token.kind !== 'quoted' && token.kind !== 'comment') continue;
    typed += plainCharacters(text.slice(from, token.start)) + token.text;
    from = token.end;
  }
  typed += plainCharacters(text.slice(from));
  return repair(typed, 'Curly quotes and special spaces come from word processors; SQL has plain ones.', 0.4);
}

function plainCharacters(text: string): string {
  return text
    .replaceAll(/[\u2018\u2019\u201a\u201b\u2032\u201c\u201d\u201e\u00ab\u00bb]/g, "'")
    .replaceAll(/[\u00a0\u2000-\u200a\u202f\u3000]/g, ' ')
    .replaceAll(/[\u200b-\u200d\u2060\ufeff]/g, '')
    .replaceAll('\uff0c', ',')
    .replaceAll('\uff1b', ';')
    .replaceAll('\uff08', '(')
    .replaceAll('\uff09', ')')
    .replaceAll('\u2212', '-')
    .replaceAll('\u2264', '<=')
    .replaceAll('\u2265', '>=')
    .replaceAll('\u2260', '<>');
}

/**
 * What the grammar accepts though nobody means it: `==` and `=<` would be operators that someone defined, and curly
 * quotes letters of a name. Its place in characters.
 */
export function unmeant(text: string): { readonly word: string; readonly position: number } | undefined {
  const token = looseTokens(text).find(
    (one) =>
      (one.kind === 'symbol' || one.kind === 'word') && /^(?:==|=<|[\u2018\u2019\u201c\u201d\u201e])/.test(one.text),
  );
  if (token) return { word: token.text, position: token.start };
  const top = /^\s*SELECT\s+(?:DISTINCT\s+)?(?=TOP\s*\(\s*\d+\s*\))/i.exec(text);
  return top ? { word: 'TOP', position: top[0].length } : undefined;
}

function hashComments(text: string, tokens: readonly LooseToken[]): Repair | undefined {
  const hash = tokens.find((token) => token.text === '#' && /(?:^|\n)\s*$|\s$/.test(text.slice(0, token.start)));
  if (!hash) return undefined;
  return repair(`${text.slice(0, hash.start)}--${text.slice(hash.end)}`, 'Comments start with --.');
}

function backticks(text: string): Repair | undefined {
  const plain = text.replaceAll(/`([^`]+)`/g, (_, name: string) => quoteIdentifier(name));
  return repair(plain, 'Names are quoted with double quotes, not backticks.');
}

function brackets(text: string): Repair | undefined {
  const plain = text.replaceAll(/(?<![\w\]")])\[([\p{L}_][\p{L}\p{N}_ ]*)\]/gu, (_, name: string) =>
    quoteIdentifier(name),
  );
  return repair(plain, 'Names are quoted with double quotes, not square brackets.');
}

const spellings: Readonly<Record<string, string>> = { '==': '=', '&&': 'AND', '||': 'OR', '=<': '<=', '=>': '>=' };

function operators(text: string, tokens: readonly LooseToken[]): Repair | undefined {
  const plain = rewriteTokens(text, tokens, (token) =>
    token.kind === 'symbol' && Object.hasOwn(spellings, token.text) ? spellings[token.text] : undefined,
  );
  return repair(plain, 'Operators are =, AND, OR, <= and >=.');
}

function limitPair(text: string): Repair | undefined {
  const plain = text.replaceAll(/\bLIMIT\s+(\S+?)\s*,\s*([^\s;)]+)/gi, 'LIMIT $2 OFFSET $1');
  return repair(plain, 'LIMIT skip, count is MySQL; here it is LIMIT count OFFSET skip.');
}

function top(text: string): Repair | undefined {
  const match = /^(\s*SELECT\s+(?:DISTINCT\s+)?)TOP\s*\(?\s*(\d+)\s*\)?\s+(.*?)(\s*;?\s*)$/is.exec(text);
  if (!match) return undefined;
  const [, select = '', count = '', rest = '', end = ''] = match;
  return repair(`${select}${rest} LIMIT ${count}${end.trimEnd()}`, 'TOP n is SQL Server; here it is LIMIT n.');
}

/** `?`, `:name`, `@name` and `%s`; the same name is the same number. */
function placeholders(text: string, tokens: readonly LooseToken[]): Repair | undefined {
  const numbers = new Map<string, number>();
  const next = (key: string) => {
    const number = numbers.get(key) ?? numbers.size + 1;
    numbers.set(key, number);
    return `$${number}`;
  };
  let plain = '';
  let from = 0;
  for (const [at, token] of tokens.entries()) {
    const following = tokens[at + 1];
    const touches = following?.start === token.end && following.kind === 'word';
    const named = (token.text === ':' || token.text === '@') && touches;
    const percent = token.text === '%' && touches && following.text === 's';
    if (token.start < from || !(token.text === '?' || named || percent)) continue;
    const key = named ? following.text : String(token.start);
    plain += text.slice(from, token.start) + next(key);
    from = named || percent ? following.end : token.end;
  }
  return repair(
    plain + text.slice(from),
    'PostgreSQL numbers its parameters: $1, $2. What ?, :name, @name and %s stand for is the work of a driver.',
  );
}

function intervals(text: string): Repair | undefined {
  const plain = text.replaceAll(/\bINTERVAL\s+(\d+)\s+([A-Z]+)\b/gi, "INTERVAL '$1 $2'");
  return repair(plain, "Intervals are literals: INTERVAL '1 day'.");
}

function afterSemicolon(text: string, tokens: readonly LooseToken[]): Repair | undefined {
  const end = tokens.find((token) => token.text === ';');
  const cut = end ? text.slice(0, end.end) : text;
  return cut.trim() === ';' ? undefined : repair(cut, 'What follows the semicolon is no statement.', 1);
}

const clauses = ['SELECT', 'FROM', 'WHERE', 'GROUP', 'HAVING', 'WINDOW', 'ORDER', 'LIMIT', 'OFFSET'];

/** Puts the clauses of a statement without parentheses around them in their order. */
function clauseOrder(text: string, tokens: readonly LooseToken[]): Repair | undefined {
  let depth = 0;
  const starts: { rank: number; start: number }[] = [];
  for (const token of tokens) {
    if (token.text === '(') depth++;
    if (token.text === ')') depth--;
    const rank = clauses.indexOf(token.text.toUpperCase());
    if (depth === 0 && token.kind === 'word' && rank >= 0) starts.push({ rank, start: token.start });
  }
  if (new Set(starts.map((one) => one.rank)).size < starts.length || starts[0]?.rank !== 0) return undefined;
  const end = /\s*;?\s*$/.exec(text)?.index ?? text.length;
  const parts = starts.map((one, at) => ({
    rank: one.rank,
    part: text.slice(one.start, starts[at + 1]?.start ?? end).trim(),
  }));
  const ordered = [...parts].sort((a, b) => a.rank - b.rank);
  if (ordered.every((one, at) => one === parts[at])) return undefined;
  const separator = text.includes('\n') ? '\n' : ' ';
  const sorted = text.slice(0, starts[0]?.start) + ordered.map((one) => one.part).join(separator) + text.slice(end);
  return repair(sorted, 'The order is SELECT, FROM, WHERE, GROUP BY, HAVING, ORDER BY, LIMIT, OFFSET.', 0.8);
}
