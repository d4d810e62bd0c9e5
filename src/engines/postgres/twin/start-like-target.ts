import type { Context } from '#contracts/context.ts';
import type { TwinRequest } from '#contracts/engine.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import { type EmbeddedServer, type EmbeddedServerRequest, startEmbeddedServer } from './embedded-server.ts';

/** Which embedded server to take, where it is not to be the target's own major, and how its folder is filled. */
export type ServerChoice = Pick<EmbeddedServerRequest, 'kind' | 'major' | 'binaries' | 'fill' | 'walSegment'>;

/**
 * A server of the target's own major where that is installed, else the one that is: another major does nearly as the
 * target does, and whoever asks says so. Errors: what startEmbeddedServer says.
 */
export async function startLikeTarget(
  { major }: Pick<TwinRequest, 'major'>,
  { signal, progress }: Context,
  choice: ServerChoice,
  settings: Readonly<Record<string, string>>,
): Promise<EmbeddedServer> {
  const wanted = { ...choice, signal, settings, progress: (message: string) => progress({ message }) };
  const isChosen = choice.major !== undefined || choice.binaries !== undefined || choice.kind === 'pglite';
  if (isChosen || major === undefined) return startEmbeddedServer(wanted);
  try {
    return await startEmbeddedServer({ ...wanted, major });
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== 'unsupported') throw error;
    return startEmbeddedServer(wanted);
  }
}
