import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Says which process a number meant when it was written down: numbers are given out again, start times are not. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in the system's own words; '' where the system does not tell (Windows). */
  readonly started: string;
  /** The machine or container: in another one the number means nothing. */
  readonly place: string;
}

export function identityOf(pid: number): ProcessIdentity {
  return { pid, started: startOf(pid) ?? '', place: thisPlace() };
}

/** `elsewhere`: the process belongs to another container that shares our temporary folder, so we cannot know. */
export function stateOf(process: ProcessIdentity): 'running' | 'gone' | 'elsewhere' {
  if (process.place !== thisPlace()) return 'elsewhere';
  const started = startOf(process.pid);
  return started !== undefined && started === process.started ? 'running' : 'gone';
}

export function isRunning(pid: number): boolean {
  return startOf(pid) !== undefined;
}

/** The command line of a process, '' when it cannot be read. */
export function commandLineOf(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    if (process.platform !== 'win32') return ps('command=', pid);
  } catch {
    // The process is gone or hidden from us.
  }
  return '';
}

/** undefined: no such process, or only its exit status is left. */
function startOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') return startInTicks(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    process.kill(pid, 0);
    return process.platform === 'win32' ? '' : ps('lstart=', pid);
  } catch {
    return undefined;
  }
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: fields 3 (state) and 22 (starttime), after `(name)`. */
function startInTicks(stat: string): string | undefined {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
}

function ps(column: string, pid: number): string {
  return execFileSync('ps', ['-o', column, '-p', String(pid)], { stdio: ['ignore', 'pipe', 'ignore'] })
    .toString()
    .trim();
}

function thisPlace(): string {
  if (process.platform !== 'linux') return hostname();
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}
