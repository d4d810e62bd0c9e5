import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { problem } from '#contracts/problem-error.ts';
import { makeCluster } from './cluster-template.ts';
import { startPgliteProcess } from './pglite-child.ts';
import type { EmbeddedServerRequest } from './server-contract.ts';
import type { ServerFolder } from './server-folder.ts';

/** Makes a cluster and writes it to `target` (4 MB). The build ships it as `pglite-cluster.tgz` beside the bundle. */
export async function writePgliteCluster(target: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'dbwright-build-'));
  try {
    await runOrder({ do: 'archive', file: resolve(target) }, join(folder, 'server.log'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The data directory of a PGlite: made from the template, or the caller's own of an earlier time. */
export async function providePgliteCluster(folder: ServerFolder, request: EmbeddedServerRequest): Promise<void> {
  const { dataDirectory } = folder;
  if (existsSync(join(dataDirectory, 'PG_VERSION'))) return;
  const archive = fileURLToPath(new URL('./pglite-cluster.tgz', import.meta.url));
  const build = await pgliteBuild();
  if (await request.fill?.({ build, dataDirectory })) return request.signal?.throwIfAborted();
  await makeCluster({
    name: build,
    dataDirectory,
    create: async () => {
      request.progress?.('Preparing PGlite for the first time …');
      const shipped = existsSync(archive) ? { archive } : {};
      await runOrder({ do: 'create', dataDirectory, ...shipped }, folder.log, request.signal);
    },
  });
  request.signal?.throwIfAborted();
}

/** Runs an order that ends: its process is gone when this returns. */
async function runOrder(
  order: Parameters<typeof startPgliteProcess>[0],
  log: string,
  signal?: AbortSignal,
): Promise<void> {
  const { child } = await startPgliteProcess(order, { log, signal });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  child.disconnect();
  await ended;
}

/** By the version of the npm package: a data directory fits the build that made it only. */
export async function pgliteBuild(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const manifest: unknown = JSON.parse(await readFile(join(dirname(dirname(entry)), 'package.json'), 'utf8'));
  if (typeof manifest === 'object' && manifest && 'version' in manifest) return `pglite-${manifest.version}`;
  throw problem('internal', 'The package @electric-sql/pglite names no version.');
}
