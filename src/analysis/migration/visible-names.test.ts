import { describe, expect, test } from 'vitest';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { lostNames, visibleNames } from './visible-names.ts';

const column = (name: string, type: string) => ({ name, type, nullable: true });
const table = (name: string, ...columns: ReturnType<typeof column>[]) => ({ schema: 'app', name, columns });
const schema = (parts: object) =>
  DatabaseSchema.parse({ engine: 'postgres', searchPath: ['app'], tables: [], ...parts });
const made = (kind: string, name: string, definition: string) => ({ kind, schema: 'app', name, definition });

const users = table('users', column('id', 'bigint'), column('email', 'text'));

describe('lostNames', () => {
  test('nothing, where all is there and more', () => {
    const before = schema({ tables: [users] });
    const after = schema({ tables: [table('users', ...users.columns, column('age', 'integer')), table('orders')] });
    expect(lostNames(before, before)).toEqual([]);
    expect(lostNames(before, after)).toEqual([]);
    expect(lostNames(after, before)).toEqual([
      { kind: 'column', name: 'app.users', column: 'age', type: 'integer' },
      { kind: 'table', name: 'app.orders' },
    ]);
  });

  test('a table that became a view of its columns is not missed, one of fewer columns is', () => {
    const before = schema({ tables: [users] });
    const view = { schema: 'app', name: 'users', definition: 'select …' };
    const shim = (columns: object[]) => schema({ tables: [table('people')], views: [{ ...view, columns }] });
    expect(lostNames(before, shim(users.columns))).toEqual([]);
    expect(lostNames(before, shim([{ name: 'id', type: 'bigint' }]))).toEqual([
      { kind: 'column', name: 'app.users', column: 'email', type: 'text' },
    ]);
    // Of a view whose columns are not known nothing is said.
    expect(lostNames(before, shim([]))).toEqual([]);
  });

  test('of a view that was only read, nothing is said where a column has no name', () => {
    const view = (definition: string, ...names: string[]) =>
      schema({
        views: [{ schema: 'app', name: 'v', definition, columns: names.map((name) => ({ name, type: '' })) }],
      });
    const before = schema({
      views: [
        { schema: 'app', name: 'v', definition: '', columns: [column('id', 'bigint'), column('count', 'bigint')] },
      ],
    });
    expect(lostNames(before, view('SELECT id, count(*) FROM a, b GROUP BY 1', 'id'))).toEqual([]);
    expect(lostNames(before, view('SELECT id, total::text FROM a', 'id'))).toEqual([]);
    expect(lostNames(before, view('SELECT a.* FROM a'))).toEqual([]);
    expect(lostNames(before, view('SELECT id, n AS count FROM a, b', 'id', 'count'))).toEqual([]);
    expect(lostNames(before, view('SELECT id FROM a, b', 'id'))).toHaveLength(1);
  });

  test('types that take less', () => {
    const before = schema({ tables: [users] });
    const after = schema({ tables: [table('users', column('id', 'integer'), column('email', 'text'))] });
    expect(lostNames(before, after)).toEqual([
      {
        kind: 'narrower-column',
        name: 'app.users',
        column: 'id',
        from: 'bigint',
        to: 'integer',
        narrowing: { kind: 'refused', values: 'numbers beyond those of integer' },
      },
    ]);
    expect(lostNames(after, before)).toEqual([]);
  });

  test('labels of enums, and types', () => {
    const before = schema({
      objects: [
        made('enum', 'mood', "CREATE TYPE app.mood AS ENUM ('sad', 'it''s ok')"),
        made('enum', 'size', "CREATE TYPE app.size AS ENUM ('s')"),
        made('domain', 'email', 'CREATE DOMAIN app.email AS text'),
      ],
    });
    const after = schema({ objects: [made('enum', 'mood', "CREATE TYPE app.mood AS ENUM ('blue', 'it''s ok')")] });
    expect(lostNames(before, after)).toEqual([
      { kind: 'enum-label', name: 'app.mood', label: 'sad' },
      { kind: 'enum', name: 'app.size' },
      { kind: 'type', name: 'app.email' },
    ]);
  });

  test('functions by what they can be called with', () => {
    const f = (given: string) => made('function', 'f', `CREATE OR REPLACE FUNCTION app.f(${given})\n RETURNS int`);
    const of = (old: string[], now: string[]) =>
      lostNames(schema({ objects: old.map(f) }), schema({ objects: now.map(f) })).map((one) =>
        one.kind === 'function' ? one.arguments.join(', ') : one.kind,
      );
    expect(of(['a integer'], ["a integer, b numeric(10,2) DEFAULT '1'::numeric"])).toEqual([]);
    expect(of(['a integer'], ['a integer, b text'])).toEqual(['a integer']);
    expect(of(['a integer', 'a text'], ['a text'])).toEqual(['a integer']);
    expect(of(['a integer DEFAULT 1'], [])).toEqual(['a integer DEFAULT 1']);
  });

  test('a materialized view is a view', () => {
    const { relations } = visibleNames(
      schema({ tables: [{ ...table('sums', column('n', 'bigint')), kind: 'materialized-view' }] }),
    );
    expect(relations.get('app.sums')?.kind).toBe('view');
  });
});
