import type { Layout } from './layout.ts';
import { byName } from './natural-order.ts';
import { isSql } from './path-parts.ts';
import { type Marks, upAndDown, wholeFile } from './up-and-down.ts';

const marks: Marks = {
  up: /^[ \t]*--[ \t-]*up[ \t]+migration/im,
  down: /^[ \t]*--[ \t-]*down[ \t]+migration/im,
  transaction: () => 'file',
};

/**
 * SQL files of node-pg-migrate. All that are pending run in one transaction, unless it is started with
 * --no-single-transaction.
 * https://salsita.github.io/node-pg-migrate/cli
 */
export const nodePgMigrate: Layout = {
  name: 'node-pg-migrate',
  fits: (files) => files.some(({ path, text }) => isSql(path) && marks.up.test(text)),
  read: (files) => ({
    files: byName(files.filter(({ path }) => isSql(path))).map((file, at) => ({
      ...(upAndDown(file, marks) ?? wholeFile(file, 'file')),
      ...(at === 0 ? {} : { joined: true }),
    })),
  }),
};
