import type { Stats } from 'node:fs';
import { lstat, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandLineOf, isRunning, stateOf } from './process-identity.ts';
import { type RunAs, serverUser } from './run-as.ts';
import { FOLDER_PREFIX, readRecord, type ServerRecord, temporaryRoot } from './server-folder.ts';

/** A folder without a record belongs to a start that is under way, or that was killed in its first milliseconds. */
const UNRECORDED_FOLDER_LIFETIME_MS = 600_000;

/**
 * Stops the servers and removes the temporary folders of processes that were killed before they could do it.
 * Returns how many folders it removed. Never fails: what cannot be cleaned now is tried at the next start.
 */
export async function cleanOrphans(progress?: (message: string) => void): Promise<number> {
  const user = serverUser();
  const roots = new Set([tmpdir(), await temporaryRoot(user)]);
  let removed = 0;
  for (const root of roots) {
    const names = await readdir(root).catch(() => []);
    for (const name of names.filter((each) => each.startsWith(FOLDER_PREFIX))) {
      const folder = join(root, name);
      if (!(await cleanFolder(folder, user).catch(() => false))) continue;
      removed += 1;
      progress?.(`Removed ${folder}, left behind by a process that was killed.`);
    }
  }
  return removed;
}

/** Stops the server of a folder whose owner is gone. False: the owner lives, or we cannot know. */
export async function stopOrphanIn(folder: string): Promise<boolean> {
  const record = await readRecord(folder);
  if (!record || stateOf(record.owner) !== 'gone') return false;
  await stopServer(folder, record);
  return true;
}

async function cleanFolder(folder: string, user: RunAs | undefined): Promise<boolean> {
  const found = await lstat(folder);
  if (!found.isDirectory() || !isOurs(found, user)) return false;
  const recorded = (await readRecord(folder)) !== undefined;
  const deserted = recorded ? await stopOrphanIn(folder) : Date.now() - found.mtimeMs > UNRECORDED_FOLDER_LIFETIME_MS;
  if (deserted) await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  return deserted;
}

/** Nobody but us (or the user that our servers run as) can have written what we read and act upon. */
function isOurs(found: Stats, user: RunAs | undefined): boolean {
  return process.getuid === undefined || found.uid === process.getuid() || found.uid === user?.uid;
}

/** Kills the recorded process if it is still the same one, and its command line says that it serves this folder. */
async function stopServer(folder: string, { server }: ServerRecord): Promise<void> {
  if (!server || stateOf(server) !== 'running') return;
  if (process.platform !== 'win32' && !commandLineOf(server.pid).includes(folder)) return;
  for (const signal of ['SIGQUIT', 'SIGKILL'] as const) {
    process.kill(server.pid, signal);
    const patience = Date.now() + 3000;
    while (isRunning(server.pid) && Date.now() < patience) await sleep(20);
    if (!isRunning(server.pid)) return;
  }
}
