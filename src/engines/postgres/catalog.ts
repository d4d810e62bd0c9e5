import type { Context } from '#contracts/context.ts';
import { problem } from '#contracts/problem-error.ts';
import type { Session } from '#contracts/session.ts';
import type { Catalog } from '#vocabulary/catalog.ts';
import { readCatalog } from './catalog/read-catalog.ts';
import { postgresSession } from './connect/session.ts';

/**
 * Everything that the catalog of a user's database holds, in one snapshot, read-only and within the session's bounds.
 * Errors: unsupported (more than the bounds let through: a part of a catalog is none).
 */
export async function catalog(session: Session, context: Context): Promise<Catalog> {
  context.progress({ message: 'Reading the catalog' });
  return session.inSnapshot((within) =>
    readCatalog(
      async (sql) => {
        const [result] = await postgresSession(within).readTogether([sql]);
        if (result?.truncated) {
          throw problem(
            'unsupported',
            'The catalog is larger than may be read, and half of it cannot be compared.',
            'Raise the limits of rows and bytes for this target.',
          );
        }
        return result?.rows ?? [];
      },
      Number.parseInt(session.server.version, 10),
    ),
  );
}
