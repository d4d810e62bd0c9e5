import { type AttackCase, attackClass } from '../attack-case.ts';

const asAdministrator = { as: ['administrator'] } as const;

const copy = attackClass('COPY');
const files = attackClass('server files', asAdministrator);
const others = attackClass("other people's sessions");
const server = attackClass('the server itself', asAdministrator);
const replication = attackClass('replication', asAdministrator);
const counters = attackClass('counters', { ...asAdministrator, settleMs: 700 });
const repair = attackClass('extensions for repair', asAdministrator);
const secrets = attackClass('secrets');

const canary = 'canary-of-the-file';

export const serverAttacks: readonly AttackCase[] = [
  copy.seen('to a file', "COPY shop.customers TO '@watch@/copied'", asAdministrator),
  copy.seen('to a program', "COPY (SELECT 1) TO PROGRAM 'touch @watch@/copy-program'", asAdministrator),
  copy.seen('from a program', "COPY shop.journal FROM PROGRAM 'echo from-a-program'", asAdministrator),
  copy.seen('from a file', "COPY shop.journal FROM '@watch@/canary'", asAdministrator),
  copy.possible('to the client', 'COPY shop.customers TO STDOUT', { control: false }),
  copy.possible('from the client', 'COPY shop.journal FROM STDIN', { control: false }),
  copy.seen(
    'to a program, by dynamic SQL',
    "SELECT evil.dynamic($$COPY (SELECT 1) TO PROGRAM 'touch @watch@/dynamic'$$)",
    asAdministrator,
  ),

  files.possible('pg_read_file', "SELECT pg_read_file('@watch@/canary')", { leaks: canary }),
  files.possible('pg_read_file in an error', "SELECT pg_read_file('@watch@/canary')::int", {
    leaks: canary,
    control: false,
  }),
  files.possible('pg_read_file in VALUES', "VALUES (1, pg_read_file('@watch@/canary', 0, 100))", { leaks: canary }),
  files.possible('pg_read_file in FROM', "SELECT * FROM pg_read_file('@watch@/canary', 0, 100) AS f", {
    leaks: canary,
  }),
  files.possible('pg_read_binary_file', "SELECT convert_from(pg_read_binary_file('@watch@/canary'), 'UTF8')", {
    leaks: canary,
  }),
  files.possible('pg_ls_dir', "SELECT * FROM pg_ls_dir('@watch@')"),
  files.possible('pg_ls_waldir', 'SELECT * FROM pg_ls_waldir()'),
  files.possible('pg_ls_tmpdir', 'SELECT * FROM pg_ls_tmpdir()'),
  files.possible('pg_stat_file', "SELECT size FROM pg_stat_file('@watch@/canary')"),
  files.seen('pg_file_write', "SELECT pg_catalog.pg_file_write('@data@/written', 'owned', true)", {
    since: 14,
    until: 16,
    setUp: ['CREATE EXTENSION IF NOT EXISTS adminpack SCHEMA pg_catalog'],
  }),
  files.possible('a file as a foreign table', 'SELECT * FROM evil.from_file', { leaks: canary }),
  files.seen('a program as a foreign table', 'SELECT * FROM evil.from_program'),
  files.seen('a program behind a view', 'SELECT count(*) FROM evil.over_file'),
  files.seen('a program as an heir of a table', 'SELECT * FROM shop.family'),
  files.seen('a program as a partition of a table', 'SELECT line FROM shop.parted'),
  files.seen('a program under EXPLAIN ANALYZE', 'EXPLAIN ANALYZE SELECT * FROM evil.from_program'),
  files.possible('the configuration files', 'SELECT * FROM pg_file_settings'),

  others.seen('terminating one', 'SELECT pg_terminate_backend(@listener@)', { settleMs: 100, as: ['administrator'] }),
  others.seen(
    'terminating all',
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'bystander'",
    {
      settleMs: 100,
      as: ['administrator'],
    },
  ),
  others.seen('terminating behind a view', 'SELECT * FROM evil.killing', { settleMs: 100, as: ['administrator'] }),
  others.seen('cancelling', 'SELECT pg_cancel_backend(@busy@)', { settleMs: 100, as: ['administrator'] }),
  others.seen(
    'terminating in a JOIN',
    'SELECT 1 FROM shop.customers c JOIN pg_stat_activity a ON pg_terminate_backend(@holder@) LIMIT 1',
    {
      settleMs: 100,
      as: ['administrator'],
    },
  ),
  others.possible('terminating ourselves', 'SELECT pg_terminate_backend(pg_backend_pid())', { control: false }),
  others.seen('writing the memory of one into the log', 'SELECT pg_log_backend_memory_contexts(@listener@)', {
    since: 14,
    settleMs: 200,
    as: ['administrator'],
  }),

  server.seen('pg_reload_conf', 'SELECT pg_reload_conf()', { settleMs: 300 }),
  server.possible('pg_rotate_logfile', 'SELECT pg_rotate_logfile()'),
  server.seen('pg_switch_wal', 'SELECT pg_switch_wal()', {
    setUp: ["INSERT INTO evil.marks (what) VALUES ('before a switch')"],
  }),
  server.seen('pg_create_restore_point', "SELECT pg_create_restore_point('owned')"),
  server.seen(
    'pg_logical_emit_message',
    "SELECT count(pg_logical_emit_message(false, 'owned', repeat('x', 1000000))) FROM generate_series(1, 20)",
  ),
  server.possible('pg_promote', 'SELECT pg_promote()', { control: false }),
  server.possible('pg_wal_replay_pause', 'SELECT pg_wal_replay_pause()', { control: false }),
  server.possible('starting a backup', "SELECT pg_start_backup('owned', true, false)", { until: 14 }),
  server.possible('starting a backup', "SELECT pg_backup_start('owned', true)", { since: 15 }),
  server.seen('pg_import_system_collations', "SELECT pg_import_system_collations('shop')", {
    setUp: ["DELETE FROM pg_collation WHERE collnamespace = 'shop'::regnamespace"],
  }),
  server.seen('clearing statistics', "SELECT pg_clear_attribute_stats('shop', 'orders', 'total', false)", {
    since: 18,
    setUp: ['ANALYZE shop.orders'],
  }),
  server.seen(
    'setting statistics',
    "SELECT pg_restore_relation_stats('schemaname', 'shop', 'relname', 'orders', 'reltuples', (1e9 + (random() * 1000000)::int)::real)",
    {
      since: 18,
    },
  ),
  server.possible('summarising BRIN ranges', "SELECT brin_summarize_new_values('shop.orders_pkey'::regclass)", {
    control: false,
  }),

  replication.seen('a physical slot', "SELECT pg_create_physical_replication_slot('owned')", {
    tearDown: ["SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = 'owned'"],
  }),
  // It would wait for the transactions of the bystanders.
  replication.possible(
    'a logical slot',
    "SELECT * FROM pg_create_logical_replication_slot('owned_too', 'test_decoding')",
    {
      control: false,
      tearDown: ["SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = 'owned_too'"],
    },
  ),
  replication.seen('dropping a slot', "SELECT pg_drop_replication_slot('theirs')", {
    setUp: [
      "SELECT pg_create_physical_replication_slot('theirs') WHERE NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = 'theirs')",
    ],
  }),
  replication.seen(
    'consuming a slot',
    "SELECT * FROM pg_replication_slot_advance('stream', pg_current_wal_insert_lsn())",
    {
      setUp: ["INSERT INTO evil.marks (what) VALUES ('to be decoded')"],
    },
  ),
  replication.seen('an origin', "SELECT pg_replication_origin_create('owned')", {
    tearDown: ["SELECT pg_replication_origin_drop(roname) FROM pg_replication_origin WHERE roname = 'owned'"],
  }),

  counters.seen('of the database', 'SELECT pg_stat_reset()'),
  counters.seen('of the writer', "SELECT pg_stat_reset_shared('bgwriter')"),
  counters.seen('of the archiver, through COALESCE', "SELECT coalesce(pg_stat_reset_shared('archiver')::text, 'x')"),
  counters.seen('of one table', "SELECT pg_stat_reset_single_table_counters('shop.orders'::regclass)"),
  counters.seen('of the caches', "SELECT pg_stat_reset_slru('notify')", { until: 16 }),
  counters.seen('of statements', 'SELECT public.pg_stat_statements_reset()', { since: 14 }),

  repair.seen(
    'heap_force_kill',
    "SELECT public.heap_force_kill('shop.orders'::regclass, ARRAY[(SELECT max(ctid) FROM shop.orders)])",
    {
      since: 14,
    },
  ),
  repair.possible('pg_truncate_visibility_map', "SELECT public.pg_truncate_visibility_map('shop.customers')"),
  repair.possible('pg_prewarm', "SELECT public.pg_prewarm('shop.orders')"),
  repair.possible('raw pages', "SELECT public.get_raw_page('vault.secrets', 0)"),
  repair.possible('raw tuples', "SELECT t_data FROM public.heap_page_items(public.get_raw_page('vault.secrets', 0))"),

  secrets.possible("roles' passwords", 'SELECT rolname, rolpassword FROM pg_authid', {
    ...asAdministrator,
    leaks: 'SCRAM-SHA-256$',
  }),
  secrets.possible("roles' passwords by the view", 'SELECT * FROM pg_shadow', {
    ...asAdministrator,
    leaks: 'SCRAM-SHA-256$',
  }),
  secrets.possible("roles' passwords in a whole row", 'SELECT a::text FROM pg_authid a', {
    ...asAdministrator,
    leaks: 'SCRAM-SHA-256$',
  }),
  secrets.possible('passwords of mappings', 'SELECT * FROM pg_user_mapping', {
    ...asAdministrator,
    leaks: 'canary-of-the-mapping',
  }),
  secrets.possible('passwords of mappings by the view', 'SELECT umoptions FROM pg_user_mappings', {
    ...asAdministrator,
    leaks: 'canary-of-the-mapping',
  }),
  secrets.possible("another's table through its owner's function", 'SELECT evil.definer()', {
    leaks: 'canary-of-the-vault',
  }),
];
