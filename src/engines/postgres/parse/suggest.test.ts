import { fingerprintSync, parseSync } from 'libpg-query';
import { describe, expect, test } from 'vitest';
import { parseStatement } from './statement.ts';
import { suggestStatement } from './suggest.ts';

/** What was typed, and what was meant. */
const broken: readonly (readonly [string, string])[] = [
  ['SELCT * FROM users', 'SELECT * FROM users'],
  ['SELECT * FORM users', 'SELECT * FROM users'],
  ['SELECT id FORM users', 'SELECT id FROM users'],
  ['SELECT * FROM users WEHRE id = 1', 'SELECT * FROM users WHERE id = 1'],
  ['SELECT * FROM users u WEHRE u.id = 1', 'SELECT * FROM users u WHERE u.id = 1'],
  ['SELECT country, count(*) FROM users GROPU BY country', 'SELECT country, count(*) FROM users GROUP BY country'],
  ['SELECT * FROM users ODER BY id', 'SELECT * FROM users ORDER BY id'],
  ['SELECT * FROM users ORDER YB id', 'SELECT * FROM users ORDER BY id'],
  ['SELECT * FROM users LIMTI 10', 'SELECT * FROM users LIMIT 10'],
  ['SELECT * FROM users ORDER BY id DSC', 'SELECT * FROM users ORDER BY id DESC'],
  [
    'SELECT * FROM users u JION orders o ON o.user_id = u.id',
    'SELECT * FROM users u JOIN orders o ON o.user_id = u.id',
  ],
  ['SELECT * FROM users LEFT JION orders ON true', 'SELECT * FROM users LEFT JOIN orders ON true'],
  [
    'SELECT a, count(*) FROM t GROUP BY a HAVNG count(*) > 1',
    'SELECT a, count(*) FROM t GROUP BY a HAVING count(*) > 1',
  ],
  ['UPDTE users SET name = 1', 'UPDATE users SET name = 1'],
  ['UPDATE users STE name = 1', 'UPDATE users SET name = 1'],
  ['DELET FROM users WHERE id = 1', 'DELETE FROM users WHERE id = 1'],
  ['DELETE FORM users WHERE id = 1', 'DELETE FROM users WHERE id = 1'],
  ['INSRT INTO users (id) VALUES (1)', 'INSERT INTO users (id) VALUES (1)'],
  ['INSERT INOT users (id) VALUES (1)', 'INSERT INTO users (id) VALUES (1)'],
  ['INSERT INTO users (id) VALEUS (1)', 'INSERT INTO users (id) VALUES (1)'],
  ['INSERT INTO users (id) VALUE (1)', 'INSERT INTO users (id) VALUES (1)'],
  ['SELECT * FROM users WHERE id BETWEN 1 AND 2', 'SELECT * FROM users WHERE id BETWEEN 1 AND 2'],
  ['SELECT * FROM users WHERE name IS NUL', 'SELECT * FROM users WHERE name IS NULL'],
  ["SELECT * FROM users WHERE name LKIE 'a%'", "SELECT * FROM users WHERE name LIKE 'a%'"],
  ['SELECT * FROM users WHERE NOT EXIST (SELECT 1)', 'SELECT * FROM users WHERE NOT EXISTS (SELECT 1)'],
  ['SELECT CASE WHN a = 1 THEN 2 END FROM t', 'SELECT CASE WHEN a = 1 THEN 2 END FROM t'],
  ['SELCT * FORM users WEHRE id = 1', 'SELECT * FROM users WHERE id = 1'],
  ['select id, name form users where id = 1', 'select id, name from users where id = 1'],
  ['SELECT * FROM users ORDERBY id', 'SELECT * FROM users ORDER BY id'],
  ['SELECT * FROM a LEFTJOIN b ON true', 'SELECT * FROM a LEFT JOIN b ON true'],
  ['SELECT id, name, FROM users', 'SELECT id, name FROM users'],
  ['SELECT id,, name FROM users', 'SELECT id, name FROM users'],
  ['SELECT * FROM users WHERE id IN (1, 2, )', 'SELECT * FROM users WHERE id IN (1, 2)'],
  ['SELECT id name email FROM users', 'SELECT id, name, email FROM users'],
  ['SELECT u.id u.name FROM users u', 'SELECT u.id, u.name FROM users u'],
  ['SELECT * FROM users WHERE id IN (1 2)', 'SELECT * FROM users WHERE id IN (1, 2)'],
  ['UPDATE users SET a = 1, b = 2, WHERE id = 1', 'UPDATE users SET a = 1, b = 2 WHERE id = 1'],
  ['UPDATE users SET a = 1 b = 2 WHERE id = 1', 'UPDATE users SET a = 1, b = 2 WHERE id = 1'],
  ['SELECT a, b, FROM t GROUP BY a, b,', 'SELECT a, b FROM t GROUP BY a, b'],
  ['SELECT count(* FROM users', 'SELECT count(*) FROM users'],
  ['SELECT * FROM users WHERE (id = 1 AND name = 2', 'SELECT * FROM users WHERE (id = 1 AND name = 2)'],
  ['SELECT * FROM users WHERE (a = 1 OR b = 2 ORDER BY c', 'SELECT * FROM users WHERE (a = 1 OR b = 2) ORDER BY c'],
  ['SELECT * FROM users WHERE id IN (1, 2, 3', 'SELECT * FROM users WHERE id IN (1, 2, 3)'],
  ['SELECT * FROM users WHERE id = 1)', 'SELECT * FROM users WHERE id = 1'],
  ['SELECT * FROM t WHERE id IN (SELECT max(id FROM t)', 'SELECT * FROM t WHERE id IN (SELECT max(id) FROM t)'],
  ["SELECT * FROM users WHERE name = 'bob", "SELECT * FROM users WHERE name = 'bob'"],
  ["SELECT * FROM users WHERE name = 'bob AND id = 1", "SELECT * FROM users WHERE name = 'bob' AND id = 1"],
  ["SELECT * FROM users WHERE name = bob' ORDER BY id", "SELECT * FROM users WHERE name = 'bob' ORDER BY id"],
  ["SELECT * FROM users WHERE name = 'O'Brien'", "SELECT * FROM users WHERE name = 'O''Brien'"],
  ['SELECT "id FROM users', 'SELECT "id" FROM users'],
  ['SELECT `id`, `order` FROM `users`', 'SELECT id, "order" FROM users'],
  ['SELECT [id], [Order Date] FROM [users]', 'SELECT id, "Order Date" FROM users'],
  ['SELECT * FROM users WHERE id == 1', 'SELECT * FROM users WHERE id = 1'],
  ['SELECT * FROM users WHERE a = 1 && b = 2', 'SELECT * FROM users WHERE a = 1 AND b = 2'],
  ['SELECT * FROM users WHERE a = 1 || b = 2', 'SELECT * FROM users WHERE a = 1 OR b = 2'],
  ['SELECT * FROM users WHERE a => 1', 'SELECT * FROM users WHERE a >= 1'],
  ['SELECT * FROM users WHERE a =< 1', 'SELECT * FROM users WHERE a <= 1'],
  ['SELECT * FROM users LIMIT 10, 20', 'SELECT * FROM users LIMIT 20 OFFSET 10'],
  ['SELECT TOP 10 * FROM users ORDER BY id', 'SELECT * FROM users ORDER BY id LIMIT 10'],
  ['SELECT TOP (5) id FROM users;', 'SELECT id FROM users LIMIT 5;'],
  ['SELECT * FROM users; thanks a lot', 'SELECT * FROM users'],
  ['SELECT * FROM users WHERE id = ?', 'SELECT * FROM users WHERE id = $1'],
  ['SELECT * FROM users WHERE id = ? AND name = ?', 'SELECT * FROM users WHERE id = $1 AND name = $2'],
  ['SELECT * FROM users WHERE id = :id AND boss = :id', 'SELECT * FROM users WHERE id = $1 AND boss = $1'],
  ['SELECT * FROM users WHERE id = %s', 'SELECT * FROM users WHERE id = $1'],
  ['SELECT * users WHERE id = 1', 'SELECT * FROM users WHERE id = 1'],
  ['SELECT * FROM users GROUP country', 'SELECT * FROM users GROUP BY country'],
  ['SELECT * FROM users ORDER id', 'SELECT * FROM users ORDER BY id'],
  ['INSERT users (id) VALUES (1)', 'INSERT INTO users (id) VALUES (1)'],
  ['DELETE users WHERE id = 1', 'DELETE FROM users WHERE id = 1'],
  ['UPDATE users name = 1 WHERE id = 2', 'UPDATE users SET name = 1 WHERE id = 2'],
  ['SELECT a FROM t ORDER BY a GROUP BY a', 'SELECT a FROM t GROUP BY a ORDER BY a'],
  ['SELECT a FROM t GROUP BY a WHERE b = 1', 'SELECT a FROM t WHERE b = 1 GROUP BY a'],
  ['SELECT a FROM t LIMIT 5 WHERE b = 1', 'SELECT a FROM t WHERE b = 1 LIMIT 5'],
  ['SELECT * FROM users WHERE status = “active”', "SELECT * FROM users WHERE status = 'active'"],
  ['SELECT * FROM users WHERE status = ‘active’', "SELECT * FROM users WHERE status = 'active'"],
  ['SELECT\u00a0* FROM\u00a0users', 'SELECT * FROM users'],
  ['SELECT * FROM users WHERE id = 1 AND', 'SELECT * FROM users WHERE id = 1'],
  ['SELECT * FROM users WHERE AND id = 1', 'SELECT * FROM users WHERE id = 1'],
  ['SELECT * FROM FROM users', 'SELECT * FROM users'],
  ['SELECT * FROM order', 'SELECT * FROM "order"'],
  ['SELECT id, desc FROM users', 'SELECT id, "desc" FROM users'],
  ['SELECT * FROM t WHERE at > now() - INTERVAL 1 DAY', "SELECT * FROM t WHERE at > now() - INTERVAL '1 DAY'"],
  ['SELECT * FROM users # all of them', 'SELECT * FROM users'],
  ['SELECT CASE WHEN a = 1 THEN 2 FROM t', 'SELECT CASE WHEN a = 1 THEN 2 END FROM t'],
  ['SELECT * FROM users WHERE id NOT NULL AND x = 1', 'SELECT * FROM users WHERE id IS NOT NULL AND x = 1'],
  ['SELECT café FORM été', 'SELECT café FROM été'],
];

