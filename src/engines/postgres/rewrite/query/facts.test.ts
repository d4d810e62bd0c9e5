import { describe, expect, test } from 'vitest';
import { keyedShop } from '#engines/postgres/fixtures/keyed-schema.ts';
import { parseTree } from '#engines/postgres/rewrite/parse.ts';
import { whyOutputNotNull } from './nullability.ts';
import { dependsOnChance, isTotallyOrdered } from './order.ts';
import { readStatement } from './read-statement.ts';
import type { Block, ParsedStatement } from './statement.ts';
import { unsteadyParts } from './steady.ts';
import { whyRowsUnique } from './unique.ts';

function main(text: string): readonly [ParsedStatement, Block] {
  const statement = readStatement(parseTree(text), keyedShop);
  expect(statement.obstacles).toEqual([]);
  return [statement, statement.blocks[0]!];
}

describe('the first output is never NULL', () => {
  test.each([
    'select email from users',
    'select count(name) from users',
    'select o.user_id from users u left join orders o on o.user_id = u.id where o.id = 1 and o.user_id > 0',
    'select name from users where name is not null',
    "select name from users where name like 'a%'",
    'select d.email from (select email from users) d',
    'select email from users union all select email from users',
    'select coalesce(name, email) from users',
    "select 'a' from users",
  ])('%s', (text) => {
    const [statement, block] = main(text);
    expect(whyOutputNotNull(statement, block.outputs![0]!)).toBeDefined();
  });
});

describe('the first output may be NULL', () => {
  test.each([
    'select name from users',
    'select o.id from users u left join orders o on o.user_id = u.id',
    'select u.id from users u right join orders o on o.user_id = u.id',
    'select u.id from users u full join orders o on o.user_id = u.id',
    'select d.id from users u left join (select id from orders) d on d.id = u.id',
    'select email from users group by rollup (email)',
    'select email from users union all select name from users',
    'select id from remote',
    'select id from parents',
    'select max(id) from users',
    "select name from users where name is not null or country = 'x'",
    'select (select id from orders where orders.id = users.id) from users',
  ])('%s', (text) => {
    const [statement, block] = main(text);
    expect(whyOutputNotNull(statement, block.outputs![0]!)).toBeUndefined();
  });
});

describe('rows are unique', () => {
  test.each([
    ['select id from users', ['users_pkey makes users unique by id']],
    ['select email, country from users', ['users_email_key makes users unique by email']],
    ['select name from users where name is not null', ['users_name_key makes users unique by name']],
    ['select o.id, u.name from orders o join users u on u.id = o.user_id', undefined],
    ['select o.id, u.name from orders o left join users u on u.id = o.user_id', undefined],
    ['select i.line from items i where i.order_id = 7', ['items_pkey makes items unique by order_id, line']],
    ['select i.line from items i where i.order_id = $1', undefined],
    ['select user_id, count(*) from orders group by user_id', []],
    ['select max(id) from orders', []],
    ['select name from users union select status from orders', []],
    ['select d.user_id from (select distinct user_id from orders) d', undefined],
    ['select u.id, o.id from users u left join orders o on o.user_id = u.id', undefined],
    ['select u.id, o.id from users u full join orders o on o.user_id = u.id', undefined],
  ])('%s', (text, reasons) => {
    const [statement, block] = main(text);
    const unique = whyRowsUnique(statement, block);
    expect(unique).toBeDefined();
    if (reasons) expect(unique!.reasons).toEqual(reasons);
  });
});

describe('rows may repeat', () => {
  test.each([
    'select name from users',
    'select u.id from users u join orders o on o.user_id = u.id',
    'select u.id from users u left join orders o on o.user_id = u.id',
    'select o.id from orders o left join users u on u.country = o.status',
    'select o.id from orders o left join users u on u.id > o.user_id',
    'select i.order_id from items i',
    'select id from late',
    'select id from remote',
    'select id from parents',
    'select id from users union all select id from users',
    'select id, unnest(array[1, 1]) from users',
    'select count(*) from orders group by user_id',
    // numeric and floating point do not tell the same values apart.
    'select i.order_id, i.line from items i join orders o on o.total = i.weight',
  ])('%s', (text) => {
    const [statement, block] = main(text);
    expect(whyRowsUnique(statement, block)).toBeUndefined();
  });
});

describe('order', () => {
  test.each([
    ['select id, name from users order by id', true],
    ['select name from users order by email desc', true],
    ['select name from users order by name', true],
    ['select name, id from users order by name', false],
    ['select name from users order by name, 1', true],
    ['select user_id, count(*) from orders group by user_id order by 1', true],
    ['select user_id, count(*) from orders group by user_id order by 2', false],
    ['select total from orders order by total', false],
    ['select distinct country, name from users order by country', false],
    ['select name from users', false],
  ])('%s: total %s', (text, expected) => {
    expect(isTotallyOrdered(...main(text))).toBe(expected);
  });

  test.each([
    ['select id from users limit 3', true],
    ['select id from users order by id limit 3', false],
    ['select distinct on (country) country, id from users order by country', true],
    ['select distinct on (country) country, id from users order by country, id', false],
    ['select array_agg(name) from users', true],
    ['select array_agg(name order by id) from users', false],
    ['select sum(weight) from items', true],
    ['select sum(total) from orders', false],
    ['select id, row_number() over (order by country) from users', true],
    ['select id, row_number() over (order by country, id) from users', false],
    ['select id, rank() over (order by country) from users', false],
    ['select id, sum(line) over (order by product_id rows 2 preceding) from items, users', true],
  ])('%s: left to chance %s', (text, expected) => {
    expect(dependsOnChance(...main(text))).toBe(expected);
  });
});

describe('volatility', () => {
  test.each([
    ['select lower(name), now() from users', []],
    ['select random() from users', ['random() is volatile, or not known']],
    ['select nobody_knows(id) from users', ['nobody_knows() is volatile, or not known']],
    ['select tax_of(id) from users', []],
    ['select next_number() from users', ['next_number() is volatile, or not known']],
    ['select id from users where name <~> email', ['the operator <~> is not known']],
    [
      'select id from users where exists (select 1 from orders where random() < 1)',
      ['random() is volatile, or not known'],
    ],
  ])('%s', (text, expected) => {
    expect(unsteadyParts(parseTree(text), keyedShop)).toEqual(expected);
  });
});
