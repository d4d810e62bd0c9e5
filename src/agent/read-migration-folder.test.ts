import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readMigrationFolder } from './read-migration-folder.ts';

let root: string;
function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'dbwright-migrations-')));
  put('plain/2_b.sql', 'SELECT 2;');
  put('plain/10_c.sql', '\ufeffSELECT 10;');
  put('plain/deep/1_a.sql', 'SELECT 1;');
  put('plain/README.md', 'Migrations');
  put('plain/node_modules/x/9_x.sql', 'SELECT 9;');
  put('plain/.git/9_y.sql', 'SELECT 9;');
  put('plain/empty.sql', '');
  symlinkSync('..', join(root, 'plain', 'deep', 'up'));
  put('pairs/0001_a.up.sql', 'SELECT 1;\nSELECT 2;');
  put('pairs/0001_a.down.sql', 'SELECT 0;');
  put('pairs/0002_b.up.sql', 'SELECT 2;');
  put('fly/V1__a.sql', 'VACUUM;');
  put('fly/V1__a.sql.conf', 'executeInTransaction=true');
  put('supabase/migrations/20260101_a.sql', 'SELECT 1;');
  put('nothing/README.md', 'Nothing');
  put('bad/1_binary.sql', new Uint8Array([80, 71, 68, 77, 80, 0, 1, 14]));
  put('latin/1_a.sql', Buffer.from("SELECT 'caf\xe9';", 'latin1'));
  put('wide/1_a.sql', Buffer.from('\ufeffSELECT 1;', 'utf16le'));
  put('rails/db/migrate/1_a.rb', 'class A < ActiveRecord::Migration[8.0]\nend\n');
  put('notes.txt', 'SELECT 1;');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const at = (path: string) => join(root, path);

describe('folders and files', () => {
  test('a folder with those below it, without others\u2019 code, round no link twice', async () => {
    const { layout, files, unread } = await readMigrationFolder([at('plain')]);
    expect({ layout, unread }).toEqual({ layout: 'plain SQL', unread: [] });
    expect(files.map(({ path, up }) => [path, up])).toEqual([
      [at('plain/2_b.sql'), 'SELECT 2;'],
      [at('plain/10_c.sql'), 'SELECT 10;'],
      [at('plain/deep/1_a.sql'), 'SELECT 1;'],
      [at('plain/empty.sql'), ''],
    ]);
  });

  test('paths are told from the working folder', async () => {
    const spy = vi.spyOn(process, 'cwd').mockReturnValue(at('plain'));
    try {
      const { files } = await readMigrationFolder([at('pairs/0002_b.up.sql'), at('plain/2_b.sql')]);
      expect(files.map(({ path }) => path)).toEqual([at('pairs/0002_b.up.sql'), '2_b.sql']);
    } finally {
      spy.mockRestore();
    }
  });

  test('one file comes with what belongs to it', async () => {
    const [pair] = (await readMigrationFolder([at('pairs/0001_a.up.sql')])).files;
    expect(pair).toMatchObject({ name: 'a', transaction: 'file', down: { path: at('pairs/0001_a.down.sql') } });
    const fly = await readMigrationFolder([at('fly/V1__a.sql')]);
    expect(fly).toMatchObject({ layout: 'flyway', files: [{ transaction: 'file' }], unread: [] });
  });

  test('folders above tell the layout too', async () => {
    const { layout } = await readMigrationFolder([at('supabase/migrations/20260101_a.sql')]);
    expect(layout).toBe('supabase');
  });

  test('UTF-16 of a Windows shell', async () => {
    expect((await readMigrationFolder([at('wide')])).files).toMatchObject([{ up: 'SELECT 1;' }]);
  });

  test('programs are told', async () => {
    const { layout, files, unread } = await readMigrationFolder([at('rails')]);
    expect({ layout, files }).toEqual({ layout: 'rails', files: [] });
    expect(unread).toEqual([expect.stringContaining(`${at('rails/db/migrate/1_a.rb')} was passed over`)]);
  });
});

test.each([
  ['missing', 'not-found', /There is no file or folder .*missing/, /Name a migration/],
  ['nothing', 'not-found', /nothing has no migration/, /V1__name\.sql/],
  ['bad', 'invalid', /1_binary\.sql is binary/, /pg_restore -f -/],
  ['latin', 'invalid', /1_a\.sql is not valid UTF-8/, /iconv/],
  ['notes.txt', 'invalid', /no ending of a migration/, /standard input/],
])('%s: %s', async (path, code, message, hint) => {
  await expect(readMigrationFolder([at(path)])).rejects.toMatchObject({
    problem: { code, message: expect.stringMatching(message), hint: expect.stringMatching(hint) },
  });
});
