import { readFileSync, rmSync } from 'node:fs';
import { lstat, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that only we may enter (0700), with our copies of a user's database. */
export interface PrivateFolder {
  readonly path: string;
  readonly remove: () => Promise<void>;
}

const PREFIX = 'dbwright-sqlite-';
const OWNER = 'owner';

/** Makes one, and clears away those whose process is gone. It goes with `remove`, or with the process. */
export async function privateFolder(): Promise<PrivateFolder> {
  await removeOrphans();
  const path = await mkdtemp(join(tmpdir(), PREFIX));
  await writeFile(join(path, OWNER), processName(process.pid), { mode: 0o600 });
  const removeNow = () => rmSync(path, { recursive: true, force: true });
  process.once('exit', removeNow);
  return {
    path,
    remove: async () => {
      process.off('exit', removeNow);
      await rm(path, { recursive: true, force: true });
    },
  };
}

/** Only folders of this user, and none that is just being made. */
async function removeOrphans(): Promise<void> {
  const root = tmpdir();
  const names = await readdir(root).catch(() => []);
  for (const name of names.filter((entry) => entry.startsWith(PREFIX))) {
    const path = join(root, name);
    if (await isOrphan(path).catch(() => false))
      await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

const MAKING_MS = 60_000;

async function isOrphan(path: string): Promise<boolean> {
  const folder = await lstat(path);
  if (!folder.isDirectory() || folder.uid !== process.getuid?.()) return false;
  const owner = await readFile(join(path, OWNER), 'utf8').catch(() => undefined);
  if (owner === undefined) return Date.now() - folder.mtimeMs > MAKING_MS;
  const pid = Number(owner.split(' ')[0]);
  return !isAlive(pid) || processName(pid) !== owner;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return typeof error === 'object' && error !== null && Reflect.get(error, 'code') === 'EPERM';
  }
}

/** Number and, where the system tells it, start time: numbers are given out again. */
function processName(pid: number): string {
  try {
    // The name in brackets may hold blanks. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
    return `${pid} ${fields?.[19] ?? ''}`;
  } catch {
    return `${pid} `;
  }
}
