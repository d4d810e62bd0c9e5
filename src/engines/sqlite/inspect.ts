import type { Context } from '#contracts/context.ts';
import type { Session } from '#contracts/session.ts';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { type SqliteSession, sqliteSession } from './connect/session.ts';
import { sqliteIndexing } from './indexing.ts';
import { analyzedRows, readAnalyzed } from './inspect/analyzed.ts';
import { viewQuery } from './inspect/index-text.ts';
import { type Catalog, readCatalog } from './inspect/read-catalog.ts';
import { text } from './inspect/rows.ts';
import { readSizes } from './inspect/sizes.ts';
import { moduleOf, tablesOf } from './inspect/tables.ts';

/**
 * The main database of a file: what sqlite_schema and the pragmas tell of tables, indexes, views and triggers, all of
 * one moment. Virtual tables are listed as foreign ones; the tables that they keep for themselves are not.
 */
export async function inspect(session: Session, context: Context): Promise<DatabaseSchema> {
  context.progress({ message: 'Reading the schema' });
  return session.inSnapshot((pinned) => inspectDatabase(sqliteSession(pinned), session.server.database));
}

/** The same of any database that can be asked. */
export async function inspectDatabase(
  session: Pick<SqliteSession, 'read'>,
  database?: string,
): Promise<DatabaseSchema> {
  const catalog = await readCatalog(session);
  const sizes = await readSizes(session);
  const rows = analyzedRows(await readAnalyzed(session));
  return DatabaseSchema.parse({
    engine: 'sqlite',
    indexing: sqliteIndexing,
    database,
    searchPath: ['main'],
    tables: tablesOf({ catalog, sizes, rows }),
    views: of(catalog, 'view').map(({ name, sql }) => ({
      schema: 'main',
      name,
      columns: (catalog.columns.get(name) ?? []).map((row) => ({ name: text(row['name']), type: text(row['type']) })),
      definition: viewQuery(sql),
    })),
    objects: of(catalog, 'trigger').map(({ name, table, sql }) => ({
      kind: 'trigger',
      schema: 'main',
      name,
      table,
      definition: sql,
    })),
    unread: [
      ...of(catalog, 'virtual').map(
        ({ name, sql }) => `${name} is a virtual table (${moduleOf(sql)}): its indexes and rows are its module's own.`,
      ),
      ...catalog.unread,
      ...sizes.unread,
    ],
  });
}

function of(catalog: Catalog, type: Catalog['entries'][number]['type']): Catalog['entries'] {
  return catalog.entries.filter((entry) => entry.type === type);
}
