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
    SELECT name, source, context, enumvals, pending_restart, unit, reset_val, boot_val,
           current_setting(name, true) AS value
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

/** "131072kB": the server counts some settings in blocks. No cast in SQL: it may be the user's own. */
function withUnit(value: unknown, unit: unknown): string | null {
  if (typeof value !== 'string') return null;
  if (typeof unit !== 'string' || value === '0' || value === '-1') return value;
  const [, size] = /^(\d+)kB$/.exec(unit) ?? [];
  return size === undefined ? `${value}${unit}` : `${Number(value) * Number(size)}kB`;
}

function settingOf(row: Row): object {
  const choices = texts(row['enumvals']);
  return {
    // What this session set for itself is told as the server has it.
    value: row['source'] === 'session' ? withUnit(row['reset_val'], row['unit']) : row['value'],
    ...text('source', row['source'] === 'session' ? null : row['source']),
    ...text('context', row['context']),
    ...text('default', withUnit(row['boot_val'], row['unit'])),
    ...optional('choices', choices.length === 0 ? undefined : choices),
    ...optional('pendingRestart', row['pending_restart'] === true ? true : undefined),
  };
}
