import type { DatabaseSchema } from '#vocabulary/database-schema.ts';

/** What a function makes of the same query with the same values: always the same, the same at one time, for one session, or never. */
export type CallEffect = 'constant' | 'clock' | 'session' | 'never';

/** https://www.postgresql.org/docs/18/functions-datetime.html and functions-info.html; SQLite's beside them. */
const clocks = new Set(
  `now transaction_timestamp statement_timestamp current_timestamp current_date current_time localtime localtimestamp age
  datetime julianday unixepoch`.split(/\s+/),
);
const sessions = new Set(
  `current_user session_user user current_role current_setting current_schema current_schemas current_database
  current_catalog inet_client_addr inet_client_port pg_backend_pid has_table_privilege has_schema_privilege
  has_column_privilege pg_has_role row_security_active`.split(/\s+/),
);
const never =
  /^(random\w*|setseed|gen_random_uuid|uuid_generate_v(1|1mc|4)|uuidv[47]|nextval|setval|currval|lastval|clock_timestamp|timeofday|txid_\w+|pg_current_\w+|pg_sleep\w*|pg_(try_)?advisory_\w+|set_config|dblink\w*|pg_stat_\w+|randomblob|changes|total_changes|last_insert_rowid)$/;

/** Functions of the user's own are what their definition declares; VOLATILE where it says nothing. */
export function callEffect(name: string, schema: DatabaseSchema): CallEffect {
  const called = name.toLowerCase();
  if (never.test(called)) return 'never';
  if (clocks.has(called)) return 'clock';
  if (sessions.has(called)) return 'session';
  const own = schema.objects.filter((one) => one.kind === 'function' && one.name === name);
  return own.some(({ definition }) => !/\b(IMMUTABLE|STABLE)\b/i.test(header(definition))) ? 'never' : 'constant';
}

/** What stands before the body. */
function header(definition: string): string {
  const body = /\bAS\s+(\$\w*\$|')|\bBEGIN\s+ATOMIC\b|\bRETURN\b/i.exec(definition);
  return body === null ? definition : definition.slice(0, body.index);
}
