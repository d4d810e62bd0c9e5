import type { Line } from './lines.ts';

/**
 * The plan for unknown parameters. PostgreSQL 16 and newer can do it, but by the simple protocol only: by the extended
 * one a parameter has a value. https://www.postgresql.org/docs/18/sql-explain.html
 */
export async function explainGeneric(line: Line, statement: string, parameters: number): Promise<unknown> {
  const [server] = await line.command("SELECT pg_catalog.current_setting('server_version_num') AS number");
  if (Number(server?.['number']) < 160_000) return explainPrepared(line, statement, parameters);
  const rows = await line.command(`EXPLAIN (GENERIC_PLAN, FORMAT JSON, VERBOSE, SETTINGS) ${statement}`);
  return rows[0]?.['QUERY PLAN'];
}

/**
 * PREPARE outlives a ROLLBACK, and a pooler would hand it to a stranger: so it is taken back on every path, behind a
 * savepoint as nothing else runs in a failed transaction. A generic plan does not look at the values, which are NULL.
 * https://www.postgresql.org/docs/15/sql-prepare.html
 */
async function explainPrepared(line: Line, statement: string, parameters: number): Promise<unknown> {
  const name = 'dbwright_generic';
  const values = Array.from({ length: parameters }, () => 'NULL').join(', ');
  await line.command('SET LOCAL plan_cache_mode = force_generic_plan');
  await line.command(`PREPARE ${name} AS ${statement}`);
  await line.command('SAVEPOINT prepared');
  try {
    const rows = await line.command(`EXPLAIN (FORMAT JSON, VERBOSE, SETTINGS) EXECUTE ${name}(${values})`);
    return rows[0]?.['QUERY PLAN'];
  } finally {
    await line.command(`ROLLBACK TO SAVEPOINT prepared; DEALLOCATE ${name}`);
  }
}
