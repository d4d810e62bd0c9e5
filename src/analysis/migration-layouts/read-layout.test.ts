import { describe, expect, test } from 'vitest';
import { readLayout } from './read-layout.ts';

/** Files by path. */
function laid(files: Readonly<Record<string, string>>) {
  return readLayout(Object.entries(files).map(([path, text]) => ({ path, text })));
}
const brief = (files: Readonly<Record<string, string>>) => {
  const { layout, files: read, unread } = laid(files);
  return { layout, files: read.map((one) => [one.version, one.name, one.transaction, one.line]), unread };
};

const create = 'CREATE TABLE users (id bigint PRIMARY KEY);\n';
const drop = 'DROP TABLE users;\n';
const concurrently = 'CREATE INDEX CONCURRENTLY users_email ON users (email);\n';

describe('plain SQL', () => {
  test('natural order, a pair, each statement for itself', () => {
    const found = laid({ 'm/10_later.sql': drop, 'm/2_first.sql': create, 'm/README.md': '# Migrations' });
    expect(found).toMatchObject({ layout: 'plain SQL', unread: [] });
    expect(found.files.map(({ path, version, name }) => [path, version, name])).toEqual([
      ['m/2_first.sql', '2', 'first'],
      ['m/10_later.sql', '10', 'later'],
    ]);
    expect(found.files[0]).toMatchObject({ up: create, line: 1, transaction: 'statement' });
  });

  test('name.up.sql with name.down.sql, and a lonely way back', () => {
    const found = laid({ 'users.up.sql': create, 'users.down.sql': drop, 'gone.down.sql': drop });
    expect(found).toMatchObject({ layout: 'plain SQL', files: [{ name: 'users', down: { path: 'users.down.sql' } }] });
    expect(found.unread).toEqual(['gone.down.sql was passed over: plain SQL does not run a file of that name.']);
  });

  test('standard input', () => {
    expect(laid({ '-': create })).toMatchObject({ layout: 'plain SQL', files: [{ path: '-', up: create }] });
  });
});

test('flyway: versions by number, repeatable last, undo, config, statements that run alone', () => {
  const found = laid({
    'db/V10__later.sql': create,
    'db/V2.1__point.sql': create,
    'db/V2_0_5__add_users.sql': create,
    'db/U2_0_5__add_users.sql': drop,
    'db/R__views.sql': 'CREATE OR REPLACE VIEW v AS SELECT 1;',
    'db/V11__index.sql': concurrently,
    'db/V12__vacuum.sql': create,
    'db/V12__vacuum.sql.conf': 'executeInTransaction=false\n',
    'db/B5__base.sql': create,
    'db/notes.sql': 'SELECT 1;',
  });
  expect(found.layout).toBe('flyway');
  expect(found.files.map(({ version, name, transaction }) => [version, name, transaction])).toEqual([
    ['2.0.5', 'add users', 'file'],
    ['2.1', 'point', 'file'],
    ['10', 'later', 'file'],
    ['11', 'index', 'statement'],
    ['12', 'vacuum', 'statement'],
    [undefined, 'views', 'file'],
  ]);
  expect(found.files[0]?.down).toEqual({ path: 'db/U2_0_5__add_users.sql', text: drop, line: 1 });
  expect(found.unread).toEqual([
    'db/B5__base.sql was passed over: it is a baseline, which runs in new databases only.',
    'db/notes.sql was passed over: flyway does not run a file of that name.',
  ]);
});

test('golang-migrate: one simple query a file', () => {
  const found = brief({
    'm/000001_users.up.sql': create + create,
    'm/000001_users.down.sql': drop,
    'm/000002_index.up.sql': concurrently,
    'm/000002_index.down.sql': drop,
    'm/000003_own.up.sql': `BEGIN;\n${create}COMMIT;\n`,
  });
  expect(found).toEqual({
    layout: 'golang-migrate',
    files: [
      ['000001', 'users', 'file', 1],
      ['000002', 'index', 'statement', 1],
      ['000003', 'own', 'statement', 1],
    ],
    unread: [],
  });
});

