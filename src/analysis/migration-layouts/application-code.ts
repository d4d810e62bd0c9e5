import type { Layout, LayoutFile } from './layout.ts';
import { isSql } from './path-parts.ts';

interface Kind {
  readonly tool: string;
  readonly path: RegExp;
  readonly text: RegExp;
  /** How to get the SQL. */
  readonly remedy: string;
}

/** Migrations that are programs: which SQL they run only their tool can tell. */
const kinds: readonly Kind[] = [
  {
    tool: 'alembic',
    path: /\.py$/,
    text: /^down_revision\b/m,
    remedy: '`alembic upgrade head --sql > changes.sql` writes its SQL',
  },
  {
    tool: 'django',
    path: /\.py$/,
    text: /\bmigrations\.Migration\b/,
    remedy: '`python manage.py sqlmigrate APP NUMBER > changes.sql` writes its SQL',
  },
  {
    tool: 'rails',
    path: /\.rb$/,
    text: /<\s*ActiveRecord::Migration\b/,
    remedy: 'run `bin/rails db:migrate` on a scratch database and take the SQL from log/development.log',
  },
  {
    tool: 'laravel',
    path: /\.php$/,
    text: /\bextends\s+Migration\b/,
    remedy: '`php artisan migrate --pretend` shows its SQL',
  },
  {
    tool: 'ecto',
    path: /\.exs$/,
    text: /\buse\s+Ecto\.Migration\b/,
    remedy: '`mix ecto.migrate --log-migrations-sql` on a scratch database shows its SQL',
  },
  {
    tool: 'entity-framework',
    path: /\.cs$/,
    text: /:\s*Migration\b[\s\S]*MigrationBuilder\b/,
    remedy: '`dotnet ef migrations script > changes.sql` writes its SQL',
  },
  {
    tool: 'typeorm',
    path: /\.[cm]?[jt]s$/,
    text: /\bMigrationInterface\b|\bqueryRunner\.query\(/,
    remedy: 'run it on a scratch database with `logging: ["query"]` and take the SQL from there',
  },
  {
    tool: 'node-pg-migrate',
    path: /\.[cm]?[jt]s$/,
    text: /\bMigrationBuilder\b|\bpgm\.\w+\(/,
    remedy: '`node-pg-migrate up --dry-run` shows its SQL',
  },
  {
    tool: 'sequelize',
    path: /\.[cm]?[jt]s$/,
    text: /\bqueryInterface\.\w+\(/,
    remedy: 'run it on a scratch database with the option `logging` and take the SQL from there',
  },
  {
    tool: 'knex',
    path: /\.[cm]?[jt]s$/,
    text: /\bknex\b[\s\S]*\.(?:schema|raw)\b|\bexports\.up\s*=[\s\S]*\bknex\b/,
    remedy: '`DEBUG=knex:query knex migrate:up` on a scratch database shows its SQL',
  },
  {
    tool: 'kysely',
    path: /\.[cm]?[jt]s$/,
    text: /\bKysely\s*<[\s\S]*\bup\b/,
    remedy: 'run it on a scratch database with `log: ["query"]` and take the SQL from there',
  },
];

/** Which tool's program it is, where it is one. */
export function codeMigration({ path, text }: LayoutFile): { readonly tool: string; readonly why: string } | undefined {
  const kind = kinds.find((one) => one.path.test(path) && one.text.test(text));
  return kind && { tool: kind.tool, why: `it is a program of ${kind.tool}: ${kind.remedy}` };
}

/** A schema that a tool writes down after its migrations ran. */
const schemaDump = /(?:^|\/)db\/(?:\w+_)?structure\.sql$/;

/** A folder of one tool's programs. */
export const applicationCode: Layout = {
  name: 'programs',
  fits: (files) =>
    files.some((file) => codeMigration(file) !== undefined) &&
    files.every(({ path }) => !isSql(path) || schemaDump.test(path)),
  read: (files) => ({
    files: [],
    unread: files.flatMap(({ path }) =>
      schemaDump.test(path) ? [{ path, why: 'it is a whole schema, not a migration: give it with --schema' }] : [],
    ),
  }),
};
