import { expect, test } from 'vitest';
import { milliseconds } from './transactions.ts';

test.each([
  ['5s', 5000],
  ['500', 500],
  ['1min', 60_000],
  ['2 h', 7_200_000],
  ['1500us', 2],
  ['0', 0],
  ['soon', undefined],
  [undefined, undefined],
])('%s is %s ms', (value, ms) => {
  expect(milliseconds(value)).toBe(ms);
});
