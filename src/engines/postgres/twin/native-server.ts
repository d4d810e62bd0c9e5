import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { problem } from '#contracts/problem-error.ts';
import { acceptsConnections } from './accepts-connections.ts';
import type { NativeBinaries } from './find-native-binaries.ts';
import { configure, nativeBuild, provideNativeCluster, setPassword } from './native-cluster.ts';
import { stopOrphanIn } from './orphans.ts';
import { lastLines, serverEnvironment } from './run-command.ts';
import { addressOf, chooseAddress, type Listening, urlOf } from './server-address.ts';
import type { EmbeddedServer, EmbeddedServerRequest } from './server-contract.ts';
import { openServerFolder, type ServerFolder } from './server-folder.ts';

const READY_WITHIN_MS = 60_000;
const STOPPED_WITHIN_MS = 15_000;

/** For a server whose data nobody will miss. `settings` of the request come after these. */
const THROW_AWAY_SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  shared_buffers: '128MB',
  max_connections: '20',
} as const;

/** Starts `postgres` on a copy of the prepared cluster. Errors: busy, conflict, invalid, timeout, internal. */
export async function startNativeServer(
  request: EmbeddedServerRequest,
  binaries: NativeBinaries,
): Promise<EmbeddedServer> {
  if (request.directory !== undefined) await stopOrphanIn(request.directory);
  const folder = await openServerFolder(request.directory, binaries.user);
  let child: ChildProcess | undefined;
  const atExit = () => {
    if (child) endNow(child, folder);
    folder.removeNow();
  };
  process.once('exit', atExit);
  const stop = async (keep?: () => Promise<void>) => {
    if (child && (await end(child, folder, keep !== undefined))) await keep?.();
    await folder.remove();
    process.removeListener('exit', atExit);
  };
  try {
    await provideNativeCluster(binaries, folder.dataDirectory, request);
    const listening = await chooseAddress(folder.path, request);
    if (listening.kind === 'loopback') {
      await setPassword(binaries, folder.dataDirectory, listening.password, request.signal);
    }
    await configure(folder.dataDirectory, {
      ...THROW_AWAY_SETTINGS,
      ...request.settings,
      ...listeningSettings(listening),
    });
    child = await launch(binaries, folder);
    await waitUntilReady(child, folder, listening, request.signal);
    return describe(binaries, folder, listening, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

function describe(
  binaries: NativeBinaries,
  folder: ServerFolder,
  listening: Listening,
  stop: (keep?: () => Promise<void>) => Promise<void>,
): EmbeddedServer {
  let stopped: Promise<void> | undefined;
  return {
    kind: 'native',
    version: binaries.version,
    major: binaries.major,
    url: urlOf(listening),
    directory: folder.path,
    dataDirectory: folder.dataDirectory,
    build: nativeBuild(binaries),
    stop: (keep) => {
      stopped ??= stop(keep);
      return stopped;
    },
  };
}

function listeningSettings(listening: Listening): Record<string, string> {
  return listening.kind === 'socket'
    ? { listen_addresses: '', unix_socket_directories: listening.folder, unix_socket_permissions: '0700', port: '5432' }
    : { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(listening.port) };
}

/** In a process group of its own: Ctrl-C is for us to handle, the server must not go first. */
async function launch(binaries: NativeBinaries, folder: ServerFolder): Promise<ChildProcess> {
  const log = await open(folder.log, 'w', 0o600);
  try {
    const child = spawn(join(binaries.folder, 'bin', 'postgres'), ['-D', folder.dataDirectory], {
      cwd: folder.path,
      env: serverEnvironment(),
      detached: true,
      windowsHide: true,
      stdio: ['ignore', log.fd, log.fd],
      ...binaries.user,
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    child.unref(); // A server that was forgotten must not keep our process from ending.
    if (child.pid !== undefined) await folder.recordServer(child.pid);
    return child;
  } finally {
    await log.close();
  }
}

async function waitUntilReady(
  child: ChildProcess,
  folder: ServerFolder,
  listening: Listening,
  signal: AbortSignal | undefined,
): Promise<void> {
  const patience = Date.now() + READY_WITHIN_MS;
  while (!((await saysReady(child, folder)) && (await acceptsConnections(addressOf(listening))))) {
    signal?.throwIfAborted();
    if (hasEnded(child)) throw problem('internal', 'The embedded PostgreSQL did not start.', await logTail(folder));
    if (Date.now() > patience) {
      throw problem(
        'timeout',
        `The embedded PostgreSQL was not ready in ${READY_WITHIN_MS / 1000} s.`,
        await logTail(folder),
      );
    }
    await sleep(10);
  }
}

/** postmaster.pid: line 1 is the process, line 8 its state (since PostgreSQL 10). */
async function saysReady(child: ChildProcess, folder: ServerFolder): Promise<boolean> {
  const text = await readFile(lockFile(folder), 'utf8').catch(() => '');
  const lines = text.split('\n').map((line) => line.trim());
  return lines[0] === String(child.pid) && lines[7] === 'ready';
}

/**
 * Signals: https://www.postgresql.org/docs/current/server-shutdown.html. Immediate where the data goes anyway,
 * fast (it writes a checkpoint) where the data is kept. True: it has ended in order now.
 */
async function end(child: ChildProcess, folder: ServerFolder, keep: boolean): Promise<boolean> {
  if (hasEnded(child)) return false;
  child.ref();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill(folder.temporary && !keep ? 'SIGQUIT' : 'SIGINT');
  const impatience = setTimeout(() => child.kill('SIGKILL'), STOPPED_WITHIN_MS);
  await ended;
  clearTimeout(impatience);
  return child.exitCode === 0;
}

/** For an `exit` handler: no event will tell us that the server has ended, but it removes its lock file last. */
function endNow(child: ChildProcess, folder: ServerFolder): void {
  if (hasEnded(child)) return;
  child.kill(folder.temporary ? 'SIGQUIT' : 'SIGINT');
  const clock = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; waited < 2000 && existsSync(lockFile(folder)); waited += 20) Atomics.wait(clock, 0, 0, 20);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function lockFile(folder: ServerFolder): string {
  return join(folder.dataDirectory, 'postmaster.pid');
}

async function logTail(folder: ServerFolder): Promise<string> {
  return lastLines(await readFile(folder.log, 'utf8').catch(() => 'It wrote no log.'));
}
