import { blocks, type FormRow, free, queues } from './form.ts';
import { usersIndexes } from './shop.ts';

const rewritten = blocks({ users: 'AE' }, { rewrites: ['users'], built: usersIndexes });
const built = (name: string) => blocks({ users: 'S' }, { scans: ['users'], built: [name] });
const beside = (name: string) => free({ users: 'SUE' }, { scans: ['users'], built: [name] });
const concurrent = { concurrent: true } as const;

/** Indexes, and what writes a table or its indexes anew. */
export const indexForms: readonly FormRow[] = [
  ['CREATE INDEX', 'CREATE INDEX users_name ON users (name)', built('users_name')],
  ['CREATE UNIQUE INDEX', 'CREATE UNIQUE INDEX users_name ON users (name)', built('users_name')],
  [
    'CREATE INDEX on an expression',
    'CREATE INDEX users_name ON users (lower(name)) WHERE age > 3',
    built('users_name'),
  ],
  ['CREATE INDEX without a name', 'CREATE INDEX ON users (name, age)', built('users_name_age_idx')],
  ['CREATE INDEX USING hash', 'CREATE INDEX users_name ON users USING hash (name)', built('users_name')],
  [
    'CREATE INDEX IF NOT EXISTS that is there',
    'CREATE INDEX IF NOT EXISTS users_age ON users (name)',
    queues({ users: 'S' }),
  ],
  [
    'CREATE INDEX CONCURRENTLY',
    'CREATE INDEX CONCURRENTLY users_name ON users (name)',
    beside('users_name'),
    concurrent,
  ],
  [
    'CREATE UNIQUE INDEX CONCURRENTLY',
    'CREATE UNIQUE INDEX CONCURRENTLY users_name ON users (name)',
    beside('users_name'),
    concurrent,
  ],
  ['DROP INDEX', 'DROP INDEX users_age', queues({ users: 'AE' })],
  ['DROP INDEX CONCURRENTLY', 'DROP INDEX CONCURRENTLY users_age', free({ users: 'SUE' }), concurrent],
  ['DROP INDEX IF EXISTS that is not there', 'DROP INDEX IF EXISTS nothing', free()],
  ['ALTER INDEX RENAME', 'ALTER INDEX users_age RENAME TO users_years', free({ users_age: 'SUE' })],
  ['ALTER INDEX SET (fillfactor)', 'ALTER INDEX users_age SET (fillfactor = 70)', free({ users_age: 'SUE' })],
  [
    'REINDEX INDEX',
    'REINDEX INDEX users_age',
    blocks({ users: 'S', users_age: 'AE' }, { scans: ['users'], built: ['users_age'] }),
  ],
  [
    'REINDEX TABLE',
    'REINDEX TABLE users',
    blocks(
      { users: 'S', users_age: 'AE', users_email_key: 'AE', users_pkey: 'AE' },
      { scans: ['users'], built: usersIndexes },
    ),
  ],
  [
    'REINDEX INDEX CONCURRENTLY',
    'REINDEX INDEX CONCURRENTLY users_age',
    free({ users: 'SUE' }, { scans: ['users'], built: ['users_age'] }),
    concurrent,
  ],
  [
    'REINDEX TABLE CONCURRENTLY',
    'REINDEX TABLE CONCURRENTLY users',
    free({ users: 'SUE' }, { scans: ['users'], built: usersIndexes }),
    concurrent,
  ],
  ['CLUSTER', 'CLUSTER users USING users_age', rewritten],
  ['CLUSTER ON', 'ALTER TABLE users CLUSTER ON users_age', free({ users: 'SUE' })],
  ['VACUUM FULL', 'VACUUM FULL users', rewritten, concurrent],
  ['VACUUM', 'VACUUM users', free({ users: 'SUE' }), concurrent],
  ['ANALYZE', 'ANALYZE users', free({ users: 'SUE' })],
  ['CREATE STATISTICS', 'CREATE STATISTICS names_ages ON name, age FROM users', free({ users: 'SUE' })],
  ['SET UNLOGGED', 'ALTER TABLE users SET UNLOGGED', rewritten],
  ['SET LOGGED', 'ALTER TABLE users SET LOGGED', rewritten, { setup: 'ALTER TABLE users SET UNLOGGED' }],
  ['SET LOGGED where it is', 'ALTER TABLE users SET LOGGED', queues({ users: 'AE' })],
  ['SET ACCESS METHOD that it has', 'ALTER TABLE users SET ACCESS METHOD heap', queues({ users: 'AE' }), { since: 15 }],
  ['SET TABLESPACE that it has', 'ALTER TABLE users SET TABLESPACE pg_default', queues({ users: 'AE' })],
  ['SET (fillfactor)', 'ALTER TABLE users SET (fillfactor = 70)', free({ users: 'SUE' })],
  ['SET (autovacuum…)', 'ALTER TABLE users SET (autovacuum_vacuum_scale_factor = 0.01)', free({ users: 'SUE' })],
  ['RESET (fillfactor)', 'ALTER TABLE users RESET (fillfactor)', free({ users: 'SUE' })],
];

