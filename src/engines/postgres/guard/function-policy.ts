/**
 * Which functions of the server only read. By name, for all overloads: whatever is not
 * volatile passes unless it is listed here as dangerous; whatever is volatile passes only if it is listed as reading.
 * https://www.postgresql.org/docs/18/functions.html
 */

/** Volatile, and yet they only read or give a number. */
const readingVolatile: readonly RegExp[] = [
  /^(random|random_normal|array_sample|array_shuffle|clock_timestamp|timeofday|gen_random_uuid|uuidv[47])$/,
  /^pg_(relation|total_relation|table|indexes|database|tablespace)_size$/,
  /^pg_(is_in_recovery|is_wal_replay_paused|get_wal_replay_pause_state|last_committed_xact|jit_available)$/,
  /^pg_(current_wal_(lsn|insert_lsn|flush_lsn)|last_wal_(receive|replay)_lsn|last_xact_replay_timestamp)$/,
  /^pg_(blocking_pids|safe_snapshot_blocking_pids|lock_status|partition_tree|partition_ancestors)$/,
  /^pg_(xact_commit_timestamp(_origin)?|xact_status|sequence_last_value|get_sequence_data|notification_queue_usage)$/,
  /^pg_(control_(checkpoint|init|recovery|system)|prepared_xact|get_multixact_members)$/,
  /^pg_((database_)?collation_actual_version|get_wait_events|get_wal_resource_managers)$/,
  /^pg_stat_(get_[a-z0-9_]+|have_stats)$/,
  /^(amvalidate|bernoulli|current_query|system|txid_status|timezone)$/,
];

interface Danger {
  readonly names: RegExp;
  /** Completes "…, which". */
  readonly which: string;
}

/** Not volatile, and dangerous all the same. */
const dangerousNonVolatile: readonly Danger[] = [
  { names: /^(table|schema|database)_to_xml/, which: 'reads relations that it is given as text' },
  { names: /^(txid_current|pg_current_xact_id)$/, which: 'takes a transaction number from the server' },
  {
    names: /^(domain|array|record|range|multirange|enum)_(in|recv)$/,
    which: 'makes values of types that it is given as numbers',
  },
  { names: /^pg_input_(is_valid|error_info)$/, which: 'makes values of types that it is given as text' },
  { names: /^(fmgr_\w+_validator|satisfies_hash_partition)$/, which: 'runs functions that it is given as numbers' },
];

/** Why a volatile function is refused, for those that one can say more of than "is volatile". */
const spokenDangers: readonly Danger[] = [
  { names: /^set_config$/, which: 'changes the session' },
  { names: /^(nextval|setval)$/, which: 'changes a sequence' },
  { names: /^(currval|lastval|setseed)$/, which: 'depends on or changes the state of the session' },
  { names: /^pg_sleep/, which: 'waits' },
  { names: /^pg_(try_)?advisory_/, which: 'takes or gives back locks' },
  { names: /^(lo_|loread$|lowrite$)/, which: 'reads or writes large objects, which a ROLLBACK may not take back' },
  { names: /^(query|cursor|table|schema|database)_to_xml|^(ts_stat|ts_rewrite)$/, which: 'runs SQL given as text' },
  { names: /^pg_(read_|ls_|stat_file|current_logfile|hba_|ident_|show_all_file)/, which: 'reads files of the server' },
  { names: /^pg_(terminate|cancel)_backend$/, which: 'ends the work of others' },
  { names: /^pg_notify$/, which: 'sends messages to others' },
  { names: /^pg_export_snapshot$/, which: 'writes a file on the server' },
];

/** Relations of the system that hold secrets or files of the server. */
const secretRelations: ReadonlyMap<string, string> = new Map([
  ['pg_authid', 'holds the hashes of passwords; pg_roles has the rest'],
  ['pg_shadow', 'holds the hashes of passwords; pg_user has the rest'],
  ['pg_user_mapping', 'holds passwords of other servers'],
  ['pg_user_mappings', 'holds passwords of other servers'],
  ['_pg_user_mappings', 'holds passwords of other servers'],
  ['user_mapping_options', 'holds passwords of other servers'],
  ['pg_subscription', 'holds the connection strings of other servers'],
  ['pg_file_settings', 'reads files of the server'],
  ['pg_hba_file_rules', 'reads files of the server'],
  ['pg_ident_file_mappings', 'reads files of the server'],
  ['pg_largeobject', 'holds large objects'],
]);

/** Why a function of the server is dangerous when it runs: completes "…, which". undefined: it only reads. */
export function dangerOfSystem(name: string, volatility: string): string | undefined {
  const listed = dangerousNonVolatile.find((danger) => danger.names.test(name));
  if (listed) return listed.which;
  if (volatility !== 'v' || readingVolatile.some((family) => family.test(name))) return undefined;
  return spokenDangers.find((danger) => danger.names.test(name))?.which ?? 'may do more than read';
}

/** Why a relation of the system is not read: completes "it reads …, which". */
export function dangerOfRelation(name: string): string | undefined {
  return secretRelations.get(name);
}
