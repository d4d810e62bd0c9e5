/**
 * One statement that sees all that an attack may change; $1: process numbers of bystanders. It runs with only
 * pg_catalog in its search path and names no table that is a trap.
 */
export function worldSql(major: number): string {
  const since = (first: number, sql: string) => (major >= first ? sql : "''");
  return `
  SELECT
    (SELECT md5(string_agg(o::text, ',' ORDER BY o.id)) FROM shop.orders o) AS orders,
    (SELECT md5(string_agg(c::text, ',' ORDER BY c.id)) FROM shop.customers c) AS customers,
    (SELECT string_agg(line, ',' ORDER BY line) FROM shop.journal) AS journal,
    (SELECT string_agg(concat_ws(' ', what, at), ',' ORDER BY at) FROM evil.marks) AS marks,
    (SELECT count(*)::text FROM vault.secrets) AS secrets,
    (SELECT string_agg(concat_ws(' ', oid, relname, relkind, relfilenode, reltuples, relacl), ',' ORDER BY oid)
       FROM pg_class WHERE oid >= 16384 AND relkind <> 't' AND relnamespace <> 99) AS relations,
    (SELECT count(*) || ' ' || sum(xmin::text::bigint) FROM pg_proc WHERE oid >= 16384) AS functions,
    (SELECT md5(string_agg(p::text, ',' ORDER BY p.oid)) FROM pg_proc p WHERE p.oid < 16384) AS built_in_functions,
    (SELECT count(*)::text FROM pg_type) AS types,
    (SELECT count(*)::text FROM pg_operator) AS operators,
    (SELECT count(*)::text FROM pg_collation) AS collations,
    (SELECT count(*) || ' ' || count(stxname) FROM pg_statistic_ext) AS extended_statistics,
    (SELECT md5(string_agg(concat_ws(' ', starelid, staattnum, stadistinct), ',' ORDER BY starelid, staattnum))
       FROM pg_statistic WHERE starelid >= 16384) AS statistics,
    (SELECT string_agg(concat(nspname, nspacl), ' ' ORDER BY nspname)
       FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp') AS schemas,
    (SELECT md5(string_agg(a::text, ',' ORDER BY a.oid)) FROM pg_authid a) AS roles,
    (SELECT count(*)::text FROM pg_auth_members) AS memberships,
    (SELECT string_agg(concat_ws(' ', datname, datallowconn, datconnlimit), ' ' ORDER BY datname) FROM pg_database) AS databases,
    (SELECT string_agg(s::text, ' ' ORDER BY s.setdatabase, s.setrole) FROM pg_db_role_setting s) AS role_settings,
    (SELECT string_agg(extname, ' ' ORDER BY extname) FROM pg_extension) AS extensions,
    (SELECT count(*) || ' ' || sum(oid::bigint) FROM pg_trigger) AS triggers,
    (SELECT count(*) || ' ' || sum(oid::bigint) FROM pg_rewrite) AS rules,
    (SELECT count(*)::text FROM pg_description) AS comments,
    (SELECT concat_ws(' ', last_value, is_called) FROM shop.numbers) AS sequence,
    (SELECT string_agg(l.oid || ' ' || coalesce((SELECT md5(string_agg(data, '' ORDER BY pageno))
       FROM pg_largeobject p WHERE p.loid = l.oid), ''), ',' ORDER BY l.oid) FROM pg_largeobject_metadata l) AS large_objects,
    (SELECT string_agg(concat_ws(' ', slot_name, confirmed_flush_lsn, temporary), ',' ORDER BY slot_name)
       FROM pg_replication_slots) AS slots,
    (SELECT string_agg(concat_ws(' ', o.roname, s.remote_lsn), ',' ORDER BY o.roname)
       FROM pg_replication_origin o LEFT JOIN pg_replication_origin_status s ON s.local_id = o.roident) AS origins,
    (SELECT string_agg(gid, ',' ORDER BY gid) FROM pg_prepared_xacts) AS prepared_transactions,
    (SELECT count(*) || ' ' || (SELECT count(*) FROM pg_subscription) FROM pg_publication) AS publications,
    (SELECT coalesce(stats_reset::text, '') FROM pg_stat_database WHERE datname = 'postgres') AS database_counters,
    (SELECT stats_reset::text FROM pg_stat_bgwriter) AS writer_counters,
    (SELECT stats_reset::text FROM pg_stat_archiver) AS archiver_counters,
    (SELECT max(stats_reset)::text FROM pg_stat_slru) AS slru_counters,
    ${since(14, '(SELECT stats_reset::text FROM public.pg_stat_statements_info)')} AS statement_counters,
    ${since(16, '(SELECT max(stats_reset)::text FROM pg_stat_io)')} AS io_counters,
    pg_conf_load_time()::text AS configuration_loaded,
    pg_postmaster_start_time()::text AS started,
    (SELECT sum(pid)::text FROM pg_stat_activity
       WHERE backend_type IN ('checkpointer', 'background writer', 'walwriter', 'logical replication launcher')) AS servants,
    pg_snapshot_xmax(pg_current_snapshot())::text AS next_transaction,
    -- What a reader may cause (a hint, a snapshot for standbys) is far below 64 kB.
    pg_walfile_name(pg_current_wal_insert_lsn()) AS log_segment,
    (SELECT string_agg(DISTINCT concat_ws(' ', locktype, mode, relation::regclass), ', ')
       FROM pg_locks WHERE pid IN (SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'
         AND pid <> pg_backend_pid() AND NOT pid = ANY ($1::int[]))) AS locks_left,
    (SELECT string_agg(DISTINCT state, ', ' ORDER BY state) FROM pg_stat_activity
       WHERE backend_type IN ('client backend', 'parallel worker') AND state <> 'idle'
         AND pid <> pg_backend_pid() AND NOT pid = ANY ($1::int[])) AS sessions_busy,
    (SELECT string_agg(DISTINCT application_name, ', ' ORDER BY application_name) FROM pg_stat_activity
       WHERE backend_type = 'client backend' AND application_name NOT IN ('monitor', 'bystander', 'dbwright', '')
         AND pid <> pg_backend_pid()) AS session_names,
    (SELECT count(*)::text FROM pg_stat_activity WHERE application_name = 'bystander') AS bystanders`;
}