const events = `
CREATE TABLE events (id int, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_old PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2024-01-01');
INSERT INTO events SELECT i, date '2020-01-01' + i FROM generate_series(1, 30) i;
CREATE TABLE events_new (id int, at date NOT NULL);
INSERT INTO events_new SELECT i, date '2024-01-01' + i FROM generate_series(1, 30) i`;
const rest = `${events};
CREATE TABLE events_rest PARTITION OF events DEFAULT;
INSERT INTO events SELECT i, date '2030-01-01' + i FROM generate_series(1, 30) i`;
const bounds = "FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')";
const attach = `ALTER TABLE events ATTACH PARTITION events_new ${bounds}`;
const fits = "ALTER TABLE events_new ADD CHECK (at >= '2024-01-01' AND at < '2025-01-01')";

export const partitionForms: readonly FormRow[] = [
  [
    'ATTACH PARTITION',
    attach,
    blocks({ events: 'SUE', events_new: 'AE' }, { scans: ['events_new'] }),
    { setup: events },
  ],
  [
    'ATTACH PARTITION with a matching CHECK',
    attach,
    queues({ events: 'SUE', events_new: 'AE' }),
    { setup: `${events};\n${fits}` },
  ],
  [
    'ATTACH PARTITION beside a default one',
    attach,
    blocks({ events: 'SUE', events_new: 'AE', events_rest: 'AE' }, { scans: ['events_new', 'events_rest'] }),
    { setup: rest },
  ],
  [
    'ATTACH PARTITION with a matching CHECK beside a default one',
    attach,
    blocks({ events: 'SUE', events_new: 'AE', events_rest: 'AE' }, { scans: ['events_rest'] }),
    { setup: `${rest};\n${fits}` },
  ],
  [
    'ATTACH PARTITION with matching CHECKs on both',
    attach,
    queues({ events: 'SUE', events_new: 'AE', events_rest: 'AE' }),
    { setup: `${rest};\n${fits};\nALTER TABLE events_rest ADD CHECK (at >= '2026-01-01')` },
  ],
  [
    'ATTACH PARTITION to a table with an index',
    attach,
    blocks({ events: 'SUE', events_new: 'AE' }, { scans: ['events_new'], built: ['events_new_at_idx'] }),
    { setup: `${events};\n${fits};\nCREATE INDEX events_at ON events (at)` },
  ],
  [
    'ATTACH PARTITION DEFAULT',
    'ALTER TABLE events ATTACH PARTITION events_new DEFAULT',
    blocks({ events: 'SUE', events_new: 'AE' }, { scans: ['events_new'] }),
    { setup: events },
  ],
  [
    'DETACH PARTITION',
    'ALTER TABLE events DETACH PARTITION events_old',
    queues({ events: 'AE', events_old: 'AE' }),
    { since: 14, setup: events },
  ],
  [
    'DETACH PARTITION, before 14',
    'ALTER TABLE events DETACH PARTITION events_old',
    queues({ events: 'AE', events_old: 'SUE' }),
    { until: 13, setup: events },
  ],
  [
    'DETACH PARTITION beside a default one',
    'ALTER TABLE events DETACH PARTITION events_old',
    queues({ events: 'AE', events_old: 'AE', events_rest: 'AE' }),
    { since: 14, setup: rest },
  ],
  [
    'DETACH PARTITION CONCURRENTLY',
    'ALTER TABLE events DETACH PARTITION events_old CONCURRENTLY',
    queues({ events: 'SUE', events_old: 'AE' }),
    { since: 14, concurrent: true, setup: events },
  ],
  [
    'CREATE TABLE PARTITION OF',
    `CREATE TABLE events_next PARTITION OF events ${bounds}`,
    queues({ events: 'AE' }),
    { setup: events },
  ],
  [
    'CREATE TABLE PARTITION OF beside a default one',
    `CREATE TABLE events_next PARTITION OF events ${bounds}`,
    blocks({ events: 'AE', events_rest: 'AE' }, { scans: ['events_rest'] }),
    { setup: rest },
  ],
  ['DROP TABLE of a partition', 'DROP TABLE events_old', queues({ events: 'AE', events_old: 'AE' }), { setup: events }],
  [
    'ADD COLUMN to a partitioned table',
    'ALTER TABLE events ADD COLUMN extra text',
    queues({ events: 'AE', events_old: 'AE' }),
    { setup: events },
  ],
  [
    'ADD COLUMN, volatile, to a partitioned table',
    'ALTER TABLE events ADD COLUMN luck float8 DEFAULT random()',
    blocks({ events: 'AE', events_old: 'AE' }, { rewrites: ['events_old'] }),
    { setup: events },
  ],
  [
    'ADD CHECK to a partitioned table',
    'ALTER TABLE events ADD CHECK (id > 0)',
    blocks({ events: 'AE', events_old: 'AE' }, { scans: ['events_old'] }),
    { setup: events },
  ],
  [
    'CREATE INDEX on a partitioned table',
    'CREATE INDEX ON events (id)',
    blocks({ events: 'S', events_old: 'S' }, { scans: ['events_old'], built: ['events_old_id_idx'] }),
    { setup: events },
  ],
  [
    'CREATE INDEX ON ONLY a partitioned table',
    'CREATE INDEX ON ONLY events (id)',
    queues({ events: 'S' }),
    { setup: events },
  ],
  [
    'ALTER INDEX ATTACH PARTITION',
    'ALTER INDEX events_id ATTACH PARTITION events_old_id',
    queues({ events_id: 'SUE', events_old_id: 'AE' }),
    { setup: `${events};\nCREATE INDEX events_id ON ONLY events (id);\nCREATE INDEX events_old_id ON events_old (id)` },
  ],
  [
    'CREATE TRIGGER on a partitioned table',
    'CREATE TRIGGER watch AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION watch()',
    queues({ events: 'SRE', events_old: 'SRE' }),
    { setup: `${events};\nCREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$` },
  ],
  ['TRUNCATE of a partitioned table', 'TRUNCATE events', queues({ events: 'AE', events_old: 'AE' }), { setup: events }],
  [
    'INHERIT',
    'ALTER TABLE offspring INHERIT ancestors',
    queues({ offspring: 'AE', ancestors: 'SUE' }),
    { setup: 'CREATE TABLE ancestors (id int);\nCREATE TABLE offspring (id int)' },
  ],
  [
    'NO INHERIT',
    'ALTER TABLE offspring NO INHERIT ancestors',
    queues({ offspring: 'AE' }),
    { setup: 'CREATE TABLE ancestors (id int);\nCREATE TABLE offspring (id int) INHERITS (ancestors)' },
  ],
];
