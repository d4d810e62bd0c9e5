import { expect, test } from 'vitest';
import { parseQueries } from './queries.ts';
import { shapeReader } from './shape.ts';

test('statements in order, each with its line; comments part requests', () => {
  const read = parseQueries(
    "\\timing on\nselect 1;\n-- what follows\nselect 'a;b'\n  from t;\n\n-- request 2\nselect 2;;\n/* request: third */ insert into t values ($$;$$)",
  );
  expect(read.map(({ session, line, text }) => [session, line, text])).toEqual([
    ['1', 2, 'select 1'],
    ['1', 4, "select 'a;b'\n  from t"],
    ['2', 8, 'select 2'],
    ['3', 9, 'insert into t values ($$;$$)'],
  ]);
  expect(parseQueries('-- request 1\nselect 1')).toMatchObject([{ session: '1' }]);
  expect(() => parseQueries("select 'open")).toThrow('not closed');
});

test('shapes and what they are for', () => {
  const shapeOf = shapeReader();
  const role = (text: string) => shapeOf(text)?.role;
  expect(shapeOf('select * from t where id = 5')).toEqual(shapeOf('SELECT *  from t where id = 77'));
  expect(
    [
      'with a as (select 1) insert into t select * from a',
      'select * from t',
      'begin',
      'create table t ()',
      'select 1 from t; select 2 from t',
      'delete from t',
      'select oid from pg_class',
    ].map(role),
  ).toEqual(['write', 'read', 'session', 'other', 'other', 'write', 'catalog']);
  expect(shapeOf('select from where')).toBeUndefined();
});

test('a comment in front of a statement says how often it is run', () => {
  const read = parseQueries(
    "select 1; -- dbwright: weight 10\nselect 2;\n/* dbwright: calls 2.5 */ select 3;\nselect '-- dbwright: weight 7';\n-- dbwright: weight none\nselect 5",
  );
  expect(read.map(({ calls }) => calls)).toEqual([undefined, 10, 2.5, undefined, undefined]);
});
