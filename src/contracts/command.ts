import type { z } from 'zod';
import type { DatabaseExport } from '#vocabulary/database-export.ts';
import type { Report } from '#vocabulary/report.ts';
import type { Context } from './context.ts';
import type { FactName, FactsOf, MissingFact } from './facts.ts';
import type { InstrumentName, Instruments } from './instrument.ts';

export type Baseline =
  | { readonly kind: 'report'; readonly report: EarlierReport }
  | { readonly kind: 'export'; readonly exported: DatabaseExport };

/** What is certain of a report that another version of dbwright may have written. */
export interface EarlierReport {
  /** "optimize indexes"; empty where it does not say. */
  readonly command: string;
  readonly findings: readonly { readonly fingerprint: string }[];
  /** To be parsed by the command that wrote them. */
  readonly details: Readonly<Record<string, unknown>>;
}

export interface CommandExample {
  readonly title: string;
  /** What follows `dbwright optimize query`, as one would type it. */
  readonly args: string;
}

export interface MadeFile {
  /** What it could be called. */
  readonly file: string;
  /** Where it can be of several kinds: the input field that names one. The ending of `--out` does too; else it is the first. */
  readonly kinds?: { readonly field: string; readonly of: Readonly<Record<string, FileKind>> };
}

export interface FileKind {
  /** Without the dot. */
  readonly ending: string;
  /** `readable`: text that one may look at in a terminal. `bytes`: no text at all, so its artifact is in base64. */
  readonly nature: 'readable' | 'text' | 'bytes';
}

/** Takes the files that a command makes, piece by piece: they may be too long to be held. */
export interface FileSink {
  readonly takes: 'one file' | 'several files';
  /** In order, and each name once. They appear in their places when the command has succeeded. */
  readonly write: (name: string, pieces: Iterable<string>) => Promise<void>;
}

/** What a command is handed beside its facts and its input. */
export interface CommandTools<I extends InstrumentName> {
  /** Those that could be had. */
  readonly instruments: Partial<Pick<Instruments, I>>;
  /** Why the others could not, and what would bring them. */
  readonly missing: readonly (
    | MissingFact
    | { readonly instrument: InstrumentName; readonly why: string; readonly remedy?: string }
  )[];
  /** What was looked at, without secrets: "PostgreSQL 16.4, database shop, as reader". */
  readonly subject: string;
  /** The user wants no literal values in what comes out. Reports are cleaned by the agent; files that a command makes, by the command. */
  readonly redact: boolean;
  /** What `--baseline` names, where it is more than a list of findings to silence: an earlier report of any command, or an export. */
  readonly baseline?: Baseline;
  /** Where a command that `streams` puts its files; without it they are artifacts of its report, and must be short. */
  readonly files?: FileSink;
  readonly context: Context;
}

/**
 * One command. Its name is its path: `tasks/optimize/query.ts` = `dbwright optimize query` = MCP `optimize_query` =
 * `agent.optimize.query()`. Flags, tool schemas and docs are made from `input`; what it changes stands in its report.
 */
export interface Command<
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodType<Report> = z.ZodType<Report>,
  N extends FactName = FactName,
  L extends FactName = FactName,
  I extends InstrumentName = InstrumentName,
> {
  readonly summary: string;
  /** A paragraph for help and docs. */
  readonly description: string;
  /** Input fields that are given by position, in order; the others are flags. One source can be, behind them. */
  readonly positional: readonly ((keyof z.infer<Input> & string) | 'migrations')[];
  readonly needs: readonly N[];
  readonly likes: readonly L[];
  readonly instruments: readonly I[];
  /** Its reports may hold changes that `--apply` can carry out. */
  readonly proposes?: true;
  /** Where a list of all commands must be short it is left out, and found by words. */
  readonly rare?: true;
  /** Its facts must be of one moment. */
  readonly consistent?: true;
  /** What it makes is a file, the report's first artifact: `--out` names the file. Further artifacts are put beside it. */
  readonly makes?: MadeFile;
  /** What it makes is one file or several, written as they are made: `--out` names the file or the folder. */
  readonly streams?: {
    readonly file: string;
    /** It makes none where its input has this value: `{ field: 'into', value: 'url' }`. */
    readonly unless?: { readonly field: string; readonly value: string };
  };
  /** Its report's artifacts are a folder: `--out` names it, else the report's title does. */
  readonly fills?: true;
  readonly input: Input;
  readonly output: Output;
  readonly examples: readonly CommandExample[];
  /** Those of its instruments that this call has a use for; all where it does not say. Starting one may take seconds. */
  wants?(facts: FactsOf<N, L>, input: z.infer<Input>, given?: { readonly baseline: boolean }): readonly I[];
  /** Facts that this call's snapshot is to be taken without. */
  spares?(input: z.infer<Input>): readonly FactName[];
  /** A method, so that a list may hold commands of different needs. */
  decide(facts: FactsOf<N, L>, input: z.infer<Input>, tools: CommandTools<I>): Promise<z.infer<Output>>;
}

/** Gives a command its types. */
export function defineCommand<
  Input extends z.ZodObject,
  Output extends z.ZodType<Report>,
  const N extends FactName = never,
  const L extends FactName = never,
  const I extends InstrumentName = never,
>(command: Command<Input, Output, N, L, I>): Command<Input, Output, N, L, I> {
  return command;
}
