/**
 * dbwright as a library: the commands of the command line as functions.
 *
 * ```ts
 * import { createAgent, formatReport } from 'dbwright';
 *
 * const agent = createAgent();
 * const report = await agent.optimize.query({ query: 'select …', url: process.env.DATABASE_URL });
 * console.log(formatReport(report, 'text'));
 * await agent.close();
 * ```
 */
import { checkInput } from '#agent/check-input.ts';
import { commandSources, sourceNames } from '#agent/command-sources.ts';
import { findCommand, tasks } from '#agent/commands.ts';
import { type Config, loadConfig } from '#agent/config.ts';
import { createAgent as composeAgent } from '#agent/create-agent.ts';
import { suggest } from '#agent/nearest.ts';
import type { ChatModel } from '#contracts/chat-model.ts';
import type { Context } from '#contracts/context.ts';
import { problem } from '#contracts/problem-error.ts';
import { reporters } from '#reporters/catalogue.ts';
import type { Report } from '#vocabulary/report.ts';
import { Sources } from '#vocabulary/sources.ts';

export type { Config, Target } from '#agent/config.ts';
export type { ChatAnswer, ChatModel, ChatQuestion, ChatTurn } from '#contracts/chat-model.ts';
export { ProblemError } from '#contracts/problem-error.ts';
export type { Change } from '#vocabulary/change.ts';
export type { DatabaseSchema } from '#vocabulary/database-schema.ts';
export type { Evidence, ProofLevel } from '#vocabulary/evidence.ts';
export type { Finding, Severity } from '#vocabulary/finding.ts';
export type { IndexDefinition } from '#vocabulary/index-definition.ts';
export type { Plan } from '#vocabulary/plan.ts';
export type { Problem, ProblemCode } from '#vocabulary/problem.ts';
export type { QueryContractInput, QueryContractOutput } from '#vocabulary/query-contract.ts';
export type { Recommendation } from '#vocabulary/recommendation.ts';
export type { Artifact, Report, Silenced, Unseen } from '#vocabulary/report.ts';
export type { Sources } from '#vocabulary/sources.ts';
export type { Statement } from '#vocabulary/statement.ts';

/** What is going on, for people; `share` is 0 … 1 where it is known. */
export type ProgressStep = Parameters<Context['progress']>[0];

export interface CallOptions {
  /** Stops the call; what it started is cleaned up first. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (step: ProgressStep) => void;
  /** Take literal values out of everything that the report says. */
  readonly redact?: boolean;
  /** Content of an earlier JSON report: findings that it holds are silenced. */
  readonly baseline?: string;
}

export interface AgentOptions extends Pick<CallOptions, 'signal' | 'onProgress'> {
  /** Instead of `dbwright.config.yaml`. */
  readonly config?: Config;
  /** Where `dbwright.config.yaml` is looked for, upwards to the root of the repository. */
  readonly cwd?: string;
  /** Environment variables that the configuration may name. */
  readonly env?: NodeJS.ProcessEnv;
  /** A language model of your own, in place of the one that the configuration names. Commands ask it only when told to. */
  readonly model?: ChatModel;
}

type Tasks = typeof tasks;
/** What zod reads and gives; spelled out, so that no package is needed to say it. */
interface Schema {
  readonly _zod: { readonly input: unknown; readonly output: unknown };
}
/** A command without input of its own takes its sources alone: zod's type for it would forbid every key. */
type InputOf<C> = C extends { readonly input: infer S extends Schema } ? Fields<S['_zod']['input']> : never;
type Fields<T> = string extends keyof T ? unknown : T;
type OutputOf<C> = C extends { readonly output: infer S extends Schema } ? S['_zod']['output'] : never;

/** Every command as a function: its input and its sources in, its report out. Rejects with ProblemError. */
export type Commands = {
  readonly [V in keyof Tasks]: {
    readonly [N in keyof Tasks[V]]: (
      input: InputOf<Tasks[V][N]> & Sources,
      options?: CallOptions,
    ) => Promise<Readonly<OutputOf<Tasks[V][N]>>>;
  };
};

