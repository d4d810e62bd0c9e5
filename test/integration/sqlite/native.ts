import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '#contracts/context.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import type { SqliteSession } from '#engines/sqlite/connect/session.ts';
import { connect } from '#engines/sqlite/connect.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import { ensureApt } from '../../apt.ts';

/** The native shell: it makes the databases, and writes to them while we read. */
export const hasSqlite = ensureApt({ sqlite3: 'sqlite3' });

export function native(file: string, script: string): string {
  return execFileSync('sqlite3', ['-batch', '-bail', file], { input: script, encoding: 'utf8' });
}

export const context: Context = {
  signal: new AbortController().signal,
  progress: () => undefined,
  clock: () => new Date(),
  random: Math.random,
};

export async function withSession<T>(
  file: string,
  work: (session: SqliteSession) => Promise<T>,
  bounds: Partial<Bounds> = {},
): Promise<T> {
  const session = await connect(`sqlite://${file}`, { bounds: Bounds.parse(bounds) }, context);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

/** What a folder holds: names, times to the nanosecond, rights and contents. */
export function footprint(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const { mtimeNs, ctimeNs, size, mode } = lstatSync(path, { bigint: true });
      const content = lstatSync(path).isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : '';
      return [name, mtimeNs, ctimeNs, size, mode, content].join(' ');
    })
    .concat(String(lstatSync(folder, { bigint: true }).mtimeNs));
}

export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'sqlite-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** The private folders of this process. */
export function privateFolders(): readonly string[] {
  return readdirSync(tmpdir()).filter((name) => {
    const owner = join(tmpdir(), name, 'owner');
    return (
      name.startsWith('dbwright-sqlite-') &&
      existsSync(owner) &&
      readFileSync(owner, 'utf8').startsWith(`${process.pid} `)
    );
  });
}

export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    return error instanceof ProblemError ? error.problem.code : String(error);
  }
}
