import { type Config, loadConfig } from '#agent/config.ts';
import { readSource } from '#agent/read-source.ts';
import type { Command } from '#contracts/command.ts';
import type { Context } from '#contracts/context.ts';
import { problem } from '#contracts/problem-error.ts';
import { escapeControls } from '#entrypoints/escape-controls.ts';
import type { Report } from '#vocabulary/report.ts';
import { askApproval } from './ask-approval.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { withKindOfEnding } from './file-kind.ts';
import { writeFolder } from './folder-output.ts';
import { stopSignal } from './interrupt.ts';
import type { FailLevel, OutputFlags } from './output-flags.ts';
import { startProgress } from './progress.ts';
import { readInput, readSources } from './read-input.ts';
import { reportOutput } from './report-output.ts';
import type { Shell, Wiring } from './shell.ts';
import { streamOutput } from './stream-output.ts';

export interface CommandCall {
  readonly name: string;
  readonly command: Command;
  readonly positionals: readonly unknown[];
  readonly flags: OutputFlags & Readonly<Record<string, unknown>>;
}

/** One command from its words to its exit code: read, run, print, and where asked for, apply. */
export async function runCommand(call: CommandCall, wiring: Wiring, shell: Shell): Promise<ExitCode> {
  const { name, command } = call;
  const flags = withKindOfEnding(command.makes, call.flags);
  const config = readConfig(shell, flags.quiet === true);
  const wantsChange = flags.apply === true || flags.approve !== undefined;
  if (wantsChange && flags.redact === true) {
    throw problem('invalid', 'Redacted statements cannot be carried out.', 'Leave out --redact or --apply.');
  }
  if (flags.failOn === 'regression' && flags.baseline === undefined) {
    throw problem(
      'invalid',
      'There is nothing that a finding could be worse than.',
      'Give --baseline with --fail-on regression.',
    );
  }
  const sources = readSources(command, call.positionals, flags, Object.keys(config.targets));
  const named = sources.url ?? sources.target ?? sources.intoUrl;
  if (wantsChange && named === undefined) {
    throw problem('invalid', 'There is no database to carry the changes out in.', 'Give --url or --target.');
  }
  const kind = command.makes?.kinds === undefined ? undefined : flags[command.makes.kinds.field];
  const input = await readInput(name, command, call.positionals, flags);
  const streams = streamsOf(command, input);
  const stream = streams && (await streamOutput({ out: flags.out, file: streams.file }, shell));
  const print = await reportOutput(
    {
      // Files take --out; the report is printed.
      flags: streams === undefined && command.fills === undefined ? flags : { ...flags, out: undefined },
      configured: config.format,
      reporters: wiring.reporters,
      makes: command.makes,
      ...(typeof kind === 'string' ? { kind } : {}),
    },
    stream !== undefined && flags.out === undefined ? { ...shell, stdout: shell.stderr } : shell,
  );
  const baseline =
    flags.baseline === undefined ? undefined : await readSource(flags.baseline, 'a JSON report or an export');

  const stop = stopSignal(shell, flags.timeout);
  const progress = startProgress(shell.stderr, flags.quiet === true);
  const context: Context = {
    signal: stop.signal,
    progress: progress.step,
    clock: () => new Date(),
    random: Math.random,
  };
  try {
    const agent = await wiring.createAgent({ config, cwd: shell.cwd, env: shell.env });
    const report = await agent.run(name, input, {
      sources,
      context,
      ...(flags.redact === true ? { redact: true } : {}),
      ...(baseline === undefined ? {} : { baseline }),
      ...(stream === undefined ? {} : { files: stream.files }),
    });
    stop.signal.throwIfAborted();
    progress.pause();
    const written = (await stream?.commit()) ?? [];
    // As JSON the report holds the files; else they are put into their folder and need not be in it again.
    const isHeld = command.fills === undefined || (flags.out === undefined && flags.format === 'json');
    await print(isHeld ? report : { ...report, artifacts: report.artifacts.map((one) => ({ ...one, content: '' })) });
    if (!isHeld) {
      const folder = await writeFolder(report, flags.out, shell);
      if (flags.quiet !== true) shell.stderr.write(`Written to ${folder}: ${report.artifacts.length} files.\n`);
    }
    if (written.length > 0 && flags.quiet !== true)
      shell.stderr.write(
        `Written to ${written.length > 3 ? `${flags.out}: ${written.length} files` : written.join(', ')}.\n`,
      );
    if (wantsChange && report.changes.length === 0) {
      shell.stderr.write('There is nothing to carry out: the report proposes no change.\n');
    } else if (wantsChange) {
      const approve = askApproval(shell, flags.approve, progress, stop.signal);
      const outcome = await agent.apply({ report, sources, context, approve });
      progress.pause();
      for (const step of outcome.steps)
        shell.stderr.write(`${outcomes[step.outcome]}: ${firstLine(escapeControls(step.text))}\n`);
    }
    return fails(report, flags.failOn) ? exitCodes.findings : exitCodes.ok;
  } catch (error) {
    // What an aborted call throws is an accident of where it was; the reason is what the user wants to know.
    throw stop.signal.aborted ? stop.signal.reason : error;
  } finally {
    await stream?.discard();
    progress.stop();
    stop.release();
  }
}

/** Files, unless this input makes none. */
function streamsOf({ streams }: Command, input: Readonly<Record<string, unknown>>): Command['streams'] {
  return streams?.unless !== undefined && input[streams.unless.field] === streams.unless.value ? undefined : streams;
}

function readConfig(shell: Shell, quiet: boolean): Config {
  const { config, warnings } = loadConfig(shell.cwd, shell.env);
  if (!quiet) for (const warning of warnings) shell.stderr.write(`Warning: ${warning}\n`);
  return config;
}

const outcomes = { done: 'Done', 'already-there': 'Already there', repaired: 'Cleaned up and done' } as const;

/** A comment at the head says what the statements below it come to. */
function firstLine(text: string): string {
  return (text.split('\n', 1)[0] ?? text).replace(/^-- /, '');
}

const ranks = { critical: 3, warning: 2, info: 1 } as const satisfies Record<
  Exclude<FailLevel, 'none' | 'regression'>,
  number
>;

function fails(report: Report, level: FailLevel): boolean {
  if (level === 'none') return false;
  if (level === 'regression') return report.findings.some(({ regression }) => regression === true);
  return report.findings.some((finding) => ranks[finding.severity] >= ranks[level]);
}
