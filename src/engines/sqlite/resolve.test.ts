import { expect, test } from 'vitest';
import { ProblemError } from '#contracts/problem-error.ts';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { resolve } from './resolve.ts';

const column = (name: string, type: string) => ({ name, type, nullable: true });
const schema = DatabaseSchema.parse({
  engine: 'sqlite',
  searchPath: ['main'],
  tables: [
    {
      schema: 'main',
      name: 'Orders',
      columns: [
        column('id', 'INTEGER'),
        column('Customer_ID', 'INTEGER'),
        column('total', 'REAL'),
        column('made', 'TEXT'),
      ],
      constraints: [{ name: 'pk', kind: 'primary-key', columns: ['id'], definition: '' }],
    },
    { schema: 'main', name: 'items', columns: [column('order_id', 'INTEGER'), column('price', 'REAL')] },
  ],
  views: [
    {
      schema: 'main',
      name: 'Big',
      columns: [{ name: 'id', type: '' }],
      definition: 'SELECT ID FROM orders WHERE Total > 100',
    },
  ],
});

const predicates = async (text: string) =>
  (await resolve(text, schema)).predicates.map(({ column: name, expression, operator, kind, value }) => [
    name ?? `(${expression})`,
    operator,
    kind,
    value,
  ]);

test('names are the same in small letters and capitals, and come back as the schema spells them', async () => {
  const found = await resolve('select TOTAL from ORDERS o where CUSTOMER_id = ?', schema);
  expect(found.relations).toMatchObject([{ kind: 'table', schema: 'main', name: 'Orders', alias: 'o' }]);
  expect(found.columns.map((use) => use.column).sort()).toEqual(['Customer_ID', 'total']);
  expect(found.parameters).toEqual([
    { number: 1, written: '?1', comparedWith: { relation: 0, column: 'Customer_ID' } },
  ]);
});

test.each([
  ['select 1 from orders where rowid > 5', [['id', '>', 'range', '5']]],
  ['select 1 from orders where total is 5', [['total', 'IS', 'equality', '5']]],
  ["select 1 from orders where made glob '2024*'", [['made', 'GLOB', 'prefix', "'2024*'"]]],
  ["select 1 from orders where made glob '*2024'", [['made', 'GLOB', 'pattern', "'*2024'"]]],
  [
    "select 1 from orders where made = 'x' collate nocase",
    [['(made COLLATE NOCASE)', '=', 'equality', "'x' COLLATE nocase"]],
  ],
  ['select cast(total as int) as t from orders where t = 4', [['(CAST(total AS int))', '=', 'equality', '4']]],
  [
    'select id from big where id = 4',
    [
      ['total', '>', 'range', '100'],
      ['id', '=', 'equality', '4'],
    ],
  ],
  ['select total from orders where total = 1.5', [['total', '=', 'equality', '1.5']]],
  ['select customer_id, count(*) c from orders group by 1 having c > 4', []],
  ['select max(total, 5) from orders', []],
] as const)('%s', async (text, expected) => {
  expect(await predicates(text)).toEqual(expected);
});

test('joins, also of a list, and table functions', async () => {
  const found = await resolve(
    "select * from orders join items on order_id = id where id in (select value from json_each('[1]'))",
    schema,
  );
  expect(found.joins.map(({ kind, operator }) => [kind, operator])).toEqual([
    ['inner', '='],
    ['semi', '='],
  ]);
});

test.each([
  ['select custmer_id from orders', 'not-found', /no column "custmer_id"/, 7],
  ['select id from ordes', 'not-found', /no table "ordes"/, 15],
  ['select id from orders where made = "abc"', 'not-found', /no column "abc"/, 35],
  ['select * form orders', 'invalid', /near "form": syntax error/, 9],
  ['select 1; select 2', 'invalid', /2 statements/, undefined],
  ['pragma page_size', 'invalid', /PRAGMA statement/, undefined],
  ['  -- nothing', 'invalid', /no SQL/, undefined],
])('%s', async (text, code, message, position) => {
  const error = await resolve(text, schema).catch((one: unknown) => one);
  expect(error).toBeInstanceOf(ProblemError);
  const { problem } = error as ProblemError;
  expect(problem).toMatchObject({ code, message: expect.stringMatching(message) });
  expect(problem.position).toBe(position);
});
