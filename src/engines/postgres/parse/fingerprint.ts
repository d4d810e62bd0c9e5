import { fingerprintSync, loadModule, normalizeSync } from 'libpg-query';
import { outlineKeys } from './outline-key.ts';
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
  const byOutline = new Map<number, StatementShape | undefined>();
  const keyOf = outlineKeys();
  return (text) => {
    const outline = keyOf(text);
    const known = outline === undefined ? byText.get(text) : byOutline.get(outline);
    if (known !== undefined) return known;
    if (outline === undefined ? byText.has(text) : byOutline.has(outline)) return undefined;
    const shape = shapeOf(text);
    if (outline !== undefined) remember(byOutline, outline, shape, remembered);
    else if (text.length <= longestRemembered) remember(byText, detached(text), shape, remembered);
    return shape;
  };
}

const longestRemembered = 20_000;

/** The oldest makes room. */
function remember<K, V>(memory: Map<K, V>, key: K, value: V, most: number): void {
  for (const oldest of memory.size >= most ? memory.keys() : []) {
    memory.delete(oldest);
    break;
  }
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
    const fingerprint = withNames(fingerprintSync(compact), tokens);
    return { fingerprint, normalized: shown, statements: ends + (lastEnds ? 0 : 1) };
  } catch {
    return undefined;
  }
}

/**
 * libpg_query passes over schemas and over the digits in names of tables, so that all partitions of a table are one, and
 * the tables of all tenants. Here `log_2024` and `log_2025` are two statements, as they are for the server: such names go
 * into the fingerprint. `public.t` stays the same as `t`.
 */
function withNames(fingerprint: string, tokens: readonly Token[]): string {
  const names = tokens.flatMap((token, at) => {
    if (token.kind !== 'word' && token.kind !== 'quoted') return [];
    const before = tokens[at - 1]?.text ?? '';
    const name = token.kind === 'word' ? token.text.toLowerCase() : token.text;
    const isSchema = tokens[at + 1]?.text === '.' && /^(?:from|join|into|update|only)$/i.test(before);
    const isNumbered = /\d\d/.test(name) && /^(?:from|join|into|update|only|using|,|\.)$/i.test(before);
    return (isSchema && name !== 'public') || isNumbered ? [name] : [];
  });
  if (names.length === 0) return fingerprint;
  return names
    .reduce(hashed, BigInt(`0x${fingerprint}`))
    .toString(16)
    .padStart(16, '0');
}

/** FNV-1a, 64 bits. */
function hashed(start: bigint, name: string): bigint {
  let value = start;
  for (const byte of Buffer.from(`${name}\0`)) value = BigInt.asUintN(64, (value ^ BigInt(byte)) * 0x100000001b3n);
  return value;
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
