import type { ChangeSession } from '#contracts/change-session.ts';
import type { Context } from '#contracts/context.ts';
import { problem } from '#contracts/problem-error.ts';
import { databaseFile } from './connect/target.ts';

/**
 * Not yet: the SQLite in here has not the locks of native SQLite, and would damage a database that others have open.
 * Errors: unsupported, and those of the URL.
 */
export async function openForChange(url: string, _context: Context): Promise<ChangeSession> {
  const file = await databaseFile(url);
  throw problem(
    'unsupported',
    `dbwright does not change SQLite files itself: ${file} may be open elsewhere, and its SQLite could not tell.`,
    `Run the statements with the native shell, in one transaction: sqlite3 -bail ${JSON.stringify(file)} "BEGIN IMMEDIATE; …; COMMIT;"`,
  );
}
