import { describe, expect, test } from 'vitest';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { type MigrationFile, MigrationFile as MigrationFileShape, type MigrationText } from '#vocabulary/migration.ts';
import { readMigrations } from './read-migrations.ts';

const empty = DatabaseSchema.parse({ engine: 'postgres', searchPath: ['public'], tables: [] });

function text(up: string, more: Partial<MigrationText> = {}): MigrationText {
  return { path: 'm.sql', name: 'm', up, line: 1, transaction: 'file', ...more };
}

function read(...files: readonly (string | MigrationText)[]): readonly MigrationFile[] {
  const texts = files.map((file) => (typeof file === 'string' ? text(file) : file));
  return readMigrations({ files: texts, schema: empty, major: 18 });
}

function lastStep(...files: readonly string[]) {
  const step = read(...files)
    .at(-1)
    ?.steps.at(-1);
  if (step === undefined) throw new Error('there is no statement');
  return step;
}

const orders = `
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(40) NOT NULL UNIQUE);
CREATE TABLE orders (id bigserial PRIMARY KEY, user_id bigint NOT NULL REFERENCES users, total numeric(10, 2), note text);
CREATE INDEX orders_note ON orders (note) WHERE note IS NOT NULL;`;
const logs = 'CREATE TABLE logs (at date) PARTITION BY RANGE (at)';

describe('steps', () => {
  test('lines are those of the file', () => {
    const up =
      '-- first\nSELECT 1;\n\n/* two\nlines */ ALTER TABLE a\n  ADD b int;\nCOPY a FROM stdin;\n1\t;\n\\.\nDROP TABLE a;';
    const [file] = read(text(up, { line: 10 }));
    expect(file?.steps.map(({ line, statement }) => [line, statement.slice(0, 11)])).toEqual([
      [11, 'SELECT 1'],
      [14, 'ALTER TABLE'],
      [16, 'COPY a FROM'],
      [19, 'DROP TABLE '],
    ]);
  });

  test.each([
    ['file', 'SELECT 1; SELECT 2; SELECT 3', [0, 0, 0]],
    ['statement', 'SELECT 1; SELECT 2; SELECT 3', [0, 1, 2]],
    ['statement', 'SELECT 1; BEGIN; SELECT 2; COMMIT; SELECT 3; SELECT 4', [0, 1, 1, 1, 2, 3]],
    ['statement', 'START TRANSACTION; SAVEPOINT a; ROLLBACK TO a; ROLLBACK; SELECT 1', [0, 0, 0, 0, 1]],
    // Behind COMMIT nothing is open, whatever the tool began.
    ['file', 'BEGIN; SELECT 1; COMMIT; SELECT 2; SELECT 3', [0, 0, 0, 1, 2]],
  ] as const)('transactions of a %s: %s', (transaction, up, numbers) => {
    const [file] = read(text(up, { transaction }));
    expect(file?.steps.map((step) => step.transaction)).toEqual(numbers);
  });

  test('limits hold until they are changed, local ones until COMMIT', () => {
    const up = `SET lock_timeout = '2s'; BEGIN; SET LOCAL statement_timeout TO '1min'; SELECT 1; COMMIT; SELECT 2;
      SET statement_timeout = 500; RESET lock_timeout; SELECT 3; SELECT set_config('lock_timeout', '0', false); SELECT 4`;
    const [file] = read(text(up, { transaction: 'statement' }));
    const limits = file?.steps.filter(({ statement }) => /^SELECT \d/.test(statement)).map((step) => step.limits);
    expect(limits).toEqual([
      { lock: 2000, statement: 60_000 },
      { lock: 2000 },
      { statement: 500 },
      { lock: 0, statement: 500 },
    ]);
  });

  test('what does not parse is told, and the rest goes on', () => {
    const [file] = read('CREATE TABLE a (id int); ALTR TABLE a; ALTER TABLE a ADD b int;');
    expect(file?.steps.map(({ fault }) => fault)).toEqual([undefined, 'syntax error at or near "ALTR"', undefined]);
    expect(file?.after.tables[0]?.columns.map(({ name }) => name)).toEqual(['id', 'b']);
  });

  test('what the file made is fresh, and nobody waits for it', () => {
    const step = lastStep(
      orders,
      'CREATE TABLE a (id serial PRIMARY KEY); CREATE INDEX a_i ON a (id); DROP TABLE a, users',
    );
    expect(step.fresh).toEqual(['public.a', 'public.a_pkey', 'public.a_i']);
    const locked = step.foreseen.locks.map(({ relation }) => relation);
    expect(locked).toEqual(expect.arrayContaining(['public.users']));
    expect(locked).not.toContain('public.a');
  });

  test('every file has the shape that it promises', () => {
    for (const file of read(
      orders,
      'ALTER TABLE orders ADD COLUMN a int DEFAULT 1, DROP COLUMN note; DO $$BEGIN DROP TABLE users; END$$',
    )) {
      expect(MigrationFileShape.safeParse(file).error).toBeUndefined();
    }
  });
});

