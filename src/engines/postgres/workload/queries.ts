/** Where the extension is, what its view is called by in this version, and whether the role may read it. */
export const extensionQuery = `
  SELECT e.extversion AS version, n.nspname AS schema,
         has_schema_privilege(n.oid, 'USAGE') AS usable, has_table_privilege(c.oid, 'SELECT') AS readable,
         (SELECT array_agg(a.attname) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0) AS columns,
         EXISTS (SELECT FROM pg_class i WHERE i.relnamespace = n.oid AND i.relname = 'pg_stat_statements_info') AS information
    FROM pg_extension e
    JOIN pg_namespace n ON n.oid = e.extnamespace
    JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = 'pg_stat_statements'
   WHERE e.extname = 'pg_stat_statements'`;

/**
 * The figures by the names that this version has for them: the extension may be older than the server, as nobody
 * updates it on its own. `columns` are those of the view.
 */
export function statementsQuery(schema: string, columns: ReadonlySet<string>): string {
  const one = (as: string, ...names: readonly string[]) => {
    const name = names.find((candidate) => columns.has(candidate));
    return `${name === undefined ? 'NULL' : `s.${name}`} AS ${as}`;
  };
  // 1.8 named the time of execution apart from that of planning; 1.11 the I/O on shared blocks apart from that on local ones.
  const figures = [
    one('toplevel', 'toplevel'),
    one('calls', 'calls'),
    one('rows', 'rows'),
    one('total_ms', 'total_exec_time', 'total_time'),
    one('mean_ms', 'mean_exec_time', 'mean_time'),
    one('min_ms', 'min_exec_time', 'min_time'),
    one('max_ms', 'max_exec_time', 'max_time'),
    one('deviation_ms', 'stddev_exec_time', 'stddev_time'),
    one('plans', 'plans'),
    one('plan_ms', 'total_plan_time'),
    one('shared_hit', 'shared_blks_hit'),
    one('shared_read', 'shared_blks_read'),
    one('shared_dirtied', 'shared_blks_dirtied'),
    one('shared_written', 'shared_blks_written'),
    one('temp_read', 'temp_blks_read'),
    one('temp_written', 'temp_blks_written'),
    one('read_ms', 'shared_blk_read_time', 'blk_read_time'),
    one('write_ms', 'shared_blk_write_time', 'blk_write_time'),
    one('wal_records', 'wal_records'),
    one('wal_fpi', 'wal_fpi'),
    one('wal_bytes', 'wal_bytes'),
    one('since', 'stats_since'),
  ];
  const total = columns.has('total_exec_time') ? 's.total_exec_time' : 's.total_time';
  return `
  SELECT s.queryid AS query_id, s.query, pg_get_userbyid(s.userid) AS user,
         ${figures.join(',\n         ')}
    FROM ${schema}.pg_stat_statements s
   WHERE s.dbid = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
   ORDER BY ${total} DESC`;
}

/** From 1.9 on. */
export function informationQuery(schema: string): string {
  return `SELECT dealloc, stats_reset FROM ${schema}.pg_stat_statements_info`;
}
