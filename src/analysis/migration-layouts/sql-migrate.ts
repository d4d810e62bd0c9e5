import type { Layout } from './layout.ts';
import { isSql } from './path-parts.ts';
import { type Marks, markedFiles } from './up-and-down.ts';

const marks: Marks = {
  up: /^[ \t]*--[ \t]*\+migrate[ \t]+up\b/im,
  down: /^[ \t]*--[ \t]*\+migrate[ \t]+down\b/im,
  transaction: (mark) => (/\bnotransaction\b/i.test(mark) ? 'statement' : 'file'),
};

/** https://github.com/rubenv/sql-migrate#writing-migrations */
export const sqlMigrate: Layout = {
  name: 'sql-migrate',
  fits: (files) => files.some(({ path, text }) => isSql(path) && marks.up.test(text)),
  read: (files) => markedFiles(files, marks, { mark: '+migrate Up' }),
};
