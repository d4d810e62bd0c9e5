import { blocks, type FormRow, free, queues } from './form.ts';
import { usersIndexes } from './shop.ts';

const instant = queues({ users: 'AE' });
const watch = 'CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$';
const trigger = `${watch};\nCREATE TRIGGER watch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION watch()`;
const policy = 'CREATE POLICY own ON users USING (id > 0)';
const view = 'CREATE VIEW adults AS SELECT id, age FROM users WHERE age >= 18';
const summary = 'CREATE MATERIALIZED VIEW ages AS SELECT age, count(*) AS n FROM users GROUP BY age';
const enumType = "CREATE TYPE mood AS ENUM ('fine', 'bad');\nALTER TABLE users ADD COLUMN mood mood DEFAULT 'fine'";

/** Triggers, policies, rules, types, views, sequences, names; whole tables made and dropped. */
export const objectForms: readonly FormRow[] = [
  [
    'CREATE TRIGGER',
    'CREATE TRIGGER watch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION watch()',
    queues({ users: 'SRE' }),
    { setup: watch },
  ],
  ['DROP TRIGGER', 'DROP TRIGGER watch ON users', instant, { setup: trigger }],
  ['DISABLE TRIGGER', 'ALTER TABLE users DISABLE TRIGGER watch', queues({ users: 'SRE' }), { setup: trigger }],
  ['ENABLE ROW LEVEL SECURITY', 'ALTER TABLE users ENABLE ROW LEVEL SECURITY', instant],
  ['FORCE ROW LEVEL SECURITY', 'ALTER TABLE users FORCE ROW LEVEL SECURITY', instant],
  ['CREATE POLICY', policy, instant],
  ['ALTER POLICY', 'ALTER POLICY own ON users USING (id > 1)', instant, { setup: policy }],
  ['DROP POLICY', 'DROP POLICY own ON users', instant, { setup: policy }],
  ['CREATE RULE', 'CREATE RULE keep AS ON DELETE TO users DO INSTEAD NOTHING', instant],
  [
    'DROP RULE',
    'DROP RULE keep ON users',
    instant,
    { setup: 'CREATE RULE keep AS ON DELETE TO users DO INSTEAD NOTHING' },
  ],
  ['ENUM ADD VALUE', "ALTER TYPE mood ADD VALUE 'great'", free(), { setup: enumType }],
  ['ENUM RENAME VALUE', "ALTER TYPE mood RENAME VALUE 'bad' TO 'sad'", free(), { setup: enumType }],
  ['DROP TYPE CASCADE', 'DROP TYPE mood CASCADE', instant, { setup: enumType }],
  ['CREATE VIEW', view, free()],
  [
    'CREATE OR REPLACE VIEW',
    'CREATE OR REPLACE VIEW adults AS SELECT id, age FROM users WHERE age >= 21',
    queues({ adults: 'AE' }),
    { setup: view },
  ],
  ['ALTER VIEW RENAME', 'ALTER VIEW adults RENAME TO grown', queues({ adults: 'AE' }), { setup: view }],
  ['DROP VIEW', 'DROP VIEW adults', queues({ adults: 'AE' }), { setup: view }],
  ['CREATE MATERIALIZED VIEW', summary, free({}, { scans: ['users'] })],
  [
    'REFRESH MATERIALIZED VIEW',
    'REFRESH MATERIALIZED VIEW ages',
    blocks({ ages: 'AE' }, { rewrites: ['ages'], scans: ['users'] }),
    { setup: summary },
  ],
  // It keeps out other refreshes only: nobody else writes to a materialized view.
  [
    'REFRESH MATERIALIZED VIEW CONCURRENTLY',
    'REFRESH MATERIALIZED VIEW CONCURRENTLY ages',
    free({ ages: 'E' }, { scans: ['ages', 'users'] }),
    { setup: `${summary};\nCREATE UNIQUE INDEX ages_age ON ages (age)` },
  ],
  [
    'REFRESH MATERIALIZED VIEW WITH NO DATA',
    'REFRESH MATERIALIZED VIEW ages WITH NO DATA',
    queues({ ages: 'AE' }),
    { setup: summary },
  ],
  [
    'CREATE INDEX on a materialized view',
    'CREATE INDEX ages_n ON ages (n)',
    free({ ages: 'S' }, { scans: ['ages'], built: ['ages_n'] }),
    { setup: summary },
  ],
  ['DROP MATERIALIZED VIEW', 'DROP MATERIALIZED VIEW ages', queues({ ages: 'AE' }), { setup: summary }],
  ['RENAME TABLE', 'ALTER TABLE users RENAME TO people', instant],
  ['SET SCHEMA', 'ALTER TABLE users SET SCHEMA other', instant, { setup: 'CREATE SCHEMA other' }],
  [
    'RENAME SCHEMA',
    'ALTER SCHEMA other RENAME TO another',
    free(),
    { setup: 'CREATE SCHEMA other;\nCREATE TABLE other.things (id int)' },
  ],
  [
    'DROP SCHEMA CASCADE',
    'DROP SCHEMA other CASCADE',
    queues({ 'other.things': 'AE' }),
    { setup: 'CREATE SCHEMA other;\nCREATE TABLE other.things (id int)' },
  ],
  ['DROP TABLE', 'DROP TABLE notes', queues({ notes: 'AE' })],
  ['DROP TABLE that refers to another', 'DROP TABLE items', queues({ items: 'AE', orders: 'AE' })],
  ['DROP TABLE CASCADE', 'DROP TABLE orders CASCADE', queues({ orders: 'AE', items: 'AE' })],
  ['DROP TABLE IF EXISTS that is not there', 'DROP TABLE IF EXISTS nothing', free()],
  ['CREATE TABLE', 'CREATE TABLE fresh (id int PRIMARY KEY, name text)', free()],
  ['CREATE TABLE IF NOT EXISTS that is there', 'CREATE TABLE IF NOT EXISTS users (id int)', free()],
  [
    'CREATE TABLE REFERENCES',
    'CREATE TABLE fresh (id int PRIMARY KEY, user_id int REFERENCES users)',
    queues({ users: 'SRE' }),
  ],
  ['CREATE TABLE LIKE', 'CREATE TABLE fresh (LIKE users INCLUDING ALL)', free()],
  ['CREATE TABLE AS', 'CREATE TABLE fresh AS SELECT name FROM users', free({}, { scans: ['users'] })],
  [
    'ALTER of a table that the file made',
    ['CREATE TABLE fresh (id int)', 'ALTER TABLE fresh ADD CHECK (id > 0)'],
    free(),
  ],
  ['CREATE INDEX on a table that the file made', ['CREATE TABLE fresh (id int)', 'CREATE INDEX ON fresh (id)'], free()],
  ['CREATE SEQUENCE', 'CREATE SEQUENCE places', free()],
  [
    'ALTER SEQUENCE',
    'ALTER SEQUENCE places INCREMENT BY 5',
    queues({ places: 'SRE' }),
    { setup: 'CREATE SEQUENCE places' },
  ],
  ['DROP SEQUENCE', 'DROP SEQUENCE places', queues({ places: 'AE' }), { setup: 'CREATE SEQUENCE places' }],
  [
    'CREATE FUNCTION',
    'CREATE OR REPLACE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$',
    free(),
    { setup: trigger },
  ],
  ['DROP FUNCTION CASCADE', 'DROP FUNCTION watch() CASCADE', instant, { setup: trigger }],
  ['CREATE TYPE', "CREATE TYPE mood AS ENUM ('fine')", free()],
  ['CREATE SCHEMA', 'CREATE SCHEMA other', free()],
  ['COMMENT ON TABLE', "COMMENT ON TABLE users IS 'those who buy'", free({ users: 'SUE' })],
  ['COMMENT ON COLUMN', "COMMENT ON COLUMN users.age IS 'years'", free({ users: 'SUE' })],
  ['GRANT', 'GRANT SELECT ON users TO PUBLIC', free()],
  ['OWNER TO', 'ALTER TABLE users OWNER TO CURRENT_USER', instant],
  ['REPLICA IDENTITY', 'ALTER TABLE users REPLICA IDENTITY FULL', instant],
  ['DO that adds a column', 'DO $$BEGIN ALTER TABLE users ADD COLUMN nick text; END$$', instant],
  [
    'DO that writes a table anew',
    'DO $$BEGIN ALTER TABLE users ADD COLUMN luck float8 DEFAULT random(); END$$',
    blocks({ users: 'AE' }, { rewrites: ['users'], built: usersIndexes }),
  ],
  [
    'DO that does it by EXECUTE',
    "DO $$BEGIN EXECUTE 'ALTER TABLE ' || 'users ALTER name SET NOT NULL'; END$$",
    blocks({ users: 'AE' }, { scans: ['users'] }),
  ],
  ['DO that empties a table', 'DO $$BEGIN TRUNCATE items; END$$', queues({ items: 'AE' })],
  ['DO without a change', 'DO $$BEGIN PERFORM 1; END$$', free()],
  [
    'a function that builds an index',
    'SELECT build()',
    blocks({ users: 'S' }, { scans: ['users'], built: ['users_name'] }),
    {
      setup:
        'CREATE FUNCTION build() RETURNS void LANGUAGE plpgsql AS $$BEGIN CREATE INDEX users_name ON users (name); END$$',
    },
  ],
  [
    'a procedure that validates',
    'CALL validate()',
    free({ orders: 'SUE' }, { scans: ['orders'] }),
    {
      setup:
        'CREATE PROCEDURE validate() LANGUAGE plpgsql AS $$BEGIN ALTER TABLE orders VALIDATE CONSTRAINT total_positive; END$$',
    },
  ],
];

