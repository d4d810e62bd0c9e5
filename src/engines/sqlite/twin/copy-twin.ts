import type { Context } from '#contracts/context.ts';
import type { Twin } from '#contracts/engine.ts';
import type { Run } from '#contracts/instrument.ts';
import { problem } from '#contracts/problem-error.ts';
import type { Session } from '#contracts/session.ts';
import { connect } from '#engines/sqlite/connect.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import { slower } from './data-twin.ts';
import { trialRun } from './trial.ts';
import { trialFiles } from './trial-files.ts';

/**
 * Another database file that the user names. It is copied once more, so that nothing is ever written to it.
 * Errors: invalid (the target itself), and what `connect` says of the file.
 */
export async function copyTwin(
  url: string,
  target: Session | undefined,
  context: Context,
): Promise<Twin & { readonly run: Run }> {
  context.progress({ message: 'copying the copy' });
  const session = await connect(url, { bounds: Bounds.parse({}) }, context);
  try {
    if (target !== undefined && target.server.identity === session.server.identity) {
      throw problem(
        'invalid',
        'The copy (--twin-url) is the very file to be optimized (--url).',
        'Leave --twin-url out: a SQLite file is copied before anything is tried in it.',
      );
    }
    const files = await trialFiles((path) => session.copyTo(path));
    const { database, version } = session.server;
    const about = {
      by: `copy of ${database}, SQLite ${version} (WebAssembly)`,
      level: 'measured' as const,
      notes: [slower],
      rowsFrom: `a copy of your copy ${database}`,
    };
    return { run: trialRun(files, about, undefined, context), close: files.remove };
  } finally {
    await session.close();
  }
}
