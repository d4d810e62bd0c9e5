import { ProblemError, problem } from '#contracts/problem-error.ts';
import type { ServerInfo } from '#vocabulary/server-info.ts';
import type { Chokepoint } from './chokepoint.ts';

const oldestMajor = 13;

/** Who answered, and what we may do there. Errors: unsupported (older than 13), and what `read` throws. */
export async function readServer(gate: Pick<Chokepoint, 'read'>): Promise<ServerInfo> {
  // Every name has its schema: a search path may put somebody's own functions and operators before the server's. No value
  // is cast to or from text: an administrator may have put a function of somebody's there, and format('%s', …) runs none.
  // https://www.postgresql.org/docs/18/functions-info.html
  const { rows } = await gate.read(`
    SELECT pg_catalog.current_setting('server_version_num') AS number,
           pg_catalog.current_setting('server_version') AS version,
           pg_catalog.current_database()::pg_catalog.text AS database,
           current_user::pg_catalog.text AS role,
           (SELECT rolsuper FROM pg_catalog.pg_roles
             WHERE rolname OPERATOR(pg_catalog.=) current_user) AS superuser,
           pg_catalog.pg_is_in_recovery() AS recovering,
           (SELECT oid FROM pg_catalog.pg_database
             WHERE datname OPERATOR(pg_catalog.=) pg_catalog.current_database()) AS database_id,
           extract(epoch FROM pg_catalog.pg_postmaster_start_time()) AS started`);
  const row = rows[0] ?? {};
  const text = (name: string) => String(row[name] ?? '');
  const major = Math.floor(Number(row['number']) / 10_000);
  const version = text('version').split(' ')[0] ?? '';
  if (!(major >= oldestMajor)) {
    throw problem(
      'unsupported',
      `This server is PostgreSQL ${version}; dbwright reads ${oldestMajor} and newer.`,
      'Give it the schema as a file (--schema) and the plan as a file (--plan) instead.',
    );
  }
  const limits: string[] = [];
  const system = await systemIdentifier(gate, limits);
  return {
    engine: 'postgres',
    product: 'PostgreSQL',
    version,
    major,
    database: text('database'),
    role: text('role'),
    superuser: row['superuser'] === true,
    recovering: row['recovering'] === true,
    identity: [system, text('started'), text('database_id')].join('/'),
    limits,
  };
}

/** The cluster's own number; hosting services may close the function. */
async function systemIdentifier(gate: Pick<Chokepoint, 'read'>, limits: string[]): Promise<string> {
  try {
    // https://www.postgresql.org/docs/18/functions-info.html#FUNCTIONS-INFO-CONTROLDATA
    const { rows } = await gate.read('SELECT system_identifier AS id FROM pg_catalog.pg_control_system()');
    return String(rows[0]?.['id'] ?? '');
  } catch (error) {
    if (
      !(error instanceof ProblemError) ||
      !['denied', 'not-found', 'internal', 'unsupported'].includes(error.problem.code)
    ) {
      throw error;
    }
    limits.push('The system identifier of the cluster could not be read.');
    return '';
  }
}
