import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { saysWords, statementTokens } from './statement-tokens.ts';

const kinds = (sql: string) => statementTokens(sql).map(({ kind, value }) => `${kind} ${value}`);

describe('statementTokens', () => {
  test('words, names, texts and signs', () => {
    expect(kinds(`DROP Table "My ""T""" -- if exists\n, 'it''s' /* cascade */ E'a\\'b' 12.5`)).toEqual([
      'word drop',
      'word table',
      'name My "T"',
      'sign ,',
      "text it's",
      "text a\\'b",
      'sign 12.5',
    ]);
  });

  test("a function's body is one text", () => {
    expect(kinds('as $body$ begin; select $$x$$; end $body$ language sql')).toEqual([
      'word as',
      'text  begin; select $$x$$; end ',
      'word language',
      'word sql',
    ]);
  });

  test('whatever stands in quotes or comments is no word', () => {
    fc.assert(
      fc.property(fc.string(), (inner) => {
        const quoted = `'${inner.replaceAll("'", "''")}' "${inner.replaceAll('"', '""')}" -- ${inner.replaceAll('\n', ' ')}`;
        expect(statementTokens(quoted).filter(({ kind }) => kind === 'word')).toEqual([]);
      }),
    );
  });
});

test('saysWords', () => {
  expect(saysWords('drop table IF /* or */ EXISTS t', 'if', 'exists')).toBe(true);
  expect(saysWords("comment on table t is 'if exists'", 'if', 'exists')).toBe(false);
  expect(saysWords('drop table "if" exists', 'if', 'exists')).toBe(false);
});

test('a text of two megabytes', () => {
  const [token] = statementTokens(`'${"it''s ".repeat(400_000)}'`);
  expect(token?.value.length).toBe(5 * 400_000);
});