describe('the schema', () => {
  const schemaAfter = (...files: readonly string[]) => read(...files).at(-1)?.after;
  const table = (name: string, ...files: readonly string[]) =>
    schemaAfter(...files)?.tables.find((one) => one.name === name);

  test('goes on from file to file', () => {
    expect(table('orders', orders)).toMatchObject({
      columns: [
        { name: 'id', type: 'bigint', nullable: false, default: "nextval('public.orders_id_seq'::regclass)" },
        { name: 'user_id', type: 'bigint', nullable: false },
        { name: 'total', type: 'numeric(10,2)', nullable: true },
        { name: 'note', type: 'text', nullable: true },
      ],
      constraints: [
        { name: 'orders_pkey', kind: 'primary-key' },
        { name: 'orders_user_id_fkey', kind: 'foreign-key', references: { table: 'users', columns: ['id'] } },
      ],
      indexes: [{ name: 'orders_pkey' }, { name: 'orders_note', predicate: 'note IS NOT NULL' }],
    });
    const step = lastStep(orders, 'ALTER TABLE orders ALTER COLUMN total TYPE bigint');
    expect(step.actions).toEqual([
      {
        kind: 'alter-column-type',
        table: { schema: 'public', name: 'orders' },
        column: 'total',
        from: 'numeric(10,2)',
        to: 'bigint',
      },
    ]);
  });

  test('what a step met stays as it was', () => {
    const [, file] = read(
      orders,
      'ALTER TABLE orders DROP COLUMN note; ALTER TABLE orders RENAME TO bills; DROP TABLE bills',
    );
    const seen = file?.steps.map(({ before }) => before.tables.map(({ name, columns }) => `${name} ${columns.length}`));
    expect(seen).toEqual([
      ['users 2', 'orders 4'],
      ['users 2', 'orders 3'],
      ['users 2', 'bills 3'],
    ]);
    // Tables that a step leaves alone are shared, not copied.
    expect(file?.steps[2]?.before.tables[0]).toBe(file?.steps[0]?.before.tables[0]);
  });

  test('renames reach foreign keys, indexes and partitions', () => {
    const up =
      'ALTER TABLE users RENAME TO people; ALTER TABLE people RENAME COLUMN id TO key; ALTER INDEX orders_note RENAME TO n';
    expect(table('orders', orders, up)?.constraints[1]?.references).toMatchObject({
      table: 'people',
      columns: ['key'],
    });
    expect(table('orders', orders, up)?.indexes[1]?.name).toBe('n');
    const parts =
      'CREATE TABLE p (id int) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (9)';
    expect(table('p1', parts, 'ALTER TABLE p RENAME TO q')?.partitionOf).toMatchObject({ table: 'q' });
  });

  test('CASCADE takes away what leans on it, ROLLBACK brings it back', () => {
    expect(table('orders', orders, 'DROP TABLE users CASCADE')?.constraints.map(({ name }) => name)).toEqual([
      'orders_pkey',
    ]);
    expect(schemaAfter(orders, 'BEGIN; DROP TABLE users CASCADE; ROLLBACK')?.tables).toHaveLength(2);
  });

  test('names are looked up along the search path', () => {
    const step = lastStep(
      'CREATE SCHEMA app; SET search_path = app; CREATE TABLE a (id int); CREATE TABLE public.b (id int)',
      'SET search_path = app, public; ALTER TABLE a ADD x int; ALTER TABLE b ADD x int',
    );
    expect(step.actions[0]).toMatchObject({ table: { schema: 'public', name: 'b' } });
    expect(step.before.tables.map(({ schema, name, columns }) => [schema, name, columns.length])).toEqual([
      ['app', 'a', 2],
      ['public', 'b', 1],
    ]);
  });

  test('blocks of code bring the statements that can be read in them', () => {
    const up = `DO $$ BEGIN ALTER TABLE orders ADD CONSTRAINT paid FOREIGN KEY (user_id) REFERENCES users;
      EXCEPTION WHEN duplicate_object THEN NULL; END $$`;
    const step = lastStep(orders, up);
    expect(step.actions.map(({ kind }) => kind)).toEqual(['run-code', 'add-constraint']);
    expect(step.foreseen.scans).toEqual(['public.orders', 'public.users']);
    expect(step.foreseen.unknown).toEqual([]);
    const hidden = lastStep(orders, "DO $$ BEGIN EXECUTE format('DROP TABLE %I', 'orders'); END $$");
    expect(hidden.foreseen.unknown[0]).toContain('known when it has run');
  });
});

describe('what is not known is said', () => {
  test.each([
    ['ALTER TABLE gone ADD COLUMN a int', /public\.gone is not in the schema/],
    ['DROP TABLE IF EXISTS gone', /public\.gone is not in the schema/],
    ['SELECT do_things()', /do_things\(\) does is known when it has run/],
    ['ALTER TABLE orders ADD COLUMN a text DEFAULT make_id()', /differs from row to row/],
    ['ALTER TABLE orders ADD COLUMN a timestamp; ALTER TABLE orders ALTER a TYPE timestamptz', /TimeZone/],
    ['ALTER TABLE orders VALIDATE CONSTRAINT nothing', /constraint nothing/],
    ['CREATE INDEX ON logs (at)', /No partition of public\.logs is known/],
  ])('%s', (up, words) => {
    expect(lastStep(orders, logs, up).foreseen.unknown.join()).toMatch(words);
  });

  test('a lock that the transaction holds is not taken again', () => {
    const [, file] = read(
      orders,
      'ALTER TABLE orders ADD a int; CREATE INDEX ON orders (a); ALTER TABLE users ADD a int',
    );
    expect(file?.steps.map(({ foreseen }) => foreseen.locks.map(({ relation }) => relation))).toEqual([
      ['public.orders'],
      [],
      ['public.users'],
    ]);
  });
});
