import type { MigrationText } from '#vocabulary/migration.ts';
import type { Layout, LayoutFile } from './layout.ts';
import { markedSections } from './marked-sections.ts';
import { byName, textOrder } from './natural-order.ts';
import { baseOf, isSql } from './path-parts.ts';
import { wholeFile } from './up-and-down.ts';

const directive = /^--\s*atlas:(?:txmode|txtar|nolint|delimiter|checkpoint|sum|import)\b/m;

/**
 * Files beside atlas.sum, in the order of their names. Each in a transaction, unless `-- atlas:txmode none` stands at
 * its head. `-- atlas:txtar` files hold several parts.
 * https://atlasgo.io/versioned/apply#transaction-configuration
 */
export const atlas: Layout = {
  name: 'atlas',
  fits: (files) =>
    files.some(({ path, text }) => baseOf(path) === 'atlas.sum' || (isSql(path) && directive.test(text))),
  read: (files) => {
    const scripts = byName(
      files.filter(({ path }) => isSql(path)),
      textOrder,
    );
    const isCheckpoint = ({ text }: LayoutFile) => /^--\s*atlas:checkpoint\b/m.test(text);
    return {
      files: scripts.filter((file) => !isCheckpoint(file)).map(migrationOf),
      unread: scripts
        .filter(isCheckpoint)
        .map(({ path }) => ({ path, why: 'it is a checkpoint, which runs in new databases only' })),
      seen: files.flatMap(({ path }) => (baseOf(path) === 'atlas.sum' ? [path] : [])),
    };
  },
};

function migrationOf(file: LayoutFile): MigrationText {
  const { path, text } = file;
  const whole = wholeFile(file, /^--\s*atlas:txmode\s+none\b/m.test(text) ? 'statement' : 'file');
  if (!/^--\s*atlas:txtar\b/m.test(text)) return whole;
  const parts = markedSections(text, /^-- (?<part>[\w./-]+) --[ \t\r]*$/gm);
  const part = (name: string) => parts.find(({ mark }) => mark.groups?.['part'] === name);
  const [up, down] = [part('migration.sql'), part('down.sql')];
  if (up === undefined) return whole;
  return {
    ...whole,
    up: up.text,
    line: up.line,
    ...(down === undefined ? {} : { down: { path, text: down.text, line: down.line } }),
  };
}