export type LibraryAgent = Commands & {
  /** Names of the configured targets. */
  readonly targets: readonly string[];
  /** Stops what is still running and waits until it has cleaned up. */
  readonly close: () => Promise<void>;
};

/** Throws ProblemError `invalid` where the configuration is wrong. Nothing is connected to before a command asks. */
export function createAgent(options: AgentOptions = {}): LibraryAgent {
  const { cwd = process.cwd(), env = process.env, model } = options;
  const config = options.config ?? loadConfig(cwd, env).config;
  const agent = composeAgent({ config, cwd, env, ...(model === undefined ? {} : { model }) });
  const end = new AbortController();
  const running = new Set<Promise<Report>>();

  const call = (name: string) => {
    return async (given: Readonly<Record<string, unknown>>, callOptions: CallOptions = {}): Promise<Report> => {
      const { input, sources } = split(name, given);
      const signals = [end.signal, options.signal, callOptions.signal].filter((signal) => signal !== undefined);
      const run = agent.run(name, input, {
        sources,
        context: {
          signal: AbortSignal.any(signals),
          progress: callOptions.onProgress ?? options.onProgress ?? (() => {}),
          clock: () => new Date(),
          random: Math.random,
        },
        ...(callOptions.redact === undefined ? {} : { redact: callOptions.redact }),
        ...(callOptions.baseline === undefined ? {} : { baseline: callOptions.baseline }),
      });
      running.add(run);
      try {
        return await run;
      } finally {
        running.delete(run);
      }
    };
  };
  const verbs = Object.entries(tasks).map(([verb, nouns]) => [
    verb,
    Object.fromEntries(Object.keys(nouns).map((noun) => [noun, call(`${verb} ${noun}`)])),
  ]);
  return {
    // The registry's own types say what each function takes and gives; the loop above cannot.
    ...(Object.fromEntries(verbs) as Commands),
    targets: agent.targets,
    close: async () => {
      end.abort(problem('declined', 'The agent was closed.'));
      await Promise.allSettled(running);
    },
  };
}

/** A report, also one read back from JSON, as `text`, `json`, `markdown`, `html`, `sarif` or `github`. */
export function formatReport(report: Report, format: string, options: { readonly width?: number } = {}): string {
  const reporter = reporters.find(({ id }) => id === format);
  if (reporter === undefined) {
    const known = reporters.map(({ id }) => id);
    throw problem('invalid', `There is no format ${format}.`, suggest(format, known, 'formats'));
  }
  return reporter.print(report, { color: false, width: options.width ?? 100 });
}

/** One object holds the command's input and its sources: each goes its way, and a word that neither knows is refused. */
function split(
  name: string,
  given: Readonly<Record<string, unknown>>,
): { readonly input: Readonly<Record<string, unknown>>; readonly sources: Sources } {
  const command = findCommand(name);
  const own = Object.keys(command.input.shape);
  const taken: readonly string[] = commandSources(command);
  const isSource = (key: string) => !own.includes(key) && sourceNames.some((source) => source === key);
  const present = Object.entries(given).filter(([, value]) => value !== undefined);
  const known = [...own, ...taken];
  const unknown = present.map(([key]) => key).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    throw problem('invalid', `${name} takes no ${unknown}.`, suggest(unknown, known, 'arguments'));
  }
  const input = Object.fromEntries(present.filter(([key]) => !isSource(key)));
  checkInput(command, name, input);
  const sources = Sources.safeParse(Object.fromEntries(present.filter(([key]) => isSource(key))));
  if (sources.success) return { input, sources: sources.data };
  const [issue] = sources.error.issues;
  throw problem('invalid', `${name}: ${issue?.path.join('.')} is wrong: ${issue?.message}.`);
}
