import { problem } from '#contracts/problem-error.ts';
import type { SqliteValue } from '#engines/sqlite/connect/session.ts';
import {
  checkGiven,
  checkNumbers,
  givenValue,
  parameterHint,
  parametersAt,
  typedValue,
} from '#engines/sqlite/parse/parameters.ts';
import type { SqliteToken } from '#engines/sqlite/parse/tokens.ts';
import type { QueryText } from '#vocabulary/query-text.ts';

/**
 * The values in the order in which SQLite numbers the parameters; a number that nothing has gets an empty text.
 * Errors: invalid (no value, one too many, a number too large).
 */
export function parameterValues(own: readonly SqliteToken[], given: QueryText['parameters']): readonly SqliteValue[] {
  const found = [...parametersAt(own).values()];
  checkNumbers(found);
  checkGiven(found, given);
  const values: SqliteValue[] = Array.from({ length: Math.max(0, ...found.map(({ place }) => place)) }, () => '');
  for (const parameter of found) {
    const value = givenValue(parameter, given);
    if (value === undefined) {
      const { written, number } = parameter;
      const name = written === '?' ? number : written;
      throw problem('invalid', `There is no value for parameter ${name}.`, parameterHint(found));
    }
    values[parameter.place - 1] = typedValue(value);
  }
  return values;
}
