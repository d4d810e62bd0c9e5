import type { Context } from '#contracts/context.ts';
import type { Twin, TwinRequest } from '#contracts/engine.ts';
import type { Run } from '#contracts/instrument.ts';
import { problem } from '#contracts/problem-error.ts';
import { sqliteSession } from '#engines/sqlite/connect/session.ts';
import { trialRun } from './trial.ts';
import { trialFiles } from './trial-files.ts';

/**
 * The user's file once more: a copy in which indexes are really built and queries really run, so that rows and times are
 * those of the real data.
 * Errors: unsupported (there is no file, only a schema), and what the session says of copying.
 */
export async function dataTwin(
  request: TwinRequest & { readonly rows: number },
  context: Context,
): Promise<Twin & { readonly run: Run }> {
  if (request.target === undefined) {
    throw problem(
      'unsupported',
      'Without a database file there are no rows to measure with: for SQLite none are made up.',
      'Give --url sqlite:///path/to/app.db.',
    );
  }
  const { schema, statistics } = request;
  const target = sqliteSession(request.target);
  context.progress({ message: 'copying the database file' });
  const files = await trialFiles((path) => target.copyTo(path));
  const about = {
    by: `copy of ${target.server.database}, SQLite ${target.server.version} (WebAssembly)`,
    level: 'measured' as const,
    notes: [slower],
    rowsFrom: 'a copy of your file',
  };
  return { run: trialRun(files, about, { schema, statistics }, context), close: files.remove };
}

export const slower =
  'SQLite runs here as WebAssembly, which is slower than your own: compare the times with each other.';
