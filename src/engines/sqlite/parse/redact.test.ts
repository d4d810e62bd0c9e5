import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redactSql } from './redact.ts';

test.each([
  ["SELECT * FROM users WHERE email = 'a@b.c' LIMIT 10", 'SELECT * FROM users WHERE email = ? LIMIT ?'],
  ["SELECT 'it''s', x'0aff', 1, -2.5, .5, 1e5, 0xff, 1_000", 'SELECT ?, ?, ?, -?, ?, ?, ?, ?'],
  ['SELECT a /* 4711 */ FROM t -- key 4711\nWHERE b = ?1 AND c = :id', 'SELECT a   FROM t\nWHERE b = ?1 AND c = :id'],
  ['SELECT "col 1", [it\'s], `x`, a$1 FROM t2', 'SELECT "col 1", [it\'s], `x`, a$1 FROM t2'],
  ["SELECT größe FROM t WHERE n = 5 AND m GLOB 'ä*'", 'SELECT größe FROM t WHERE n = ? AND m GLOB ?'],
  ['', ''],
])('%j', (sql, redacted) => {
  expect(redactSql(sql)).toBe(redacted);
  expect(redactSql(redacted)).toBe(redacted);
});

test.each([
  "SELECT 'secret",
  'SELECT "secret',
  'SELECT [secret',
  'SELECT 1 /* secret',
  "SELECT x'0secret', 1",
  "SELECT x'secret",
  'SELECT 1secret',
  'SELECT .5secret',
  "SELECT 'a' \0 'secret'",
])('what SQLite cannot read keeps no secret: %j', (sql) => {
  expect(redactSql(sql)).not.toContain('secret');
});

test('no literal of the input survives, wherever it stands', () => {
  const secret = 'Zq7';
  const pieces = fc.oneof(
    fc.constantFrom(
      `'${secret}'`,
      `'a''${secret}'`,
      `'${secret}''b'`,
      `-- ${secret}\n`,
      `/* ${secret} */`,
      `/*${secret}*/`,
      `1${secret}`,
      `'\n${secret}"'`,
    ),
    fc.constantFrom(
      'SELECT',
      ' ',
      '\n',
      'a',
      ',',
      '(',
      ')',
      '"n 1"',
      '[b]',
      '`c`',
      '?1',
      ':id',
      '+',
      '12',
      'ü',
      '=',
      '.5',
    ),
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      expect(redactSql(parts.join(' '))).not.toContain(secret);
    }),
    { numRuns: 2_000 },
  );
});

test('it never fails, and redacting twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const redacted = redactSql(text);
      expect(redactSql(redacted)).toBe(redacted);
    }),
    { numRuns: 1_000 },
  );
});
