import type { Context } from '#contracts/context.ts';
import type { Twin } from '#contracts/engine.ts';
import type { Compare } from '#contracts/instrument.ts';
import { problem } from '#contracts/problem-error.ts';
import type { Comparison } from '#vocabulary/comparison.ts';
import { prepareFilling } from './comparison-filling.ts';
import { compareStatements } from './comparison-search.ts';
import { type ComparisonRequest, openComparisonServer } from './comparison-server.ts';
import type { ComparedQuestion } from './comparison-sides.ts';
import type { TextConnection } from './connection.ts';
import type { ServerChoice } from './start-like-target.ts';

/** PGlite knows no time limit for a statement: then the server goes. */
const longestMs = 200_000;

/**
 * A throw-away server with the schema of the target and no rows, which is filled and emptied hundreds of times with a few
 * made-up rows, to see whether two statements ever differ. The same statements always meet the same databases.
 * `choice` says which embedded server to take; without it, the target's own major where it is installed.
 * Errors: what startEmbeddedServer says; of a comparison: invalid, not-found (the first statement).
 */
export async function comparison(
  request: ComparisonRequest,
  context: Context,
  choice: ServerChoice = {},
): Promise<Twin & { readonly compare: Compare }> {
  const house = await openComparisonServer(request, context, choice);
  const by = `PostgreSQL ${house.server.version} (${house.server.kind === 'native' ? 'native' : 'PGlite'})`;
  const { close } = house;
  let session: TextConnection | undefined;
  const open = async () => {
    if (session !== undefined) return session;
    const opened = await house.open();
    await prepareFilling(opened);
    session = opened;
    return opened;
  };
  const compareOnce = async (question: ComparedQuestion): Promise<Comparison> => {
    context.signal.throwIfAborted();
    // It may be in the middle of a statement, and PGlite listens to nobody then.
    let isStopped = false;
    const stop = () => {
      isStopped = true;
      void close();
    };
    context.signal.addEventListener('abort', stop, { once: true });
    const impatience = setTimeout(stop, longestMs);
    try {
      const found = await compareStatements(await open(), request, question, context);
      return { ...found, by };
    } catch (error) {
      context.signal.throwIfAborted();
      if (isStopped) {
        throw problem('timeout', `The statements could not be compared in ${longestMs / 1000} s.`, undefined, error);
      }
      throw error;
    } finally {
      clearTimeout(impatience);
      context.signal.removeEventListener('abort', stop);
      await session?.command('ROLLBACK').catch(() => {
        session = undefined;
      });
    }
  };
  // One session: questions wait for each other.
  let last: Promise<unknown> = Promise.resolve();
  const compare: Compare = {
    by: `small random databases, ${by}`,
    level: 'simulated',
    notes: [
      ...(request.major === undefined || request.major === house.server.major
        ? []
        : [`Compared by PostgreSQL ${house.server.major}; your server is ${request.major}.`]),
      ...house.notes,
    ],
    compare: (question) => {
      const next = last.then(() => compareOnce(question));
      last = next.catch(() => undefined);
      return next;
    },
  };
  return {
    compare,
    close: async () => {
      await session?.close().catch(() => undefined);
      await close();
    },
  };
}
