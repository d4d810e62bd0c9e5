import { spawn } from 'node:child_process';
import type { RunAs } from './run-as.ts';

export interface CommandResult {
  /** Exit status; -1 when the program could not be started at all. */
  readonly status: number;
  /** What it wrote to stdout and stderr, in order. */
  readonly output: string;
}

export interface CommandOptions {
  readonly runAs?: RunAs | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly input?: string;
  /** A folder that the user of `runAs` may enter; ours may be closed to him. */
  readonly workingDirectory: string;
}

/** Runs a program to its end. Rejects only when aborted, after the program and its children are gone. */
export function runCommand(
  program: string,
  parameters: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  const { signal, runAs } = options;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    // A process group of its own: initdb has children, and Ctrl-C in the terminal is for us to handle.
    const child = spawn(program, parameters, {
      cwd: options.workingDirectory,
      env: serverEnvironment(),
      detached: process.platform !== 'win32',
      ...runAs,
    });
    const abort = () => killGroup(child.pid);
    const leave = () => {
      signal?.removeEventListener('abort', abort);
      process.removeListener('exit', abort);
    };
    signal?.addEventListener('abort', abort, { once: true });
    process.prependOnceListener('exit', abort); // Before the folder is removed by who called us.
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stdin.on('error', () => undefined); // A program that ends early does not read its input.
    child.stdin.end(options.input ?? '');
    child.once('error', (error) => {
      leave();
      resolve({ status: -1, output: error.message });
    });
    child.once('close', (status) => {
      leave();
      if (signal?.aborted) reject(signal.reason);
      else resolve({ status: status ?? -1, output: Buffer.concat(chunks).toString('utf8') });
    });
  });
}

/** Our environment without what would steer PostgreSQL or Node from outside. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|NODE_|LC_|LANG|VITEST)/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

/** The last lines of a program's output or log: enough to see why it failed. */
export function lastLines(text: string, count = 8): string {
  return text.trim().split('\n').slice(-count).join('\n');
}
