import { userInfo } from 'node:os';
import type { Context } from '#contracts/context.ts';
import type { Session } from '#contracts/session.ts';
import type { Access, Power } from '#vocabulary/access.ts';
import { mayWrite } from './connect/file-rights.ts';
import { sqliteSession } from './connect/session.ts';

/** A file knows no roles: who may write to it owns it. https://www.sqlite.org/uri.html#recognized_query_parameters */
export async function access(session: Session, context: Context): Promise<Access> {
  context.progress({ message: 'Reading the rights' });
  const sqlite = sqliteSession(session);
  const { file } = sqlite;
  const writes = await mayWrite(file);
  const powers: Power[] = [];
  if (writes.file) {
    powers.push({ what: 'may change and drop every table', grade: 'owner', why: `may write to ${file}`, examples: [] });
  }
  if (writes.folder) {
    powers.push({
      what: 'may delete and replace the database',
      grade: 'owner',
      why: 'may write to its folder',
      examples: [],
    });
  }
  const isWal = (await sqlite.journalMode()) === 'wal';
  return {
    role: roleName(),
    grade: powers.length > 0 ? 'owner' : 'reader',
    powers,
    reader: {
      name: 'a connection that only reads',
      sql: [
        '-- A connection of the application, in its own language:',
        `--   open ${uriOf(file)} with SQLITE_OPEN_URI`,
        `-- In the shell: sqlite3 -readonly ${shellWord(file)}`,
        `-- For another user of this machine: chmod go-w ${shellWord(file)}`,
        'PRAGMA query_only = ON;',
      ].join('\n'),
      notes: [
        'dbwright reads a private copy and never opens the file for writing, whatever this process may do.',
        ...(isWal
          ? ['In WAL mode a reader must be able to write the -shm file beside the database, or find it there already.']
          : []),
      ],
    },
    unread: [],
  };
}

/** `file:/srv/app.db?mode=ro` */
function uriOf(file: string): string {
  return `file:${file.split('/').map(encodeURIComponent).join('/')}?mode=ro`;
}

function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function roleName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? '');
  }
}
