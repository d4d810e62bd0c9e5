import { describe, expect, test } from 'vitest';
import { IndexDefinition } from '#vocabulary/index-definition.ts';
import { checkReadable } from './parse/readable.ts';
import { indexDdl, spell } from './spell.ts';

const index = (fields: object) =>
  IndexDefinition.parse({ schema: 'app', table: 'orders', name: 'orders_x', keys: [{ column: 'id' }], ...fields });
const ddl = (fields: object) => indexDdl(index(fields), { concurrently: false });

describe('indexDdl', () => {
  test.each([
    [{}, 'CREATE INDEX orders_x ON app.orders (id)'],
    [{ unique: true, nullsNotDistinct: true }, 'CREATE UNIQUE INDEX orders_x ON app.orders (id) NULLS NOT DISTINCT'],
    [{ method: 'gin', keys: [{ column: 'tags' }] }, 'CREATE INDEX orders_x ON app.orders USING gin (tags)'],
    [
      {
        keys: [
          { column: 'Name', collation: '"C"', operatorClass: 'text_pattern_ops', direction: 'desc', nulls: 'last' },
        ],
      },
      'CREATE INDEX orders_x ON app.orders ("Name" COLLATE "C" text_pattern_ops DESC NULLS LAST)',
    ],
    [{ keys: [{ expression: 'a + b' }] }, 'CREATE INDEX orders_x ON app.orders ((a + b))'],
    [
      { include: ['user', 'total'], predicate: "state = 'open'" },
      `CREATE INDEX orders_x ON app.orders (id) INCLUDE ("user", total) WHERE state = 'open'`,
    ],
    [{ schema: 'a.b', table: 'Order "x"', name: 'I' }, 'CREATE INDEX "I" ON "a.b"."Order ""x""" (id)'],
  ])('%j', (fields, expected) => {
    expect(ddl(fields)).toBe(expected);
  });
});

describe('spell', () => {
  test('an index is built without stopping writes, and can be resumed and taken back', () => {
    const [statement, ...more] = spell({ kind: 'create-index', index: index({}) });
    expect(more).toEqual([]);
    expect(statement).toMatchObject({
      text: 'CREATE INDEX CONCURRENTLY orders_x ON app.orders (id)',
      transactional: false,
      repair: 'DROP INDEX CONCURRENTLY IF EXISTS app.orders_x',
      undo: 'DROP INDEX CONCURRENTLY IF EXISTS app.orders_x',
    });
    for (const query of [statement?.done, statement?.underway, statement?.broken])
      expect(() => checkReadable(query ?? '')).not.toThrow();
  });

  test('an index on a partitioned table stops writes, and says so', () => {
    const [statement] = spell({ kind: 'create-index', index: index({ partitioned: true }) });
    expect(statement).toMatchObject({ text: 'CREATE INDEX orders_x ON app.orders (id)', transactional: true });
    expect(statement?.broken).toBeUndefined();
    expect(statement?.note).toContain('stop writes');
  });

  test('a dropped index comes back as the server had it', () => {
    const definition = 'CREATE UNIQUE INDEX orders_x ON app.orders USING btree (id) WITH (fillfactor=70)';
    expect(spell({ kind: 'drop-index', index: index({ definition }) })).toMatchObject([
      {
        text: 'DROP INDEX CONCURRENTLY app.orders_x',
        undo: 'CREATE UNIQUE INDEX CONCURRENTLY orders_x ON app.orders USING btree (id) WITH (fillfactor=70)',
      },
    ]);
  });

  test('an index of a constraint is not dropped', () => {
    const change = { kind: 'drop-index' as const, index: index({ constraint: 'orders_pkey' }) };
    expect(() => spell(change)).toThrow(/serves the constraint orders_pkey/);
  });

  test('the other changes', () => {
    expect(spell({ kind: 'rewrite-query', from: 'a', to: 'b', why: 'c' })).toEqual([]);
    expect(spell({ kind: 'analyze-table', schema: 'app', table: 'Orders' })[0]?.text).toBe('ANALYZE app."Orders"');
    expect(spell({ kind: 'vacuum-table', schema: 'app', table: 'o' })[0]).toMatchObject({ transactional: false });
    expect(spell({ kind: 'set-setting', name: 'work_mem', value: "64'MB" })[0]?.text).toBe(
      "SET LOCAL work_mem = '64''MB'",
    );
    expect(() => spell({ kind: 'set-setting', name: 'x; DROP', value: '' })).toThrow(/no name of a setting/);
    const statistics = { schema: 'app', table: 'o', name: 's', columns: ['a', 'B'] };
    expect(spell({ kind: 'create-statistics', ...statistics }).map((statement) => statement.text)).toEqual([
      'CREATE STATISTICS app.s ON a, "B" FROM app.o',
      'ANALYZE app.o',
    ]);
    const [computed] = spell({
      kind: 'create-statistics',
      ...statistics,
      columns: [],
      expressions: ['lower(a)', "b ->> 'c'"],
    });
    expect(computed?.text).toBe("CREATE STATISTICS app.s ON (lower(a)), (b ->> 'c') FROM app.o");
  });
});

test('libraries are a list of names, not one name with commas', () => {
  const effect = 'restart';
  const spelled = (name: string, value: string) => spell({ kind: 'alter-system', name, value, effect })[0]?.text;
  expect(spelled('shared_preload_libraries', 'auto_explain, pg_stat_statements')).toBe(
    "ALTER SYSTEM SET shared_preload_libraries = 'auto_explain', 'pg_stat_statements'",
  );
  expect(spelled('log_line_prefix', '%m, %p')).toBe("ALTER SYSTEM SET log_line_prefix = '%m, %p'");
});
