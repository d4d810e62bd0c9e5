import type { MigrationText } from '#vocabulary/migration.ts';
import { type ChangelogEntry, type ChangeSet, isForPostgres } from './changelog.ts';
import { isFormattedSql, readFormattedSql } from './changelog-sql.ts';
import { readXmlChangelog } from './changelog-xml.ts';
import { readYamlChangelog } from './changelog-yaml.ts';
import type { LaidOut, Layout, LayoutFile } from './layout.ts';
import { alignedText } from './marked-sections.ts';
import { byPath, textOrder } from './natural-order.ts';
import { folderOf, isSql } from './path-parts.ts';
import { wholeFile } from './up-and-down.ts';

type Unread = NonNullable<LaidOut['unread']>[number];
interface Walk {
  readonly files: readonly LayoutFile[];
  readonly done: Set<string>;
  readonly read: MigrationText[];
  readonly unread: Unread[];
  readonly foreign: { readonly path: string; readonly name: string; readonly change: string }[];
}

const remedy = '`liquibase update-sql > changes.sql` writes its SQL';

/**
 * Change sets in the order in which the changelogs include each other, each in a transaction of its own. SQL is read;
 * other changes (createTable) are for Liquibase itself to spell.
 * https://docs.liquibase.com/concepts/changelogs/home.html
 */
export const liquibase: Layout = {
  name: 'liquibase',
  fits: (files) => files.some(isChangelog),
  read: (files) => {
    const logs = byPath(files.filter(isChangelog));
    const included = new Set(
      logs.flatMap((log) =>
        (entriesOf(log) ?? []).flatMap((entry) => includedBy(entry, log, files)).map(({ path }) => path),
      ),
    );
    const walk: Walk = { files, done: new Set(), read: [], unread: [], foreign: [] };
    for (const log of logs.filter(({ path }) => !included.has(path))) readLog(log, walk);
    return { files: walk.read, unread: [...foreignOf(walk), ...walk.unread], seen: logs.map(({ path }) => path) };
  },
};

function isChangelog(file: LayoutFile): boolean {
  if (isSql(file.path)) return isFormattedSql(file);
  if (/\.xml$/i.test(file.path)) return /<(?:\w+:)?databaseChangeLog\b/.test(file.text);
  if (/\.json$/i.test(file.path)) return /^\s*\{\s*"databaseChangeLog"\s*:/.test(file.text);
  return /\.ya?ml$/i.test(file.path) && /^databaseChangeLog\s*:/m.test(file.text);
}

/** Undefined where it cannot be read. */
function entriesOf(log: LayoutFile): readonly ChangelogEntry[] | undefined {
  if (isSql(log.path)) return readFormattedSql(log);
  if (/\.xml$/i.test(log.path)) return readXmlChangelog(log.text);
  return /\.json$/i.test(log.path) ? undefined : readYamlChangelog(log.text);
}

function readLog(log: LayoutFile, walk: Walk): void {
  if (walk.done.has(log.path)) return;
  walk.done.add(log.path);
  const entries = entriesOf(log);
  if (entries === undefined) walk.unread.push({ path: log.path, why: `it could not be read: ${remedy}` });
  for (const entry of entries ?? []) {
    if (entry.kind === 'change-set') {
      readChangeSet(entry, log, walk);
      continue;
    }
    const found = includedBy(entry, log, walk.files);
    if (found.length === 0) walk.unread.push({ path: log.path, why: `it includes ${entry.path}, which is not here` });
    for (const file of found) {
      if (isChangelog(file)) readLog(file, walk);
      else if (isSql(file.path) && !walk.done.has(file.path)) {
        walk.done.add(file.path);
        walk.read.push(wholeFile(file, 'file'));
      }
    }
  }
}

function readChangeSet(changeSet: ChangeSet, log: LayoutFile, walk: Walk): void {
  const { id, author, line, other, dbms, parts, rollback } = changeSet;
  const name = `${author}:${id}`;
  const pass = (why: string) => walk.unread.push({ path: log.path, why });
  if (!isForPostgres(dbms)) return void pass(`its change set ${name} (line ${line}) is for ${dbms}`);
  if (other !== undefined) {
    walk.foreign.push({ path: log.path, name: `${name} (line ${line})`, change: other });
    return;
  }
  const transaction = changeSet.runInTransaction ? 'file' : 'statement';
  const down = alignedText(rollback);
  const back = down.text === '' ? {} : { down: { path: log.path, ...down } };
  const sql = parts.flatMap((part) => (part.kind === 'sql' && part.sql.text.trim() !== '' ? [part.sql] : []));
  const [only] = sql;
  if (only !== undefined) {
    const placed = sql.length === 1 ? only : alignedText(sql);
    walk.read.push({ path: log.path, name, up: placed.text, line: placed.line, ...back, transaction });
  }
  for (const part of parts) {
    if (part.kind !== 'file') continue;
    const file = fileAt(part.path, part.isRelative, log, walk.files);
    if (file === undefined) pass(`its change set ${name} (line ${line}) runs ${part.path}, which is not here`);
    else walk.read.push({ ...wholeFile(file, transaction), name, ...(only === undefined ? back : {}) });
  }
}

const mostNames = 3;

/** One reason for each changelog, however many of its change sets are no SQL. */
function foreignOf({ foreign }: Walk): readonly Unread[] {
  return [...new Set(foreign.map(({ path }) => path))].map((path) => {
    const own = foreign.filter((one) => one.path === path);
    const changes = [...new Set(own.map(({ change }) => change))].join(', ');
    const names = own.slice(0, mostNames).map(({ name }) => name);
    const more = own.length > mostNames ? ` and ${own.length - mostNames} more` : '';
    const subject = own.length === 1 ? 'its change set' : 'its change sets';
    return {
      path,
      why: `${subject} ${names.join(', ')}${more} ${own.length === 1 ? 'uses' : 'use'} ${changes}: ${remedy}`,
    };
  });
}

function includedBy(entry: ChangelogEntry, log: LayoutFile, files: readonly LayoutFile[]): readonly LayoutFile[] {
  if (entry.kind === 'change-set') return [];
  if (entry.kind === 'include') {
    const file = fileAt(entry.path, entry.isRelative, log, files);
    return file === undefined || file.path === log.path ? [] : [file];
  }
  const folder = placedPath(entry.path.replace(/\/+$/, ''), entry.isRelative, log);
  const inside = files.filter(
    ({ path }) => path !== log.path && `/${folderOf(path)}/`.includes(`/${folder === '' ? '' : `${folder}/`}`),
  );
  return byPath(inside, textOrder).filter((file) => isChangelog(file) || isSql(file.path));
}

/** A path is from the changelog's folder, or from some root of the class path that nobody knows here. */
function fileAt(
  path: string,
  isRelative: boolean,
  log: LayoutFile,
  files: readonly LayoutFile[],
): LayoutFile | undefined {
  const placed = placedPath(path, isRelative, log);
  return (
    files.find((file) => file.path === placed) ??
    (isRelative ? undefined : files.find((file) => file.path.endsWith(`/${placed}`))) ??
    files.find((file) => file.path === placedPath(path, true, log))
  );
}

function placedPath(path: string, isRelative: boolean, log: LayoutFile): string {
  const whole = isRelative ? `${folderOf(log.path)}/${path}` : path.replace(/^classpath\*?:/, '');
  const parts: string[] = [];
  for (const part of whole.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `${whole.startsWith('/') && isRelative && log.path.startsWith('/') ? '/' : ''}${parts.join('/')}`;
}
