/** The bundle, and what it needs beside itself: PGlite's process, a prepared cluster, SQLite's thread, the published schemas. */
import { cp } from 'node:fs/promises';
import { build } from 'tsdown';
import { writePgliteCluster } from '#engines/postgres/twin/pglite-cluster.ts';

await build({
  config: false,
  logLevel: 'error',
  entry: { index: 'src/index.ts', cli: 'src/entrypoints/cli/main.ts' },
  format: 'esm',
  platform: 'node',
  target: 'node20',
  dts: { entry: 'src/index.ts' },
  clean: true,
  outDir: 'dist',
});
await Promise.all([
  cp('src/engines/postgres/twin/pglite-process.mjs', 'dist/pglite-process.mjs'),
  cp('src/engines/postgres/twin/pglite-wire.mjs', 'dist/pglite-wire.mjs'),
  cp('src/engines/sqlite/connect/sqlite-worker.mjs', 'dist/sqlite-worker.mjs'),
  cp('docs/schemas', 'dist/schemas', { recursive: true }),
  writePgliteCluster('dist/pglite-cluster.tgz'),
]);
