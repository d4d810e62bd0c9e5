import type { Context } from '#contracts/context.ts';
import type { Session } from '#contracts/session.ts';
import { Settings } from '#vocabulary/settings.ts';
import { type SqliteSession, sqliteSession } from './connect/session.ts';

/**
 * What decides on plans and sizes: of the file what its header holds, and of the library what it was compiled with.
 * A connection's own settings (cache_size, foreign_keys …) are those of the SQLite that reads here: the application's
 * are in its code. https://www.sqlite.org/pragma.html
 */
export async function settings(session: Session, context: Context): Promise<Settings> {
  context.progress({ message: 'Reading the settings' });
  return session.inSnapshot((pinned) => read(sqliteSession(pinned)));
}

const ofTheFile = ['page_size', 'page_count', 'freelist_count', 'auto_vacuum', 'user_version', 'application_id'];
const ofTheLibrary = ['cache_size', 'foreign_keys', 'automatic_index', 'recursive_triggers', 'synchronous'];

async function read(session: SqliteSession): Promise<Settings> {
  const found: Record<string, { value: string; source: string; unit?: string }> = {
    version: { value: session.server.version, source: 'library' },
    // Others are refused on connecting.
    encoding: { value: 'UTF-8', source: 'file' },
    journal_mode: { value: (await session.journalMode()) === 'wal' ? 'wal' : 'delete', source: 'file' },
  };
  for (const [names, source] of [
    [ofTheFile, 'file'],
    [ofTheLibrary, 'library'],
  ] as const) {
    for (const name of names) {
      const [row] = await session.read(`PRAGMA ${name}`);
      if (row !== undefined)
        found[name] = { value: String(Object.values(row)[0]), source, ...(name === 'page_size' ? { unit: 'B' } : {}) };
    }
  }
  const options = await session.read('PRAGMA compile_options');
  found['compile_options'] = {
    value: options.map((row) => String(row['compile_options'])).join(' '),
    source: 'library',
  };
  return Settings.parse(found);
}
