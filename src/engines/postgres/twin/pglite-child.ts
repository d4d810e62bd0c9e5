import { type ChildProcess, fork } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { problem } from '#contracts/problem-error.ts';
import { lastLines, serverEnvironment } from './run-command.ts';
import type { Listening } from './server-address.ts';

/** What pglite-process.mjs is told to do. */
export type PgliteOrder =
  /** Makes a cluster in `dataDirectory`, from a shipped archive (0.4 s) or by initdb (2 s and 800 MB of memory). */
  | { readonly do: 'create'; readonly dataDirectory: string; readonly archive?: string }
  /** Makes a cluster in memory and writes it to `file`, a .tgz. */
  | { readonly do: 'archive'; readonly file: string }
  | {
      readonly do: 'serve';
      readonly dataDirectory: string;
      readonly listening: Listening;
      readonly settings: Readonly<Record<string, string>>;
      /** The folder that the process removes when we are gone. */
      readonly removeAtEnd?: string;
    };

export interface PgliteStart {
  /** Where its output goes. */
  readonly log: string;
  readonly signal?: AbortSignal | undefined;
  /** Called as soon as there is a process, long before it is ready. */
  readonly born?: (child: ChildProcess) => Promise<void> | void;
}

export interface PgliteReady {
  readonly child: ChildProcess;
  /** Of the server, for `serve`. */
  readonly version: string;
}

const READY_WITHIN_MS = 180_000;

/** Starts a process, gives it the order, and waits for its answer. If that fails, the process is ended. */
export async function startPgliteProcess(order: PgliteOrder, start: PgliteStart): Promise<PgliteReady> {
  const { signal } = start;
  signal?.throwIfAborted();
  const script = fileURLToPath(new URL('./pglite-process.mjs', import.meta.url));
  const log = await open(start.log, 'a', 0o600);
  // The folder is named on the command line, where a later clean-up can recognise the process by it.
  const child = fork(script, [dirname(start.log)], {
    env: serverEnvironment(),
    execArgv: [],
    detached: true,
    stdio: ['ignore', log.fd, log.fd, 'ipc'],
  });
  try {
    await start.born?.(child);
    return { child, version: await answerTo(order, child, signal) };
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    const text = await readFile(start.log, 'utf8').catch(() => '');
    const reason = error instanceof Error ? error.message : String(error);
    throw problem('internal', `PGlite did not start: ${reason}`, lastLines(text) || undefined, error);
  } finally {
    await log.close();
  }
}

/** Rejects only after the process is gone: its folder can be removed then. */
async function answerTo(order: PgliteOrder, child: ChildProcess, signal: AbortSignal | undefined): Promise<string> {
  let failure: Error | undefined;
  const fail = (error: Error) => {
    failure ??= error;
    child.kill('SIGKILL');
  };
  const abort = () => fail(new Error('aborted'));
  const timer = setTimeout(() => fail(new Error(`no answer in ${READY_WITHIN_MS / 1000} s`)), READY_WITHIN_MS);
  signal?.addEventListener('abort', abort, { once: true });
  if (signal?.aborted) abort();
  try {
    return await new Promise<string>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (status, how) => reject(failure ?? new Error(`it ended (${how ?? status})`)));
      child.on('message', (answer: { ready?: { version?: string }; error?: string }) => {
        if (answer.error !== undefined) fail(new Error(answer.error));
        else resolve(answer.ready?.version ?? '');
      });
      child.send(order, (error) => error && fail(error));
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}
