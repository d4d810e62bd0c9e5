import { describe, expect, test } from 'vitest';
import { keyedShop } from './fixtures/keyed-schema.ts';
import { rewrite } from './rewrite.ts';

describe('nothing is rewritten', () => {
  const notIn = 'id not in (select user_id from orders)';
  test.each([
    `select id from users where ${notIn} for update`,
    `with gone as (delete from orders returning id) select id from users where ${notIn}`,
    `select id, random() from users where ${notIn}`,
    `select next_number() from users where ${notIn}`,
    `select id from users where ${notIn} and nothing = 1`,
    `select id from users, elsewhere where ${notIn}`,
    `select id into copied from users where ${notIn}`,
    `select id from users where ${notIn} limit 3`,
    `delete from users where ${notIn}`,
    'select 1',
  ])('%s', async (text) => {
    expect((await rewrite(text, keyedShop)).filter(({ class: kind }) => kind === 'equivalent')).toEqual([]);
  });
});

test('each place is one candidate, and all of them together another', async () => {
  const text = `select distinct u.id from users u
    where u.id not in (select user_id from orders) and (select count(*) from items i where i.product_id = u.id) > 0
    order by u.id`;
  const found = await rewrite(text, keyedShop);
  const single = found.filter(({ rule }) => !rule.includes(', then '));
  const [composed] = found.filter(({ rule }) => rule.includes(', then '));
  expect(single.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(['count-to-exists', 'distinct-removed', 'not-in-to-not-exists']),
  );
  expect(composed?.rule).toContain('not-in-to-not-exists');
  expect(composed?.text).not.toMatch(/DISTINCT|NOT \(?u\.id IN/);
  expect(composed?.preconditions).toEqual(
    expect.arrayContaining(['users_pkey makes users unique by id', 'orders.user_id is NOT NULL']),
  );
  expect(found.every(({ ordered }) => ordered)).toBe(true);
  expect(new Set(found.map((one) => one.text)).size).toBe(found.length);
});

test('a text that does not parse is a Problem', async () => {
  await expect(rewrite('selec 1', keyedShop)).rejects.toMatchObject({ problem: { code: 'invalid' } });
});

describe('expressions move without changing what they mean', () => {
  test('a table of the same name inside would catch the column', async () => {
    const text = 'select id from users where id not in (select id from users where country is null)';
    expect((await rewrite(text, keyedShop)).map(({ rule }) => rule)).toEqual([]);
  });

  test('a derived column has a name that the query around does not write bare', async () => {
    const text =
      'select user_id, (select count(*) from orders o where o.user_id = u.id) from users u join (select 1 as user_id) d on true';
    const [joined] = (await rewrite(text, keyedShop)).filter(({ rule }) => rule === 'correlated-subquery-to-join');
    expect(joined?.text).toContain('o.user_id AS user_id_2');
  });
});
