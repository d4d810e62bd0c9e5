import type { AppliedMigration } from '#vocabulary/applied-migrations.ts';
import { flag, type HistoryRow, optionalTexts } from './history-row.ts';

/** A table in which a tool notes what it ran. */
export interface HistoryTable {
  readonly tool: string;
  readonly table: string;
  /** In this schema only. */
  readonly schema?: string;
  /** By these it is known; all of them are read. */
  readonly columns: readonly string[];
  /** Read where they are there: not every version of the tool has them. */
  readonly more?: readonly string[];
  /** Another table of the same schema that shows whose it is. */
  readonly beside?: string;
  readonly order: string;
  readonly latestOnly?: true;
  readonly read: (rows: readonly HistoryRow[]) => readonly AppliedMigration[];
}

/** Of tables with one name the first that fits is taken. Names and columns are those that the tools create by default. */
export const historyTables: readonly HistoryTable[] = [
  ...['flyway_schema_history', 'schema_version'].map(
    (table): HistoryTable => ({
      // https://documentation.red-gate.com/fd/flyway-schema-history-table-273973417.html
      tool: 'flyway',
      table,
      columns: ['installed_rank', 'version', 'description', 'type', 'script', 'checksum', 'installed_on', 'success'],
      order: 'installed_rank',
      read: flywayRows,
    }),
  ),
  {
    // https://github.com/golang-migrate/migrate/tree/master/database/postgres
    tool: 'golang-migrate',
    table: 'schema_migrations',
    columns: ['version', 'dirty'],
    order: 'version',
    latestOnly: true,
    read: each((row) => ({
      ...optionalTexts({ version: row['version'] }),
      state: flag(row['dirty']) ? 'failed' : 'applied',
    })),
  },
  {
    // https://supabase.com/docs/reference/cli/supabase-migration
    tool: 'supabase',
    table: 'schema_migrations',
    schema: 'supabase_migrations',
    columns: ['version'],
    more: ['name'],
    order: 'version',
    read: each((row) => ({ ...optionalTexts({ version: row['version'], name: row['name'] }), state: 'applied' })),
  },
  {
    // https://hexdocs.pm/ecto_sql/Ecto.Migration.html
    tool: 'ecto',
    table: 'schema_migrations',
    columns: ['version', 'inserted_at'],
    order: 'version',
    read: each((row) => ({ ...optionalTexts({ version: row['version'], at: row['inserted_at'] }), state: 'applied' })),
  },
  {
    // https://guides.rubyonrails.org/active_record_migrations.html
    tool: 'rails',
    table: 'schema_migrations',
    columns: ['version'],
    beside: 'ar_internal_metadata',
    order: 'version',
    read: versions,
  },
  {
    // https://github.com/amacneil/dbmate
    tool: 'dbmate',
    table: 'schema_migrations',
    columns: ['version'],
    order: 'version',
    read: versions,
  },
  {
    // https://pressly.github.io/goose/
    tool: 'goose',
    table: 'goose_db_version',
    columns: ['id', 'version_id', 'is_applied', 'tstamp'],
    order: 'id',
    read: gooseRows,
  },
  {
    // https://www.prisma.io/docs/orm/prisma-migrate/understanding-prisma-migrate/migration-histories
    tool: 'prisma',
    table: '_prisma_migrations',
    columns: ['migration_name', 'checksum', 'started_at', 'finished_at', 'rolled_back_at'],
    order: 'started_at',
    read: each((row) => ({
      ...optionalTexts({
        version: /^\d+/.exec(String(row['migration_name']))?.[0],
        name: row['migration_name'],
        checksum: row['checksum'],
        at: row['finished_at'] ?? row['started_at'],
      }),
      state: row['rolled_back_at'] !== null ? 'undone' : row['finished_at'] === null ? 'failed' : 'applied',
    })),
  },
  {
    // https://orm.drizzle.team/docs/drizzle-kit-migrate
    tool: 'drizzle',
    table: '__drizzle_migrations',
    columns: ['id', 'hash', 'created_at'],
    more: ['name'],
    order: 'id',
    read: each((row) => ({
      ...optionalTexts({ version: row['created_at'], name: row['name'], checksum: row['hash'] }),
      state: 'applied',
    })),
  },
  {
    // https://salsita.github.io/node-pg-migrate/
    tool: 'node-pg-migrate',
    table: 'pgmigrations',
    columns: ['id', 'name', 'run_on'],
    order: 'id',
    read: each((row) => ({ ...optionalTexts({ name: row['name'], at: row['run_on'] }), state: 'applied' })),
  },
  {
    // https://knexjs.org/guide/migrations.html
    tool: 'knex',
    table: 'knex_migrations',
    columns: ['id', 'name', 'batch', 'migration_time'],
    order: 'id',
    read: each((row) => ({
      ...optionalTexts({ name: row['name'], file: row['name'], at: row['migration_time'] }),
      state: 'applied',
    })),
  },
  {
    // https://alembic.sqlalchemy.org/en/latest/tutorial.html
    tool: 'alembic',
    table: 'alembic_version',
    columns: ['version_num'],
    order: 'version_num',
    latestOnly: true,
    read: each((row) => ({ ...optionalTexts({ version: row['version_num'] }), state: 'applied' })),
  },
  {
    // https://sqitch.org/docs/manual/sqitchtutorial/
    tool: 'sqitch',
    table: 'changes',
    columns: ['change_id', 'change', 'project', 'committed_at'],
    more: ['script_hash'],
    order: 'committed_at',
    read: each((row) => ({
      ...optionalTexts({ name: row['change'], checksum: row['script_hash'], at: row['committed_at'] }),
      state: 'applied',
    })),
  },
  {
    // https://docs.liquibase.com/concepts/tracking-tables/databasechangelog-table.html
    tool: 'liquibase',
    table: 'databasechangelog',
    columns: ['id', 'author', 'filename', 'dateexecuted', 'orderexecuted', 'exectype', 'md5sum'],
    order: 'orderexecuted',
    read: each((row) => ({
      name: `${row['author']}:${row['id']}`,
      ...optionalTexts({ file: row['filename'], checksum: row['md5sum'], at: row['dateexecuted'] }),
      state: row['exectype'] === 'FAILED' ? 'failed' : 'applied',
    })),
  },
  {
    // https://atlasgo.io/versioned/apply
    tool: 'atlas',
    table: 'atlas_schema_revisions',
    columns: ['version', 'description', 'type', 'applied', 'total', 'executed_at', 'error', 'hash'],
    order: 'version',
    read: each((row) => ({
      ...optionalTexts({
        version: row['version'],
        name: row['description'],
        checksum: row['hash'],
        at: row['executed_at'],
      }),
      // Bits of its type: 1 is a baseline, 4 was settled by hand.
      state: Number(row['applied']) < Number(row['total']) && Number(row['type']) === 2 ? 'failed' : 'applied',
      ...(Number(row['type']) % 2 === 1 ? { baseline: true } : {}),
    })),
  },
  {
    // https://github.com/rubenv/sql-migrate
    tool: 'sql-migrate',
    table: 'gorp_migrations',
    columns: ['id', 'applied_at'],
    order: 'id',
    read: each((row) => ({
      ...optionalTexts({ name: row['id'], file: row['id'], at: row['applied_at'] }),
      state: 'applied',
    })),
  },
];

