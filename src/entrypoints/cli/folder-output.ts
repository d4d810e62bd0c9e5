import { lstat, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { problem } from '#contracts/problem-error.ts';
import type { Artifact, Report } from '#vocabulary/report.ts';
import type { Shell } from './shell.ts';

/**
 * Writes the files of a report into a folder, which is made where it is not there. A file that is there already and
 * says something else is never written over. Gives the folder, as the user named it.
 */
export async function writeFolder(report: Report, out: string | undefined, shell: Shell): Promise<string> {
  const shown = out ?? nameFor(report);
  const place = resolve(shell.cwd, shown);
  const held = await Promise.all(report.artifacts.map((file) => isHeld(join(place, file.path), file)));
  const others = report.artifacts.filter((_, at) => held[at] === 'other').map(({ path }) => path);
  if (others.length > 0) {
    throw problem(
      'conflict',
      `${shown} is there already, with ${others.length === 1 ? 'another' : 'other files called'} ${others.join(', ')}.`,
      'Name another folder with --out, or move that one away.',
    );
  }
  for (const [at, { path, content, encoding }] of report.artifacts.entries()) {
    if (held[at] === 'same') continue;
    const file = join(place, path);
    try {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, encoding === undefined ? content : Buffer.from(content, encoding), { flag: 'wx' });
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
      throw problem('denied', `${join(shown, path)} cannot be written (${code}).`, 'Check the permissions.', error);
    }
  }
  return shown;
}

function nameFor({ artifacts, title, command }: Report): string {
  const words = (title ?? command).toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const name = words.replace(/^-|-$/g, '').slice(0, 60);
  return name === '' || artifacts.length === 0 ? 'design' : name;
}

/** What stands at a file's place: nothing, the same text, or something else (a link counts as something else). */
async function isHeld(path: string, { content, encoding }: Artifact): Promise<'free' | 'same' | 'other'> {
  const entry = await lstat(path).catch(() => undefined);
  if (entry === undefined) return 'free';
  if (!entry.isFile()) return 'other';
  const wanted = Buffer.from(content, encoding ?? 'utf8');
  return wanted.equals(await readFile(path)) ? 'same' : 'other';
}
