import type { Layout } from './layout.ts';
import { byName } from './natural-order.ts';
import { isSql } from './path-parts.ts';
import { type Marks, upAndDown } from './up-and-down.ts';

const marks: Marks = {
  up: /^[ \t]*--[ \t]*\+migrate[ \t]+up\b/im,
  down: /^[ \t]*--[ \t]*\+migrate[ \t]+down\b/im,
  transaction: (mark) => (/\bnotransaction\b/i.test(mark) ? 'statement' : 'file'),
};

/** https://github.com/rubenv/sql-migrate#writing-migrations */
export const sqlMigrate: Layout = {
  name: 'sql-migrate',
  fits: (files) => files.some(({ path, text }) => isSql(path) && marks.up.test(text)),
  read: (files) => {
    const read = byName(files.filter(({ path }) => isSql(path))).map((file) => ({
      path: file.path,
      migration: upAndDown(file, marks),
    }));
    return {
      files: read.flatMap(({ migration }) => migration ?? []),
      unread: read.flatMap(({ path, migration }) =>
        migration === undefined ? [{ path, why: 'it has no "-- +migrate Up"' }] : [],
      ),
    };
  },
};
