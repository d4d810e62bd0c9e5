import { describe, expect, it } from 'vitest';
import { compileTest } from '#analysis/row-generator/evaluate.ts';
import { parseCheck, parseKeyExpression } from './check.ts';

function truth(expression: string, row: Readonly<Record<string, string | null>>) {
  return compileTest(parseCheck(expression), () => undefined)((column) => row[column]);
}

/** As pg_get_constraintdef prints them. */
describe('parseCheck', () => {
  it.each([
    ['((price >= (0)::numeric))', { price: '1' }, true],
    ['((price >= (0)::numeric))', { price: '-1' }, false],
    ['((price >= (0)::numeric))', { price: null }, null],
    ["((status)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))", { status: 'b' }, true],
    [
      "((status)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))",
      { status: 'c' },
      false,
    ],
    ["((status <> ALL (ARRAY['a'::text])))", { status: 'a' }, false],
    ["((colour)::text = ANY ('{red,green}'::text[]))", { colour: 'green' }, true],
    ["((VALUE ~ '^[A-Z]{2}$'::text))", { value: 'AB' }, true],
    ["((VALUE ~ '^[A-Z]{2}$'::text))", { value: 'ab' }, false],
    ["((VALUE ~* '^[A-Z]{2}$'::text))", { value: 'ab' }, true],
    ["((email !~~ '%@%'::text))", { email: 'a@b' }, false],
    ['(((x >= 1) AND (x <= 10)))', { x: '11' }, false],
    ['(((starts < ends) OR (ends IS NULL)))', { starts: '5', ends: null }, true],
    ['((num_nonnulls(a, b) = 1))', { a: '1', b: null }, true],
    ['((num_nonnulls(a, b) = 1))', { a: '1', b: '2' }, false],
    ['(((a IS NULL) <> (b IS NULL)))', { a: null, b: null }, false],
    ['((((a IS NOT NULL))::integer + ((b IS NOT NULL))::integer) = 1)', { a: '1', b: null }, true],
    ['((char_length((code)::text) = 5))', { code: 'abcde' }, true],
    ['((total = (quantity * price)))', { total: '6', quantity: '2', price: '3' }, true],
    ['((total = (COALESCE(a, (0)::numeric) + b)))', { total: '2', a: null, b: '2' }, true],
    ['(((id % 2) = 0))', { id: '3' }, false],
    ['((x > (- 5)))', { x: '-4' }, true],
    ['((flag))', { flag: 'f' }, false],
    ['((NOT flag))', { flag: 'f' }, true],
    ['((flag IS TRUE))', { flag: null }, false],
    ["((jsonb_typeof(j) = 'object'::text))", { j: '{"a": 1}' }, true],
    ['((x BETWEEN 1 AND 3))', { x: '4' }, false],
    ['((x NOT IN (1, 2)))', { x: '2' }, false],
    ["((starts_with(x, 'a_')))", { x: 'abc' }, false],
  ])('%s of %j is %s', (expression, row, expected) => {
    expect(truth(expression, row)).toBe(expected);
  });

  it('keeps what it understands beside what it does not', () => {
    expect(parseCheck('((x > 5) AND (my_own(y) = 3))')).toMatchObject({
      kind: 'and',
      of: [{ kind: 'compare' }, { kind: 'opaque' }],
    });
  });

  it.each(['(my_own(x))', '((a, b) = (1, 2))', 'no sql at all (', '(x @> y)', '(x::int = 3 AND y)'])(
    'never throws on %s',
    (text) => {
      expect(parseCheck(text)).toBeDefined();
    },
  );
});

it('reads keys of expression indexes', () => {
  expect(parseKeyExpression('lower((email)::text)')).toEqual({
    kind: 'function',
    name: 'lower',
    of: { kind: 'column', column: 'email' },
  });
  expect(parseKeyExpression("date_trunc('day', at)")).toBeUndefined();
});
