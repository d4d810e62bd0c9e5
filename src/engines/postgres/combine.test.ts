import { describe, expect, test } from 'vitest';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { combine } from './combine.ts';
import { keyedShop } from './fixtures/keyed-schema.ts';

const literal = (text: (at: number) => string) => [1, 2, 3].map((at) => ({ text: text(at), parameters: {} }));
const prepared = (text: string, ...values: readonly (readonly string[])[]) =>
  values.map((one) => ({ text, parameters: Object.fromEntries(one.map((value, at) => [String(at + 1), value])) }));
const withKeys: DatabaseSchema = {
  ...keyedShop,
  tables: keyedShop.tables.map((table) =>
    table.name !== 'orders'
      ? table
      : {
          ...table,
          constraints: [
            ...table.constraints,
            {
              name: 'orders_user_id_fkey',
              kind: 'foreign-key',
              columns: ['user_id'],
              definition: 'FOREIGN KEY (user_id) REFERENCES users(id)',
              references: { schema: 'public', table: 'users', columns: ['id'] },
            } as (typeof table.constraints)[number],
          ],
        },
  ),
};
const oneLine = (text: string | undefined) => text?.replace(/\s+/g, ' ').replaceAll('( ', '(').replaceAll(' )', ')');
const first = async (request: Parameters<typeof combine>[0]) => {
  const [form] = await combine(request);
  return form === undefined ? undefined : `${form.form}: ${oneLine(form.text)}`;
};

describe('the keys at hand', () => {
  test.each([
    [
      'literals that differ become the parameter, others stay',
      literal((at) => `select * from orders where user_id = ${at} and status = 'open'`),
      "any: SELECT * FROM orders WHERE user_id = ANY ($1::bigint[]) AND status = 'open'",
    ],
    [
      'a key that is not shown is shown',
      literal((at) => `select total from orders o where o.user_id = ${at} order by o.id`),
      'any: SELECT o.user_id, total FROM orders AS o WHERE o.user_id = ANY ($1::bigint[]) ORDER BY o.id',
    ],
    [
      'parameters that never differ keep their place',
      prepared('select * from orders where status = $1 and user_id = $2', ['open', '1'], ['open', '2']),
      'any: SELECT * FROM orders WHERE status = $1 AND user_id = ANY ($2::bigint[])',
    ],
    [
      'LIMIT cuts per key',
      literal((at) => `select * from orders where user_id = ${at} order by id desc limit 3`),
      'lateral: SELECT c.* FROM (SELECT DISTINCT unnest($1::bigint[]) AS user_id) AS k CROSS JOIN LATERAL (SELECT * FROM orders WHERE user_id = k.user_id ORDER BY id DESC LIMIT 3) AS c',
    ],
    [
      'LIMIT behind a unique key cuts nothing',
      prepared('select name from users where id = $1 limit $2', ['1', '1'], ['2', '1']),
      'any: SELECT id, name FROM users WHERE id = ANY ($1::bigint[])',
    ],
    [
      'aggregates are grouped',
      literal((at) => `select count(*), max(total) from orders where user_id = ${at}`),
      'group: SELECT user_id, count(*), max(total) FROM orders WHERE user_id = ANY ($1::bigint[]) GROUP BY user_id',
    ],
    [
      'groups are grouped by the key too',
      literal((at) => `select status, count(*) from orders where user_id = ${at} group by status`),
      'group: SELECT user_id, status, count(*) FROM orders WHERE user_id = ANY ($1::bigint[]) GROUP BY user_id, status',
    ],
    [
      'two keys',
      prepared('select total from orders where user_id = $1 and status = $2', ['1', 'a'], ['2', 'b']),
      'lateral: SELECT k.user_id, k.status, c.* FROM (SELECT DISTINCT * FROM unnest($1::bigint[], $2::text[]) AS u(user_id, status)) AS k CROSS JOIN LATERAL (SELECT total FROM orders WHERE user_id = k.user_id AND status = k.status) AS c',
    ],
    [
      'an alias k of its own',
      literal((at) => `select * from orders k where k.user_id = ${at} limit 2`),
      'lateral: SELECT c.* FROM (SELECT DISTINCT unnest($1::bigint[]) AS user_id) AS k_2 CROSS JOIN LATERAL (SELECT * FROM orders AS k WHERE k.user_id = k_2.user_id LIMIT 2) AS c',
    ],
    [
      'no values are known: the key is what is called one',
      [{ text: 'select * from orders where status = $1 and user_id = $2', parameters: {} }],
      'any: SELECT * FROM orders WHERE status = $1 AND user_id = ANY ($2::bigint[])',
    ],
  ])('%s', async (_, executions, wanted) => {
    expect(await first({ executions, schema: withKeys })).toBe(wanted);
  });

  test('without a schema the type is left to the server, or guessed and said so', async () => {
    expect(await first({ executions: literal((at) => `select * from t where a_id = ${at}`) })).toBe(
      'any: SELECT * FROM t WHERE a_id = ANY ($1)',
    );
    const [form] = await combine({ executions: literal((at) => `select * from t where a_id = ${at} limit 2`) });
    expect(form?.preconditions).toEqual(['The type bigint[] of $1 was guessed, for no schema was at hand']);
  });

  test.each([
    ['writes', literal((at) => `delete from orders where user_id = ${at}`)],
    ['locks', literal((at) => `select * from orders where user_id = ${at} for update`)],
    ['is volatile', literal((at) => `select random() from orders where user_id = ${at}`)],
    [
      'has lists of other lengths',
      literal((at) => `select * from orders where id in (${Array(at).fill(1).join(',')})`),
    ],
    ['does not parse', [{ text: 'select from where', parameters: {} }]],
  ])('nothing for a statement that %s', async (_, executions) => {
    expect(await combine({ executions, schema: withKeys })).toEqual([]);
  });
});

describe('together with the parent', () => {
  const parent = { text: "select id, name from users where country = 'x' order by name limit 10", parameters: {} };
  const forms = async (text: (at: number) => string, of = parent) =>
    Object.fromEntries(
      (await combine({ executions: literal(text), parent: of, schema: withKeys })).map((one) => [
        one.form,
        oneLine(one.text),
      ]),
    );

  test('the rows as JSON, ORDER BY and LIMIT of the parent as they were; a join', async () => {
    const { json, join } = await forms((at) => `select id, user_id from orders where user_id = ${at}`);
    expect(json).toBe(
      "SELECT id, name, (SELECT COALESCE(json_agg(c), '[]') FROM (SELECT id, user_id FROM orders WHERE user_id = users.id) AS c) AS orders FROM users WHERE country = 'x' ORDER BY name LIMIT 10",
    );
    expect(join).toContain('LEFT JOIN (SELECT id, user_id FROM orders) AS c ON c.user_id = p.id');
  });

  test('a figure stands in its own column; a partner is joined', async () => {
    expect((await forms((at) => `select count(*) from orders where user_id = ${at}`))['json']).toContain(
      '(SELECT count(*) FROM orders WHERE user_id = users.id) AS count',
    );
    const toOne = await forms((at) => `select * from users where id = ${at}`, {
      text: 'select id, user_id from orders',
      parameters: {},
    });
    expect(Object.keys(toOne)).toEqual(['any', 'join']);
  });

  test('nothing where no foreign key says that they belong together', async () => {
    const unrelated = await forms((at) => `select * from items where product_id = ${at}`);
    expect(Object.keys(unrelated)).toEqual(['any']);
  });
});