/** Rows, and locks that are asked for. A lock on rows keeps nobody from other rows. */
export const rowForms: readonly FormRow[] = [
  ['UPDATE of all rows', "UPDATE orders SET status = 'done'", free({}, { scans: ['orders'] })],
  ['UPDATE by key', "UPDATE orders SET status = 'done' WHERE id = 1", free()],
  [
    'UPDATE by a column without an index',
    "UPDATE orders SET status = 'done' WHERE total = 1",
    free({}, { scans: ['orders'] }),
  ],
  ['DELETE of all rows', 'DELETE FROM items', free({}, { scans: ['items'] })],
  ['DELETE by key', 'DELETE FROM users WHERE id = 1', free()],
  [
    'DELETE of what is referred to without an index',
    'DELETE FROM orders WHERE id = 40',
    free({}, { scans: ['items'] }),
  ],
  ['INSERT', "INSERT INTO notes VALUES (100, 100, 'x')", free()],
  [
    'INSERT of what another table holds',
    'INSERT INTO notes SELECT id, age, name FROM users',
    free({}, { scans: ['users'] }),
  ],
  ['INSERT ON CONFLICT', "INSERT INTO users (id, email) VALUES (1, 'a') ON CONFLICT (id) DO NOTHING", free()],
  [
    'MERGE',
    "MERGE INTO users u USING (VALUES (1)) v (id) ON u.id = v.id WHEN MATCHED THEN UPDATE SET name = 'x'",
    free(),
    { since: 15 },
  ],
  ['SELECT', 'SELECT count(*) FROM users WHERE name IS NULL', free({}, { scans: ['users'] })],
  ['SELECT FOR UPDATE', 'SELECT id FROM users WHERE id = 1 FOR UPDATE', free()],
  ['TRUNCATE', 'TRUNCATE items', queues({ items: 'AE' })],
  ['TRUNCATE CASCADE', 'TRUNCATE orders CASCADE', queues({ orders: 'AE', items: 'AE' })],
  ['LOCK TABLE', 'LOCK TABLE users', instant],
  ['LOCK TABLE IN SHARE MODE', 'LOCK TABLE users IN SHARE MODE', queues({ users: 'S' })],
  [
    'LOCK TABLE IN SHARE UPDATE EXCLUSIVE MODE',
    'LOCK TABLE users IN SHARE UPDATE EXCLUSIVE MODE',
    free({ users: 'SUE' }),
  ],
  [
    'a lock that the transaction has',
    ['ALTER TABLE users ADD COLUMN nick text', "UPDATE users SET nick = 'x'"],
    free({}, { scans: ['users'] }),
  ],
  [
    'a stronger lock than the transaction has',
    ['LOCK TABLE users IN SHARE MODE', 'ALTER TABLE users ADD COLUMN nick text'],
    instant,
  ],
  ['SET', "SET lock_timeout = '2s'", free()],
  ['SET LOCAL', "SET LOCAL statement_timeout = '5s'", free()],
];
