import type { Layout } from './layout.ts';
import { byName } from './natural-order.ts';
import { baseOf, isSql } from './path-parts.ts';
import { pairedFiles } from './plain-sql.ts';
import { simpleQueryMode } from './transaction-mode.ts';
import { wholeFile } from './up-and-down.ts';

const name = /^\d+_.*\.(?:up|down)\.sql$/i;

/**
 * 000001_create_users.up.sql and .down.sql. A file is sent as one simple query, unless the URL says
 * x-multi-statement, which nobody can see in a folder.
 * https://github.com/golang-migrate/migrate/blob/master/MIGRATIONS.md
 */
export const golangMigrate: Layout = {
  name: 'golang-migrate',
  fits: (files) => {
    const scripts = files.filter(({ path }) => isSql(path));
    return scripts.length > 0 && scripts.every(({ path }) => name.test(baseOf(path)));
  },
  read: (files) => ({
    files: pairedFiles(
      files.filter(({ path }) => name.test(baseOf(path))),
      byName,
    ).map(({ up, down }) => wholeFile(up, simpleQueryMode(up.text), down)),
  }),
};
