import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProblemError } from '#contracts/problem-error.ts';
import { openScratch } from '#engines/sqlite/connect/scratch.ts';
import { codeTokens, unquoted } from '#engines/sqlite/parse/tokens.ts';
import { checkStatement } from './check-statement.ts';
import { parameterValues } from './parameters.ts';

describe('tokens', () => {
  test('are cut as SQLite cuts them', () => {
    const text = `SELECT 'it''s', "a""b", [c d], \`e\`, x'0a', 1.5e-3, .5, 0x1F, ?1, :n, @m, $k -- end\n/* open`;
    expect(codeTokens(text).map((token) => `${token.kind} ${unquoted(token)}`)).toEqual([
      'word SELECT',
      "string it's",
      'operator ,',
      'name a"b',
      'operator ,',
      'name c d',
      'operator ,',
      'name e',
      'operator ,',
      "blob x'0a'",
      'operator ,',
      'number 1.5e-3',
      'operator ,',
      'number .5',
      'operator ,',
      'number 0x1F',
      'operator ,',
      'parameter ?1',
      'operator ,',
      'parameter :n',
      'operator ,',
      'parameter @m',
      'operator ,',
      'parameter $k',
    ]);
  });

  test.each([
    "SELECT 'open",
    'SELECT "open',
    'SELECT [open',
    'SELECT `open',
    'SELECT \\',
    'SELECT {x}',
    'SELECT !x',
    'SELECT 1abc',
    "SELECT x'0'",
    "SELECT x'0g'",
    'SELECT 0x',
    'SELECT 1.5e',
    'SELECT :',
    'SELECT $a(;)',
    'SELECT $a::b',
  ])('what it does not know is refused: %s', (text) => expect(() => checkStatement(text)).toThrow(/cannot read/));

  test('a text of a million characters is no trouble', () => {
    for (const [long, pieces] of [
      [`'${"''".repeat(400_000)}'`, 2],
      [`/*${'* '.repeat(400_000)}*/`, 1],
      [`/*${'* '.repeat(400_000)}`, 1],
      ['1'.repeat(900_000), 2],
      ['a'.repeat(900_000), 2],
      [`$a(${'a'.repeat(900_000)}`, 4],
      [`.${'1.'.repeat(400_000)}`, 400_002],
    ] as const) {
      const started = performance.now();
      expect(codeTokens(`SELECT ${long}`).length).toBe(pieces);
      expect(performance.now() - started).toBeLessThan(2_000);
    }
  });
});

describe('one statement', () => {
  const noise = fc
    .array(
      fc.constantFrom(
        "'",
        "''",
        '"',
        '""',
        '`',
        '[',
        ']',
        '--',
        '\n',
        '/*',
        '*/',
        '/',
        '*',
        ' ',
        'x',
        '1',
        ',',
        "x'0a'",
        '-',
        '\r',
        '\t',
        ';',
        '\u00e9',
        '\ufeff',
        '(',
        ')',
        '/*/',
        '--\n',
        "';'",
        '";"',
        '[;]',
        '`;`',
        '/*;*/',
        'AS',
        'a',
        '\f',
        '\v',
        '$a(',
        ':',
        '$a',
        '@b',
        '?1',
        '.5',
        '1e',
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join(''));

  test('what is let through holds no second one, as SQLite itself reads it', async () => {
    const scratch = await openScratch(':memory:', { statementMs: 10_000, signal: new AbortController().signal });
    await scratch.exec('CREATE TABLE prey (a)');
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(noise, noise, noise, async (before, between, behind) => {
        const text = `SELECT 1 ${before};${between}DROP TABLE prey${behind}`;
        try {
          checkStatement(text);
        } catch {
          return;
        }
        accepted++;
        await scratch.exec(text).catch(() => undefined);
        expect(await scratch.all("SELECT name FROM sqlite_schema WHERE name = 'prey'"), text).toHaveLength(1);
      }),
      { numRuns: 3_000 },
    );
    await scratch.close();
    expect(accepted).toBeGreaterThan(20);
  });

  test('is handed on without what follows it', () => {
    expect(checkStatement(' SELECT 1 ; ; -- end').sql).toBe('SELECT 1 ');
    expect(checkStatement('EXPLAIN QUERY PLAN /* x */ SELECT 2').explained).toBe('SELECT 2');
  });
});

describe('parameters', () => {
  const values = (text: string, given: Record<string, string>) => parameterValues(codeTokens(text), given);

  test('stand where SQLite numbers them', () => {
    expect(values('?3, ?, :b, ?1, :b', { 1: 'one', 3: 'three', 4: 'four', b: 'bee' })).toEqual([
      'one',
      '',
      'three',
      'four',
      'bee',
    ]);
    expect(values('$2 + $1', { 1: '1', 2: '2' })).toEqual([2, 1]);
  });

  test('are numbers where they are written as one', () => {
    expect(
      values('?,?,?,?,?,?', {
        1: '-5',
        2: '1.5',
        3: '007',
        4: '9007199254740993',
        5: '99999999999999999999',
        6: '1.50',
      }),
    ).toEqual([-5, 1.5, '007', 9007199254740993n, '99999999999999999999', '1.50']);
  });

  test('none may be missing, none too many', () => {
    expect(() => values('?', {})).toThrow(/no value for parameter 1/);
    expect(() => values('1', { x: '1' })).toThrow(/no parameter x/);
    expect(() => values('?99999', { 99999: '1' })).toThrow(ProblemError);
  });
});
