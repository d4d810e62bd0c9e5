import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseArray } from './array.ts';

describe('parseArray', () => {
  test.each([
    ['{}', []],
    ['{1,2}', ['1', '2']],
    ['{NULL,"NULL",null}', [null, 'NULL', null]],
    ['{"a \\"b\\"","c\\\\d",""}', ['a "b"', 'c\\d', '']],
    ['{"{1,2}","{3}"}', ['{1,2}', '{3}']],
    ['{{1,2},{"}",4}}', ['{1,2}', '{"}",4}']],
    ['[0:1]={a,b}', ['a', 'b']],
    ['{"line\nbreak","é🚂"}', ['line\nbreak', 'é🚂']],
  ])('%s', (text, elements) => {
    expect(parseArray(text)).toEqual(elements);
  });

  test.each([[''], ['a'], ['{'], ['{a'], ['{"a}'], ['{a,}'], ['{a}b'], ['{{a}'], ['{,a}']])(
    '%s is no array',
    (text) => {
      expect(parseArray(text)).toBeUndefined();
    },
  );

  test('another delimiter, as boxes have it', () => {
    expect(parseArray('{(1,1),(0,0);(2,2),(1,1)}', ';')).toEqual(['(1,1),(0,0)', '(2,2),(1,1)']);
  });

  /** What array_out prints. https://www.postgresql.org/docs/18/arrays.html#ARRAYS-IO */
  const printed = (elements: readonly (string | null)[]) =>
    `{${elements
      .map((element) => {
        if (element === null) return 'NULL';
        const bare = /^[^\s{}",\\]+$/.test(element) && !/^null$/i.test(element);
        return bare ? element : `"${element.replace(/["\\]/g, '\\$&')}"`;
      })
      .join(',')}}`;
  const element = fc.option(
    fc.string({ unit: fc.constantFrom('a', '"', '\\', ',', '{', '}', ' ', 'NULL', '\n', '🚂') }),
  );

  test('reads back whatever is printed', () => {
    fc.assert(
      fc.property(fc.array(element), (elements) => {
        expect(parseArray(printed(elements))).toEqual(elements);
      }),
    );
  });

  test('an array of arrays keeps the inner ones as they were printed', () => {
    fc.assert(
      fc.property(fc.array(fc.array(element, { minLength: 1 }), { minLength: 1 }), (arrays) => {
        const inner = arrays.map(printed);
        expect(parseArray(`{${inner.join(',')}}`)).toEqual(inner);
      }),
    );
  });

  test('never fails and never hangs on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('{', '}', '"', '\\', ',', 'a', '=') }), (text) => {
        parseArray(text);
      }),
    );
  });
});
