import { randomBytes } from 'node:crypto';
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import type { Command, MadeFile } from '#contracts/command.ts';
import { problem } from '#contracts/problem-error.ts';
import type { Reporter } from '#contracts/reporter.ts';
import type { Artifact, Report } from '#vocabulary/report.ts';
import { fileKind } from './file-kind.ts';
import type { OutputFlags } from './output-flags.ts';
import type { Shell } from './shell.ts';
import { wantsColor } from './terminal-color.ts';

/** Prints a finished report to where the user wants it. */
export type ReportOutput = (report: Report) => Promise<void>;

type Flags = Pick<OutputFlags, 'format' | 'out' | 'color' | 'quiet' | 'verbose'>;

export interface OutputParts {
  readonly flags: Flags;
  /** The form of reports in the configuration. */
  readonly configured: string | undefined;
  readonly reporters: readonly Reporter[];
  readonly makes: Command['makes'];
  /** What kind of file it makes, where there are several. */
  readonly kind?: string;
}

/**
 * Decides form and place before the work starts, so that a wrong --out is told at once and not after a minute.
 * The form: --format, else the ending of --out, else the configuration's, else text.
 */
export async function reportOutput(parts: OutputParts, shell: Shell): Promise<ReportOutput> {
  if (parts.makes !== undefined) return fileOutput(parts, parts.makes, shell);
  const { flags } = parts;
  const reporter = chooseReporter(parts);
  if (flags.out === undefined) {
    const options = {
      color: wantsColor(shell.stdout, shell.env, flags.color),
      width: shell.stdout.columns || 100,
      whole: flags.verbose === true,
    };
    return async (report) => {
      shell.stdout.write(reporter.print(report, options));
    };
  }
  const path = resolve(shell.cwd, flags.out);
  await checkPlace(path, flags.out);
  return async (report) => {
    await writeAtomically(path, reporter.print(report, { color: false, width: 100, whole: flags.verbose === true }));
    if (flags.quiet !== true) shell.stderr.write(`Report written to ${flags.out}.\n`);
  };
}

/**
 * Of a command that makes a file: --out names it, and the report is printed. Without --out the file's content goes to
 * standard output, so that it can be piped, and the report to standard error; a terminal is no place for most.
 */
async function fileOutput(parts: OutputParts, makes: MadeFile, shell: Shell): Promise<ReportOutput> {
  const { flags } = parts;
  const reporter = chooseReporter({ ...parts, flags: { ...flags, out: undefined } });
  const { file, nature } = fileKind(makes, parts.kind);
  const isPoured = shell.stdout.isTTY === true && flags.format !== 'json' && nature !== 'readable';
  if (flags.out === undefined && (isPoured || nature === 'bytes')) {
    const hint = nature === 'bytes' ? `Say where: --out ${file}` : `Say where: --out ${file}, or pipe it on.`;
    throw problem('invalid', 'This command makes a file.', hint);
  }
  const path = flags.out === undefined ? undefined : resolve(shell.cwd, flags.out);
  if (path !== undefined && flags.out !== undefined) await checkPlace(path, flags.out);
  const stream = path === undefined ? shell.stderr : shell.stdout;
  const options = {
    color: wantsColor(stream, shell.env, flags.color),
    width: stream.columns || 100,
    whole: flags.verbose === true,
  };
  return async (report) => {
    const [made, ...others] = report.artifacts;
    if (made === undefined) throw problem('internal', 'The command made no file.');
    const shown = flags.out ?? made.path;
    const besides = others.map((other) => ({ ...other, path: besidePath(shown, made, other) }));
    if (path === undefined) shell.stdout.write(made.content);
    else {
      for (const other of besides) await writeAtomically(resolve(shell.cwd, other.path), contentOf(other), 0o600);
      await writeAtomically(path, contentOf(made), 0o600);
    }
    // What is in the files need not be in the report again.
    const artifacts = [{ ...made, path: shown }, ...besides].map((one) => ({ ...one, content: '' }));
    if (path !== undefined || flags.quiet !== true) stream.write(reporter.print({ ...report, artifacts }, options));
    if (flags.quiet === true) return;
    if (path !== undefined) shell.stderr.write(`Written to ${shown}${besideWords(besides)}.\n`);
    else if (besides.length > 0)
      shell.stderr.write(`This is the first of ${artifacts.length} files: --out ${file} writes them all.\n`);
  };
}

/** `erd.svg` and, of the further pages `shop-1-orders.svg` of `shop.svg`, `erd-1-orders.svg` in the same folder. */
function besidePath(out: string, made: Artifact, other: Artifact): string {
  const ending = extname(out);
  const stem = made.path.slice(0, made.path.length - extname(made.path).length);
  const rest = other.path.startsWith(stem) ? other.path.slice(stem.length) : `-${other.path}`;
  return `${out.slice(0, out.length - ending.length)}${rest}`;
}

function besideWords(besides: readonly Artifact[]): string {
  const [first] = besides;
  if (first === undefined) return '';
  return besides.length === 1 ? ` and ${first.path}` : ` and ${besides.length} more beside it, ${first.path} and so on`;
}

function contentOf({ content, encoding }: Artifact): string | Uint8Array {
  return encoding === undefined ? content : Buffer.from(content, encoding);
}

function chooseReporter({ flags, configured, reporters }: OutputParts): Reporter {
  const ending = flags.out === undefined ? '' : extname(flags.out).slice(1).toLowerCase();
  const byEnding = reporters.find(({ extension }) => ending !== '' && extension.replace(/^\./, '') === ending)?.id;
  const id = flags.format ?? byEnding ?? (flags.out === undefined ? (configured ?? 'text') : undefined);
  const reporter = reporters.find((one) => one.id === id);
  if (reporter !== undefined) return reporter;
  const endings = reporters.map(({ extension }) => `.${extension.replace(/^\./, '')}`).join(', ');
  throw problem('invalid', `The form of ${flags.out} is unknown.`, `Let it end in ${endings}, or give --format.`);
}

async function checkPlace(path: string, shown: string): Promise<void> {
  const folder = await stat(dirname(path)).catch(() => undefined);
  if (folder?.isDirectory() !== true) {
    throw problem('not-found', `The folder for ${shown} does not exist.`, `Make it first: mkdir -p ${dirname(shown)}`);
  }
  const existing = await stat(path).catch(() => undefined);
  if (existing?.isDirectory() === true) throw problem('invalid', `${shown} is a folder.`, 'Name a file with --out.');
}

/** A reader never sees half a report: it is written beside its place and moved there. */
async function writeAtomically(path: string, content: string | Uint8Array, mode = 0o666): Promise<void> {
  const device = await stat(path).catch(() => undefined);
  // /dev/stdout and the like cannot be moved to.
  if (device !== undefined && !device.isFile()) return writeFile(path, content);
  const draft = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await writeFile(draft, content, { flag: 'wx', mode });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw problem('denied', `${path} cannot be written (${code}).`, 'Check the permissions of its folder.', error);
  }
}