describe('suggestions', () => {
  const outcomes = broken.map(([text, meant]) => ({ text, meant, suggested: suggestStatement(text)?.text }));

  test.each(broken)('%s is broken, %s is not', (text, meant) => {
    expect(() => parseStatement(text)).toThrow();
    expect(() => parseSync(meant)).not.toThrow();
  });

  test.each(outcomes.filter((one) => one.suggested !== undefined))(
    'what is suggested for $text parses',
    ({ suggested }) => {
      expect(parseSync(suggested ?? '').stmts).toHaveLength(1);
    },
  );

  test('at least 60 statements, at least 85 % mended as meant', () => {
    const missed = outcomes.filter((one) => !same(one.suggested, one.meant));
    expect(broken.length).toBeGreaterThanOrEqual(60);
    expect(missed.length / broken.length, JSON.stringify(missed, null, 1)).toBeLessThanOrEqual(0.15);
  });
});

function same(suggested: string | undefined, meant: string): boolean {
  return (
    suggested !== undefined && bare(suggested) === bare(meant) && fingerprintSync(suggested) === fingerprintSync(meant)
  );
}

/** The tree without places in the text. */
function bare(text: string): string {
  return JSON.stringify(parseSync(text).stmts?.[0]?.stmt, (key, value) =>
    /location|_list_start|_list_end|list_(?:start|end)/.test(key) ? undefined : value,
  );
}

