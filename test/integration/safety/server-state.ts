import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { inDatabase } from './hostile-everywhere.ts';

/** What a server and the folders around it are like at one moment: each part has a name and a text. */
export type ServerState = Readonly<Record<string, string>>;

/** As an administrator sees it from outside, past every guard. */
export async function observeServer(
  server: EmbeddedServer,
  database: string,
  folders: Readonly<Record<string, string>>,
): Promise<ServerState> {
  const client = new pg.Client({ connectionString: inDatabase(server.url, database), application_name: 'monitor' });
  await client.connect();
  try {
    await client.query('SET search_path = pg_catalog; SET lock_timeout = 500');
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'm') AND n.nspname !~ '^(pg_|information_schema)' ORDER BY c.oid`,
    );
    const contents = tables.map(({ name }) => `(SELECT md5(string_agg(t::text, ',' ORDER BY t::text)) FROM ${name} t)`);
    const rows = await client
      .query<{ all: string }>(`SELECT concat_ws(' ', ${["''", ...contents].join(',')}) AS all`)
      .then(
        (result) => result.rows[0]?.all ?? '',
        (error: Error) => error.message,
      );
    const { rows: parts } = await client.query<Record<string, string>>(serverSql);
    return {
      tables: tables.map(({ name }) => name).join(' '),
      rows,
      ...Object.fromEntries(Object.entries(parts[0] ?? {}).map(([name, value]) => [name, String(value)])),
      'ALTER SYSTEM': readFileSync(join(server.dataDirectory, 'postgresql.auto.conf'), 'utf8'),
      'data folder': names(server.dataDirectory),
      'folder of the server': names(server.directory),
      ...Object.fromEntries(Object.entries(folders).map(([name, folder]) => [name, names(folder)])),
    };
  } finally {
    await client.end();
  }
}

/** The names of what differs, with both values. */
export function differences(before: ServerState, after: ServerState): readonly string[] {
  return Object.keys({ ...before, ...after })
    .filter((name) => before[name] !== after[name])
    .map((name) => `${name} changed: ${before[name]?.slice(0, 80)} -> ${after[name]?.slice(0, 80)}`);
}

function names(folder: string): string {
  return readdirSync(folder, { recursive: !folder.includes('data') })
    .map(String)
    .sort()
    .join(' ');
}

const serverSql = `
  SELECT
    (SELECT md5(string_agg(concat_ws(' ', oid, relname, relkind, relfilenode, relacl, relowner), ',' ORDER BY oid))
       FROM pg_class WHERE oid >= 16384) AS relations,
    (SELECT count(*) || ' ' || sum(xmin::text::bigint) FROM pg_proc) AS functions,
    (SELECT count(*)::text FROM pg_type) AS types,
    (SELECT count(*)::text FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp') AS schemas,
    (SELECT md5(string_agg(a::text, ',' ORDER BY a.oid)) FROM pg_authid a) AS roles,
    (SELECT count(*)::text FROM pg_auth_members) AS memberships,
    (SELECT string_agg(datname, ',' ORDER BY datname) FROM pg_database) AS databases,
    (SELECT md5(string_agg(s::text, ',' ORDER BY s::text)) FROM pg_db_role_setting s) AS role_settings,
    (SELECT md5(string_agg(name || '=' || setting, ',' ORDER BY name)) FROM pg_settings
       WHERE source <> 'session' AND name <> 'transaction_isolation') AS settings,
    (SELECT count(*) || ' ' || count(DISTINCT description) FROM pg_description) AS comments,
    (SELECT string_agg(l.oid || ' ' || coalesce((SELECT md5(string_agg(data, '' ORDER BY pageno))
       FROM pg_largeobject p WHERE p.loid = l.oid), ''), ',' ORDER BY l.oid) FROM pg_largeobject_metadata l) AS large_objects,
    (SELECT string_agg(slot_name, ',' ORDER BY slot_name) FROM pg_replication_slots) AS slots,
    (SELECT string_agg(gid, ',' ORDER BY gid) FROM pg_prepared_xacts) AS prepared_transactions,
    (SELECT count(*) || ' ' || (SELECT count(*) FROM pg_subscription) FROM pg_publication) AS publications,
    (SELECT string_agg(extname, ' ' ORDER BY extname) FROM pg_extension) AS extensions,
    (SELECT count(*)::text FROM pg_trigger) AS triggers,
    (SELECT string_agg(concat_ws(' ', pid, application_name), ',' ORDER BY pid) FROM pg_stat_activity
       WHERE backend_type = 'client backend' AND application_name NOT IN ('monitor', 'dbwright')) AS other_sessions,
    (SELECT count(*)::text FROM pg_stat_activity WHERE application_name = 'dbwright' AND state <> 'idle') AS busy_sessions,
    (SELECT count(*)::text FROM pg_locks WHERE locktype = 'advisory') AS advisory_locks,
    pg_conf_load_time()::text AS configuration_loaded,
    pg_postmaster_start_time()::text AS started,
    pg_snapshot_xmax(pg_current_snapshot())::text AS next_transaction`;
