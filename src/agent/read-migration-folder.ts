import { isAbsolute, relative, resolve, sep } from 'node:path';
import { type MigrationFolder, readLayout } from '#analysis/migration-layouts/read-layout.ts';
import { problem } from '#contracts/problem-error.ts';
import { collectMigrationFiles } from './collect-migration-files.ts';

/**
 * The migrations that the user named: a file, several, a folder with those below it, or `-` for standard input, read as
 * their tool lays them out. Paths are told from the working folder where they lie below it.
 * Errors: not-found, denied, invalid (empty, binary, too large, not UTF-8).
 */
export async function readMigrationFolder(paths: readonly string[]): Promise<MigrationFolder> {
  const collected = await collectMigrationFiles(paths);
  // Names of folders above tell the layout too, so it sees whole paths.
  const folder = readLayout(collected.files.map((file) => ({ ...file, path: wholePath(file.path) })));
  const unread = [...collected.unread, ...folder.unread.map(shortened)];
  if (folder.files.length === 0 && unread.length === 0) {
    const named = paths.map((path) => (path === '-' ? 'Standard input' : path)).join(', ');
    throw problem('not-found', `${named} ${paths.length === 1 ? 'has' : 'have'} no migration.`, lookedFor);
  }
  return {
    layout: folder.layout,
    files: folder.files.map((file) => ({
      ...file,
      path: shortPath(file.path),
      ...(file.down === undefined ? {} : { down: { ...file.down, path: shortPath(file.down.path) } }),
    })),
    unread,
  };
}

const lookedFor =
  'These were looked for: *.sql, name.up.sql, V1__name.sql, NAME/migration.sql, NAME/up.sql, sqitch.plan and changelogs of Liquibase.';

function wholePath(path: string): string {
  return path === '-' ? path : slashed(resolve(path));
}

/** As the user would write it. */
function shortPath(path: string): string {
  if (path === '-') return path;
  const short = relative(process.cwd(), path);
  const isBelow = short !== '' && short !== '..' && !short.startsWith(`..${sep}`) && !isAbsolute(short);
  return isBelow ? slashed(short) : path;
}

function shortened(sentence: string): string {
  const above = `${slashed(process.cwd())}/`;
  return above === '//' ? sentence : sentence.replaceAll(above, '');
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}
