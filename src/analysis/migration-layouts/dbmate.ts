import type { Layout } from './layout.ts';
import { byName, textOrder } from './natural-order.ts';
import { isSql } from './path-parts.ts';
import { type Marks, upAndDown } from './up-and-down.ts';

const marks: Marks = {
  up: /^--[ \t]*migrate:up\b/m,
  down: /^--[ \t]*migrate:down\b/m,
  transaction: (mark) => (/\btransaction:false\b/.test(mark) ? 'statement' : 'file'),
};

/** https://github.com/amacneil/dbmate#creating-migrations */
export const dbmate: Layout = {
  name: 'dbmate',
  fits: (files) => files.some(({ path, text }) => isSql(path) && marks.up.test(text)),
  read: (files) => {
    const read = byName(
      files.filter(({ path }) => isSql(path)),
      textOrder,
    ).map((file) => ({ path: file.path, migration: upAndDown(file, marks) }));
    return {
      files: read.flatMap(({ migration }) => migration ?? []),
      unread: read.flatMap(({ path, migration }) =>
        migration === undefined ? [{ path, why: 'it has no "-- migrate:up"' }] : [],
      ),
    };
  },
};
