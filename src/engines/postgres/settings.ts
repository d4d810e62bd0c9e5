import type { Context } from '#contracts/context.ts';
import type { Row, Session } from '#contracts/session.ts';
import { Settings } from '#vocabulary/settings.ts';
import { postgresSession } from './connect/session.ts';
import { optional, text, texts } from './inspect/rows.ts';

/**
 * The settings that decide on plans, on memory, on writing and on what is logged, and those that tell how to read sizes
 * and times; values as SHOW prints them. Read with the role's own session settings, as its queries are planned with
 * them; what this session set for itself is told as it was before. Commands and addresses (archive_command,
 * primary_conninfo) may hold secrets and are not read.
 * https://www.postgresql.org/docs/18/view-pg-settings.html
 */
export async function settings(session: Session, context: Context): Promise<Settings> {
  context.progress({ message: 'Reading the settings' });
  const { rows } = await postgresSession(session).read(settingsQuery, { path: 'catalog' });
  return Settings.parse(
    Object.fromEntries(rows.filter((row) => row['value'] !== null).map((row) => [row['name'], settingOf(row)])),
  );
}

/** The names that a managed service gives to settings of its own: one of each tells which it is. */
const services = "'rds', 'cloudsql', 'azure', 'alloydb', 'neon', 'supautils'";

const settingsQuery = `
    SELECT name, source, context, enumvals, pending_restart,
           CASE WHEN source = 'session' THEN ${withUnit('reset_val')} ELSE current_setting(name, true) END AS value,
           ${withUnit('boot_val')} AS unset
      FROM pg_settings
     WHERE category LIKE 'Query Tuning%' OR category LIKE 'Resource Usage%'
        OR category IN ('Write-Ahead Log / Settings', 'Write-Ahead Log / Checkpoints')
        OR name LIKE 'max_parallel%' OR name LIKE 'jit%' OR name LIKE 'autovacuum%' OR name LIKE 'track_%'
        OR name LIKE 'pg_stat_statements.%' OR name LIKE 'auto_explain.%'
        OR name IN ('server_version', 'server_version_num', 'block_size', 'TimeZone', 'DateStyle', 'IntervalStyle',
                    'default_statistics_target', 'max_worker_processes', 'effective_io_concurrency', 'autovacuum',
                    'standard_conforming_strings', 'default_text_search_config', 'max_connections', 'io_method',
                    'io_combine_limit', 'lc_collate', 'server_encoding', 'default_tablespace', 'wal_segment_size',
                    'superuser_reserved_connections', 'reserved_connections', 'shared_preload_libraries',
                    'session_preload_libraries', 'statement_timeout', 'lock_timeout',
                    'idle_in_transaction_session_timeout', 'log_min_duration_statement', 'log_lock_waits',
                    'log_temp_files', 'log_checkpoints', 'log_autovacuum_min_duration', 'max_wal_senders')
        OR name IN (SELECT min(s.name) FROM pg_settings s
                     WHERE split_part(s.name, '.', 1) IN (${services}) AND s.name LIKE '%.%'
                     GROUP BY split_part(s.name, '.', 1))
     ORDER BY name`;

/** "131072kB": the server counts some settings in blocks. */
function withUnit(column: string): string {
  return `CASE WHEN unit IS NULL OR ${column} IN ('0', '-1') THEN ${column}
                WHEN unit ~ '^[0-9]+kB$' THEN (${column}::numeric * regexp_replace(unit, 'kB$', '')::int)::text || 'kB'
                ELSE ${column} || unit END`;
}

function settingOf(row: Row): object {
  const choices = texts(row['enumvals']);
  return {
    value: row['value'],
    // Our own session's are the server's again in `value`.
    ...text('source', row['source'] === 'session' ? null : row['source']),
    ...text('context', row['context']),
    ...text('default', row['unset']),
    ...optional('choices', choices.length === 0 ? undefined : choices),
    ...optional('pendingRestart', row['pending_restart'] === true ? true : undefined),
  };
}
