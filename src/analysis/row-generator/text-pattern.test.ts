import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likePattern, matcher, regexPattern } from './text-pattern.ts';

describe('regexPattern', () => {
  const regexes = [
    '^[A-Z]{2}-[0-9]+$',
    '^\\d{5}(-\\d{4})?$',
    '^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$',
    '^(red|green|blue)[0-9]?$',
    'a.c',
    '^[[:alpha:]_][[:alnum:]_]*$',
    '^\\+?[1-9]\\d{6,14}$',
    '^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$',
    '^[]a]+$',
    '^x*$',
  ];

  it.each(regexes)('%s gives texts that match, each its own', (regex) => {
    const pattern = regexPattern(regex);
    const matches = matcher('regex', regex, false);
    expect(pattern).toBeDefined();
    expect(pattern!.count).toBeGreaterThan(1);
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (a, b) => {
        const [one, other] = [a % pattern!.count, b % pattern!.count];
        expect(matches?.(pattern!.nth(one)) ?? true).toBe(true);
        // Alternatives may give the same text; these do not.
        if (one !== other) expect(pattern!.nth(one)).not.toBe(pattern!.nth(other));
      }),
    );
  });

  it.each(['(?=a)b', '(a)\\1', '[a', '*a', 'a(b', '(?<!x)y', '((a{255}){255}){255}'])('%s is not taken on', (regex) => {
    expect(regexPattern(regex)).toBeUndefined();
  });

  it('never runs long on any text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (text) => {
        const pattern = regexPattern(text);
        if (pattern !== undefined) expect(typeof pattern.nth(0)).toBe('string');
      }),
    );
  });
});

describe('likePattern', () => {
  it.each([
    ['%@%', 5, 20],
    ['https://%', 0, 100],
    ['a_c%', 0, 10],
    ['100\\%', 0, 10],
  ])('%s between %i and %i letters', (like, least, most) => {
    const pattern = likePattern(like, least, most);
    const matches = matcher('like', like, false);
    for (const ordinal of [0, 1, pattern.count - 1, Math.floor(pattern.count / 2)]) {
      const text = pattern.nth(Math.max(0, ordinal));
      expect(matches?.(text)).toBe(true);
      expect(text.length).toBeGreaterThanOrEqual(least);
      expect(text.length).toBeLessThanOrEqual(most);
    }
  });
});
