import { randomBytes } from 'node:crypto';
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { problem } from '#contracts/problem-error.ts';
import type { Reporter } from '#contracts/reporter.ts';
import type { Report } from '#vocabulary/report.ts';
import type { OutputFlags } from './output-flags.ts';
import type { Shell } from './shell.ts';
import { wantsColor } from './terminal-color.ts';

/** Prints a finished report to where the user wants it. */
export type ReportOutput = (report: Report) => Promise<void>;

/**
 * Decides form and place before the work starts, so that a wrong --out is told at once and not after a minute.
 * The form: --format, else the ending of --out, else the configuration's, else text.
 */
export async function reportOutput(
  flags: Pick<OutputFlags, 'format' | 'out' | 'color' | 'quiet'>,
  configured: string | undefined,
  reporters: readonly Reporter[],
  shell: Shell,
): Promise<ReportOutput> {
  const reporter = chooseReporter(flags, configured, reporters);
  if (flags.out === undefined) {
    const options = { color: wantsColor(shell.stdout, shell.env, flags.color), width: shell.stdout.columns || 100 };
    return async (report) => {
      shell.stdout.write(reporter.print(report, options));
    };
  }
  const path = resolve(shell.cwd, flags.out);
  await checkPlace(path, flags.out);
  return async (report) => {
    await writeAtomically(path, reporter.print(report, { color: false, width: 100 }));
    if (flags.quiet !== true) shell.stderr.write(`Report written to ${flags.out}.\n`);
  };
}

function chooseReporter(
  flags: Pick<OutputFlags, 'format' | 'out'>,
  configured: string | undefined,
  reporters: readonly Reporter[],
): Reporter {
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
async function writeAtomically(path: string, content: string): Promise<void> {
  const device = await stat(path).catch(() => undefined);
  // /dev/stdout and the like cannot be moved to.
  if (device !== undefined && !device.isFile()) return writeFile(path, content);
  const draft = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await writeFile(draft, content, { flag: 'wx' });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw problem('denied', `${path} cannot be written (${code}).`, 'Check the permissions of its folder.', error);
  }
}
