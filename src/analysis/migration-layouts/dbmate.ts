import type { Layout } from './layout.ts';
import { textOrder } from './natural-order.ts';
import { isSql } from './path-parts.ts';
import { type Marks, markedFiles } from './up-and-down.ts';

const marks: Marks = {
  up: /^--[ \t]*migrate:up\b/m,
  down: /^--[ \t]*migrate:down\b/m,
  transaction: (mark) => (/\btransaction:false\b/.test(mark) ? 'statement' : 'file'),
};

/** https://github.com/amacneil/dbmate#creating-migrations */
export const dbmate: Layout = {
  name: 'dbmate',
  fits: (files) => files.some(({ path, text }) => isSql(path) && marks.up.test(text)),
  read: (files) => markedFiles(files, marks, { mark: 'migrate:up', order: textOrder }),
};
