import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parameterValues } from '#engines/sqlite/guard/parameters.ts';
import { bindParameters, numberedParameters, parameterNumbers } from './parameters.ts';
import { codeTokens } from './tokens.ts';

test.each([
  ['select :a, @b, :a, ?9', [1, 2, 9]],
  ['select ?, ?, ?7, ?', [1, 2, 7, 8]],
  ['select $2', [2]],
  ['select ?3, :b, $1', [1, 3, 4]],
  ['select \':x\', "?", [$1] -- ?', []],
])('%s', (text, numbers) => expect(parameterNumbers(text)).toEqual(numbers));

test('values are given by name, with or without its sign, or by number', () => {
  for (const key of ['id', ':id', '1', '?1', '$1'])
    expect(bindParameters('select :id', { [key]: 'x' })).toBe("select 'x'");
  expect(numberedParameters({ text: 'select ?, :id, $4', parameters: { id: 'a', 1: 'b', 4: 'c' } }).parameters).toEqual(
    {
      1: 'b',
      2: 'a',
      4: 'c',
    },
  );
});

test('a value for nothing is told, with what there is', () => {
  const wrong = () => numberedParameters({ text: 'select :id, ?', parameters: { name: 'x' } });
  expect(wrong).toThrow('The statement has no parameter name.');
  try {
    wrong();
  } catch (error) {
    expect(error).toMatchObject({ problem: { hint: 'Its parameters: :id (number 1), ? (number 2).' } });
  }
});

test('two that SQLite takes for one are refused, not guessed', () => {
  expect(() => numberedParameters({ text: 'select $2, ?1', parameters: {} })).toThrow('$2 and ?1 are one parameter');
});

test('literals stand apart from what is beside them', () => {
  expect(bindParameters("select ?, ?, $1, ':x', :y", { 1: '42', 2: "it's", 3: '007' })).toBe(
    "select 42, 'it''s', 42, ':x', '007'",
  );
  expect(bindParameters('select a-?1 from t where b>?2AND c', { 1: '-5', 2: '7' })).toBe(
    'select a- -5 from t where b>7 AND c',
  );
});

test('the guard binds to each place of SQLite what the rest of dbwright writes there', () => {
  const parameter = fc.constantFrom('?', '?1', '?3', ':a', '@a', '$a', ':b', '$1', '$2', ':2');
  fc.assert(
    fc.property(fc.array(parameter, { minLength: 1, maxLength: 6 }), (written) => {
      const text = `select ${written.join(', ')}`;
      const given = Object.fromEntries(parameterNumbers(text).map((number) => [String(number), `v${number}`]));
      fc.pre(isClear(text));
      const values = parameterValues(codeTokens(text), given);
      const places = placesOf(written);
      const bound = places.map((place) => `'${String(values[place - 1])}'`).join(', ');
      expect(bindParameters(text, given)).toBe(`select ${bound}`);
    }),
  );
});

function isClear(text: string): boolean {
  try {
    numberedParameters({ text, parameters: {} });
    return true;
  } catch {
    return false;
  }
}

/** As SQLite numbers them: `?` the next, `?3` the third, a name once. https://www.sqlite.org/lang_expr.html#varparam */
function placesOf(written: readonly string[]): readonly number[] {
  const names = new Map<string, number>();
  let last = 0;
  return written.map((one) => {
    const place = /^\?\d/.test(one) ? Number(one.slice(1)) : ((one === '?' ? undefined : names.get(one)) ?? last + 1);
    names.set(one, place);
    last = Math.max(last, place);
    return place;
  });
}