function each(read: (row: HistoryRow) => AppliedMigration): HistoryTable['read'] {
  return (rows) => rows.map(read);
}

function versions(rows: readonly HistoryRow[]): readonly AppliedMigration[] {
  return rows.map((row) => ({ ...optionalTexts({ version: row['version'] }), state: 'applied' }));
}

/** An undo is a row of its own behind the one that it takes back. */
function flywayRows(rows: readonly HistoryRow[]): readonly AppliedMigration[] {
  return rows.flatMap((row, at): readonly AppliedMigration[] => {
    const type = String(row['type']);
    if (/^(?:UNDO|DELETE|SCHEMA)/.test(type)) return [];
    const isUndone = rows
      .slice(at + 1)
      .some(
        (later) =>
          later['version'] === row['version'] &&
          flag(later['success']) &&
          /^(?:UNDO|DELETE)/.test(String(later['type'])),
      );
    return [
      {
        ...optionalTexts({
          version: row['version'],
          name: row['description'],
          file: row['script'],
          checksum: row['checksum'],
          at: row['installed_on'],
        }),
        state: isUndone ? 'undone' : flag(row['success']) ? 'applied' : 'failed',
        ...(/BASELINE$/.test(type) ? { baseline: true } : {}),
      },
    ];
  });
}

/** Ups and downs in turn; the last of a version counts. The first row, version 0, is the table's own. */
function gooseRows(rows: readonly HistoryRow[]): readonly AppliedMigration[] {
  const last = new Map(rows.map((row) => [String(row['version_id']), row]));
  return [...last]
    .filter(([version]) => version !== '0')
    .map(([version, row]) => ({
      version,
      ...optionalTexts({ at: row['tstamp'] }),
      state: flag(row['is_applied']) ? 'applied' : 'undone',
    }));
}
