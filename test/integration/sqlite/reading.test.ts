import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { access } from '#engines/sqlite/access.ts';
import { inspect } from '#engines/sqlite/inspect.ts';
import { settings } from '#engines/sqlite/settings.ts';
import { statistics } from '#engines/sqlite/statistics.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import { context, hasSqlite, native, temporaryFolder, withSession } from './native.ts';

const folder = temporaryFolder();
const file = join(folder.path, 'shop.db');

const script = `
  PRAGMA page_size = 8192;
  CREATE TABLE org (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL COLLATE NOCASE CONSTRAINT org_name UNIQUE);
  CREATE TABLE place (x INT, y TEXT, PRIMARY KEY (x, y)) STRICT;
  CREATE TABLE "odd ""name" (
    a INT NOT NULL DEFAULT (1 + 1), -- a comment, with a comma
    b varchar(10) DEFAULT 'x,)' CHECK (length(b) > 1),
    "c d" REAL GENERATED ALWAYS AS (a * 2) STORED,
    e AS (a + 1),
    org_id INT REFERENCES ORG ON DELETE CASCADE,
    "check" TEXT,
    CONSTRAINT two UNIQUE (a, "check"),
    CONSTRAINT positive CHECK (a > 0 AND b <> ')'),
    FOREIGN KEY (a, b) REFERENCES place (x, y) ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (a, b)
  ) WITHOUT ROWID;
  CREATE TABLE item (id INTEGER PRIMARY KEY, org_id INT, kind TEXT, note TEXT, price REAL);
  CREATE INDEX item_price ON item (price DESC, lower(note) COLLATE NOCASE DESC) WHERE note IS NOT NULL AND kind IN ('a', 'b');
  CREATE INDEX item_org ON item (org_id, kind COLLATE NOCASE);
  CREATE UNIQUE INDEX org_name_id ON org (name, id);
  CREATE VIEW rich (who, price) AS SELECT org_id, price FROM item WHERE price > 10;
  CREATE VIEW broken AS SELECT * FROM nowhere;
  CREATE TRIGGER item_gone AFTER DELETE ON item BEGIN SELECT 1; END;
  CREATE VIRTUAL TABLE words USING fts5 (body);
  CREATE VIRTUAL TABLE boxes USING rtree (id, low, high);
  INSERT INTO org (name) SELECT 'org ' || value FROM generate_series(1, 50);
  INSERT INTO item SELECT value, value % 50, CASE value % 3 WHEN 0 THEN 'a' WHEN 1 THEN 'b' END, hex(randomblob(20)), value / 10.0
    FROM generate_series(1, 30000);`;

