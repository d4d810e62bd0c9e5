import type { FileSink } from '#contracts/command.ts';
import type { Context } from '#contracts/context.ts';
import type { Run } from '#contracts/instrument.ts';
import type { Report } from '#vocabulary/report.ts';
import type { Sources } from '#vocabulary/sources.ts';

/** What one call brings beside the command's own input. */
export interface RunOptions {
  readonly sources: Sources;
  readonly context: Context;
  /** Take literals out of everything that the report says. */
  readonly redact?: boolean;
  /** Content of an earlier JSON report: findings that it holds are silenced. */
  readonly baseline?: string;
  /** A database with rows that is there already (the demo's). */
  readonly run?: Run;
  /** Where a command that makes long files puts them. */
  readonly files?: FileSink;
}

/** What `apply` shows before it asks, and what became of each statement. */
export interface ApplyRequest {
  readonly report: Report;
  readonly sources: Sources;
  readonly context: Context;
  /** Shown the statements and the plan's hash; only `true` carries them out. */
  readonly approve: (plan: {
    readonly hash: string;
    readonly statements: readonly string[];
    readonly server: string;
  }) => Promise<boolean>;
}
export interface ApplyOutcome {
  readonly hash: string;
  readonly steps: readonly { readonly text: string; readonly outcome: 'done' | 'already-there' | 'repaired' }[];
}

export interface Agent {
  /** `name` is "optimize query"; `input` is checked against the command's schema. Throws ProblemError. */
  readonly run: (name: string, input: unknown, options: RunOptions) => Promise<Report>;
  /** The one door that writes. Throws ProblemError `declined` when not approved. */
  readonly apply: (request: ApplyRequest) => Promise<ApplyOutcome>;
  /** Names of the configured targets. */
  readonly targets: readonly string[];
}
