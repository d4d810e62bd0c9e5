import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AppliedMigration, AppliedMigrations } from '#vocabulary/applied-migrations.ts';
import { flywayChecksum } from './file-checksums.ts';
import { pendingFiles } from './pending.ts';
import { readLayout } from './read-layout.ts';

const folder = (files: Readonly<Record<string, string>>) =>
  readLayout(Object.entries(files).map(([path, text]) => ({ path, text })));
const history = (
  tool: string,
  migrations: readonly (Partial<AppliedMigration> & Record<string, unknown>)[],
  more: Partial<AppliedMigrations> = {},
): AppliedMigrations => ({
  tool,
  table: `public.${tool}`,
  latestOnly: false,
  migrations: migrations.map((one) => ({ state: 'applied', ...one })),
  unread: [],
  ...more,
});
const brief = async (...given: Parameters<typeof pendingFiles>) => {
  const { pending, applied, notes } = await pendingFiles(...given);
  return { pending: pending.map(({ path }) => path), applied: applied.map(({ path }) => path), notes };
};
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('Flyway\u2019s checksum', () => {
  test.each([
    ['SELECT 1;\n', 'SELECT 1;'],
    ['a\r\nb\n\nc', 'abc'],
    ['\ufeffé', 'é'],
    ['', ''],
  ])('of %j is that of its lines', async (text, lines) => {
    expect(await flywayChecksum(text)).toEqual([String(crc32(lines) | 0)]);
  });

  test('any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        const bare = text.replace(/^\ufeff/, '').replace(/[\r\n]/g, '');
        expect(await flywayChecksum(text)).toEqual([String(crc32(bare) | 0)]);
      }),
    );
  });
});

test('flyway: baseline, failed, undone, late, changed, gone, repeatable', async () => {
  const files = folder({
    'V1__base.sql': 'SELECT 1;',
    'V2__users.sql': 'SELECT 2;\n',
    'V2_5__late.sql': 'SELECT 25;',
    'V3__edited.sql': 'SELECT 3, 3;',
    'V4__broken.sql': 'SELECT 4;',
    'R__same.sql': 'SELECT 5;',
    'R__views.sql': 'SELECT 6;',
  });
  const sum = (text: string) => String(crc32(text) | 0);
  expect(
    await brief(files, [
      history('flyway', [
        { version: '1', name: '<< Flyway Baseline >>', baseline: true },
        { version: '2.0', name: 'users', checksum: sum('SELECT 2;') },
        { version: '3', name: 'edited', checksum: sum('SELECT 3;') },
        { version: '4', name: 'broken', state: 'failed' },
        { name: 'same', checksum: sum('SELECT 5;') },
        { name: 'views', checksum: sum('older') },
        { version: '2.7', name: 'gone' },
      ]),
    ]),
  ).toEqual({
    applied: ['V1__base.sql', 'V2__users.sql', 'V3__edited.sql', 'R__same.sql'],
    pending: ['V2_5__late.sql', 'V4__broken.sql', 'R__views.sql'],
    notes: [
      '4 broken failed, says public.flyway: the database may hold a part of it. It is settled by `flyway repair`, when the database is mended.',
      'V2_5__late.sql comes before migrations that have run: Flyway refuses it unless outOfOrder is set.',
      'V3__edited.sql was changed after it ran: its checksum is not that of public.flyway.',
      '2.7 gone ran, says public.flyway, and has no file here.',
    ],
  });
});

test('golang-migrate: one version, clean or dirty', async () => {
  const files = folder({ '1_a.up.sql': 'SELECT 1;', '2_b.up.sql': 'SELECT 2;', '10_c.up.sql': 'SELECT 3;' });
  const at = (state: 'applied' | 'failed') =>
    brief(files, [history('golang-migrate', [{ version: '2', state }], { latestOnly: true })]);
  expect(await at('applied')).toEqual({
    applied: ['1_a.up.sql', '2_b.up.sql'],
    pending: ['10_c.up.sql'],
    notes: [],
  });
  expect(await at('failed')).toEqual({
    applied: ['1_a.up.sql'],
    pending: ['2_b.up.sql', '10_c.up.sql'],
    notes: [expect.stringContaining('2 failed')],
  });
});

test('prisma: by folder, by the last word, by SHA-256 with any ends of lines', async () => {
  const files = folder({
    'm/20260101_init/migration.sql': 'SELECT 1;\r\n',
    'm/20260102_more/migration.sql': 'SELECT 2;',
    'm/20260103_last/migration.sql': 'SELECT 3;',
  });
  expect(
    await brief(files, [
      history('prisma', [
        { name: '20260101_init', checksum: sha256('SELECT 1;\n') },
        { name: '20260102_more', state: 'undone', checksum: 'x' },
        { name: '20260102_more', checksum: 'x' },
        { name: '20260103_last', state: 'failed' },
      ]),
    ]),
  ).toEqual({
    applied: ['m/20260101_init/migration.sql', 'm/20260102_more/migration.sql'],
    pending: ['m/20260103_last/migration.sql'],
    notes: [
      expect.stringContaining('20260103_last failed'),
      expect.stringContaining('20260102_more/migration.sql was changed'),
    ],
  });
});

