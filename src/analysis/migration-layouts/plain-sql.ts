import type { Layout, LayoutFile } from './layout.ts';
import { byPath } from './natural-order.ts';
import { isSql } from './path-parts.ts';
import { wholeFile } from './up-and-down.ts';

/** Files of SQL in the order of their names, as `psql -f` runs them: each statement for itself. */
export const plainSql: Layout = {
  name: 'plain SQL',
  fits: (files) => files.some(({ path }) => isSql(path)),
  read: (files) => ({ files: pairedFiles(files).map(({ up, down }) => wholeFile(up, 'statement', down)) }),
};

/** name.up.sql with its name.down.sql; other files lead up alone. A name.down.sql alone leads nowhere. */
export function pairedFiles(
  files: readonly LayoutFile[],
  sort: typeof byPath = byPath,
): readonly { readonly up: LayoutFile; readonly down: LayoutFile | undefined }[] {
  const downs = new Map(files.filter(({ path }) => down.test(path)).map((file) => [file.path.replace(down, ''), file]));
  return sort(files.filter(({ path }) => isSql(path) && !down.test(path))).map((file) => ({
    up: file,
    down: downs.get(file.path.replace(/(?:\.up)?\.sql$/i, '')),
  }));
}

const down = /\.down\.sql$/i;
