import type { Layout, LayoutFile } from './layout.ts';
import { byPath } from './natural-order.ts';
import { baseOf, isSql } from './path-parts.ts';

const revision = /^-- Running upgrade .*->[ \t]*(?<to>\w+)/gm;

/**
 * What `alembic upgrade FROM:TO --sql` prints: it says itself where transactions begin. Revisions in Python are out of
 * reach.
 * https://alembic.sqlalchemy.org/en/latest/offline.html
 */
export const alembic: Layout = {
  name: 'alembic',
  fits: (files) => files.some((file) => isOffline(file) || isRevision(file)),
  read: (files) => ({
    files: byPath(files.filter(isOffline)).map(({ path, text }) => {
      const last = [...text.matchAll(revision)].at(-1)?.groups?.['to'];
      const name = path === '-' ? 'alembic' : baseOf(path).replace(/\.sql$/i, '');
      return {
        path,
        ...(last === undefined ? {} : { version: last }),
        name,
        up: text,
        line: 1,
        transaction: 'statement',
      };
    }),
  }),
};

function isOffline({ path, text }: LayoutFile): boolean {
  return isSql(path) && /^-- Running upgrade .*->/m.test(text);
}

function isRevision({ path, text }: LayoutFile): boolean {
  return /\.py$/.test(path) && /^down_revision\b/m.test(text);
}
