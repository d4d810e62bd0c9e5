import { describe, expect, test } from 'vitest';
import { keyedShop } from '#engines/postgres/fixtures/keyed-schema.ts';
import { parseTree } from '#engines/postgres/rewrite/parse.ts';
import { readStatement } from './read-statement.ts';
import { allOf, strings } from './tree.ts';

/** Each reference as it is written and what it stands for: "id=u.id", "x=>1" is output 1, "j=merged". */
function meanings(text: string): readonly string[] {
  const statement = readStatement(parseTree(text), keyedShop);
  return allOf(statement.tree, 'ColumnRef').flatMap((ref) => {
    const found = statement.found.get(ref);
    const written = strings(ref.fields).join('.');
    if (!found) return [];
    if (found.kind === 'column') return [`${written}=${found.column.item.alias}.${found.column.name}`];
    if (found.kind === 'row') return [`${written}=row ${found.item.alias}`];
    return [found.kind === 'output' ? `${written}=>${found.at}` : `${written}=${found.kind}`];
  });
}

function obstacles(text: string): readonly string[] {
  return readStatement(parseTree(text), keyedShop).obstacles;
}

describe('what a name stands for', () => {
  test.each([
    ['select id, u.name from users u', ['id=u.id', 'u.name=u.name']],
    ['select o.id from users u join orders o on u.id = user_id', ['o.id=o.id', 'u.id=u.id', 'user_id=o.user_id']],
    // The inner query's own column first, then the query around it.
    [
      'select 1 from users u where exists (select 1 from orders where user_id = u.id and status = name)',
      ['user_id=orders.user_id', 'u.id=u.id', 'status=orders.status', 'name=u.name'],
    ],
    ['select id from users join late using (id)', ['id=users.id']],
    ['select id from users right join late using (id)', ['id=late.id']],
    ['select id from users full join late using (id)', ['id=merged']],
    [
      'select d.a, b from (select id, name from users) d (a, b)',
      ['d.a=d.a', 'b=d.b', 'id=users.id', 'name=users.name'],
    ],
    ['with w (k) as (select user_id from orders) select k from w', ['k=w.k', 'user_id=orders.user_id']],
    ['select x.id from users u, lateral (select u.id) x', ['x.id=x.id', 'u.id=u.id']],
    ['select u from users u', ['u=row u']],
    // ORDER BY sees outputs first, GROUP BY the columns.
    ['select name as country from users order by country', ['name=users.name', 'country=>0']],
    [
      'select name as country from users group by country, name',
      ['name=users.name', 'country=users.country', 'name=users.name'],
    ],
    ['select lower(name) as n from users group by n', ['name=users.name', 'n=>0']],
    [
      'select id from public.users where users.id = public.users.id',
      ['id=users.id', 'users.id=users.id', 'public.users.id=users.id'],
    ],
  ])('%s', (text, expected) => {
    expect([...meanings(text)].sort()).toEqual([...expected].sort());
    expect(obstacles(text)).toEqual([]);
  });
});

describe('obstacles', () => {
  test.each([
    ['select id from users for update', 'it locks rows'],
    ['with w as (delete from users returning id) select id from w', 'a WITH query writes'],
    ['select id from users join late on true', 'id is not known, or fits twice'],
    ['select nothing from users', 'nothing is not known, or fits twice'],
    ['select a from elsewhere', 'elsewhere is not in the schema'],
    ['select id from users tablesample system (10)', 'TABLESAMPLE gives other rows each time'],
    ['select ctid from users', 'ctid is not known, or fits twice'],
    ['delete from users', 'only queries are rewritten'],
    ['select j.id from (users join late using (id)) j', 'a join has an alias'],
  ])('%s', (text, obstacle) => {
    expect(obstacles(text)).toContain(obstacle);
  });
});

test('the blocks of a recursive query are not rewritten', () => {
  const text = `with recursive tree as (
      select id, manager_id from users union all select u.id, u.manager_id from users u join tree t on t.id = u.manager_id)
    select id from tree`;
  const statement = readStatement(parseTree(text), keyedShop);
  expect(statement.obstacles).toEqual([]);
  expect(statement.blocks.map(({ role }) => role)).toEqual(['main']);
  expect(statement.recursive).toHaveLength(3);
});
