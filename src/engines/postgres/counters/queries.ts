/** https://www.postgresql.org/docs/18/monitoring-stats.html#MONITORING-PG-STAT-DATABASE-VIEW */
export function databaseQuery(major: number): string {
  return `
  SELECT stats_reset AS since, now() AS until, pg_database_size(datid) AS bytes, numbackends AS backends,
         xact_commit AS commits, xact_rollback AS rollbacks, blks_read AS blocks_read, blks_hit AS blocks_hit,
         temp_files, temp_bytes, deadlocks, ${major >= 14 ? 'sessions' : 'NULL AS sessions'}
    FROM pg_stat_database
   WHERE datname = current_database()`;
}

/** Since 17 the checkpointer has a view of its own. */
export function checkpointsQuery(major: number): string {
  return major >= 17
    ? `
  SELECT c.stats_reset AS since, c.num_timed AS timed, c.num_requested AS requested,
         c.buffers_written, b.buffers_clean AS cleaner_writes, b.maxwritten_clean AS cleaner_stops
    FROM pg_stat_checkpointer c, pg_stat_bgwriter b`
    : `
  SELECT stats_reset AS since, checkpoints_timed AS timed, checkpoints_req AS requested,
         buffers_checkpoint AS buffers_written, buffers_backend AS backend_writes,
         buffers_clean AS cleaner_writes, maxwritten_clean AS cleaner_stops
    FROM pg_stat_bgwriter`;
}

/**
 * Blocks that sessions wrote themselves as they found no clean buffer: a part of pg_stat_io since 17. 18 counts bytes.
 * https://www.postgresql.org/docs/18/monitoring-stats.html#MONITORING-PG-STAT-IO-VIEW
 */
export function backendWritesQuery(major: number): string {
  // No cast in SQL: it may be the user's own.
  const bytes = major >= 18 ? 'sum(write_bytes)' : 'sum(writes * op_bytes)';
  return `
  SELECT ${bytes} AS bytes, current_setting('block_size') AS block
    FROM pg_stat_io
   WHERE backend_type = 'client backend' AND object = 'relation' AND context = 'normal'`;
}

/** From 14 on. 18 moved other columns of it to pg_stat_io. */
export const walQuery = `
  SELECT stats_reset AS since, wal_bytes AS bytes, wal_records AS records, wal_fpi AS full_page_images,
         wal_buffers_full AS buffers_full
    FROM pg_stat_wal`;

/** Whose role may not see other sessions finds their kind and state empty, and their number right. */
export const connectionsQuery = `
  SELECT count(*) FILTER (WHERE backend_type = 'client backend' OR (backend_type IS NULL AND datid IS NOT NULL)) AS now,
         count(*) FILTER (WHERE backend_type = 'client backend' AND state = 'active') AS active,
         count(*) FILTER (WHERE backend_type = 'client backend' AND state LIKE 'idle in transaction%')
           AS idle_in_transaction,
         pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS tells
    FROM pg_stat_activity
   WHERE pid <> pg_backend_pid()`;

/** A database's size is told to who may connect to it. */
export const clusterSizeQuery = `
  SELECT sum(CASE WHEN visible THEN pg_database_size(oid) END) AS bytes, count(*) FILTER (WHERE NOT visible) AS hidden
    FROM (SELECT oid, has_database_privilege(oid, 'CONNECT')
                      OR pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS visible
            FROM pg_database) d`;
