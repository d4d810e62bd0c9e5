import type { Layout } from './layout.ts';
import { byPath, textOrder } from './natural-order.ts';
import { baseOf, folderOf, versionedName } from './path-parts.ts';

/**
 * A folder a migration, with up.sql and down.sql: Diesel, Hasura. One transaction each, unless Diesel's metadata.toml
 * says `run_in_transaction = false`.
 * https://docs.rs/diesel_migrations/latest/diesel_migrations/
 */
export const folderPairs: Layout = {
  name: 'diesel',
  fits: (files) => files.some(({ path }) => /\/up\.sql$/i.test(path)),
  read: (files) => {
    const at = new Map(files.map((file) => [file.path, file]));
    const ups = byPath(files, textOrder).filter(({ path }) => /(?:^|\/)up\.sql$/i.test(path));
    return {
      files: ups.map(({ path, text }) => {
        const folder = folderOf(path);
        const down = at.get(`${folder}/down.sql`);
        const isAlone = /^\s*run_in_transaction\s*=\s*false\b/m.test(at.get(`${folder}/metadata.toml`)?.text ?? '');
        return {
          path,
          ...versionedName(baseOf(folder)),
          up: text,
          line: 1,
          ...(down === undefined || down.text.trim() === ''
            ? {}
            : { down: { path: down.path, text: down.text, line: 1 } }),
          transaction: isAlone ? 'statement' : 'file',
        };
      }),
    };
  },
};
