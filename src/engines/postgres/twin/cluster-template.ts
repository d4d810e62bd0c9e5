import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder, exists, putIntoCache } from './cache-folder.ts';
import { copyTree } from './copy-tree.ts';
import type { RunAs } from './run-as.ts';

export interface NewCluster {
  /** Names the template; holds all that makes one cluster differ from another: kind, version, build, encoding. */
  readonly name: string;
  readonly dataDirectory: string;
  readonly owner?: RunAs | undefined;
  /** Makes the cluster in `dataDirectory` the slow way. */
  readonly create: () => Promise<void>;
}

/**
 * Fills a data directory: a copy of the cached cluster where there is one (0.1 s), else it is created (seconds)
 * and cached for the next start. Works without a cache, only slower.
 */
export async function makeCluster(cluster: NewCluster): Promise<void> {
  const { dataDirectory, owner, create } = cluster;
  const cache = await cacheFolder();
  const template = cache && join(cache, `cluster-${cluster.name}`);
  if (template && (await exists(join(template, 'PG_VERSION')))) {
    try {
      return await copyTree(template, dataDirectory, { owner, folderMode: 0o700 });
    } catch {
      await rm(dataDirectory, { recursive: true, force: true }); // The cache was cleared under our hands.
    }
  }
  await create();
  if (!template) return;
  const fill = (folder: string) => copyTree(dataDirectory, folder, { folderMode: 0o700 });
  await putIntoCache(template, fill).catch(() => undefined); // A full disk may not stop a server that could start.
}
