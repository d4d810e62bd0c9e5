import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bindParameters, parameterNumbers } from './parameters.ts';
import { scan } from './scan.ts';

describe('bindParameters', () => {
  test.each([
    ['SELECT $1', { '1': '42' }, "SELECT '42'"],
    ['SELECT $1, $2', { '1': 'a' }, "SELECT 'a', $2"],
    ['SELECT $1, $1', { '1': "it's" }, "SELECT 'it''s', 'it''s'"],
    ['SELECT $1::int', { '1': '4' }, "SELECT '4'::int"],
    ['SELECT $1', { '1': 'a\\b' }, "SELECT E'a\\\\b'"],
    ["SELECT '$1', $1", { '1': 'x' }, "SELECT '$1', 'x'"],
    ['SELECT "$1", $1', { '1': 'x' }, 'SELECT "$1", \'x\''],
    ['SELECT $$ $1 $$, $1', { '1': 'x' }, "SELECT $$ $1 $$, 'x'"],
    ['SELECT $q$ $1 $q$, $1', { '1': 'x' }, "SELECT $q$ $1 $q$, 'x'"],
    ['SELECT 1 -- $1\n, $1', { '1': 'x' }, "SELECT 1 -- $1\n, 'x'"],
    ['SELECT /* $1 /* $1 */ */ $1', { '1': 'x' }, "SELECT /* $1 /* $1 */ */ 'x'"],
    ["SELECT 'é', $1, 'ü', $2", { '1': 'ß', '2': '😀' }, "SELECT 'é', 'ß', 'ü', '😀'"],
    ["SELECT '😀', $1", { '1': '$1' }, "SELECT '😀', '$1'"],
    ['SELECT $10, $1', { '1': 'one', '10': 'ten' }, "SELECT 'ten', 'one'"],
    ['SELECT col$1, $1', { '1': 'x' }, "SELECT col$1, 'x'"],
    ['SELECT a ? $1', { '1': 'k' }, "SELECT a ? 'k'"],
    ["SELECT E'\\'$1', $1", { '1': 'x' }, "SELECT E'\\'$1', 'x'"],
    ['', {}, ''],
    ['SELECT $1', {}, 'SELECT $1'],
  ])('%s with %j', (text, parameters, bound) => {
    expect(bindParameters(text, parameters as Record<string, string>)).toBe(bound);
  });

  test('an open quote is a problem, not a wrong statement', () => {
    expect(() => bindParameters("SELECT 'abc, $1", { '1': 'x' })).toThrow(/not closed/);
  });

  test('a bound text holds the value as one string token and no parameter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (comment, raw) => {
        const value = raw.replaceAll('\0', '');
        const before = `SELECT /*${comment.replaceAll(/[*/\0]/g, '')}*/ `;
        const bound = bindParameters(`${before}$1 AS é`, { '1': value });
        expect(parameterNumbers(bound)).toEqual([]);
        expect(scan(bound).filter((token) => token.kind === 'string')).toHaveLength(1);
        expect(bound.startsWith(before) && bound.endsWith(' AS é')).toBe(true);
      }),
    );
  });
});

describe('parameterNumbers', () => {
  test('each once, in order', () => {
    expect(parameterNumbers("SELECT $3, $1, $1, '$2', $12")).toEqual([1, 3, 12]);
    expect(parameterNumbers('SELECT 1')).toEqual([]);
  });
});
