import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Compare } from '#contracts/instrument.ts';
import { combine } from '#engines/postgres/combine.ts';
import { parseSchema } from '#engines/postgres/parse/schema.ts';
import { comparison } from '#engines/postgres/twin/comparison.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { testContext } from '../postgres/reading.ts';

const full = process.env['DBWRIGHT_FULL'] === '1';
const databases = full ? 500 : 120;

const ddl = `
  create type state as enum ('open', 'done', 'void');
  create table customers (id bigint primary key, name text not null, country text, code varchar(8) unique);
  create table orders (id int primary key, customer_id bigint references customers, status state not null,
    total numeric(10,2), note text, placed date not null, unique (customer_id, placed));
  create table items (order_id int not null references orders, line int, sku varchar(20), primary key (order_id, line));`;

let schema: DatabaseSchema;
let compare: Compare['compare'];
let close: () => Promise<void>;
beforeAll(async () => {
  schema = await parseSchema(ddl, testContext());
  const twin = await comparison({ schema, settings: {} }, testContext());
  compare = twin.compare.compare;
  close = twin.close;
});
afterAll(() => close());

const same = (before: string, text: string, count = databases) =>
  compare({
    before: { text: before, parameters: {} },
    after: { text, ordered: false, compared: 'rows' },
    databases: count,
  });
const literal = (text: (at: string) => string, values = ['1', '2', '3']) =>
  values.map((value) => ({ text: text(value), parameters: {} }));
const customers = { text: 'select id, name, country from customers order by id', parameters: {} };

describe('each form gives the rows of the executions put together', () => {
  test.each([
    ['all of a row', literal((key) => `select * from orders where customer_id = ${key}`), customers],
    [
      'some columns, another condition',
      literal((key) => `select total, placed from orders where customer_id = ${key} and status = 'open'`),
      customers,
    ],
    [
      'a join in the child',
      literal(
        (key) => `select o.id, i.sku from orders o left join items i on i.order_id = o.id where o.customer_id = ${key}`,
      ),
      customers,
    ],
    [
      'counts',
      literal((key) => `select count(*), count(note), max(total) from orders where customer_id = ${key}`),
      undefined,
    ],
    ['one count', literal((key) => `select count(note) from orders where customer_id = ${key}`), customers],
    [
      'groups',
      literal(
        (key) => `select status, count(*) from orders where customer_id = ${key} group by status having count(*) > 1`,
      ),
      undefined,
    ],
    ['DISTINCT', literal((key) => `select distinct status from orders where customer_id = ${key}`), undefined],
    [
      'a partner by its key',
      literal((key) => `select * from customers where id = ${key} limit 1`),
      { text: 'select id, customer_id, total from orders', parameters: {} },
    ],
    [
      'by a text',
      literal((key) => `select id, name from customers where code = '${key}'`, ['a', 'b', 'ab']),
      undefined,
    ],
    [
      'by an enum',
      literal((key) => `select id, status from orders where status = '${key}'`, ['open', 'done']),
      undefined,
    ],
    [
      'by a day',
      literal((key) => `select id, note from orders where placed = '${key}'`, ['2024-01-15', '2024-01-16']),
      undefined,
    ],
    [
      'the latest three, ordered in full',
      literal((key) => `select id, placed from orders where customer_id = ${key} order by placed desc, id limit 3`),
      customers,
    ],
  ])('%s', async (_, executions, parent) => {
    const forms = await combine({ executions, ...(parent === undefined ? {} : { parent }), schema });
    expect(forms.length).toBeGreaterThan(parent === undefined ? 0 : 1);
    for (const { form, text, specification, compared = text } of forms) {
      const found = await same(specification, compared);
      expect({ form, text, ...found }).toMatchObject({ form, verdict: 'same' });
    }
  });
});

describe('forms that are nearly right are refuted', () => {
  const keys = '(select distinct unnest($1::bigint[]) as customer_id) as k';
  const perKey = (child: string) => `select c.* from ${keys} cross join lateral (${child}) as c`;
  test.each([
    [
      'one LIMIT for all keys',
      perKey('select * from orders where customer_id = k.customer_id order by id limit 2'),
      'select * from orders where customer_id = any($1::bigint[]) order by id limit 2',
    ],
    [
      'a key that comes twice',
      perKey('select * from orders where customer_id = k.customer_id'),
      'select o.* from unnest($1::bigint[]) as k join orders o on o.customer_id = k',
    ],
    [
      'NULL keys that match',
      perKey('select * from orders where customer_id = k.customer_id'),
      'select o.* from (select distinct unnest($1::bigint[]) as k) as k join orders o on o.customer_id is not distinct from k.k',
    ],
    [
      'a count for keys without rows',
      `select k.customer_id, c.* from ${keys} cross join lateral (select count(*) from orders where customer_id = k.customer_id) as c`,
      'select customer_id, count(*) from orders where customer_id = any($1::bigint[]) group by customer_id',
    ],
    [
      'parents without children',
      'select p.*, c.* from (select id, name from customers) as p left join lateral (select * from orders where customer_id = p.id) as c on true',
      'select p.*, c.* from (select id, name from customers) as p join orders as c on c.customer_id = p.id',
    ],
    [
      'a count of pairs',
      'select p.id, (select count(*) from orders where customer_id = p.id) as count from customers as p',
      'select p.id, count(*) from customers as p left join orders o on o.customer_id = p.id group by p.id',
    ],
  ])('%s', async (_, before, after) => {
    expect(await same(before, after, 500)).toMatchObject({ verdict: 'differs' });
  });
});
