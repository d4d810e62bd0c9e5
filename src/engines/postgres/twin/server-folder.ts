import { rmSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { problem } from '#contracts/problem-error.ts';
import { othersReach } from './cache-folder.ts';
import { identityOf, type ProcessIdentity, stateOf } from './process-identity.ts';
import type { RunAs } from './run-as.ts';

/** Temporary server folders are named by it; `cleanOrphans` looks for it. */
export const FOLDER_PREFIX = 'dbwright-pg-';

const RECORD = 'owner.json';

/** Who started the server of a folder, and which process the server is. */
export interface ServerRecord {
  readonly owner: ProcessIdentity;
  readonly server?: ProcessIdentity;
}

/** The private folder of one server: data, socket, log, and the record that lets a later start clean up. */
export interface ServerFolder {
  readonly path: string;
  readonly temporary: boolean;
  readonly dataDirectory: string;
  readonly log: string;
  recordServer(pid: number): Promise<void>;
  /** Removes a temporary folder; of a kept one only the record. */
  remove(): Promise<void>;
  /** The same for an `exit` handler, which cannot wait. */
  removeNow(): void;
}

/** Makes a temporary folder, or takes the caller's own. Errors: busy (another process runs a server in it). */
export async function openServerFolder(directory: string | undefined, user?: RunAs): Promise<ServerFolder> {
  const path = directory === undefined ? await makeTemporary(user) : resolve(directory);
  const temporary = directory === undefined;
  if (!temporary) await mkdir(path, { recursive: true, mode: 0o700 });
  await chmod(path, 0o700);
  const owner = identityOf(process.pid);
  await claim(path, { owner });
  if (user) await chown(path, user.uid, user.gid);
  const goal = temporary ? path : join(path, RECORD);
  const removal = { recursive: true, force: true, maxRetries: 10, retryDelay: 50 };
  return {
    path,
    temporary,
    dataDirectory: join(path, 'data'),
    log: join(path, 'server.log'),
    recordServer: (pid) => writeFile(join(path, RECORD), JSON.stringify({ owner, server: identityOf(pid) })),
    remove: () => rm(goal, removal),
    removeNow: () => rmSync(goal, removal),
  };
}

/** undefined: there is no readable record. */
export async function readRecord(folder: string): Promise<ServerRecord | undefined> {
  try {
    const record: unknown = JSON.parse(await readFile(join(folder, RECORD), 'utf8'));
    return isRecord(record) ? record : undefined;
  } catch {
    return undefined;
  }
}

/** Where temporary folders are made. A server that runs as `nobody` needs a place that he can enter. */
export async function temporaryRoot(user?: RunAs): Promise<string> {
  const usual = tmpdir();
  return user && !(await othersReach(usual)) ? '/tmp' : usual;
}

async function makeTemporary(user?: RunAs): Promise<string> {
  return mkdtemp(join(await temporaryRoot(user), FOLDER_PREFIX));
}

async function claim(folder: string, record: ServerRecord): Promise<void> {
  const file = join(folder, RECORD);
  try {
    await writeFile(file, JSON.stringify(record), { flag: 'wx' });
  } catch (cause) {
    const present = await readRecord(folder);
    if (present && stateOf(present.owner) !== 'gone') {
      throw problem(
        'busy',
        `Process ${present.owner.pid} runs a server in ${folder}.`,
        'Wait until it has ended, or name another folder.',
        cause,
      );
    }
    await writeFile(file, JSON.stringify(record));
  }
}

function isRecord(value: unknown): value is ServerRecord {
  if (typeof value !== 'object' || value === null || !('owner' in value)) return false;
  return isIdentity(value.owner) && (!('server' in value) || isIdentity(value.server));
}

function isIdentity(value: unknown): value is ProcessIdentity {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, started, place } = value as Partial<Record<keyof ProcessIdentity, unknown>>;
  return Number.isInteger(pid) && Number(pid) > 1 && typeof started === 'string' && typeof place === 'string';
}
