import { resolve } from 'node:path';

/**
 * The command line as a user runs it: the gate has built it and says so, which starts three times as fast; else from its
 * source.
 */
export const program: readonly [node: string, ...args: string[]] =
  process.env['DBWRIGHT_BUILT'] === '1'
    ? [process.execPath, resolve('dist/cli.mjs')]
    : [process.execPath, '--import', import.meta.resolve('tsx'), resolve('src/entrypoints/cli/main.ts')];
