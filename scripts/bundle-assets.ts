/** What the bundle needs beside itself: PGlite's process, a prepared cluster, the published schemas. */
import { cp, mkdir } from 'node:fs/promises';
import { writePgliteCluster } from '#engines/postgres/twin/pglite-cluster.ts';

const from = 'src/engines/postgres/twin';
await mkdir('dist', { recursive: true });
await Promise.all([
  cp(`${from}/pglite-process.mjs`, 'dist/pglite-process.mjs'),
  cp(`${from}/pglite-wire.mjs`, 'dist/pglite-wire.mjs'),
  cp('docs/schemas', 'dist/schemas', { recursive: true }),
  writePgliteCluster('dist/pglite-cluster.tgz'),
]);
