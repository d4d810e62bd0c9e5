import { fingerprintSync, loadModule, normalizeSync } from 'libpg-query';
import { type Token, tryScan } from './scan.ts';

// WebAssembly that loads once; waiting here lets everything below be synchronous.
await loadModule();

/** What a statement is without its values. */
export interface StatementShape {
  /** The same for statements that differ in values, spelling, space and the lengths of lists alone: 16 hex digits. */
  readonly fingerprint: string;
  /** Values as $1, $2 …; lists of them as PostgreSQL 18 prints them: `id IN ($1, …)` with the rest as a comment. */
  readonly normalized: string;
  /** Several statements in one text: fingerprint and text are of all of them together. */
  readonly statements: number;
}

/** undefined where PostgreSQL cannot parse the text. */
export type Fingerprint = (text: string) => StatementShape | undefined;

/**
 * A reader of shapes that remembers: a text that it has seen, or one that differs in its values only, is not parsed
 * again. Holds at most `remembered` texts and as many shapes.
 */
export function fingerprinter(remembered = 10_000): Fingerprint {
  const byText = new Map<string, StatementShape | undefined>();
  const byOutline = new Map<string, StatementShape | undefined>();
  return (text) => {
    if (byText.has(text)) return byText.get(text);
    const outline = outlineOf(text);
    const known = outline !== undefined && byOutline.has(outline);
    const shape = known ? byOutline.get(outline) : shapeOf(text);
    if (outline !== undefined && !known) remember(byOutline, detached(outline), shape, remembered);
    if (text.length <= longestRemembered) remember(byText, detached(text), shape, remembered);
    return shape;
  };
}

const longestRemembered = 20_000;

/** The oldest makes room. */
function remember<V>(memory: Map<string, V>, key: string, value: V, most: number): void {
  if (memory.size >= most) memory.delete(memory.keys().next().value ?? '');
  memory.set(key, value);
}

/** Cut from a large text, it would keep that alive. */
function detached(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}

/** The shape of one text, by PostgreSQL's own parser. */
function shapeOf(text: string): StatementShape | undefined {
  try {
    const { shown, compact } = squashLists(normalizeSync(text));
    // One item stands for the list: by libpg_query alone ARRAY[1] and ARRAY[1, 2] are two shapes.
    const tokens = tryScan(shown) ?? [];
    const ends = tokens.filter((token) => token.text === ';').length;
    const lastEnds = tokens.findLast((token) => token.kind !== 'comment')?.text === ';';
    return { fingerprint: fingerprintSync(compact), normalized: shown, statements: ends + (lastEnds ? 0 : 1) };
  } catch {
    return undefined;
  }
}

/**
 * `IN ($1, $2, $3)`, `ARRAY[$1, $2]`, `VALUES ($1, $2), ($3, $4)`: lists of values alone become their first, as query
 * identifiers are computed from 18 on (VALUES: as libpg_query does). Parameters are numbered anew.
 * https://www.postgresql.org/docs/18/pgstatstatements.html
 */
function squashLists(normalized: string): { readonly shown: string; readonly compact: string } {
  const tokens = (tryScan(normalized) ?? []).filter((token) => token.kind !== 'comment');
  const removed = [...listRests(tokens), ...rowRests(tokens)];
  const numbers = new Map<string, string>();
  let shown = '';
  let compact = '';
  let from = 0;
  for (const [at, token] of tokens.entries()) {
    const rest = removed.find((one) => at >= one.from && at <= one.to);
    if (rest !== undefined && at > rest.from) continue;
    const gap = rest === undefined ? normalized.slice(from, token.start) : '';
    const parameter = token.kind === 'parameter' ? (numbers.get(token.text) ?? `$${numbers.size + 1}`) : token.text;
    if (token.kind === 'parameter' && rest === undefined) numbers.set(token.text, parameter);
    shown += rest === undefined ? gap + parameter : ' /*, ... */';
    compact += rest === undefined ? gap + parameter : '';
    from = rest === undefined ? token.end : (tokens[rest.to]?.end ?? token.end);
  }
  return { shown: (shown + normalized.slice(from)).trim(), compact: compact + normalized.slice(from) };
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** From the first comma to the last value of `IN (…)` and `ARRAY[…]` that hold values alone, casts among them. */
function listRests(tokens: readonly Token[]): readonly Range[] {
  const text = (at: number) => tokens[at]?.text ?? '';
  return tokens.flatMap((token, at) => {
    const opens = /^(?:in|array)$/i.test(token.text) && token.kind === 'word' && /^[([]$/.test(text(at + 1));
    if (!opens) return [];
    const close = text(at + 1) === '(' ? ')' : ']';
    let end = at + 2;
    let comma: number | undefined;
    for (; end < tokens.length && text(end) !== close; end += 1) {
      if (text(end) === ',') comma ??= end;
      else if (!isValuePart(tokens, end)) return [];
    }
    return comma === undefined ? [] : [{ from: comma, to: end - 1 }];
  });
}

/** A value, or the type after its `::`. */
function isValuePart(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token === undefined) return false;
  if (token.kind === 'parameter' || token.text === '::') return true;
  return (token.kind === 'word' || token.kind === 'quoted') && tokens[at - 1]?.text === '::';
}

/** The rows after the first of `VALUES (…), (…)` that hold values alone. */
function rowRests(tokens: readonly Token[]): readonly Range[] {
  return tokens.flatMap((token, at) => {
    if (!/^values$/i.test(token.text) || token.kind !== 'word') return [];
    const first = rowEnd(tokens, at + 1);
    if (first === undefined) return [];
    let end = first;
    for (let next = first; tokens[next + 1]?.text === ','; next = end) {
      const row = rowEnd(tokens, next + 2);
      if (row === undefined) return [];
      end = row;
    }
    return end === first ? [] : [{ from: first + 1, to: end }];
  });
}

function rowEnd(tokens: readonly Token[], start: number): number | undefined {
  if (tokens[start]?.text !== '(') return undefined;
  for (let at = start + 1; at < tokens.length; at += 1) {
    if (tokens[at]?.text === ')') return at;
    const isDefault = /^default$/i.test(tokens[at]?.text ?? '');
    if (tokens[at]?.text !== ',' && !isDefault && !isValuePart(tokens, at)) return undefined;
  }
  return undefined;
}

const literal =
  /'(?:[^'\\]|'')*'|\b\d+(?:\.\d+)?(?:e[+-]?\d+)?\b|\/\*(?:(?!\/\*)[\s\S])*?\*\/|\s+|--[^\n]*|"[^"]*"|\$\d+|[\p{L}_][\p{L}\p{N}_$]*/giu;

/**
 * A cheap form of the text in which values are marks, so that one parse serves all texts that have it. undefined where
 * a value could be mistaken: a backslash, a dollar quote, a prefix such as E'…'; and for all but the four that read and
 * write rows, since elsewhere a value can be more than a value.
 */
function outlineOf(text: string): string | undefined {
  if (text.length > 100_000 || !/^\s*(?:select|insert|update|delete|with)\b/i.test(text)) return undefined;
  if (text.includes('\\') || /\$[\p{L}_$]|(?<![\p{L}\p{N}_$])(?:[bxen]|u&)['"]/iu.test(text)) return undefined;
  return text.replace(literal, (found) => {
    const first = found.charCodeAt(0);
    if (first === 39) return "'";
    if (first >= 48 && first <= 57) return '0';
    if (first === 47 || first === 45 || found.trim() === '') return ' ';
    return found;
  });
}