describe('the problem', () => {
  test('says what was meant, where it is, and draws a caret', () => {
    expect(problemOf('SELECT *\n  FORM users')).toMatchObject({
      code: 'invalid',
      message: 'SQL syntax issue detected. Did you mean: SELECT *\n  FROM users',
      position: 11,
      hint: expect.stringContaining('Line 2, column 3: syntax error at or near "FORM".\n  FORM users\n  ^'),
    });
  });

  test('counts characters, not bytes', () => {
    expect(problemOf("SELECT 'é😀' FRM x y z").position).toBe("SELECT 'é😀' FRM ".length);
  });

  test('explains placeholders of drivers', () => {
    expect(problemOf('SELECT * FROM t WHERE a = ?').hint).toContain('$1, $2');
  });

  test('suggests nothing that does not parse', () => {
    const found = problemOf('hello there, could you please show me all of my best customers?');
    expect(found.message).not.toContain('Did you mean');
    expect(found.hint).toContain('^');
  });

  test('an empty text and several statements are named', () => {
    expect(problemOf('  ').message).toBe('There is no SQL here.');
    expect(problemOf('SELECT 1; SELECT 2').message).toBe('There are 2 statements here.');
    expect(problemOf('-- nothing').message).toContain('only comments');
  });
});

function problemOf(text: string): { code: string; message: string; hint?: string; position?: number } {
  try {
    parseStatement(text);
  } catch (error) {
    if (error instanceof Error && 'problem' in error) return error.problem as never;
    throw error;
  }
  throw new Error(`"${text}" parses.`);
}
