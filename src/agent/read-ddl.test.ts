import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSchemaFile, readDdl, refuseWrong } from './read-ddl.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dbwright-ddl-'));
  mkdirSync(join(folder, 'schema', 'models'), { recursive: true });
  mkdirSync(join(folder, 'empty'));
  writeFileSync(join(folder, 'schema', 'main.prisma'), 'datasource db {\n  provider = "postgresql"\n}\n');
  writeFileSync(join(folder, 'schema', 'models', 'a.prisma'), 'model A {\n  id Int @id\n  bs B[]\n}\n');
  writeFileSync(
    join(folder, 'schema', 'models', 'b.prisma'),
    'model B {\n  id Int @id\n  as A[]\n  x Int @default(dbgenerated("f()"))\n}\n',
  );
  writeFileSync(join(folder, 'shop.dbml'), 'Table a {\n  id int [pk]\n}\n');
  writeFileSync(join(folder, 'shop.sql'), 'create table a (id int);');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('files that become DDL', () => {
  it.each([
    ['schema.sql', true],
    ['shop.DBML', true],
    ['schema.prisma', true],
    ['model.yaml', false],
    ['-', false],
  ])('%s: %s', async (path, is) => {
    expect(await isSchemaFile(path)).toBe(is);
  });

  it('each in its own language', async () => {
    expect((await readDdl(join(folder, 'shop.sql'), 'DDL')).text).toBe('create table a (id int);');
    expect((await readDdl(join(folder, 'shop.dbml'), 'DDL')).text).toContain('CREATE TABLE "a"');
  });

  it('all of a folder as one schema', async () => {
    expect(await isSchemaFile(join(folder, 'schema'))).toBe(true);
    expect((await readDdl(join(folder, 'schema'), 'DDL')).text).toContain('CREATE TABLE "_AToB"');
  });

  it('not a folder without any', async () => {
    await expect(readDdl(join(folder, 'empty'), 'DDL')).rejects.toThrow('There is no .prisma file');
  });
});

describe('what a server refused', () => {
  it('is told by what it was made of, without what follows from it', async () => {
    const path = join(folder, 'schema');
    const ddl = await readDdl(path, 'DDL');
    const line = ddl.text.split('\n').findIndex((one) => one.startsWith('CREATE TABLE "B"')) + 1;
    const unread = [
      `Line ${line}: "CREATE TABLE "B" (" did not run: function f() does not exist. Mend it or leave it out.`,
      'Line 20: "ALTER TABLE "_AToB" ADD" did not run: relation "B" does not exist. Mend it or leave it out.',
      'Line 2: the extension postgis is not here, so what it brings is not known.',
    ];
    expect(() => refuseWrong(unread, ddl, path)).toThrow(
      `${join(path, 'models', 'b.prisma')}, line 1, column 7: function f() does not exist.`,
    );
    expect(() => refuseWrong(unread.slice(2), ddl, path)).not.toThrow();
  });

  it('of DBML by the statement, for its lines are ours', async () => {
    const path = join(folder, 'shop.dbml');
    const told = 'Line 1: "CREATE TABLE "a" (" did not run: column "x" does not exist. Mend it or leave it out.';
    const ddl = await readDdl(path, 'DDL');
    expect(() => refuseWrong([told], ddl, path)).toThrow(`${path}, CREATE TABLE "a": column "x" does not exist.`);
  });

  it('of DDL itself is no fault of the file, but what is no SQL is', () => {
    const ddl = { text: '', notes: [], missed: [] };
    const run = 'Line 3: "CREATE TABLE a (" did not run: type "x" does not exist. Mend it or leave it out.';
    expect(() => refuseWrong([run], ddl, 'a.sql')).not.toThrow();
    expect(() => refuseWrong(['Line 3, column 7: not understood: syntax error.'], ddl, 'a.sql')).toThrow(
      'a.sql, line 3, column 7: not understood: syntax error.',
    );
  });
});
