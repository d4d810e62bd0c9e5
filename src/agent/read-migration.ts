import { pendingFiles } from '#analysis/migration-layouts/pending.ts';
import type { MigrationFolder } from '#analysis/migration-layouts/read-layout.ts';
import type { Facts } from '#contracts/facts.ts';
import { problem } from '#contracts/problem-error.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Migration } from '#vocabulary/migration.ts';
import type { GatherRequest, Reading } from './gather.ts';
import { readMigrationFolder } from './read-migration-folder.ts';

/** What a first migration meets. */
export const emptySchema: DatabaseSchema = {
  engine: 'postgres',
  searchPath: ['public'],
  tables: [],
  views: [],
  objects: [],
  unread: [],
};

/** The newest version is what a check takes where no server says which it is. */
const newest = 18;

/** Migrations from the files that were named, or from SQL that was given as text, each statement with what it does. */
export async function readMigration(
  { engine, session, sources, migrationText, context }: GatherRequest,
  { schema, server }: Partial<Facts>,
): Promise<Reading<'migration'>> {
  const { migrations = [] } = sources;
  if (engine.readMigrations === undefined) return { absent: `${engine.traits.name} migrations cannot be read yet.` };
  if (migrations.length > 0 && migrationText !== undefined)
    throw problem('invalid', 'Files of migrations were named, and SQL was given too.', 'Give one of them.');
  if (migrations.length === 0 && migrationText === undefined) {
    return { absent: 'There is no migration.', remedy: 'Name a file or a folder: dbwright migrate check migrations/' };
  }
  context.progress({ message: 'reading the migrations' });
  const folder = migrationText === undefined ? await readMigrationFolder(migrations) : statementAlone(migrationText);
  if (folder.files.length === 0) {
    throw problem('invalid', folder.unread.join('\n') || 'There is no migration in it.', 'Name files of SQL.');
  }
  const open = await stillToRun(folder, { engine, session, context });
  const files = engine.readMigrations({
    files: open.files,
    schema: schema ?? emptySchema,
    major: server?.major ?? newest,
  });
  return { value: { layout: folder.layout, files: [...files], unread: [...folder.unread, ...open.notes] } };
}

/** Run as psql runs it, each statement by itself: what needs a transaction says BEGIN. */
function statementAlone(text: string): MigrationFolder {
  const file = { path: 'the statement', name: 'statement', up: text, line: 1, transaction: 'statement' as const };
  return { layout: 'plain SQL', files: [file], unread: [] };
}

/** Where the database keeps a history of the folder's tool, what is in it has run: the others meet the schema as it is. */
async function stillToRun(
  folder: MigrationFolder,
  { engine, session, context }: Pick<GatherRequest, 'engine' | 'session' | 'context'>,
): Promise<{ readonly files: MigrationFolder['files']; readonly notes: readonly string[] }> {
  if (session === undefined || engine.appliedMigrations === undefined || folder.files.length < 2) {
    return { files: folder.files, notes: [] };
  }
  const { history, pending, applied, notes } = await pendingFiles(
    folder,
    await engine.appliedMigrations(session, context),
  );
  if (history === undefined) return { files: folder.files, notes };
  const told = `${applied.length} of ${folder.files.length} files have run already, as ${history.table} says: they are not judged.`;
  return { files: pending, notes: [told, ...notes] };
}

/** The schema with the tables that the migrations make: sizes may be stated of those too. */
export function withMade(schema: DatabaseSchema, { files }: Migration): DatabaseSchema {
  const isThere = (name: string, place: string) =>
    schema.tables.some((table) => table.name === name && table.schema === place);
  const made = files.at(-1)?.after.tables.filter((table) => !isThere(table.name, table.schema)) ?? [];
  return { ...schema, tables: [...schema.tables, ...made] };
}
