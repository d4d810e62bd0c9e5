import type { Context } from '#contracts/context.ts';
import type { Session } from '#contracts/session.ts';
import { Settings } from '#vocabulary/settings.ts';
import { postgresSession } from './connect/session.ts';
import { text } from './inspect/rows.ts';

/**
 * The settings that decide on plans, and those that tell how to read sizes and times; values as SHOW prints them.
 * Read with the role's own session settings, as its queries are planned with them.
 * https://www.postgresql.org/docs/18/view-pg-settings.html
 */
export async function settings(session: Session, context: Context): Promise<Settings> {
  context.progress({ message: 'Reading the settings' });
  const { rows } = await postgresSession(session).read(
    `
    SELECT name, pg_catalog.current_setting(name, true) AS value, source
      FROM pg_catalog.pg_settings
     WHERE category LIKE 'Query Tuning%' OR category LIKE 'Resource Usage / Memory%'
        OR name LIKE 'max_parallel%' OR name LIKE 'jit%'
        OR name IN ('server_version', 'server_version_num', 'block_size', 'TimeZone', 'DateStyle', 'IntervalStyle',
                    'default_statistics_target', 'max_worker_processes', 'effective_io_concurrency', 'track_io_timing',
                    'autovacuum', 'standard_conforming_strings', 'default_text_search_config', 'max_connections',
                    'io_method', 'io_combine_limit', 'lc_collate', 'server_encoding', 'default_tablespace')
     ORDER BY name`,
    { path: 'catalog' },
  );
  return Settings.parse(
    Object.fromEntries(
      rows
        .filter((row) => row['value'] !== null)
        .map((row) => [row['name'], { value: row['value'], ...text('source', row['source']) }]),
    ),
  );
}
