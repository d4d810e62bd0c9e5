import { expect, test } from 'vitest';
import { statementValues, varyingRoles, writesSeveralRows } from './statement-values.ts';

const roles = (text: string, parameters: Record<string, string | null> = {}) =>
  statementValues({ text, parameters }).map(({ value, role }) => `${role} ${value}`);

test.each([
  ['select * from t where id = 5', ['equal 5']],
  ['select * from t where 5 = id and "a=1" = 2', ['equal 5', 'equal 2']],
  ["select * from t where name = 'it''s' and n > 1.5e3", ["equal 'it''s'", 'range 1.5e3']],
  ['select * from t where id > 7 order by id limit 10 offset 20', ['range 7', 'limit 10', 'offset 20']],
  ['select * from t fetch first 5 rows only', ['limit 5']],
  ['select * from t where d between 1 and 2', ['range 1', 'range 2']],
  ['select * from t where (a, b) > (1, 2)', ['range 1', 'range 2']],
  ['select * from t where id in (1, 2)', ['list 1', 'list 2']],
  ['select * from t where id in (1)', ['equal 1']],
  ['select * from t where a < 3 or (a = 3 and b < 4)', ['range 3', 'range 3', 'range 4']],
  ["select * from t where id = '5'::numeric(12, 2) -- 9\n/* 8 */", ["equal '5'"]],
  ['select col1, $$x$$ from t1', ['other $$x$$']],
  ["select e'\\'5', 7", ["other e'\\'5'", 'other 7']],
])('%s', (text, wanted) => {
  expect(roles(text)).toEqual(wanted);
});

test('parameters are looked up, arrays are lists where they hold several', () => {
  expect(roles('select * from t where id = $1 and b = $2', { 1: '9', 2: null })).toEqual(['equal 9', 'equal null']);
  expect(roles('select * from t where id = any($1)', { 1: '{1,2}' })).toEqual(['list {1,2}']);
  expect(roles('select * from t where id = any($1)', { 1: '{1}' })).toEqual(['equal {1}']);
});

test('what differs between executions', () => {
  const page = (at: number) => ({ text: `select * from t where tenant = 1 and id > ${at} limit 10`, parameters: {} });
  expect([...varyingRoles([page(1), page(2)])]).toEqual(['range']);
  expect([...varyingRoles([page(1), page(1)])]).toEqual([]);
});

test('several rows of VALUES, or of arrays', () => {
  expect(writesSeveralRows("insert into t values (1, 'a)'), (2, lower('b'))")).toBe(true);
  expect(writesSeveralRows('insert into t select * from unnest($1::int[])')).toBe(true);
  expect(writesSeveralRows("insert into t (a, b) values (1, '), (')")).toBe(false);
});
