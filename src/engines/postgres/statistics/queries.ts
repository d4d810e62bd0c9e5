import { ofUser } from '#engines/postgres/inspect/conditions.ts';

/**
 * Tables, their indexes and their TOAST tables. `reltuples` is -1 (0 on PostgreSQL 13) where nothing was counted yet.
 * https://www.postgresql.org/docs/18/catalog-pg-class.html
 * https://www.postgresql.org/docs/18/monitoring-stats.html#MONITORING-PG-STAT-ALL-TABLES-VIEW
 */
export const relationQuery = `
  WITH owned AS (
    SELECT t.oid AS table_id, n.nspname AS table_schema, t.relname AS table, t.oid, 'table' AS kind
      FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace
     WHERE t.relkind IN ('r', 'p', 'f', 'm') AND t.relpersistence <> 't' AND ${ofUser('t', 'pg_class')}
  ), everything AS (
    SELECT table_id, table_schema, "table", oid, kind FROM owned
    UNION ALL
    SELECT o.table_id, o.table_schema, o.table, i.indexrelid, 'index' FROM owned o JOIN pg_index i ON i.indrelid = o.oid
    UNION ALL
    SELECT o.table_id, o.table_schema, o.table, t.reltoastrelid, 'toast'
      FROM owned o JOIN pg_class t ON t.oid = o.oid WHERE t.reltoastrelid <> 0
  )
  SELECT format('%s', c.oid) AS id, n.nspname AS schema, c.relname AS name, e.kind, e.table_schema, e.table,
         CASE WHEN c.reltuples > 0 OR (c.reltuples = 0 AND
                   (c.relpages > 0 OR int4in(textout(current_setting('server_version_num'))) >= 140000))
              THEN c.reltuples END AS rows,
         c.relpages AS recorded_pages, c.relallvisible AS all_visible,
         CASE e.kind WHEN 'table' THEN s.n_mod_since_analyze END AS modified,
         to_json(greatest(s.last_analyze, s.last_autoanalyze)) AS last_analyze,
         to_json(greatest(s.last_vacuum, s.last_autovacuum)) AS last_vacuum
    FROM everything e
    JOIN pg_class c ON c.oid = e.oid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_stat_all_tables s ON s.relid = c.oid
   ORDER BY e.table_schema, e.table, e.kind DESC, c.relname`;

/** Blocks of the main fork as the files are now. */
export const relationSizeQuery = `
  SELECT format('%s', c.oid) AS id,
         pg_relation_size(c.oid) / int4in(textout(current_setting('block_size'))) AS pages
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'm', 'i', 't') AND c.relpersistence <> 't'
     AND (n.nspname = 'pg_toast' OR ${ofUser('c', 'pg_class')})`;

/**
 * Columns whose statistics pg_stats keeps from this role, by its own conditions.
 * https://www.postgresql.org/docs/18/view-pg-stats.html
 */
export const hiddenQuery = `
  SELECT n.nspname AS schema, c.relname AS name, bool_or(c.relrowsecurity AND row_security_active(c.oid)) AS row_security,
         array_agg(a.attname ORDER BY a.attnum) AS columns
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
   WHERE c.relkind IN ('r', 'p', 'f', 'm') AND c.relpersistence <> 't' AND ${ofUser('c', 'pg_class')}
     AND (NOT has_column_privilege(c.oid, a.attnum, 'select') OR (c.relrowsecurity AND row_security_active(c.oid)))
   GROUP BY n.nspname, c.relname
   ORDER BY n.nspname, c.relname`;
