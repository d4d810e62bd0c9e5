import type { Row } from '#contracts/session.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';

/**
 * to_jsonb reads fields by name, which changed: daticulocale in 15 and 16, datlocale since 17.
 * https://www.postgresql.org/docs/18/catalog-pg-database.html
 */
export const collationQuery = `
  SELECT coalesce(d ->> 'datlocprovider', 'c') AS provider,
         coalesce(d ->> 'datlocale', d ->> 'daticulocale', d ->> 'datcollate') AS name
    FROM (SELECT to_jsonb(db) AS d FROM pg_database db WHERE datname = current_database()) one`;

const providers: Readonly<Record<string, string>> = { c: 'libc', i: 'icu', b: 'builtin' };

export function collationOf(rows: readonly Row[]): DatabaseSchema['collation'] {
  const [row] = rows;
  if (row === undefined) return undefined;
  return { provider: providers[String(row['provider'])] ?? String(row['provider']), name: String(row['name']) };
}
