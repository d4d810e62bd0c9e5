import { describe, expect, test } from 'vitest';
import { ProblemError } from '#contracts/problem-error.ts';
import { ResolvedQuery } from '#vocabulary/resolved-query.ts';
import { resolveCases } from './fixtures/resolve-cases.ts';
import { columnsOf, linesOf } from './fixtures/resolved-lines.ts';
import { schemaOf, shopSchema } from './fixtures/shop-schema.ts';
import { resolve } from './resolve.ts';

describe('resolve', () => {
  test.each(resolveCases)('%s', async (sql, lines, columns) => {
    const query = await resolve(sql, shopSchema);
    expect(linesOf(query).join('; ')).toBe(lines);
    expect(columnsOf(query)).toBe(columns);
    expect(ResolvedQuery.parse(query)).toEqual(query);
    for (const use of query.columns) expect(query.relations[use.relation]?.id).toBe(use.relation);
  });

  test('there are enough of them', () => {
    expect(resolveCases.length).toBeGreaterThanOrEqual(120);
  });

  test('relations say what they are, where they stand and what they came through', async () => {
    const { relations, blocks } = await resolve(
      'WITH c AS (SELECT user_id FROM orders) SELECT 1 FROM c JOIN active_users a ON a.id = c.user_id',
      shopSchema,
    );
    expect(relations).toEqual([
      { id: 0, kind: 'cte', name: 'c', alias: 'c', block: 0, target: false },
      { id: 1, kind: 'table', schema: 'public', name: 'orders', alias: 'orders', block: 1, target: false, through: 0 },
      { id: 2, kind: 'view', schema: 'public', name: 'active_users', alias: 'a', block: 0, target: false },
      { id: 3, kind: 'table', schema: 'public', name: 'users', alias: 'users', block: 2, target: false, through: 2 },
    ]);
    expect(blocks.map(({ id, parent, kind }) => [id, parent, kind])).toEqual([
      [0, undefined, 'main'],
      [1, 0, 'cte'],
      [2, 0, 'derived'],
    ]);
  });

  test('kinds of statements, targets, locks, whole rows and parameters', async () => {
    expect((await resolve('DELETE FROM orders WHERE id = 1', shopSchema)).relations[0]).toMatchObject({ target: true });
    expect(await resolve('SELECT id FROM orders FOR SHARE', shopSchema)).toMatchObject({
      kind: 'select',
      locksRows: true,
    });
    expect((await resolve('SELECT * FROM users u JOIN orders o ON o.user_id = u.id', shopSchema)).wholeRows).toEqual([
      0, 1,
    ]);
    expect((await resolve('SELECT d.id FROM (SELECT * FROM users) d', shopSchema)).wholeRows).toEqual([]);
    expect(
      (await resolve('SELECT 1 FROM users WHERE id = $2 AND name LIKE $1 LIMIT $3', shopSchema)).parameters,
    ).toEqual([
      { number: 1, comparedWith: { relation: 0, column: 'name' } },
      { number: 2, comparedWith: { relation: 0, column: 'id' } },
      { number: 3 },
    ]);
  });

  test('a literal is fit for a partial index, a parameter and now() are not', async () => {
    const { predicates } = await resolve(
      "SELECT 1 FROM orders WHERE status = 'x' AND total > -5 AND id = $1 AND created_at > now() AND shipped_at > DATE '2024-01-01'",
      shopSchema,
    );
    expect(predicates.map((one) => one.constant)).toEqual([true, true, false, false, true]);
  });

  test('the search path decides which table an unqualified name is', async () => {
    const tables = { 'public.t': 'a integer', 'app.t': 'b integer' };
    const query = await resolve('SELECT b FROM t', schemaOf(tables, {}, ['app', 'public']));
    expect(query.relations[0]).toMatchObject({ schema: 'app' });
  });
});

