import { basename } from 'node:path';
import type { ServerInfo } from '#vocabulary/server-info.ts';
import { mayWrite } from './file-rights.ts';
import type { RowsTaken, SqliteThread } from './thread.ts';

const limits = { rows: 10, bytes: 10_000 };

/** A file has no server: the version is that of the library that reads it, which is what plans are made with. */
export async function serverInfo(thread: SqliteThread, file: string, stamp: string): Promise<ServerInfo> {
  // From the schema, so that a damaged file is known at once.
  const version = await one(thread, 'SELECT sqlite_version() FROM (SELECT count(*) FROM sqlite_schema)');
  const writes = await mayWrite(file);
  return {
    engine: 'sqlite',
    product: 'SQLite',
    version,
    major: Number(version.split('.')[0]),
    database: basename(file),
    role: writes.file ? 'owner' : 'reader',
    superuser: false,
    recovering: false,
    // Device and inode.
    identity: stamp.split(' ').slice(0, 2).join('/'),
    limits: ['The version is that of the SQLite that dbwright brings; the application may use another.'],
  };
}

async function one(thread: SqliteThread, sql: string): Promise<string> {
  const { rows }: RowsTaken = await thread.rows({ sql, limits }, 15_000);
  return String(rows[0]?.[0] ?? '');
}
