import { randomBytes } from 'node:crypto';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { openTwinConnection, type TwinConnection } from './connection.ts';
import type { EmbeddedServer } from './embedded-server.ts';
import { createSortedDatabase, isByteOrder, otherOrder, sortsAsRoot } from './sorted-database.ts';

/**
 * The twin's two logins. The schema comes from another server, and nobody knows what is in its functions, which may run
 * while a query is planned or a value is read: so the schema belongs to a role that may read no files and start no
 * programs, and that role plans.
 */
export interface PlannerSession {
  /** Superuser: writes the catalog, makes extensions. */
  readonly admin: TwinConnection;
  /** Owns the schema and plans. On PGlite the same as `admin`: it has one session, and WebAssembly keeps it from everything outside. */
  readonly planner: TwinConnection;
  readonly major: number;
  /** The database that was made for the target's collation; undefined: the server's own will do. */
  readonly database: string | undefined;
  /** For text columns, where the database itself could not be given the target's collation. */
  readonly textCollation: string | undefined;
  readonly notes: readonly string[];
  readonly close: () => Promise<void>;
}

const roleName = 'dbwright_planner';

export async function openPlannerSession(
  server: EmbeddedServer,
  collation: DatabaseSchema['collation'],
): Promise<PlannerSession> {
  if (server.kind === 'pglite') return pgliteSession(server, collation);
  const first = await openTwinConnection(server.url);
  const password = newPassword();
  const notes: string[] = [];
  let database: string | undefined;
  try {
    // 13 has no such roles; there the planner owns all that it asks about.
    const memberships = server.major >= 14 ? ' IN ROLE pg_read_all_data, pg_write_all_data' : '';
    await first.query(`CREATE ROLE ${roleName} LOGIN${memberships} PASSWORD '${password}'`);
    if (collation !== undefined) database = await createSortedDatabase(first, server.major, collation, notes);
    await first.query(`ALTER DATABASE ${database ?? 'postgres'} OWNER TO ${roleName}`);
  } finally {
    await first.close();
  }
  return openLogins(server, { database, password, notes });
}

/** The same session in a server that was furnished before. */
export async function reopenPlannerSession(
  server: EmbeddedServer,
  { database, textCollation }: Pick<PlannerSession, 'database' | 'textCollation'>,
): Promise<PlannerSession> {
  if (server.kind === 'pglite') return { ...(await pgliteSession(server, undefined)), textCollation };
  const password = newPassword();
  const first = await openTwinConnection(server.url);
  await first.query(`ALTER ROLE ${roleName} PASSWORD '${password}'`).finally(() => first.close());
  return openLogins(server, { database, password, notes: [] });
}

function newPassword(): string {
  return randomBytes(18).toString('hex');
}

async function openLogins(
  server: EmbeddedServer,
  { database, password, notes }: Pick<PlannerSession, 'database' | 'notes'> & { readonly password: string },
): Promise<PlannerSession> {
  const admin = await openTwinConnection(server.url, { ...(database === undefined ? {} : { database }) });
  try {
    const planner = await openTwinConnection(server.url, {
      ...(database === undefined ? {} : { database }),
      user: roleName,
      password,
    });
    await planner.query(`SET statement_timeout = '60s'`);
    const close = async () => {
      await planner.close();
      await admin.close();
    };
    return { admin, planner, major: server.major, database, textCollation: undefined, notes, close };
  } catch (error) {
    await admin.close();
    throw error;
  }
}

/** PGlite has one database, which sorts as ICU's root collation does. */
async function pgliteSession(server: EmbeddedServer, collation: DatabaseSchema['collation']): Promise<PlannerSession> {
  const admin = await openTwinConnection(server.url);
  const sortsByBytes = collation !== undefined && isByteOrder(collation);
  return {
    admin,
    planner: admin,
    major: server.major,
    database: undefined,
    textCollation: sortsByBytes ? '"C"' : undefined,
    notes:
      collation === undefined || sortsByBytes || sortsAsRoot(collation) ? [] : [otherOrder("ICU's root", collation)],
    close: () => admin.close(),
  };
}
