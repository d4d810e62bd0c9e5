import { problem } from '#contracts/problem-error.ts';
import { quoteLiteral } from '#engines/sqlite/quote.ts';
import type { QueryText } from '#vocabulary/query-text.ts';
import { codeTokens, type SqliteToken, sqliteTokens } from './tokens.ts';

/** A parameter of a statement, at its first place. */
export interface SqliteParameter {
  /** `?2`, `:id`; `?` where it is only counted. */
  readonly written: string;
  /** The name without its sign; undefined for `?` and `?2`. */
  readonly name?: string;
  /** In dbwright: `?` takes the next free one, `?2` and `$2` (and `:2`, `@2`) say their own, a name the next free one. */
  readonly number: number;
  /** In SQLite, where `$2` is only a name. */
  readonly place: number;
}

/** What SQLite takes at most. https://www.sqlite.org/limits.html */
const MOST_PARAMETERS = 32_766;

/**
 * The parameters by where they stand in the text. `?` is always a new one; any other that is written again is the same.
 * https://www.sqlite.org/lang_expr.html#varparam
 */
export function parametersAt(tokens: readonly SqliteToken[]): ReadonlyMap<number, SqliteParameter> {
  const found = new Map<number, SqliteParameter>();
  const known = new Map<string, SqliteParameter>();
  let lastNumber = 0;
  let lastPlace = 0;
  for (const { kind, text, start } of tokens) {
    if (kind !== 'parameter') continue;
    const own = /^[?$:@](\d+)$/.exec(text)?.[1];
    const fresh: SqliteParameter = {
      written: text,
      ...(text.startsWith('?') ? {} : { name: text.slice(1) }),
      number: own === undefined ? lastNumber + 1 : Number(own),
      place: own !== undefined && text.startsWith('?') ? Number(own) : lastPlace + 1,
    };
    const parameter = (text === '?' ? undefined : known.get(text)) ?? fresh;
    if (text !== '?') known.set(text, parameter);
    lastNumber = Math.max(lastNumber, parameter.number);
    lastPlace = Math.max(lastPlace, parameter.place);
    found.set(start, parameter);
  }
  return found;
}

/** The numbers of the parameters in the text, each once, ascending. */
export function parameterNumbers(text: string): readonly number[] {
  const numbers = [...parametersAt(sqliteTokens(text)).values()].map(({ number }) => number);
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/**
 * The values by number, whatever they were given by: `{"id": …}` or `{":id": …}` is the value of `:id`, `@id` and `$id`.
 * Errors: invalid (a value for a parameter that the statement does not have, or what `checkNumbers` says).
 */
export function numberedParameters({ text, parameters }: QueryText): QueryText {
  const found = [...parametersAt(codeTokens(text)).values()];
  checkNumbers(found);
  checkGiven(found, parameters);
  const values = found.flatMap((one) => {
    const value = givenValue(one, parameters);
    return value === undefined ? [] : [[String(one.number), value]];
  });
  return { text, parameters: Object.fromEntries(values) };
}

/** Errors: invalid (a value that belongs to none of the parameters). */
export function checkGiven(found: readonly SqliteParameter[], given: QueryText['parameters']): void {
  const keys = new Set(found.flatMap(({ name, number }) => [String(number), ...(name === undefined ? [] : [name])]));
  const unused = Object.keys(given).filter((key) => !keys.has(bare(key)));
  if (unused.length === 0) return;
  throw problem('invalid', `The statement has no parameter ${unused.join(', ')}.`, parameterHint(found));
}

/** "It has :id (1) and ? (2)." */
export function parameterHint(found: readonly SqliteParameter[]): string {
  const all = new Map(found.map(({ written, number }) => [`${written} ${number}`, { written, number }]));
  if (all.size === 0) return 'It has none.';
  const words = [...all.values()].map(({ written, number }) =>
    /\d/.test(written) ? written : `${written} (number ${number})`,
  );
  return `Its parameters: ${words.join(', ')}.`;
}

/** By name, else by number. */
export function givenValue({ name, number }: SqliteParameter, given: QueryText['parameters']): string | undefined {
  const named = name === undefined ? undefined : Object.keys(given).find((key) => bare(key) === name);
  const key = named ?? Object.keys(given).find((one) => bare(one) === String(number));
  return key === undefined ? undefined : given[key];
}

function bare(key: string): string {
  return key.replace(/^[$@:#?]/, '');
}

/**
 * Values come as texts. A column turns what it is compared with into its own type, but an expression has none: there
 * the text '5' is more than any number. So what is written as SQLite prints a number is one.
 */
export function typedValue(text: string): string | number | bigint {
  if (/^-?(0|[1-9]\d{0,18})$/.test(text)) {
    const whole = BigInt(text);
    return Number.isSafeInteger(Number(whole)) ? Number(whole) : BigInt.asIntN(64, whole) === whole ? whole : text;
  }
  return /^-?(0|[1-9]\d*)\.\d+$/.test(text) && String(Number(text)) === text ? Number(text) : text;
}

/** The statement with its parameters replaced by literals; those without a value stay. */
export function bindParameters(text: string, given: QueryText['parameters']): string {
  const tokens = sqliteTokens(text);
  const parameters = parametersAt(tokens);
  return tokens
    .map((token, at) => {
      const parameter = parameters.get(token.start);
      const value = parameter === undefined ? undefined : givenValue(parameter, given);
      return value === undefined ? token.text : setApart(literal(value), tokens[at - 1], tokens[at + 1]);
    })
    .join('');
}

function literal(text: string): string {
  const value = typedValue(text);
  return typeof value === 'string' ? quoteLiteral(value) : String(value);
}

/** `a-?` with -5 is no comment, `?AND` with 5 no strange number. */
function setApart(value: string, before: SqliteToken | undefined, after: SqliteToken | undefined): string {
  const touches = (token: SqliteToken | undefined) =>
    token !== undefined && /^[-\w$.'\u0080-\uffff]+$/.test(token.text);
  return `${touches(before) ? ' ' : ''}${value}${touches(after) ? ' ' : ''}`;
}

/** Errors: invalid (a number beyond what SQLite takes; `$1, ?1` where SQLite has one parameter and dbwright two). */
export function checkNumbers(found: readonly SqliteParameter[]): void {
  if (found.some(({ number, place }) => [number, place].some((one) => one < 1 || one > MOST_PARAMETERS)))
    throw problem('invalid', `Parameters are numbered from 1 to ${MOST_PARAMETERS}.`);
  const places = new Map<number, SqliteParameter>();
  for (const parameter of found) {
    const other = places.get(parameter.place);
    if (other !== undefined && other.number !== parameter.number) {
      const both = `${other.written} and ${parameter.written}`;
      throw problem('invalid', `To SQLite, ${both} are one parameter here.`, 'Write all parameters in one manner.');
    }
    places.set(parameter.place, parameter);
  }
}
