import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { FileSink } from '#contracts/command.ts';
import { problem } from '#contracts/problem-error.ts';
import type { Output, Shell } from './shell.ts';

/** Files that are written while a command runs. */
export interface StreamOutput {
  readonly files: FileSink;
  /** Puts the files into their places; gives their names, as the user named the place. */
  readonly commit: () => Promise<readonly string[]>;
  /** Takes away what was written. */
  readonly discard: () => Promise<void>;
}

/**
 * `--out seed.sql` is a file; `--out seed/`, or a folder that is there, takes several. Without it the one file goes to
 * standard output. A reader never sees half a file: each is written beside its place and moved there at the end. A device
 * or a pipe (/dev/null, /dev/stdout) is written to as it is: to move a file into its place would take it away.
 */
export async function streamOutput(
  { out, file }: { readonly out: string | undefined; readonly file: string },
  shell: Shell,
): Promise<StreamOutput> {
  if (out === undefined) return toStandardOutput(file, shell);
  const place = resolve(shell.cwd, out);
  const existing = await stat(place).catch(() => undefined);
  const isFolder = /[/\\]$/.test(out) || existing?.isDirectory() === true;
  if (isFolder && existing !== undefined && !existing.isDirectory())
    throw problem('invalid', `${out} is a file.`, 'Name a folder that is none.');
  if ((await stat(dirname(place)).catch(() => undefined))?.isDirectory() !== true)
    throw problem('not-found', `The folder for ${out} does not exist.`, `Make it first: mkdir -p ${dirname(out)}`);
  if (existing !== undefined && !isFolder && !existing.isFile()) return toDevice(place, out);
  const drafts: { readonly draft: string; readonly path: string; readonly shown: string }[] = [];
  const discard = async () => {
    for (const { draft } of drafts.splice(0)) await rm(draft, { force: true });
  };
  return {
    files: {
      takes: isFolder ? 'several files' : 'one file',
      write: async (name, pieces) => {
        if (!isFolder && drafts.length > 0)
          throw problem('invalid', 'There are several files to write.', `Name a folder: --out ${out}/`);
        const path = isFolder ? join(place, basename(name)) : place;
        const shown = isFolder ? join(out, basename(name)) : out;
        try {
          if (isFolder) await mkdir(place, { recursive: true });
          const draft = `${path}.${randomBytes(4).toString('hex')}.tmp`;
          const handle = await open(draft, 'wx');
          drafts.push({ draft, path, shown });
          await writePieces(handle, pieces).finally(() => handle.close());
        } catch (error) {
          throw asProblem(shown, error);
        }
      },
    },
    commit: async () => {
      for (const { draft, path, shown } of drafts)
        await rename(draft, path).catch((error: unknown) => {
          throw asProblem(shown, error);
        });
      return drafts.splice(0).map(({ shown }) => shown);
    },
    discard,
  };
}

function toDevice(place: string, shown: string): StreamOutput {
  let isWritten = false;
  return {
    files: {
      takes: 'one file',
      write: async (_, pieces) => {
        if (isWritten) throw problem('invalid', 'There are several files to write.', 'Name a folder: --out seed/');
        isWritten = true;
        try {
          const handle = await open(place, 'w');
          await writePieces(handle, pieces).finally(() => handle.close());
        } catch (error) {
          throw asProblem(shown, error);
        }
      },
    },
    commit: async () => (isWritten ? [shown] : []),
    discard: async () => {},
  };
}

/** Bytes that are gathered before they are written. */
const chunk = 1 << 18;

async function writePieces(handle: FileHandle, pieces: Iterable<string>): Promise<void> {
  for (const text of gathered(pieces)) await handle.write(text);
}

function* gathered(pieces: Iterable<string>): Generator<string, void, undefined> {
  let waiting: string[] = [];
  let size = 0;
  for (const piece of pieces) {
    waiting.push(piece);
    size += piece.length;
    if (size < chunk) continue;
    yield waiting.join('');
    waiting = [];
    size = 0;
  }
  if (size > 0) yield waiting.join('');
}

function toStandardOutput(file: string, shell: Shell): StreamOutput {
  if (shell.stdout.isTTY === true)
    throw problem('invalid', 'This command makes a file.', `Say where: --out ${file}, or pipe it on.`);
  const none = async () => {};
  return {
    files: {
      takes: 'one file',
      write: async (_, pieces) => {
        for (const text of gathered(pieces)) if (shell.stdout.write(text) === false) await drained(shell.stdout);
      },
    },
    commit: async () => [],
    discard: none,
  };
}

async function drained(output: Output): Promise<void> {
  const { once } = output;
  if (once !== undefined) await new Promise<void>((done) => once.call(output, 'drain', done));
}

function asProblem(shown: string, error: unknown): unknown {
  const code = error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : undefined;
  if (code === undefined) return error;
  const hint = code === 'ENOSPC' ? 'Make room on the disk.' : 'Check the permissions of its folder.';
  return problem('denied', `${shown} cannot be written (${code}).`, hint, error);
}
