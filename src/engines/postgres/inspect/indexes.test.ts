import { expect, test } from 'vitest';
import { unwrapped } from './indexes.ts';

test.each([
  ['((a + b))', 'a + b'],
  ['(a) + (b)', '(a) + (b)'],
  ['lower(a)', 'lower(a)'],
  ["((a <> ')'::text))", "a <> ')'::text"],
  [`("x)" = E'\\')')`, `"x)" = E'\\')'`],
  ['((a > 1) AND (b > 2))', '(a > 1) AND (b > 2)'],
])('%s', (sql, inner) => {
  expect(unwrapped(sql)).toBe(inner);
});
