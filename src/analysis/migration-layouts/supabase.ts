import type { Layout } from './layout.ts';
import { byName, textOrder } from './natural-order.ts';
import { baseOf, folderOf, isSql } from './path-parts.ts';
import { wholeFile } from './up-and-down.ts';

const folder = /(?:^|\/)supabase\/migrations$/;
const name = /^\d+_.*\.sql$/;

/**
 * supabase/migrations/20260101120000_name.sql. Its statements and the entry in the history travel as one batch, which
 * is one transaction even for a single statement.
 * https://supabase.com/docs/guides/deployment/database-migrations
 */
export const supabase: Layout = {
  name: 'supabase',
  fits: (files) => files.some(({ path }) => folder.test(folderOf(path)) && name.test(baseOf(path))),
  read: (files) => {
    const inside = files.filter(({ path }) => folder.test(folderOf(path)) && isSql(path));
    return {
      files: byName(
        inside.filter(({ path }) => name.test(baseOf(path))),
        textOrder,
      ).map((file) => wholeFile(file, 'file')),
      unread: inside.flatMap(({ path }) =>
        name.test(baseOf(path)) ? [] : [{ path, why: 'its name does not begin with a number and "_"' }],
      ),
    };
  },
};
