import type { Layout, LayoutFile } from './layout.ts';
import { byPath, textOrder } from './natural-order.ts';
import { baseOf, folderOf, versionedName } from './path-parts.ts';
import { simpleQueryMode } from './transaction-mode.ts';

/**
 * migrations/20260101120000_init/migration.sql beside migration_lock.toml. A script is sent as one simple query.
 * https://www.prisma.io/docs/orm/prisma-migrate/understanding-prisma-migrate/migration-histories
 */
export const prisma: Layout = {
  name: 'prisma',
  fits: (files) => files.some(({ path }) => /(?:^|\/)[^/]+\/migration\.sql$/.test(path)),
  read: (files) => {
    const at = new Map(files.map((file) => [file.path, file]));
    const scripts = byPath(files, textOrder).filter(({ path }) => baseOf(path) === 'migration.sql');
    const locks = files.filter(({ path }) => baseOf(path) === 'migration_lock.toml');
    return {
      files: scripts.map(({ path, text }) => {
        const folder = folderOf(path);
        const down = at.get(`${folder}/down.sql`);
        return {
          path,
          ...versionedName(baseOf(folder) || 'migration'),
          up: text,
          line: 1,
          ...(down === undefined || down.text.trim() === ''
            ? {}
            : { down: { path: down.path, text: down.text, line: 1 } }),
          transaction: simpleQueryMode(text),
        };
      }),
      unread: locks.flatMap((lock) => foreign(lock)),
      seen: locks.map(({ path }) => path),
    };
  },
};

function foreign({ path, text }: LayoutFile): readonly { readonly path: string; readonly why: string }[] {
  const provider = /^\s*provider\s*=\s*"(?<name>\w+)"/m.exec(text)?.groups?.['name'];
  return provider === undefined || /^(?:postgres(?:ql)?|cockroachdb)$/.test(provider)
    ? []
    : [{ path, why: `it says that these migrations are for ${provider}` }];
}
