import { describe, expect, it } from 'vitest';
import { duration, number } from './flag-values.ts';

describe('duration', () => {
  it.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['2m', 120_000],
    ['1.5h', 5_400_000],
    ['10', 10_000],
  ])('%s is %d ms', (text, milliseconds) => expect(duration('--timeout', text)).toBe(milliseconds));

  it.each(['', '0', '-1s', '3 days', '1e3s', '9999h'])('refuses %j', (text) => {
    expect(() => duration('--timeout', text)).toThrow(/--timeout takes a time/);
  });
});

describe('number', () => {
  it('takes digits with separators', () => expect(number('--rows', '500_000')).toBe(500_000));
  it.each(['', ' ', 'x', 'Infinity'])('refuses %j', (text) => {
    expect(() => number('--rows', text)).toThrow(/--rows takes a number/);
  });
});