describe('names that are not there', () => {
  test.each([
    ['SELECT * FROM ordres', 'There is no table "ordres".', 'Did you mean "orders"?', 14],
    ['SELECT stauts FROM orders', 'orders has no column "stauts".', 'Did you mean "status"?', 7],
    ["SELECT 'é', o.stauts FROM orders o", 'orders has no column "stauts".', 'Did you mean "status"?', 12],
    ['SELECT x.id FROM orders o', 'There is no table or alias "x" in this FROM.', 'Did you mean "o"?', 7],
    ['SELECT ordr.id FROM orders ordre', 'There is no table or alias "ordr" in this FROM.', 'Did you mean "ordre"?', 7],
    ['SELECT emial FROM users, orders', 'None of users, orders has a column "emial".', 'Did you mean "email"?', 7],
    ['SELECT 1 FROM order_lines', 'There is no table "order_lines".', '"Order Lines"', 14],
    ['SELECT 1 FROM archive.ordres', 'There is no table "archive.ordres".', 'Did you mean "archive.orders"?', 14],
    ['SELECT 1 FROM users WHERE country = "germany"', 'users has no column "germany".', "for text write 'germany'", 36],
    ['UPDATE orders SET stauts = 1', 'orders has no column "stauts".', 'Did you mean "status"?', 18],
    ['SELECT id FROM users WHERE EXISTS (SELECT 1 FROM orders WHERE usr_id = users.id)', 'usr_id', 'user_id', 62],
  ])('%s', async (sql, message, hint, position) => {
    const found = await problemOf(sql);
    expect(found).toMatchObject({ code: 'not-found', position });
    expect(found.message).toContain(message);
    expect(found.hint).toContain(hint);
  });

  test('an empty schema has nothing to check against, so names stay unresolved', async () => {
    const query = await resolve('SELECT a FROM t WHERE b = 1', schemaOf({}));
    expect(query.relations[0]).toMatchObject({ kind: 'unknown', name: 't' });
    expect(query.predicates[0]).toMatchObject({ relation: 0, column: 'b' });
    expect(query.unresolved).toMatchObject([{ name: 't', position: 14 }]);
    const two = await resolve('SELECT a FROM t JOIN s ON t.x = s.y', schemaOf({}));
    expect(two.unresolved.map((one) => one.name)).toEqual(['t', 's', 'a']);
    expect(two.joins).toHaveLength(1);
  });

  test('an ambiguous name is named with its candidates, and nothing is made of it', async () => {
    const query = await resolve('SELECT 1 FROM users u JOIN orders o ON true WHERE created_at > now()', shopSchema);
    expect(query.predicates).toEqual([]);
    expect(query.unresolved).toEqual([
      { name: 'created_at', reason: 'Ambiguous: it could be u.created_at or o.created_at.', position: 50 },
    ]);
  });

  test.each([
    ['CREATE TABLE t (id int)', 'invalid', /no query/],
    ['EXPLAIN SELECT 1', 'invalid', /no query/],
    ['SELECT 1; SELECT 2', 'invalid', /2 statements/],
    ['', 'invalid', /no SQL/],
    ['SELCT 1', 'invalid', /Did you mean: SELECT 1/],
  ])('%s is refused', async (sql, code, message) => {
    const found = await problemOf(sql);
    expect(found.code).toBe(code);
    expect(found.message).toMatch(message);
  });
});

describe('what is written', () => {
  test.each([
    ['SELECT id FROM orders', ''],
    ['INSERT INTO orders (id, total) VALUES (1, 2)', 'insert orders id,total'],
    ['INSERT INTO orders SELECT * FROM orders', 'insert orders '],
    ['UPDATE orders o SET total = 0, (status, note) = (1, 2) WHERE id = 1', 'update orders total,status,note'],
    ['DELETE FROM orders USING users u WHERE u.id = user_id', 'delete orders '],
    [
      'INSERT INTO users (id, email) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET email = excluded.email',
      'insert users id,email; update users email',
    ],
    ['INSERT INTO users (id) VALUES (1) ON CONFLICT DO NOTHING', 'insert users id'],
    [
      `MERGE INTO orders o USING users u ON u.id = o.user_id WHEN MATCHED AND u.active THEN UPDATE SET note = u.email
       WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT (user_id) VALUES (u.id)`,
      'update orders note; delete orders ; insert orders user_id',
    ],
    [
      'WITH gone AS (DELETE FROM orders RETURNING user_id) UPDATE users SET active = false FROM gone WHERE id = user_id',
      'delete orders ; update users active',
    ],
  ])('%s', async (sql, said) => {
    const { writes = [], relations } = await resolve(sql, shopSchema);
    expect(
      writes.map(({ relation, kind, columns }) => `${kind} ${relations[relation]?.name} ${columns}`).join('; '),
    ).toBe(said);
  });
});

async function problemOf(sql: string): Promise<ProblemError['problem']> {
  try {
    await resolve(sql, shopSchema);
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  throw new Error(`"${sql}" resolves.`);
}
