import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { program } from '../../program.ts';

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when this stands on standard error. */
  readonly says: (text: string) => Promise<void>;
}

/** The command line as a user runs it; no PG* variable of the machine reaches it. `input`: standard input. */
export function start(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
  input?: string | Uint8Array,
): Running {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('PG'));
  const [node, ...main] = program;
  const child = spawn(node, [...main, ...args], {
    cwd,
    env: { ...Object.fromEntries(inherited), NO_COLOR: '1', ...env },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  child.stdin?.end(input);
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, out, err }));
  const says = async (text: string) => {
    while (!err.includes(text)) {
      const more = await Promise.race([once(child.stderr as NodeJS.EventEmitter, 'data'), ended]);
      if (!Array.isArray(more) && !err.includes(text)) throw new Error(`It ended without "${text}": ${err}`);
    }
  };
  return { child, ended, says };
}
