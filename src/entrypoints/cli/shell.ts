import type { Command as Program } from 'commander';
import type { Agent } from '#agent/agent.ts';
import type { Config } from '#agent/config.ts';
import type { Command } from '#contracts/command.ts';
import type { Reporter } from '#contracts/reporter.ts';
import type { ExitCode } from './exit-codes.ts';

export interface Output {
  /** `false`: no more is to be written until it has drained. */
  readonly write: (text: string) => unknown;
  readonly once?: (event: 'drain', listener: () => void) => unknown;
  readonly isTTY?: boolean;
  /** Some terminals say 0. */
  readonly columns?: number;
}

/** The process as the command line sees it; tests hand in their own. */
export interface Shell {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Asks a person; absent where there is no terminal. */
  readonly ask?: (question: string, signal: AbortSignal) => Promise<string>;
  /** Calls back on Ctrl-C and on SIGTERM; gives the way to stop listening. */
  readonly onInterrupt: (listener: () => void) => () => void;
}

/** What the command line is made of. */
export interface Wiring {
  readonly version: string;
  /** By full name: "optimize query". */
  readonly commands: ReadonlyMap<string, Command>;
  readonly reporters: readonly Reporter[];
  readonly createAgent: (options: {
    readonly config: Config;
    readonly cwd: string;
    readonly env: NodeJS.ProcessEnv;
  }) => Promise<Agent>;
}

/** A command of the command line itself: it makes no report. */
export interface Builtin {
  readonly register: (program: Program, parts: BuiltinParts) => void;
}

export interface BuiltinParts {
  readonly wiring: Wiring;
  readonly shell: Shell;
  /** Takes the exit code of the command that ran. */
  readonly finish: (code: ExitCode) => void;
}
