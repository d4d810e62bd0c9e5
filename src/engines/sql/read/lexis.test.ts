import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Lexis, pieceAt, readTokens, unquoted } from './lexis.ts';

const mysql: Lexis = {
  names: '`',
  texts: `'"`,
  backslashes: true,
  hashComments: true,
  dollarTexts: false,
  versionedComments: true,
};
const tsql: Lexis = {
  ...mysql,
  names: '["',
  texts: "'",
  backslashes: false,
  hashComments: false,
  versionedComments: false,
};

const words = (text: string, lexis: Lexis) => readTokens(text, lexis).map((token) => token.text);

it('cuts any text into pieces without gaps, in steps that go on', () => {
  const scrap = fc.oneof(
    fc.string(),
    fc.constantFrom("'", '"', '`', '[', ']', '\\', '/*', '*/', '--', '#', '$$', '\n', '/*!50100 ', 'é'),
  );
  fc.assert(
    fc.property(fc.array(scrap), fc.constantFrom(mysql, tsql), (scraps, lexis) => {
      const text = scraps.join('');
      for (let at = 0; at < text.length; ) {
        const { end } = pieceAt(text, at, lexis);
        expect(end).toBeGreaterThan(at);
        expect(end).toBeLessThanOrEqual(text.length);
        at = end;
      }
    }),
  );
});

it('reads what stands in versioned comments, and no other comment', () => {
  expect(words('/*!50100 PARTITION */ BY /* no */ x -- no\n#no\n+', mysql)).toEqual(['PARTITION', 'BY', 'x', '+']);
  expect(words('/*M!999999\\- enable the sandbox mode */ a', mysql)).toEqual(['a']);
});

it.each([
  ["'it''s'", mysql, "it's"],
  ["'it\\'s \\\\'", mysql, "it's \\"],
  ["'a\\'", tsql, 'a\\'],
  ["N'x'", tsql, 'x'],
  ['`a``b`', mysql, 'a`b'],
  ['[a b]', tsql, 'a b'],
])('%s stands for what is in it', (text, lexis, value) => {
  const [token] = readTokens(text, lexis);
  expect(token?.text).toBe(text);
  expect(token && unquoted(token, lexis)).toBe(value);
});

it('tells a quote that is never closed', () => {
  expect(readTokens("a 'b", mysql).map(({ kind }) => kind)).toEqual(['word', 'broken']);
});
