import type { AppliedMigration } from '#vocabulary/applied-migrations.ts';
import type { MigrationText } from '#vocabulary/migration.ts';
import { type FileChecksum, flywayChecksum, sha1Checksum, sha256Checksum } from './file-checksums.ts';
import { flywayVersionOrder } from './flyway-version.ts';
import { naturalOrder } from './natural-order.ts';
import { baseOf, folderOf } from './path-parts.ts';

/** How a tool tells which of its files have run. */
export interface HistoryRule {
  /** A file and an entry of the history are one migration where they have a key in common. */
  readonly fileKeys: (file: MigrationText) => readonly string[];
  readonly entryKeys: (entry: AppliedMigration) => readonly string[];
  /** Of two versions; by it a baseline and a single newest version count for all before them. */
  readonly order: (a: string, b: string) => number;
  readonly checksum?: FileChecksum;
  /** What it does with a file that stands before one that has run. */
  readonly late?: string;
  /** It never runs such a file. */
  readonly skipsLate?: true;
  /** How a failed one is settled. */
  readonly settle?: string;
}

export function historyRule(tool: string): HistoryRule {
  return rules[tool] ?? { ...byAnyName, order: naturalOrder };
}

type Keys = Pick<HistoryRule, 'fileKeys' | 'entryKeys'>;

/** 007 is 7. */
const byVersion: Keys = {
  fileKeys: ({ version }) => versionKeys(version),
  entryKeys: ({ version }) => versionKeys(version),
};
const byFile: Keys = { fileKeys: ({ path }) => [baseOf(path)], entryKeys: nameKeys };
const byName: Keys = { fileKeys: ({ name }) => [name], entryKeys: nameKeys };
const byAnyName: Keys = {
  fileKeys: ({ path, name, version }) => [...versionKeys(version), name, stemOf(path), baseOf(path)],
  entryKeys: ({ version, name }) => [...versionKeys(version), ...nameKeys({ name })],
};

const rules: Readonly<Record<string, HistoryRule>> = {
  flyway: {
    fileKeys: flywayKeys,
    entryKeys: flywayKeys,
    order: flywayVersionOrder,
    checksum: flywayChecksum,
    late: 'Flyway refuses it unless outOfOrder is set',
    settle: '`flyway repair`, when the database is mended',
  },
  'golang-migrate': {
    ...byVersion,
    order: naturalOrder,
    settle: '`migrate force VERSION`, when the database is mended',
  },
  rails: { ...byVersion, order: naturalOrder, late: 'Rails runs it all the same' },
  ecto: { ...byVersion, order: naturalOrder, late: 'Ecto runs it all the same' },
  dbmate: { ...byVersion, order: naturalOrder, late: 'dbmate runs it, unless it is started with --strict' },
  goose: { ...byVersion, order: naturalOrder, late: 'goose refuses it without -allow-missing' },
  supabase: { ...byVersion, order: naturalOrder, late: '`supabase db push` refuses it without --include-all' },
  atlas: {
    ...byVersion,
    order: naturalOrder,
    late: 'Atlas refuses it without --exec-order',
    settle: '`atlas migrate set`, when the database is mended',
  },
  prisma: {
    fileKeys: ({ path }) => [baseOf(folderOf(path))],
    entryKeys: nameKeys,
    order: naturalOrder,
    checksum: sha256Checksum,
    late: 'Prisma runs it all the same',
    settle: '`prisma migrate resolve`',
  },
  drizzle: {
    fileKeys: ({ version, name }) => [...versionKeys(version), name],
    entryKeys: byAnyName.entryKeys,
    order: naturalOrder,
    checksum: sha256Checksum,
    late: 'Drizzle never runs it: it runs only what is newer than the last',
    skipsLate: true,
  },
  'node-pg-migrate': {
    fileKeys: ({ path }) => [stemOf(path)],
    entryKeys: nameKeys,
    order: naturalOrder,
    late: 'node-pg-migrate refuses it without --no-check-order',
  },
  knex: { ...byFile, order: naturalOrder },
  'sql-migrate': { ...byFile, order: naturalOrder, late: 'sql-migrate runs it all the same' },
  sqitch: { ...byName, order: naturalOrder, checksum: sha1Checksum },
  liquibase: { ...byName, order: naturalOrder, late: 'Liquibase runs it all the same' },
  alembic: { ...byVersion, order: naturalOrder },
};

function versionKeys(version: string | undefined): readonly string[] {
  return version === undefined ? [] : [`version ${version.replace(/^0+(?=\d)/, '')}`];
}

function nameKeys({ name }: Pick<AppliedMigration, 'name'>): readonly string[] {
  return name === undefined ? [] : [name];
}

/** 1.0 is 1; without a version it is a repeatable one, known by its name. */
function flywayKeys({ version, name }: Pick<AppliedMigration, 'version' | 'name'>): readonly string[] {
  if (version === undefined) return nameKeys({ name });
  const parts = version.split(/[._]/).map((part) => part.replace(/^0+(?=.)/, ''));
  return [`version ${parts.join('.').replace(/(?:\.0)+$/, '')}`];
}

function stemOf(path: string): string {
  return baseOf(path).replace(/(?:\.up)?\.sql$/i, '');
}
