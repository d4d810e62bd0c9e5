import { type AttackCase, attackClass } from '../attack-case.ts';

const settings = attackClass('settings');
const transactions = attackClass('transactions and cursors');
const locks = attackClass('locks');
const messages = attackClass('LISTEN and NOTIFY');
const sequences = attackClass('sequences');
const large = attackClass('large objects', {
  setUp: [
    "SELECT lo_from_bytea(4242, 'large object of the shop') WHERE NOT EXISTS (SELECT FROM pg_largeobject_metadata WHERE oid = 4242)",
    'ALTER LARGE OBJECT 4242 OWNER TO owner',
  ],
});

export const sessionAttacks: readonly AttackCase[] = [
  settings.seen('SET', "SET application_name = 'owned'"),
  settings.seen('SET LOCAL and more', "SET LOCAL statement_timeout = 0; SET application_name = 'owned'"),
  settings.seen('set_config for the session', "SELECT set_config('application_name', 'owned', false)"),
  settings.seen(
    'set_config by parts of names',
    'SELECT "pg_catalog" . U&"set\\005fconfig"(\'application_name\', \'owned\', false)',
  ),
  settings.possible('set_config for the transaction', "SELECT set_config('statement_timeout', '0', true)"),
  settings.possible(
    'limits loosened, then used',
    "SELECT set_config('statement_timeout', '0', true), pg_sleep(0.1) FROM generate_series(1, 3)",
  ),
  settings.seen('set_config in FROM', "SELECT * FROM set_config('work_mem', '2GB', false) AS s"),
  settings.seen('set_config in a sort key', "SELECT 1 ORDER BY set_config('work_mem', '2GB', false)"),
  settings.seen('set_config behind a view', 'SELECT * FROM evil.setting'),
  settings.seen('set_config behind a SQL function', 'SELECT evil.sql_setting()'),
  settings.seen('UPDATE of pg_settings', "UPDATE pg_settings SET setting = 'owned' WHERE name = 'application_name'"),
  settings.seen('RESET ALL after SET', ["SET work_mem = '77MB'", 'RESET application_name']),
  settings.seen(
    'SET SESSION CHARACTERISTICS',
    'SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE, ISOLATION LEVEL SERIALIZABLE',
  ),
  settings.possible('SET ROLE', 'SET ROLE owner'),
  settings.seen('search path for the next', "SELECT set_config('search_path', 'shadow', false)"),
  settings.possible('an own setting', "SELECT set_config('app.tenant', '42', false)"),
  settings.possible('DISCARD ALL', 'DISCARD ALL'),

  transactions.seen(
    'PREPARE TRANSACTION',
    "BEGIN; INSERT INTO shop.journal VALUES ('two-phase'); PREPARE TRANSACTION 'owned'",
    {
      tearDown: ["ROLLBACK PREPARED 'owned'"],
      as: ['administrator'],
    },
  ),
  transactions.possible('BEGIN', 'BEGIN READ WRITE'),
  transactions.possible('COMMIT AND CHAIN', 'COMMIT AND CHAIN', { control: false }),
  transactions.seen('COMMIT of what a first statement did', [
    "SELECT set_config('application_name', 'owned', false)",
    'COMMIT',
  ]),
  transactions.seen('PREPARE and EXECUTE', [
    "PREPARE later AS INSERT INTO shop.journal VALUES ('later')",
    'EXECUTE later',
  ]),
  transactions.possible('PREPARE of a SELECT', 'PREPARE kept AS SELECT 1'),
  transactions.possible(
    'a cursor that outlives its transaction',
    'DECLARE kept CURSOR WITH HOLD FOR SELECT evil.fn(1)',
  ),
  transactions.seen('a transaction number', 'SELECT pg_current_xact_id()'),
  transactions.seen('a transaction number, by its old name', 'SELECT txid_current()'),
  transactions.seen(
    'a transaction number for every row',
    'SELECT id, (SELECT txid_current() + id) FROM shop.customers',
  ),
  transactions.possible('an exported snapshot', 'SELECT pg_export_snapshot()'),

  locks.seen('LOCK TABLE', 'BEGIN; LOCK TABLE shop.orders IN ACCESS EXCLUSIVE MODE'),
  locks.possible('FOR UPDATE', 'SELECT id FROM shop.orders WHERE id = 1 FOR UPDATE'),
  locks.possible('FOR SHARE in a subquery', 'SELECT * FROM (SELECT id FROM shop.orders LIMIT 1 FOR SHARE) s'),
  locks.possible(
    'FOR NO KEY UPDATE in a WITH',
    'WITH x AS (SELECT id FROM shop.orders FOR NO KEY UPDATE SKIP LOCKED) SELECT * FROM x',
  ),
  locks.possible('FOR KEY SHARE OF in EXISTS', 'SELECT 1 WHERE EXISTS (SELECT FROM shop.orders o FOR KEY SHARE OF o)'),
  locks.seen('an advisory lock', 'SELECT pg_advisory_lock(99)'),
  locks.seen('an advisory lock in WHERE', 'SELECT 1 FROM shop.customers WHERE id > 1 AND pg_try_advisory_lock(1, 2)'),
  locks.seen(
    'a shared advisory lock in a default frame',
    'SELECT sum(id) OVER (ORDER BY (pg_advisory_lock_shared(5) IS NULL)) FROM shop.customers',
  ),
  locks.seen(
    'an advisory lock then an error',
    'SELECT pg_advisory_lock(7), 1 / (SELECT count(*) - count(*) FROM shop.orders)',
  ),
  locks.possible('an advisory lock of the transaction', 'SELECT pg_advisory_xact_lock(8)'),
  locks.seen('an advisory lock under another name', 'SELECT evil.to_hash(11)'),
  locks.possible('releasing all', 'SELECT pg_advisory_unlock_all()'),
  locks.bounded('a table that somebody has locked', 'SELECT * FROM shop.locked', { control: false }),
  locks.bounded('a size that waits for a lock', "SELECT pg_total_relation_size('shop.locked')", { control: false }),

  messages.possible('LISTEN', 'LISTEN alarm'),
  messages.seen('NOTIFY', "NOTIFY alarm, 'by statement'", { settleMs: 50 }),
  messages.seen('pg_notify', "SELECT pg_notify('alarm', 'by function')", { settleMs: 50 }),
  messages.seen('pg_notify for every row', "SELECT pg_notify('alarm', id::text) FROM shop.customers", { settleMs: 50 }),
  messages.possible('UNLISTEN', 'UNLISTEN *'),

  sequences.seen('nextval', "SELECT nextval('shop.numbers')"),
  sequences.seen('nextval by position', "SELECT id, nextval('shop.numbers'::regclass) FROM shop.customers LIMIT 2"),
  sequences.seen('setval', "SELECT setval('shop.numbers', 900 + (random() * 90)::int)"),
  sequences.seen('nextval under another name', "SELECT evil.to_number('shop.numbers')"),

  large.seen('lo_unlink', 'SELECT lo_unlink(4242)'),
  large.seen('lo_put', "SELECT lo_put(4242, 0, 'OWNED')"),
  large.seen('lo_create', 'SELECT lo_create(0)'),
  large.seen('lo_creat', 'SELECT lo_creat(-1)'),
  large.seen('lo_from_bytea', "SELECT lo_from_bytea(0, 'owned')"),
  large.seen('lowrite', "SELECT lowrite(lo_open(4242, 131072), convert_to(concat('OWNED ', random()), 'UTF8'))"),
  large.seen('lo_truncate', 'SELECT lo_truncate(lo_open(4242, 131072), 2)', {
    setUp: ["SELECT lo_put(4242, 0, 'large object of the shop')"],
  }),
  large.seen('lo_unlink for many', 'SELECT lo_unlink(oid) FROM pg_largeobject_metadata WHERE oid = 4242'),
  large.seen('lo_unlink behind a view', 'SELECT * FROM evil.large'),
  large.seen('lo_unlink under EXPLAIN ANALYZE', 'EXPLAIN ANALYZE SELECT lo_unlink(4242)'),
  large.seen('lo_import', "SELECT lo_import('@watch@/canary')", { as: ['administrator'] }),
  large.seen('lo_export', "SELECT lo_export(4242, '@watch@/exported')", {
    as: ['administrator'],
  }),
];
