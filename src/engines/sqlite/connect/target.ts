import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { problem } from '#contracts/problem-error.ts';

/**
 * The file that a URL names, without symbolic links: SQLite's journals lie beside the real file.
 * `sqlite:///absolute.db`, `sqlite://relative.db`, `sqlite:relative.db`, `file:/absolute.db`; a query string is refused.
 * Errors: invalid (the URL, or no plain file), not-found, denied.
 */
export async function databaseFile(url: string): Promise<string> {
  const path = pathOf(url);
  try {
    const real = await realpath(path);
    if ((await stat(real)).isFile()) return real;
  } catch (error) {
    throw fileProblem(error, path);
  }
  throw problem('invalid', `${path} is not a file.`, 'Name the database file itself: sqlite:///path/to/app.db.');
}

function pathOf(url: string): string {
  const [, scheme = '', rest = ''] = /^(sqlite3?|file):(.*)$/is.exec(url) ?? [];
  if (rest.includes('?')) {
    throw problem('invalid', 'The URL of a SQLite database takes no parameters.', 'Leave out what begins with "?".');
  }
  const path = decoded(rest);
  if (path === '' || path === '//' || path.includes('\0') || path.replace(/^\/\//, '') === ':memory:') {
    throw problem(
      'invalid',
      'The URL names no database file.',
      'Write sqlite:///absolute/path.db or sqlite:relative.db; a database in memory cannot be reached from outside.',
    );
  }
  if (/^file$/i.test(scheme) && path.startsWith('//')) return fileURLToPath(`file:${rest}`);
  return resolve(path.startsWith('//') ? path.slice(2) : path);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The Problem behind what the file system threw. */
export function fileProblem(error: unknown, path: string) {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return problem('not-found', `There is no file ${path}.`, 'Check the path; a database is never created.', error);
    case 'EACCES':
    case 'EPERM':
      return problem('denied', `${path} may not be read.`, 'Ask its owner for the right to read it.', error);
    case 'ENOSPC':
      return problem('unsupported', 'There is no room for a private copy.', 'Set TMPDIR to a folder with more.', error);
    default:
      return problem('internal', `${path} could not be read.`, undefined, error);
  }
}
