import { ProblemError, problem } from '#contracts/problem-error.ts';
import { findNativeBinaries, type NativeBinaries } from './find-native-binaries.ts';
import { startNativeServer } from './native-server.ts';
import { cleanOrphans } from './orphans.ts';
import { startPgliteServer } from './pglite-server.ts';
import type { EmbeddedServer, EmbeddedServerRequest } from './server-contract.ts';

export type { EmbeddedServer, EmbeddedServerRequest } from './server-contract.ts';

/**
 * Starts a throw-away PostgreSQL and waits until it answers.
 * Whatever goes wrong or is aborted on the way, no process and no folder is left behind.
 * Errors: unsupported (this machine cannot run the kind or major asked for), timeout, busy, denied, internal;
 * an abort rejects with the signal's reason.
 */
export async function startEmbeddedServer(request: EmbeddedServerRequest = {}): Promise<EmbeddedServer> {
  request.signal?.throwIfAborted();
  await cleanOrphans(request.progress);
  const kind = wantedKind(request);
  if (kind === 'native') return startNativeServer(request, await findNativeBinaries(request));
  if (kind === 'pglite') return startPgliteServer(request);
  return startWhatRuns(request);
}

function wantedKind(request: EmbeddedServerRequest): 'native' | 'pglite' | 'auto' {
  const kind = request.kind ?? 'auto';
  if (kind !== 'auto') return kind;
  if (request.binaries) return 'native';
  const fromEnvironment = process.env['DBWRIGHT_EMBEDDED'] || 'auto';
  if (fromEnvironment === 'native' || fromEnvironment === 'pglite' || fromEnvironment === 'auto') {
    return fromEnvironment;
  }
  throw problem(
    'invalid',
    `DBWRIGHT_EMBEDDED is "${fromEnvironment}", which is no kind of server.`,
    'Set it to native, pglite or auto.',
  );
}

/** Native first: it is faster and has real sessions. PGlite needs nothing but Node, so it is what always remains. */
async function startWhatRuns(request: EmbeddedServerRequest): Promise<EmbeddedServer> {
  let binaries: NativeBinaries;
  try {
    binaries = await findNativeBinaries(request);
  } catch (cause) {
    request.signal?.throwIfAborted();
    return startPgliteInstead(request, cause);
  }
  try {
    return await startNativeServer(request, binaries);
  } catch (cause) {
    request.signal?.throwIfAborted();
    // What a caller keeps in a folder of his own must not come back empty in another format.
    if (request.directory || isCallersFault(cause)) throw cause;
    return startPgliteInstead(request, cause);
  }
}

async function startPgliteInstead(request: EmbeddedServerRequest, why: unknown): Promise<EmbeddedServer> {
  request.progress?.(`Using PGlite: ${why instanceof Error ? why.message : String(why)}`);
  return startPgliteServer(request);
}

function isCallersFault(cause: unknown): boolean {
  return cause instanceof ProblemError && cause.problem.code === 'invalid';
}
