import type { MigrationText } from '#vocabulary/migration.ts';
import type { LaidOut, Layout, LayoutFile } from './layout.ts';
import { byPath, textOrder } from './natural-order.ts';
import { baseOf, folderOf, isSql, versionedName } from './path-parts.ts';

interface Entry {
  readonly tag: string;
  readonly when: number | undefined;
}

/**
 * 0000_name.sql in the order of meta/_journal.json, or from drizzle-kit 1.0 on a folder each with migration.sql and
 * snapshot.json. All that are pending run in one transaction. The version is the journal's `when`, by which Drizzle
 * tells what is pending.
 * https://orm.drizzle.team/docs/kit-overview
 */
export const drizzle: Layout = {
  name: 'drizzle',
  fits: (files) =>
    files.some(
      ({ path, text }) =>
        (isJournal(path) && /"entries"/.test(text)) || (isSql(path) && /^-->\s*statement-breakpoint/m.test(text)),
    ) || foldersOf(files).length > 0,
  read: (files) => {
    const journals = files.filter(({ path }) => isJournal(path));
    if (journals.length === 0) return { files: joined(withoutJournal(files)), seen: snapshots(files) };
    const laid = journals.map((journal) => journalled(files, journal));
    return {
      files: joined(laid.flatMap((one) => one.files)),
      unread: laid.flatMap((one) => one.unread ?? []),
      seen: snapshots(files),
    };
  },
};

function journalled(files: readonly LayoutFile[], journal: LayoutFile): LaidOut {
  const folder = folderOf(folderOf(journal.path));
  const entries = entriesOf(journal.text);
  if (entries === undefined) {
    return { files: [], unread: [{ path: journal.path, why: 'it is no journal of Drizzle' }] };
  }
  const scripts = files.filter(({ path }) => isSql(path) && folderOf(path) === folder);
  const byTag = new Map(scripts.map((file) => [baseOf(file.path).replace(/\.sql$/i, ''), file]));
  const tags = new Set(entries.map(({ tag }) => tag));
  return {
    files: entries.flatMap(({ tag, when }) => {
      const file = byTag.get(tag);
      return file === undefined ? [] : [migrationOf(file, tag, when === undefined ? undefined : String(when))];
    }),
    unread: [
      ...entries.flatMap(({ tag }) =>
        byTag.has(tag) ? [] : [{ path: journal.path, why: `it names ${tag}, and there is no ${tag}.sql` }],
      ),
      ...[...byTag].flatMap(([tag, { path }]) =>
        tags.has(tag) ? [] : [{ path, why: 'the journal does not name it, so Drizzle does not run it' }],
      ),
    ],
  };
}

function withoutJournal(files: readonly LayoutFile[]): readonly MigrationText[] {
  const inFolders = foldersOf(files);
  const scripts = inFolders.length > 0 ? inFolders : files.filter(({ path }) => isSql(path));
  return byPath(scripts, textOrder).map((file) => {
    const tag = inFolders.length > 0 ? baseOf(folderOf(file.path)) : baseOf(file.path).replace(/\.sql$/i, '');
    return migrationOf(file, tag, versionedName(tag).version);
  });
}

function migrationOf({ path, text }: LayoutFile, tag: string, version: string | undefined): MigrationText {
  return { path, ...(version === undefined ? {} : { version }), name: tag, up: text, line: 1, transaction: 'file' };
}

function joined(files: readonly MigrationText[]): readonly MigrationText[] {
  return files.map((file, at) => (at === 0 ? file : { ...file, joined: true }));
}

function foldersOf(files: readonly LayoutFile[]): readonly LayoutFile[] {
  const snapshotted = new Set(
    files.filter(({ path }) => baseOf(path) === 'snapshot.json').map(({ path }) => folderOf(path)),
  );
  return files.filter(({ path }) => baseOf(path) === 'migration.sql' && snapshotted.has(folderOf(path)));
}

function isJournal(path: string): boolean {
  return /(?:^|\/)meta\/_journal\.json$/.test(path);
}

function snapshots(files: readonly LayoutFile[]): readonly string[] {
  return files.flatMap(({ path }) => (/(?:_journal|snapshot)\.json$/.test(path) ? [path] : []));
}

function entriesOf(text: string): readonly Entry[] | undefined {
  try {
    const journal: unknown = JSON.parse(text);
    if (typeof journal !== 'object' || journal === null || !('entries' in journal)) return undefined;
    if (!Array.isArray(journal.entries)) return undefined;
    return journal.entries.flatMap((entry: unknown) => {
      if (typeof entry !== 'object' || entry === null || !('tag' in entry)) return [];
      const when = 'when' in entry && typeof entry.when === 'number' ? entry.when : undefined;
      return [{ tag: String(entry.tag), when }];
    });
  } catch {
    return undefined;
  }
}
