import { quoteLiteral } from '#engines/sqlite/quote.ts';
import { type SqliteToken, sqliteTokens } from './tokens.ts';

/**
 * The number of each parameter, by where it stands: `?` takes the next free one, `?7` says its own, `:name`, `@name` and
 * `$name` take the next free one once. `$1` is 1, as everywhere in dbwright, though to SQLite it is only a name.
 * https://www.sqlite.org/lang_expr.html#varparam
 */
export function numberParameters(tokens: readonly SqliteToken[]): ReadonlyMap<number, number> {
  const numbers = new Map<number, number>();
  const named = new Map<string, number>();
  let last = 0;
  for (const { kind, text, start } of tokens) {
    if (kind !== 'parameter') continue;
    const written = /^[?$](\d+)$/.exec(text)?.[1];
    const number = written === undefined ? (named.get(text) ?? last + 1) : Number(written);
    if (text !== '?') named.set(text, number);
    last = Math.max(last, number);
    numbers.set(start, number);
  }
  return numbers;
}

/** The numbers of the parameters in the text, each once, ascending. */
export function parameterNumbers(text: string): readonly number[] {
  return [...new Set(numberParameters(sqliteTokens(text)).values())].sort((a, b) => a - b);
}

/**
 * The statement with its parameters replaced by literals; those without a value stay. What reads as a number and is
 * spelled as SQLite would print it becomes one, so that it compares with expressions as the bound number would.
 */
export function bindParameters(text: string, parameters: Readonly<Record<string, string>>): string {
  const tokens = sqliteTokens(text);
  const numbers = numberParameters(tokens);
  return tokens
    .map((token) => {
      const number = numbers.get(token.start);
      const value = number === undefined ? undefined : own(parameters, number);
      return value === undefined ? token.text : literal(value);
    })
    .join('');
}

function literal(value: string): string {
  return /^-?\d+(\.\d+)?$/.test(value) && String(Number(value)) === value ? value : quoteLiteral(value);
}

function own(parameters: Readonly<Record<string, string>>, number: number): string | undefined {
  return Object.hasOwn(parameters, String(number)) ? parameters[String(number)] : undefined;
}
