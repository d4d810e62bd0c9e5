import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { readMigrations } from './read-migrations.ts';

const schema = DatabaseSchema.parse({ engine: 'postgres', searchPath: ['public'], tables: [] });

const name = fc.constantFrom('a', 'b', 'orders', '"Odd Name"', 'app.a', 'public.b', 'a_pkey', 'a_x_idx');
const type = fc.constantFrom(
  'int',
  'bigint',
  'text',
  'varchar(9)',
  'numeric(4, 2)',
  'serial',
  'mood',
  'timestamptz',
  'd[]',
);
const column = fc.constantFrom('x', 'y', 'id', '"Z z"');

/** Statements that meet each other: tables, columns and types of few names. */
const statement = fc.oneof(
  fc.tuple(name, column, type).map(([t, c, k]) => `CREATE TABLE ${t} (id int PRIMARY KEY, ${c} ${k} UNIQUE)`),
  fc.tuple(name, name).map(([t, p]) => `CREATE TABLE ${t} PARTITION OF ${p} FOR VALUES FROM (1) TO (9)`),
  fc
    .tuple(name, column)
    .map(([t, c]) => `CREATE TABLE ${t} (id int, ${c} int REFERENCES ${t}) PARTITION BY RANGE (id)`),
  fc
    .tuple(name, column, type)
    .map(([t, c, k]) => `ALTER TABLE ${t} ADD COLUMN ${c} ${k} DEFAULT NULL CHECK (${c} IS NOT NULL)`),
  fc
    .tuple(name, column, type)
    .map(([t, c, k]) => `ALTER TABLE ${t} ALTER ${c} TYPE ${k} USING ${c}::${k}, ALTER ${c} SET NOT NULL`),
  fc
    .tuple(name, name, column)
    .map(([t, p, c]) => `ALTER TABLE ${t} ADD FOREIGN KEY (${c}) REFERENCES ${p} (${c}) NOT VALID`),
  fc.tuple(name, name).map(([t, p]) => `ALTER TABLE ${t} ATTACH PARTITION ${p} DEFAULT`),
  fc.tuple(name, name).map(([t, p]) => `ALTER TABLE ${t} INHERIT ${p}`),
  fc.tuple(name, column).map(([t, c]) => `ALTER TABLE ${t} DROP COLUMN ${c} CASCADE`),
  fc.tuple(name, fc.constantFrom('a', 'c', 'orders')).map(([t, to]) => `ALTER TABLE ${t} RENAME TO ${to}`),
  fc.tuple(name, column).map(([t, c]) => `CREATE UNIQUE INDEX ON ${t} (${c}, lower(${c})) WHERE ${c} > 0`),
  fc.tuple(name, name).map(([v, t]) => `CREATE MATERIALIZED VIEW ${v} AS SELECT * FROM ${t}`),
  name.map((t) => `DROP TABLE IF EXISTS ${t} CASCADE`),
  name.map((t) => `TRUNCATE ${t} RESTART IDENTITY CASCADE`),
  name.map((v) => `REFRESH MATERIALIZED VIEW ${v}`),
  name.map((t) => `DO $$ BEGIN ALTER TABLE ${t} ADD z int; EXECUTE 'DROP TABLE ' || 'a'; END $$`),
  fc.constantFrom(
    "CREATE TYPE mood AS ENUM ('fine')",
    'CREATE DOMAIN d AS text CHECK (VALUE > 1)',
    'CREATE DOMAIN mood AS mood',
    'SET search_path = app, public',
    'BEGIN',
    'COMMIT',
    'ROLLBACK',
    'SAVEPOINT s',
    'ROLLBACK TO s',
    'DROP SCHEMA public CASCADE',
    'ALTER SCHEMA public RENAME TO app',
    'DROP TYPE mood CASCADE',
    'REINDEX DATABASE shop',
    'VACUUM FULL',
  ),
);

const script = fc.array(statement, { maxLength: 12 });

test('whatever comes in whatever order is read, and each step has its line', () => {
  fc.assert(
    fc.property(
      script,
      fc.constantFrom('file', 'statement'),
      fc.integer({ min: 13, max: 18 }),
      (statements, transaction, major) => {
        const up = statements.map((one) => `-- next\n${one};\n`).join('');
        const files = [{ path: 'a.sql', name: 'a', up, line: 5, transaction } as const];
        const [file] = readMigrations({ files, schema, major });
        const lines = up.split('\n');
        expect(file?.steps.map((step) => lines[step.line - 5])).toEqual(statements.map((one) => `${one};`));
        const numbers = file?.steps.map((step) => step.transaction) ?? [];
        expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
      },
    ),
  );
});

test('mangled text is read without a throw', () => {
  const cut = fc.tuple(script, fc.nat(400), fc.nat(60), fc.string({ unit: 'binary', maxLength: 8 }));
  fc.assert(
    fc.property(cut, ([statements, at, length, noise]) => {
      const whole = statements.join(';\n');
      const up = whole.slice(0, at) + noise + whole.slice(at + length);
      const [file] = readMigrations({
        files: [{ path: 'a', name: 'a', up, line: 1, transaction: 'file' }],
        schema,
        major: 18,
      });
      for (const step of file?.steps ?? []) {
        const line = up.split('\n')[step.line - 1] ?? '';
        expect(line).toContain(step.statement.split('\n')[0]?.trim() ?? '');
      }
    }),
  );
});
