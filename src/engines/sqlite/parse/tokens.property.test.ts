import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameIn, sqliteTokens } from './tokens.ts';
import { translate } from './translate.ts';

const piece = fc.oneof(
  fc.string(),
  fc.constantFrom(
    "'it''s'",
    '"a""b"',
    '[x y]',
    '`t`',
    "x'0f'",
    '?1',
    ':id',
    '$v::w',
    '--c\n',
    '/* c',
    '->>',
    '==',
    'ÄÖ',
    '💧',
  ),
);
const texts = fc.array(piece).map((pieces) => pieces.join(' '));

test('the tokens of any text are that text again, in order and without gaps', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const tokens = sqliteTokens(text);
      expect(tokens.map((token) => token.text).join('')).toBe(text);
      for (const [at, token] of tokens.entries()) expect(token.start).toBe(at === 0 ? 0 : tokens[at - 1]?.end);
    }),
  );
});

test('any name in any quotes is read back', () => {
  fc.assert(
    fc.property(
      fc.string().filter((name) => !name.includes(']')),
      (name) => {
        const quoted = [`"${name.replaceAll('"', '""')}"`, `\`${name.replaceAll('`', '``')}\``, `[${name}]`];
        for (const text of quoted) {
          const [token, ...more] = sqliteTokens(text);
          expect(more).toEqual([]);
          expect(token && nameIn(token)).toBe(name);
        }
      },
    ),
  );
});

test('every place of a translation leads back into the text, never backwards', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const { text: translated, at } = translate(text);
      let last = 0;
      for (let offset = 0; offset <= translated.length; offset++) {
        const place = at(offset);
        expect(place).toBeGreaterThanOrEqual(last);
        expect(place).toBeLessThanOrEqual(text.length);
        last = place;
      }
    }),
  );
});
