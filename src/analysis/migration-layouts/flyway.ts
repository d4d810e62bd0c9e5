import type { MigrationText } from '#vocabulary/migration.ts';
import { flywayVersionOrder } from './flyway-version.ts';
import type { Layout, LayoutFile } from './layout.ts';
import { textOrder } from './natural-order.ts';
import { baseOf } from './path-parts.ts';
import { statementHeads } from './transaction-mode.ts';

const name = /^(?<kind>[VUBR])(?<version>\d+(?:[._]\d+)*)?__(?<description>.*)\.sql$/;

/**
 * V1_2__add_status.sql by version, then R__name.sql by name; U1_2__… leads back. Each in a transaction of its own,
 * unless V1_2__add_status.sql.conf says executeInTransaction=false, or it has a statement that cannot run in one.
 * https://documentation.red-gate.com/fd/migrations-271585107.html
 */
export const flyway: Layout = {
  name: 'flyway',
  fits: (files) => files.some(({ path }) => partsOf(path) !== undefined),
  read: (files) => {
    const parts = files.flatMap((file) => {
      const found = partsOf(file.path);
      return found === undefined ? [] : [{ file, ...found }];
    });
    const configs = new Map(files.flatMap(({ path, text }) => (/\.sql\.conf$/.test(path) ? [[path, text]] : [])));
    const undos = new Map(parts.flatMap((one) => (one.kind === 'U' ? [[one.version, one.file]] : [])));
    const versioned = parts.filter(({ kind }) => kind === 'V');
    const repeated = parts.filter(({ kind }) => kind === 'R');
    const ordered = [
      ...versioned.toSorted((a, b) => flywayVersionOrder(a.version, b.version)),
      ...repeated.toSorted((a, b) => textOrder(a.name, b.name)),
    ];
    return {
      files: ordered.map(({ file, kind, version, name: said }): MigrationText => {
        const undo = kind === 'V' ? undos.get(version) : undefined;
        return {
          path: file.path,
          ...(kind === 'V' ? { version } : {}),
          name: said,
          up: file.text,
          line: 1,
          ...(undo === undefined ? {} : { down: { path: undo.path, text: undo.text, line: 1 } }),
          transaction: modeOf(file, configs.get(`${file.path}.conf`)),
        };
      }),
      unread: parts.flatMap(({ kind, file }) =>
        kind === 'B' ? [{ path: file.path, why: 'it is a baseline, which runs in new databases only' }] : [],
      ),
      seen: [...configs.keys(), ...parts.flatMap(({ kind, file }) => (kind === 'U' ? [file.path] : []))],
    };
  },
};

function partsOf(path: string): { readonly kind: string; readonly version: string; readonly name: string } | undefined {
  const { kind = '', version = '', description = '' } = name.exec(baseOf(path))?.groups ?? {};
  if (kind === '' || (kind === 'R') !== (version === '')) return undefined;
  return { kind, version: version.replaceAll('_', '.'), name: description.replaceAll('_', ' ') };
}

function modeOf({ text }: LayoutFile, config: string | undefined): MigrationText['transaction'] {
  const { value } = /^\s*(?:flyway\.)?executeInTransaction\s*=\s*(?<value>\w+)/im.exec(config ?? '')?.groups ?? {};
  if (value !== undefined) return value.toLowerCase() === 'false' ? 'statement' : 'file';
  return statementHeads(text, 4).some(runsAlone) ? 'statement' : 'file';
}

/** The statements that Flyway knows not to run in a transaction of PostgreSQL. */
function runsAlone(head: readonly string[]): boolean {
  const said = head.join(' ');
  return /^(?:(?:create|drop) (?:unique )?index concurrently|vacuum\b|alter system|(?:create|drop) (?:database|tablespace|subscription)|reindex (?:verbose )?(?:schema|database|system)|discard all)/.test(
    said,
  );
}
