/**
 * The server itself. Counting began with the last pg_stat_reset(). Where the database was never reset (NULL from 15 on)
 * it began when the server's own counters did: with initdb, or with the last start after a crash, which loses them all;
 * or with the database, which then is younger. A host name is told by format(): a cast might run somebody's function.
 * https://www.postgresql.org/docs/18/monitoring-stats.html#MONITORING-PG-STAT-DATABASE-VIEW
 */
export const nodeQuery = `
  SELECT host(inet_server_addr()) AS address,
         coalesce(inet_server_port(), int4in(textout(current_setting('port')))) AS port,
         pg_is_in_recovery() AS recovering,
         current_setting('track_counts') = 'on' AS counts,
         clock_timestamp() AS now,
         (SELECT d.stats_reset FROM pg_stat_database d WHERE d.datname = current_database()) AS reset,
         (SELECT b.stats_reset FROM pg_stat_bgwriter b) AS server_reset`;

/** Tables of others' sessions (pg_temp_1) are nobody's concern. */
export const tableUsageQuery = `
  SELECT t.schemaname AS schema, t.relname AS name, t.seq_scan, t.seq_tup_read, t.idx_scan, t.idx_tup_fetch,
         t.n_tup_ins, t.n_tup_upd, t.n_tup_hot_upd, t.n_tup_del,
         io.heap_blks_read AS heap_read, io.heap_blks_hit AS heap_hit,
         io.idx_blks_read AS idx_read, io.idx_blks_hit AS idx_hit
    FROM pg_stat_user_tables t
    LEFT JOIN pg_statio_user_tables io ON io.relid = t.relid
   WHERE left(t.schemaname, 3) <> 'pg_'
   ORDER BY t.schemaname, t.relname`;

/** When an index was last used is told from 16 on. */
export function indexUsageQuery(major: number): string {
  return `
  SELECT i.schemaname AS schema, i.relname AS table, i.indexrelname AS name, i.idx_scan, i.idx_tup_read, i.idx_tup_fetch,
         ${major >= 16 ? 'i.last_idx_scan' : 'NULL'} AS last_scan
    FROM pg_stat_user_indexes i
   WHERE left(i.schemaname, 3) <> 'pg_'
   ORDER BY i.schemaname, i.relname, i.indexrelname`;
}

/**
 * Standbys that stream from here. A role without pg_read_all_stats sees a row for each sender, but not what it does; a
 * base backup and a logical subscription send too. pg_receivewal looks like a standby.
 * https://www.postgresql.org/docs/18/monitoring-stats.html#MONITORING-PG-STAT-REPLICATION-VIEW
 */
export const standbyQuery = `
  SELECT count(*) FILTER (WHERE r.state IS NULL) AS hidden,
         count(*) FILTER (WHERE r.state <> 'backup' AND NOT EXISTS (
           SELECT FROM pg_replication_slots s WHERE s.active_pid = r.pid AND s.slot_type = 'logical')) AS standbys
    FROM pg_stat_replication r`;
