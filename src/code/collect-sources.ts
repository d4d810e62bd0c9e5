import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { problem } from '#contracts/problem-error.ts';

/** A file of an application, by its path from the folder that was given, with `/`. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

const sourceName = /\.[cm]?[jt]sx?$/;
const declarationName = /\.d\.[cm]?ts$/;
const skippedFolders = new Set([
  'node_modules',
  'dist',
  'build',
  'out',
  'coverage',
  '.git',
  '.next',
  '.nuxt',
  '.turbo',
]);
const largest = 1024 * 1024;
const mostFiles = 20_000;

/**
 * The TypeScript and JavaScript sources of a folder, or one file. Links are not followed; large files are named and
 * not read. Errors: not-found, invalid (no source in it).
 */
export async function collectSources(
  root: string,
): Promise<{ readonly sources: readonly Source[]; readonly unread: readonly string[] }> {
  const start = await lstat(root).catch((error: unknown) => {
    throw problem('not-found', `There is no folder or file ${root}.`, 'Name the folder of the application.', error);
  });
  const unread: string[] = [];
  const paths = start.isDirectory() ? await pathsBelow(root, unread) : [root];
  const sources: Source[] = [];
  for (const path of paths.slice(0, mostFiles)) {
    const named = start.isDirectory() ? relative(root, path).split(sep).join('/') : path;
    const text = await readSource(path).catch(() => 'it cannot be opened' as const);
    if (text === 'it cannot be opened') unread.push(`${named} was not read: it cannot be opened.`);
    else if (text === undefined) unread.push(`${named} was not read: it is larger than 1 MB.`);
    else sources.push({ path: named, text });
  }
  if (paths.length > mostFiles) unread.push(`${paths.length - mostFiles} files were not read: there are too many.`);
  if (paths.length === 0) {
    throw problem('invalid', `${root} has no TypeScript or JavaScript source.`, 'Name the folder of the application.');
  }
  return { sources, unread };
}

async function pathsBelow(folder: string, unread: string[]): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
    unread.push(`${folder} was not read: it cannot be opened.`);
    return [];
  });
  const found: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !skippedFolders.has(entry.name)) found.push(...(await pathsBelow(path, unread)));
    const isSource = entry.isFile() && sourceName.test(entry.name) && !declarationName.test(entry.name);
    if (isSource && !/\.min\.js$/.test(entry.name)) found.push(path);
  }
  return found;
}

async function readSource(path: string): Promise<string | undefined> {
  const { size } = await lstat(path);
  return size > largest ? undefined : readFile(path, 'utf8');
}
