import { createReadStream } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { problem } from '#contracts/problem-error.ts';

/** A log that is there and can be read. */
export interface OpenedLog {
  readonly name: string;
  /** Unknown of standard input. */
  readonly bytes?: number;
  readonly chunks: () => AsyncIterable<Uint8Array>;
}

/**
 * The logs that the user named, in order: `*` and `?` in a file's name stand for what is there, in the order of the
 * names. Nothing is read yet. Errors: not-found, invalid (a folder, empty), denied.
 */
export async function openLogs(paths: readonly string[]): Promise<readonly OpenedLog[]> {
  const named = await Promise.all(paths.map(matching));
  return Promise.all(named.flat().map(openLog));
}

async function openLog(path: string): Promise<OpenedLog> {
  if (path === '-') return { name: 'standard input', chunks: () => process.stdin };
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') {
      throw problem(
        'not-found',
        `There is no file ${path}.`,
        'Name a log of the server: SHOW log_directory tells where.',
        error,
      );
    }
    throw problem('denied', `${path} cannot be read (${error.code}).`, 'Check its permissions.', error);
  });
  try {
    const { size, ...stat } = await file.stat().then((found) => ({ size: found.size, isFolder: found.isDirectory() }));
    if (stat.isFolder)
      throw problem('invalid', `${path} is a folder.`, `Give the logs in it: '${join(path, '*.log')}'.`);
    if (size === 0) throw problem('invalid', `${path} is empty.`, 'It should hold the log of a server.');
    return { name: path, bytes: size, chunks: () => createReadStream(path, { highWaterMark: 1024 * 1024 }) };
  } finally {
    await file.close();
  }
}

async function matching(path: string): Promise<readonly string[]> {
  const pattern = basename(path);
  if (!/[*?]/.test(pattern)) return [path];
  const folder = dirname(path);
  const names = await readdir(folder).catch((error: unknown) => {
    throw problem('not-found', `There is no folder ${folder}.`, 'Name the folder of the logs.', error);
  });
  const wanted = new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );
  const found = names.filter((name) => wanted.test(name)).sort();
  if (found.length === 0) throw problem('not-found', `No file fits ${path}.`, `Look what is in the folder ${folder}`);
  return found.map((name) => join(folder, name));
}
