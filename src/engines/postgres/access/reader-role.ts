import { quoteIdentifier } from '#engines/postgres/quote.ts';
import type { Access } from '#vocabulary/access.ts';
import type { ServerInfo } from '#vocabulary/server-info.ts';

const name = 'dbwright_reader';

/** Statements that make a role which can read this database and nothing else; an administrator runs them. */
export function readerRole(
  server: Pick<ServerInfo, 'database' | 'major'>,
  schemas: readonly string[],
): Access['reader'] {
  const database = quoteIdentifier(server.database);
  const places = schemas.map(quoteIdentifier).join(', ');
  const lines = [
    `CREATE ROLE ${name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS CONNECTION LIMIT 4;`,
    `ALTER ROLE ${name} SET default_transaction_read_only = on;`,
    `ALTER ROLE ${name} SET statement_timeout = '15s';`,
    `ALTER ROLE ${name} SET lock_timeout = '1s';`,
    `ALTER ROLE ${name} SET idle_in_transaction_session_timeout = '30s';`,
    `ALTER ROLE ${name} SET temp_file_limit = '512MB';`,
    `GRANT CONNECT ON DATABASE ${database} TO ${name};`,
    ...(schemas.length === 0
      ? []
      : [
          `GRANT USAGE ON SCHEMA ${places} TO ${name};`,
          `GRANT SELECT ON ALL TABLES IN SCHEMA ${places} TO ${name};`,
          `ALTER DEFAULT PRIVILEGES IN SCHEMA ${places} GRANT SELECT ON TABLES TO ${name};`,
        ]),
    `GRANT pg_read_all_stats TO ${name};`,
  ];
  return {
    name,
    sql: lines.join('\n'),
    notes: [
      `Give it a password without writing one into a script: \\password ${name} in psql.`,
      'Run ALTER DEFAULT PRIVILEGES once as each role that makes tables (FOR ROLE …), else new tables are not seen.',
      'Leave out the schemas whose rows nobody should read; statistics of columns that it may not read stay hidden too.',
      ...(server.major < 15 && schemas.includes('public')
        ? [
            'Before PostgreSQL 15 everyone may make tables in schema public: REVOKE CREATE ON SCHEMA public FROM PUBLIC.',
          ]
        : []),
    ],
  };
}
