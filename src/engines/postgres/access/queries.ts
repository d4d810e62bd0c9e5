import { ofUser } from '#engines/postgres/inspect/conditions.ts';

/**
 * What the current role may do, one question each; a right that comes from a membership or from PUBLIC counts.
 * https://www.postgresql.org/docs/18/functions-info.html#FUNCTIONS-INFO-ACCESS
 */
export function accessQueries(major: number): Readonly<Record<string, string>> {
  return {
    attributes: `
      SELECT rolsuper AS superuser, rolcreaterole AS createrole, rolcreatedb AS createdb, rolreplication AS replication,
             rolbypassrls AS bypassrls
        FROM pg_roles WHERE rolname = current_user`,
    memberships: `
      SELECT r.rolname AS name, r.rolsuper AS superuser
        FROM pg_roles r
       WHERE r.rolname <> current_user AND pg_has_role(current_user, r.oid, 'MEMBER')
         AND (r.rolsuper OR left(r.rolname, 3) = 'pg_')
       ORDER BY 1`,
    database: `
      SELECT datname AS name, pg_has_role(current_user, datdba, 'USAGE') AS owned,
             has_database_privilege(oid, 'CREATE') AS creates, has_database_privilege(oid, 'TEMPORARY') AS temporary
        FROM pg_database WHERE datname = current_database()`,
    schemas: `
      SELECT n.nspname AS name, pg_has_role(current_user, n.nspowner, 'USAGE') AS owned,
             has_schema_privilege(n.oid, 'CREATE') AS creates
        FROM pg_namespace n
       WHERE left(n.nspname, 3) <> 'pg_' AND n.nspname <> 'information_schema'
       ORDER BY 1`,
    relations: `
      SELECT n.nspname AS schema, c.relname AS name, c.relkind AS kind,
             pg_has_role(current_user, c.relowner, 'USAGE') AS owned,
             CASE WHEN c.relkind = 'S' THEN has_sequence_privilege(c.oid, 'USAGE') OR has_sequence_privilege(c.oid, 'UPDATE')
                  ELSE has_table_privilege(c.oid, 'INSERT') OR has_table_privilege(c.oid, 'UPDATE')
                    OR has_table_privilege(c.oid, 'DELETE') OR has_table_privilege(c.oid, 'TRUNCATE')
                    OR has_any_column_privilege(c.oid, 'INSERT') OR has_any_column_privilege(c.oid, 'UPDATE') END AS writes
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S') AND c.relpersistence <> 't' AND ${ofUser('c', 'pg_class')}
       ORDER BY 1, 2`,
    definers: `
      SELECT n.nspname AS schema, p.proname AS name, pg_get_userbyid(p.proowner) AS owner
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
       WHERE p.prosecdef AND left(n.nspname, 3) <> 'pg_' AND n.nspname <> 'information_schema'
         AND has_function_privilege(p.oid, 'EXECUTE') AND NOT pg_has_role(current_user, p.proowner, 'USAGE')
       ORDER BY 1, 2`,
    reaching: `
      SELECT DISTINCT p.proname AS name
        FROM pg_proc p
       WHERE has_function_privilege(p.oid, 'EXECUTE')
         AND (p.proname IN ('pg_read_file', 'pg_read_binary_file', 'pg_ls_dir', 'lo_import', 'lo_export', 'pg_reload_conf',
                            'pg_rotate_logfile', 'pg_switch_wal', 'pg_create_restore_point', 'pg_stat_reset', 'pg_promote')
              OR p.proname LIKE 'dblink%')
       ORDER BY 1`,
    servers: `
      SELECT srvname AS name FROM pg_foreign_server WHERE has_server_privilege(oid, 'USAGE') ORDER BY 1`,
    ...(major < 15
      ? {}
      : {
          parameters: `
      SELECT parname AS name, has_parameter_privilege(parname, 'ALTER SYSTEM') AS system
        FROM pg_parameter_acl
       WHERE has_parameter_privilege(parname, 'SET') OR has_parameter_privilege(parname, 'ALTER SYSTEM')
       ORDER BY 1`,
        }),
  };
}
