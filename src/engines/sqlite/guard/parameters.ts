import { problem } from '#contracts/problem-error.ts';
import type { SqliteValue } from '#engines/sqlite/connect/session.ts';
import type { Token } from './tokens.ts';

/**
 * The values in the order in which SQLite numbers its variables: `?` is the next, `?3` the third, a name has the number
 * of its first place. `{"1": …}` is the value of `?1`, `$1`, `:1` or the first `?`; `{"id": …}` that of `:id`, `@id`, `$id`.
 * https://www.sqlite.org/lang_expr.html#parameters . Errors: invalid (no value, one too many).
 */
export function parameterValues(
  own: readonly Token[],
  given: Readonly<Record<string, string>>,
): readonly SqliteValue[] {
  const variables = numbered(own);
  const keys = variables.map((variable) => variable && bareName(variable));
  const unused = Object.keys(given).filter((key) => !keys.includes(bareName(key)));
  if (unused.length > 0) {
    throw problem('invalid', `The statement has no parameter ${unused.join(', ')}.`, parameterHint(keys));
  }
  const values = new Map(Object.entries(given).map(([key, value]) => [bareName(key), value]));
  return keys.map((key) => {
    const value = key === undefined ? '' : values.get(key);
    if (value === undefined) throw problem('invalid', `There is no value for parameter ${key}.`, parameterHint(keys));
    return typed(value);
  });
}

const MOST_VARIABLES = 32_766;

/** By number less one: the variable, `?3` where it has no name. Numbers that nothing has are undefined. */
function numbered(own: readonly Token[]): readonly (string | undefined)[] {
  const found: (string | undefined)[] = [];
  for (const { text } of own.filter((token) => token.kind === 'variable')) {
    const number = /^\?(\d*)$/.exec(text)?.[1];
    if (number === undefined) {
      if (!found.includes(text)) found.push(text);
      continue;
    }
    const at = number === '' ? found.length + 1 : Number(number);
    if (at < 1 || at > MOST_VARIABLES) throw problem('invalid', `Parameters are numbered from 1 to ${MOST_VARIABLES}.`);
    while (found.length < at) found.push(undefined);
    found[at - 1] ??= `?${at}`;
  }
  return found;
}

function bareName(text: string): string {
  return text.replace(/^[$@:#?]/, '');
}

/**
 * Values come as texts. A column turns what it is compared with into its own type, but an expression has none: there
 * the text '5' is more than any number. So what is written as a number is one.
 */
function typed(text: string): SqliteValue {
  if (/^-?(0|[1-9]\d{0,18})$/.test(text)) {
    const whole = BigInt(text);
    return Number.isSafeInteger(Number(whole)) ? Number(whole) : BigInt.asIntN(64, whole) === whole ? whole : text;
  }
  return /^-?(0|[1-9]\d*)\.\d+$/.test(text) && String(Number(text)) === text ? Number(text) : text;
}

function parameterHint(keys: readonly (string | undefined)[]): string {
  const known = keys.filter((key) => key !== undefined);
  return known.length === 0 ? 'It has none.' : `Its parameters: ${known.join(', ')}.`;
}
