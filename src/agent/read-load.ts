import type { Facts } from '#contracts/facts.ts';
import type { GatherRequest, Reading } from './gather.ts';

/** The statements of all sources that were given, together: counters, running sessions, logs, files of SQL. */
export async function readLoad(_request: GatherRequest, _facts: Partial<Facts>): Promise<Reading<'load'>> {
  return {
    absent: 'No statements were given.',
    remedy: 'Give --url for a database with pg_stat_statements, --log, or --queries with the SQL of the application.',
  };
}