test('dbwright: its own pairs and its directive', () => {
  expect(
    brief({
      'migrations/0001_initial.up.sql': `BEGIN;\n\n${create}\nCOMMIT;\n`,
      'migrations/0001_initial.down.sql': `BEGIN;\n\n${drop}\nCOMMIT;\n`,
      'migrations/0002_index.up.sql': `-- dbwright: transaction=none\n${concurrently}`,
      'migrations/0003_more.up.sql': create,
    }),
  ).toEqual({
    layout: 'dbwright',
    files: [
      ['0001', 'initial', 'statement', 1],
      ['0002', 'index', 'statement', 1],
      ['0003', 'more', 'file', 1],
    ],
    unread: [],
  });
});

test('dbmate: sections, lines, transaction:false', () => {
  const found = laid({
    'db/migrations/20260102_index.sql': `-- migrate:up transaction:false\n${concurrently}\n-- migrate:down\n`,
    'db/migrations/20260101_users.sql': `-- users\n\n-- migrate:up\n${create}\n-- migrate:down\n${drop}`,
    'db/migrations/20260103_none.sql': create,
  });
  expect(found.layout).toBe('dbmate');
  expect(found.files).toEqual([
    {
      path: 'db/migrations/20260101_users.sql',
      version: '20260101',
      name: 'users',
      up: `${create}\n`,
      line: 4,
      down: { path: 'db/migrations/20260101_users.sql', text: drop, line: 7 },
      transaction: 'file',
    },
    {
      path: 'db/migrations/20260102_index.sql',
      version: '20260102',
      name: 'index',
      up: `${concurrently}\n`,
      line: 2,
      transaction: 'statement',
    },
  ]);
  expect(found.unread).toEqual(['db/migrations/20260103_none.sql was passed over: it has no "-- migrate:up".']);
});

test('goose: StatementBegin, NO TRANSACTION, Go', () => {
  const body = `-- +goose StatementBegin\nCREATE FUNCTION one() RETURNS int AS $$ SELECT 1; $$ LANGUAGE sql;\n-- +goose StatementEnd\n`;
  const found = laid({
    '00002_index.sql': `-- +goose NO TRANSACTION\n-- +goose Up\n${concurrently}-- +goose Down\n${drop}`,
    '00001_one.sql': `-- +goose Up\n${body}\n-- +goose Down\n${drop}`,
    '00003_go.go': 'func init() { goose.AddMigrationContext(up, down) }',
  });
  expect(found.files.map(({ name, line, transaction, down }) => [name, line, transaction, down?.line])).toEqual([
    ['one', 2, 'file', 7],
    ['index', 3, 'statement', 5],
  ]);
  expect(found.files[0]?.up).toBe(`${body}\n`);
  expect(found).toMatchObject({ layout: 'goose', unread: [expect.stringContaining('a program in Go')] });
});

test('sql-migrate: notransaction', () => {
  expect(
    brief({
      '1-users.sql': `-- +migrate Up\n${create}\n-- +migrate Down\n${drop}`,
      '2-index.sql': `-- +migrate Up notransaction\n${concurrently}`,
    }),
  ).toEqual({
    layout: 'sql-migrate',
    files: [
      ['1', 'users', 'file', 2],
      ['2', 'index', 'statement', 2],
    ],
    unread: [],
  });
});

test('node-pg-migrate: all in one transaction, programs are passed over', () => {
  const found = laid({
    'migrations/1700000000001_users.sql': `-- Up Migration\n${create}\n-- Down Migration\n${drop}`,
    'migrations/1700000000002_more.sql': `-- Up Migration\n${create}`,
    'migrations/1700000000003_js.js': 'exports.up = (pgm) => { pgm.createTable("x", {}) }',
  });
  expect(found.layout).toBe('node-pg-migrate');
  expect(found.files.map(({ name, transaction, joined }) => [name, transaction, joined])).toEqual([
    ['users', 'file', undefined],
    ['more', 'file', true],
  ]);
  expect(found.unread[0]).toContain('--dry-run');
});

