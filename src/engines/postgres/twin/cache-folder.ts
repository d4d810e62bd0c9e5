import { chmod, lstat, mkdir, mkdtemp, realpath, rename, rm, stat } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/**
 * The folder where prepared clusters and copied programs wait for the next start, or undefined when none can be had.
 * `reachable` asks for one that other users may enter: a server that root starts runs as `nobody`.
 */
export async function cacheFolder(reachable = false): Promise<string | undefined> {
  const home = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  const user = process.getuid?.() ?? 'user';
  for (const folder of [join(home, 'dbwright'), join(tmpdir(), `dbwright-cache-${user}`)]) {
    if (!(await makeOurs(folder, reachable ? 0o755 : 0o700))) continue;
    if (!reachable || (await othersReach(folder))) return folder;
  }
  return undefined;
}

/** Puts something into the cache in one step: readers see all of it or nothing, and of two writers the first wins. */
export async function putIntoCache(entry: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const unfinished = await mkdtemp(join(dirname(entry), `.${basename(entry)}-`));
  try {
    await fill(join(unfinished, 'entry'));
    await rename(join(unfinished, 'entry'), entry).catch(async (error: unknown) => {
      if (!(await exists(entry))) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** May any user of this machine enter the folder? False as soon as one folder above it is closed. */
export async function othersReach(folder: string): Promise<boolean> {
  for (let path = await realpath(folder); ; path = dirname(path)) {
    if (((await stat(path)).mode & 0o001) === 0) return false;
    if (path === dirname(path)) return true;
  }
}

/** A prepared cluster holds code that we will run (settings load libraries): nobody else may have written it. */
async function makeOurs(folder: string, mode: number): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true, mode });
    if (mode & 0o001) await chmod(folder, mode);
    const found = await lstat(folder);
    const ours = process.getuid === undefined || found.uid === process.getuid();
    if (!found.isDirectory() || !ours || (found.mode & 0o022) !== 0) return false;
    await rm(await mkdtemp(join(folder, '.writable-')), { recursive: true });
    return true;
  } catch {
    return false;
  }
}
