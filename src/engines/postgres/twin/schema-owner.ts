import { randomUUID } from 'node:crypto';
import { quoteIdentifier, quoteLiteral } from '#engines/postgres/quote.ts';
import type { TwinConnection } from './connection.ts';

/** A login that may do anything inside the database, and nothing outside of it: it reads no files and starts no programs. */
export async function makeSchemaOwner(
  superuser: TwinConnection,
): Promise<{ readonly user: string; readonly password: string }> {
  const user = 'dbwright_schema_owner';
  const password = randomUUID();
  await superuser.query(`CREATE ROLE ${user} LOGIN PASSWORD ${quoteLiteral(password)}`);
  await superuser.query(`ALTER SCHEMA public OWNER TO ${user}`);
  const [row] = await superuser.query('SELECT current_database() AS name');
  await superuser.query(`GRANT CREATE ON DATABASE ${quoteIdentifier(String(row?.['name']))} TO ${user}`);
  return { user, password };
}
