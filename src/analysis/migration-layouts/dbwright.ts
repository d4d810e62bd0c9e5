import type { Layout, LayoutFile } from './layout.ts';
import { byName } from './natural-order.ts';
import { baseOf } from './path-parts.ts';
import { pairedFiles } from './plain-sql.ts';
import { hasOwnTransactions } from './transaction-mode.ts';
import { wholeFile } from './up-and-down.ts';

const name = /^\d{4}_.*\.(?:up|down)\.sql$/i;
const directive = /^--\s*dbwright:\s*transaction\s*=\s*(?<mode>\w+)\s*$/im;

/**
 * Our own: 0001_initial.up.sql and .down.sql, as `design schema` writes them. One transaction a file, unless
 * `-- dbwright: transaction=none` stands in it, or it opens its own.
 */
export const dbwright: Layout = {
  name: 'dbwright',
  fits: (files) => files.some((file) => directive.test(file.text) || isFirstDesign(file)),
  read: (files) => ({
    files: pairedFiles(
      files.filter(({ path }) => name.test(baseOf(path))),
      byName,
    ).map(({ up, down }) => wholeFile(up, isAlone(up.text) ? 'statement' : 'file', down)),
  }),
};

function isFirstDesign({ path, text }: LayoutFile): boolean {
  return baseOf(path) === '0001_initial.up.sql' && text.startsWith('BEGIN;\n');
}

function isAlone(text: string): boolean {
  return directive.exec(text)?.groups?.['mode']?.toLowerCase() === 'none' || hasOwnTransactions(text);
}