test('drizzle: what is older than the last never runs', async () => {
  const journal = (when: number, tag: string) => ({ idx: 0, when, tag });
  const files = folder({
    'd/0000_a.sql': 'SELECT 1;',
    'd/0001_b.sql': 'SELECT 2;',
    'd/0002_c.sql': 'SELECT 3;',
    'd/0003_d.sql': 'SELECT 4;',
    'd/meta/_journal.json': JSON.stringify({
      entries: [journal(1, '0000_a'), journal(2, '0001_b'), journal(3, '0002_c'), journal(4, '0003_d')],
    }),
  });
  expect(
    await brief(files, [
      history('drizzle', [
        { version: '1', checksum: sha256('SELECT 1;') },
        { version: '3', checksum: sha256('SELECT 3;') },
      ]),
    ]),
  ).toEqual({
    applied: ['d/0000_a.sql', 'd/0002_c.sql'],
    pending: ['d/0003_d.sql'],
    notes: [
      'd/0001_b.sql comes before migrations that have run: Drizzle never runs it: it runs only what is newer than the last.',
    ],
  });
});

test('drizzle: a file that was merged later with an earlier time never runs, wherever the journal names it', async () => {
  const files = folder({
    'd/0000_a.sql': 'SELECT 1;',
    'd/0001_b.sql': 'SELECT 2;',
    'd/meta/_journal.json': JSON.stringify({
      entries: [
        { idx: 0, when: 9, tag: '0000_a' },
        { idx: 1, when: 5, tag: '0001_b' },
      ],
    }),
  });
  const found = await brief(files, [history('drizzle', [{ version: '9', checksum: sha256('SELECT 1;') }])]);
  expect(found).toMatchObject({ applied: ['d/0000_a.sql'], pending: [] });
  expect(found.notes).toEqual([expect.stringContaining('d/0001_b.sql')]);
});

test('liquibase: by author and id, and by path where that is not enough', async () => {
  const log = '--liquibase formatted sql\n--changeset ann:1\nSELECT 1;\n--changeset ann:2\nSELECT 2;\n';
  const files = folder({ 'src/db/a.sql': log, 'src/db/b.sql': log });
  const { pending, applied } = await pendingFiles(files, [
    history('liquibase', [
      { name: 'ann:1', file: 'classpath:db/a.sql' },
      { name: 'ann:2', file: 'db/b.sql' },
    ]),
  ]);
  expect(applied.map(({ path, name }) => `${path} ${name}`)).toEqual(['src/db/a.sql ann:1', 'src/db/b.sql ann:2']);
  expect(pending.map(({ path, name }) => `${path} ${name}`)).toEqual(['src/db/a.sql ann:2', 'src/db/b.sql ann:1']);
});

test('sqitch: a change that the plan names again is met in turn', async () => {
  const stamp = '2026-01-01T00:00:00Z A <a@b.c>';
  const files = folder({
    'sqitch.plan': `a ${stamp}\n@v1 ${stamp}\na [a@v1] ${stamp}\nb ${stamp}\n`,
    'deploy/a@v1.sql': 'SELECT 1;',
    'deploy/a.sql': 'SELECT 2;',
    'deploy/b.sql': 'SELECT 3;',
  });
  const checksum = createHash('sha1').update('SELECT 1;').digest('hex');
  expect(await brief(files, [history('sqitch', [{ name: 'a', checksum }])])).toEqual({
    applied: ['deploy/a@v1.sql'],
    pending: ['deploy/a.sql', 'deploy/b.sql'],
    notes: [],
  });
});

test('alembic: the file that ends at the database\u2019s revision, and those before it', async () => {
  const offline = (from: string, to: string) => `-- Running upgrade ${from} -> ${to}\nSELECT 1;\n`;
  const files = folder({ '1.sql': offline('', 'aaa'), '2.sql': offline('aaa', 'bbb'), '3.sql': offline('bbb', 'ccc') });
  const found = await brief(files, [history('alembic', [{ version: 'bbb' }], { latestOnly: true })]);
  expect(found).toEqual({ applied: ['1.sql', '2.sql'], pending: ['3.sql'], notes: [] });
});

describe('which history', () => {
  const files = folder({ '001_a.sql': 'SELECT 1;', '002_b.sql': 'SELECT 2;' });

  test('plain files: the one in which they are found', async () => {
    const found = await pendingFiles(files, [
      history('knex', [{ name: 'other.js' }]),
      history('goose', [{ version: '1' }]),
    ]);
    expect(found.history?.tool).toBe('goose');
    expect(found.pending.map(({ path }) => path)).toEqual(['002_b.sql']);
  });

  test('none that fits: all are pending, and it is told', async () => {
    expect((await brief(files, [])).notes).toEqual([expect.stringContaining('no history of migrations')]);
    const { pending, notes } = await brief(files, [history('knex', [{ name: 'other.js' }])]);
    expect(pending).toHaveLength(2);
    expect(notes).toEqual([expect.stringContaining('only that of knex (public.knex)')]);
    const own = folder({ 'V1__a.sql': 'SELECT 1;' });
    expect((await brief(own, [history('goose', [{ version: '1' }])])).pending).toEqual(['V1__a.sql']);
  });
});