describe.skipIf(!hasSqlite)('reading a SQLite database', () => {
  let schema: DatabaseSchema;
  let before: Statistics;
  let after: Statistics;

  beforeAll(async () => {
    native(file, script);
    await withSession(file, async (session) => {
      schema = await inspect(session, context);
      before = await statistics(session, schema, context);
    });
    native(file, 'ANALYZE; DELETE FROM item WHERE id > 29000;');
    await withSession(file, async (session) => {
      after = await statistics(session, await inspect(session, context), context);
    });
  });
  afterAll(() => folder.remove());

  const table = (name: string) => schema.tables.find((one) => one.name === name);

  test('the tables, without those that SQLite and its modules keep for themselves', () => {
    expect(schema).toMatchObject({ engine: 'sqlite', database: 'shop.db', searchPath: ['main'] });
    expect(schema.tables.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'org table',
      'place table',
      'odd "name table',
      'item table',
      'words foreign',
      'boxes foreign',
    ]);
    expect(schema.unread.join('\n')).toMatch(
      /words is a virtual table .*fts5[\s\S]*no such table: main.nowhere[\s\S]*no such module: rtree/,
    );
  });

  test('columns with their types, defaults, collations and generated ones', () => {
    expect(table('odd "name')?.columns).toEqual([
      { name: 'a', type: 'INT', nullable: false, default: '(1 + 1)' },
      { name: 'b', type: 'varchar(10)', nullable: false, default: "'x,)'" },
      { name: 'c d', type: 'REAL', nullable: true, generated: 'a * 2', generatedKind: 'stored' },
      { name: 'e', type: '', nullable: true, generated: 'a + 1', generatedKind: 'virtual' },
      { name: 'org_id', type: 'INT', nullable: true },
      { name: 'check', type: 'TEXT', nullable: true },
    ]);
    expect(table('org')?.columns).toEqual([
      { name: 'id', type: 'INTEGER', nullable: false, identity: 'by-default' },
      { name: 'name', type: 'TEXT', nullable: false, collation: 'NOCASE' },
    ]);
    expect([table('org')?.options, table('place')?.options, table('odd "name')?.options]).toEqual([
      ['AUTOINCREMENT'],
      ['STRICT'],
      ['WITHOUT ROWID'],
    ]);
  });

  test('constraints with their names, where they have some', () => {
    expect(table('odd "name')?.constraints.map(({ name, kind, columns }) => [name, kind, columns])).toEqual([
      ['sqlite_autoindex_odd "name_2', 'primary-key', ['a', 'b']],
      ['two', 'unique', ['a', 'check']],
      ['odd "name_org_id_fkey', 'foreign-key', ['org_id']],
      ['odd "name_a_b_fkey', 'foreign-key', ['a', 'b']],
      ['odd "name_check1', 'check', []],
      ['positive', 'check', []],
    ]);
    const keys = table('odd "name')?.constraints.filter(({ kind }) => kind === 'foreign-key');
    expect(keys?.map(({ references }) => references)).toEqual([
      { schema: 'main', table: 'org', columns: ['id'], onDelete: 'CASCADE', onUpdate: 'NO ACTION' },
      { schema: 'main', table: 'place', columns: ['x', 'y'], onDelete: 'NO ACTION', onUpdate: 'SET NULL' },
    ]);
    expect(keys?.[1]?.definition).toMatch(/^FOREIGN KEY \(a, b\) REFERENCES place .* DEFERRABLE INITIALLY DEFERRED$/);
    expect(table('odd "name')?.constraints.at(-1)?.definition).toBe("CHECK (a > 0 AND b <> ')')");
    expect(table('org')?.constraints.map(({ name }) => name)).toEqual(['sqlite_primarykey_org', 'org_name']);
  });

  test('indexes: partial, of expressions, descending, collated, of keys', () => {
    const indexes = [...(table('item')?.indexes ?? [])].sort((one, other) => one.name.localeCompare(other.name));
    expect(indexes).toMatchObject([
      { name: 'item_org', keys: [{ column: 'org_id' }, { column: 'kind', collation: 'NOCASE' }], unique: false },
      {
        name: 'item_price',
        keys: [
          { column: 'price', direction: 'desc' },
          { expression: 'lower(note)', direction: 'desc', collation: 'NOCASE' },
        ],
        predicate: "note IS NOT NULL AND kind IN ('a', 'b')",
      },
      { name: 'sqlite_primarykey_item', keys: [{ column: 'id' }], unique: true, constraint: 'sqlite_primarykey_item' },
    ]);
    expect(indexes[0]?.bytes).toBeGreaterThan(100_000);
    // The column has the collation already.
    expect(table('org')?.indexes.find(({ name }) => name === 'org_name_id')?.keys[0]).toEqual({
      column: 'name',
      direction: 'asc',
    });
    expect(table('org')?.indexes.find(({ constraint }) => constraint === 'org_name')?.name).toBe(
      'sqlite_autoindex_org_1',
    );
  });

  test('sizes, views, triggers', () => {
    expect(table('item')?.bytes?.heap).toBeGreaterThan(1_000_000);
    expect(table('item')?.bytes?.total).toBeGreaterThan(table('item')?.bytes?.heap ?? 0);
    expect(schema.views[0]).toMatchObject({
      name: 'rich',
      columns: [{ name: 'who' }, { name: 'price' }],
      definition: 'SELECT org_id, price FROM item WHERE price > 10',
    });
    expect(schema.objects).toMatchObject([{ kind: 'trigger', name: 'item_gone', table: 'item' }]);
  });

  test('statistics, measured where ANALYZE never ran', () => {
    const item = before.relations.find(({ name }) => name === 'item');
    expect(before.unread.join()).toContain('ANALYZE never ran');
    expect(item?.rows).toBe(30_000);
    expect(
      item?.columns.map(({ column, distinct, nullFraction }) => [column, distinct, Number(nullFraction.toFixed(3))]),
    ).toEqual([
      ['id', -1, 0],
      ['org_id', 50, 0],
      ['kind', 2, 0.333],
      ['note', -1, 0],
      ['price', -1, 0],
    ]);
    expect(item?.columns.find(({ column }) => column === 'note')?.averageWidth).toBe(40);
  });

  test('statistics as ANALYZE left them, and what came since', () => {
    const item = after.relations.find(({ name }) => name === 'item');
    expect([item?.rows, item?.modifiedRows]).toEqual([30_000, 1_000]);
    expect(after.relations.find(({ name }) => name === 'item_org')).toMatchObject({
      kind: 'index',
      table: 'item',
      rows: 30_000,
    });
    expect(after.unread).toEqual([]);
  });

  test('settings and rights', async () => {
    await withSession(file, async (session) => {
      const found = await settings(session, context);
      expect(found).toMatchObject({
        page_size: { value: '8192', source: 'file' },
        journal_mode: { value: 'delete' },
        encoding: { value: 'UTF-8' },
      });
      expect(found['compile_options']?.value).toContain('ENABLE_STAT4');
      const rights = await access(session, context);
      expect(rights.grade).toBe('owner');
      expect(rights.reader.sql).toContain(`file:${file}?mode=ro`);
    });
  });
});
