import { createHash } from 'node:crypto';
import { chmod, lstat, readdir, readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { problem } from '#contracts/problem-error.ts';
import { cacheFolder, exists, putIntoCache } from './cache-folder.ts';
import { copyTree } from './copy-tree.ts';
import { type RunAs, serverUser } from './run-as.ts';
import { type CommandResult, lastLines, runCommand } from './run-command.ts';

export interface NativeBinaries {
  /** Holds bin/, lib/ and share/. */
  readonly folder: string;
  readonly version: string;
  readonly major: number;
  /** Tells this build from others of the same version: they may differ in ICU, and so in how they sort. */
  readonly build: string;
  /** The user that the programs were tried with, and must be run as. */
  readonly user: RunAs | undefined;
}

interface PrepareOptions {
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((message: string) => void) | undefined;
}

/**
 * Makes sure that the programs run, by running one. The package's libraries come without their links (npm packs none,
 * and its postinstall script may be forbidden), and as root the programs run as `nobody`, who may not see our folders:
 * then a copy in the cache is made that has the links, and that everybody may read.
 * Errors: unsupported (they do not run on this machine), denied (no place for a copy).
 */
export async function prepareNativeBinaries(source: string, options: PrepareOptions): Promise<NativeBinaries> {
  const user = serverUser();
  const linked = await makeLinks(source);
  const direct = linked ? await tryPrograms(source, user, options) : undefined;
  if (direct?.status === 0) return describe(source, direct, user);
  const couldBeMended = !linked || user !== undefined;
  if (!couldBeMended || !(await exists(join(source, 'share')))) throw doesNotRun(source, direct);
  const copy = await copyToCache(source, options);
  const result = await tryPrograms(copy, user, options);
  if (result.status === 0) return describe(copy, result, user);
  throw doesNotRun(copy, result);
}

/** False: links are missing and may not be made here. */
async function makeLinks(folder: string): Promise<boolean> {
  for (const { source, target } of await listLinks(folder)) {
    if (await lstat(target).catch(() => undefined)) continue;
    try {
      await symlink(relative(dirname(target), source), target);
    } catch {
      if (!(await lstat(target).catch(() => undefined))) return false; // Another process may have made it meanwhile.
    }
  }
  return true;
}

/** The package lists its links in pg-symlinks.json, as paths from its own root (the folder above `native`). */
async function listLinks(folder: string): Promise<{ source: string; target: string }[]> {
  const list = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as readonly { readonly source: string; readonly target: string }[];
  const inFolder = (path: string) => resolve(folder, relative('native', path));
  return links
    .map(({ source, target }) => ({ source: inFolder(source), target: inFolder(target) }))
    .filter(({ source, target }) => [source, target].every((path) => path.startsWith(folder + sep)));
}

async function tryPrograms(
  folder: string,
  user: RunAs | undefined,
  { signal }: PrepareOptions,
): Promise<CommandResult> {
  const ask = (program: string) =>
    runCommand(join(folder, 'bin', program), ['--version'], { runAs: user, signal, workingDirectory: sep });
  const [server, initdb] = await Promise.all([ask('postgres'), ask('initdb')]);
  return initdb.status === 0 ? server : initdb;
}

async function copyToCache(source: string, { progress }: PrepareOptions): Promise<string> {
  const cache = await cacheFolder(true);
  if (!cache) {
    throw problem(
      'denied',
      `PostgreSQL's programs in ${source} cannot be used as they are, and there is no folder for a copy.`,
      'Set XDG_CACHE_HOME to a folder that can be written, and that every user may enter.',
    );
  }
  // Name and age stand for the content: a package's files are never changed in place.
  const { mtimeMs, size } = await lstat(join(source, 'bin', 'postgres')).catch(() => lstat(source));
  const copy = join(cache, `programs-${shortHash(`${source} ${mtimeMs} ${size}`)}`);
  if (await exists(copy)) return copy;
  progress?.('Copying PostgreSQL to where it can be run …');
  await putIntoCache(copy, async (folder) => {
    await copyTree(source, folder, { folderMode: 0o755 });
    await openToAll(folder);
    await makeLinks(folder);
  });
  return copy;
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, 0o755);
  }
}

/** `postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)` */
function describe(folder: string, { output }: CommandResult, user: RunAs | undefined): NativeBinaries {
  const version = /\(PostgreSQL\) (\S+)/.exec(output)?.[1];
  if (!version) throw doesNotRun(folder, { status: 0, output });
  return { folder, version, major: Number.parseInt(version, 10), build: shortHash(output.trim()), user };
}

function doesNotRun(folder: string, result?: CommandResult): Error {
  return problem(
    'unsupported',
    `PostgreSQL's programs in ${folder} do not run on this machine.`,
    result ? lastLines(result.output) : 'Links between its libraries are missing and could not be made.',
  );
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
