import { expect, test } from 'vitest';
import { numberOf, tokenise } from './tokenise.ts';

test('sentences, lines and lists', () => {
  const words = tokenise('Each driver’s e-mail (a. b), 5,000.5 km!\n- one\n• "two words"').map((sentence) =>
    sentence.map(({ word }) => word),
  );
  expect(words).toEqual([
    ['each', 'driver', 'e-mail', '(', 'a', '.', 'b', ')', ',', '5,000.5', 'km'],
    ['-', 'one'],
    ['two words'],
  ]);
});

test.each([
  ['5M', 5_000_000],
  ['10,000', 10_000],
  ['2.5k', 2500],
  ['0,5', 0.5],
  ['twelve', 12],
  ['plate', undefined],
])('%s is %s', (text, value) => {
  expect(numberOf(tokenise(text)[0]?.[0])).toBe(value);
});