test('prisma: folders, the lock, one simple query', () => {
  const found = laid({
    'prisma/migrations/20260102000000_index/migration.sql': concurrently,
    'prisma/migrations/20260101000000_init/migration.sql': `-- CreateTable\n${create}${create}`,
    'prisma/migrations/20260101000000_init/down.sql': drop,
    'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  });
  expect(found.files).toMatchObject([
    { version: '20260101000000', name: 'init', transaction: 'file', down: { line: 1 } },
    { version: '20260102000000', name: 'index', transaction: 'statement' },
  ]);
  expect(found).toMatchObject({ layout: 'prisma', unread: [] });
  const mysql = laid({ 'm/1_a/migration.sql': create, 'm/migration_lock.toml': 'provider = "mysql"' });
  expect(mysql.unread).toEqual(['m/migration_lock.toml was passed over: it says that these migrations are for mysql.']);
});

test('drizzle: the journal orders, what it does not name does not run', () => {
  const found = laid({
    'drizzle/0001_second.sql': `${create}--> statement-breakpoint\n${create}`,
    'drizzle/0000_first.sql': create,
    'drizzle/0002_stray.sql': create,
    'drizzle/meta/0000_snapshot.json': '{}',
    'drizzle/meta/_journal.json': JSON.stringify({
      version: '7',
      entries: [
        { idx: 0, when: 1700000000001, tag: '0000_first', breakpoints: true },
        { idx: 1, when: 1700000000002, tag: '0001_second', breakpoints: true },
        { idx: 2, when: 1700000000003, tag: '0003_lost', breakpoints: true },
      ],
    }),
  });
  expect(found.layout).toBe('drizzle');
  expect(found.files.map(({ version, name, joined, transaction }) => [version, name, joined, transaction])).toEqual([
    ['1700000000001', '0000_first', undefined, 'file'],
    ['1700000000002', '0001_second', true, 'file'],
  ]);
  expect(found.unread).toEqual([
    'drizzle/meta/_journal.json was passed over: it names 0003_lost, and there is no 0003_lost.sql.',
    'drizzle/0002_stray.sql was passed over: the journal does not name it, so Drizzle does not run it.',
  ]);
  expect(laid({ 'd/20260101_a/migration.sql': create, 'd/20260101_a/snapshot.json': '{}' })).toMatchObject({
    layout: 'drizzle',
    files: [{ version: '20260101', name: '20260101_a' }],
  });
});

test('sqitch: the plan, reworked changes, the way back', () => {
  const found = laid({
    'sqitch.plan': `%syntax-version=1.0.0
%project=flipr

appschema 2026-01-01T00:00:00Z Ann <ann@example.com> # Adds the schema.
users [appschema] 2026-01-02T00:00:00Z Ann <ann@example.com> # Users.
@v0.9 2026-01-03T00:00:00Z Ann <ann@example.com> # Tag.
@v1.0 2026-01-03T00:00:00Z Ann <ann@example.com> # Tag.
users [users@v1.0] 2026-01-04T00:00:00Z Ann <ann@example.com> # Again.
lost 2026-01-05T00:00:00Z Ann <ann@example.com> # No file.
`,
    'deploy/users.sql': 'BEGIN;\nALTER TABLE users ADD email text;\nCOMMIT;\n',
    'deploy/users@v1.0.sql': create,
    'deploy/appschema.sql': 'CREATE SCHEMA app;',
    'revert/appschema.sql': 'DROP SCHEMA app;',
    'verify/appschema.sql': 'SELECT 1;',
  });
  expect(found.layout).toBe('sqitch');
  expect(found.files.map(({ path, name, transaction }) => [path, name, transaction])).toEqual([
    ['deploy/appschema.sql', 'appschema', 'statement'],
    ['deploy/users@v1.0.sql', 'users', 'statement'],
    ['deploy/users.sql', 'users', 'statement'],
  ]);
  expect(found.files[0]?.down?.path).toBe('revert/appschema.sql');
  expect(found.unread).toEqual(['sqitch.plan was passed over: it names lost, and there is no deploy/lost.sql.']);
});

test('atlas: txmode, checkpoints, parts', () => {
  const found = laid({
    'atlas.sum': 'h1:x=\n',
    '20260101_users.sql': create,
    '20260102_index.sql': `-- atlas:txmode none\n\n${concurrently}`,
    '20260103_check.sql': `-- atlas:checkpoint\n\n${create}`,
    '20260104_parts.sql': `-- atlas:txtar\n\n-- checks.sql --\nSELECT 1;\n-- migration.sql --\n${create}-- down.sql --\n${drop}`,
  });
  expect(found.files.map(({ name, line, transaction, down }) => [name, line, transaction, down?.line])).toEqual([
    ['users', 1, 'file', undefined],
    ['index', 1, 'statement', undefined],
    ['parts', 6, 'file', 8],
  ]);
  expect(found).toMatchObject({ layout: 'atlas', unread: [expect.stringContaining('checkpoint')] });
  expect(found.files[2]?.up).toBe(create);
});

test('supabase: always one transaction', () => {
  expect(
    brief({ 'supabase/migrations/20260101120000_index.sql': concurrently, 'supabase/migrations/seed.sql': create }),
  ).toEqual({
    layout: 'supabase',
    files: [['20260101120000', 'index', 'file', 1]],
    unread: ['supabase/migrations/seed.sql was passed over: its name does not begin with a number and "_".'],
  });
});

test('diesel: a folder with up.sql and down.sql', () => {
  const found = laid({
    'migrations/2026-01-02-000000_index/up.sql': concurrently,
    'migrations/2026-01-02-000000_index/metadata.toml': 'run_in_transaction = false\n',
    'migrations/2026-01-01-000000_users/up.sql': create,
    'migrations/2026-01-01-000000_users/down.sql': drop,
  });
  expect(found).toMatchObject({ layout: 'diesel', unread: [] });
  expect(found.files.map(({ path, transaction }) => [path, transaction])).toEqual([
    ['migrations/2026-01-01-000000_users/up.sql', 'file'],
    ['migrations/2026-01-02-000000_index/up.sql', 'statement'],
  ]);
});

test('alembic: what it prints is read, its programs are not', () => {
  const offline = `BEGIN;\n\n-- Running upgrade  -> 1975ea83b712\n\n${create}\n-- Running upgrade 1975ea83b712 -> ae1027a6acf\n\nALTER TABLE users ADD x int;\n\nCOMMIT;\n`;
  expect(laid({ 'changes.sql': offline })).toMatchObject({
    layout: 'alembic',
    files: [{ version: 'ae1027a6acf', name: 'changes', up: offline, line: 1, transaction: 'statement' }],
  });
  const programs = laid({
    'versions/a.py': "revision = 'a'\ndown_revision = None\ndef upgrade():\n    op.execute('SELECT 1')\n",
    'versions/b.py': "revision = 'b'\ndown_revision = 'a'\n",
  });
  expect(programs).toEqual({
    layout: 'alembic',
    files: [],
    unread: [
      'versions/a.py, versions/b.py were passed over; of each: it is a program of alembic: `alembic upgrade head --sql > changes.sql` writes its SQL.',
    ],
  });
});

test.each([
  ['rails', 'db/migrate/20260101_a.rb', 'class A < ActiveRecord::Migration[8.0]\nend', 'development.log'],
  ['django', 'app/migrations/0001_initial.py', 'class Migration(migrations.Migration):', 'sqlmigrate'],
  ['knex', 'migrations/1_a.js', 'exports.up = (knex) => knex.schema.createTable("a", () => {})', 'DEBUG=knex:query'],
  ['typeorm', 'src/1-a.ts', 'export class A implements MigrationInterface {}', 'logging'],
  ['sequelize', 'migrations/1-a.js', 'up: (queryInterface) => queryInterface.createTable("a", {})', 'logging'],
  ['laravel', 'database/migrations/1_a.php', 'return new class extends Migration {}', '--pretend'],
])('%s: a program is passed over, with what gets its SQL', (tool, path, text, remedy) => {
  expect(laid({ [path]: text, 'db/structure.sql': create })).toMatchObject({ layout: tool, files: [] });
  expect(laid({ [path]: text }).unread).toEqual([expect.stringContaining(remedy)]);
});

test('nothing that is a migration', () => {
  expect(laid({ 'README.md': '# Nothing', 'src/index.ts': 'export const a = 1;' })).toEqual({
    layout: 'unknown',
    files: [],
    unread: [],
  });
});
