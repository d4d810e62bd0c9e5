/**
 * The base of all traps: tables, and `evil.mark`, which leaves traces that a ROLLBACK of a read-only transaction does
 * not take back: an advisory lock of the session, and a row written through a second connection to the same server.
 */
export const markSql = (selfConnection: string): readonly string[] => [
  `CREATE ROLE owner LOGIN;
   GRANT CREATE ON DATABASE postgres TO owner;
   GRANT ALL ON SCHEMA public TO owner;
   CREATE SCHEMA shop AUTHORIZATION owner;
   CREATE SCHEMA evil AUTHORIZATION owner;
   CREATE SCHEMA vault;`,
  ...['dblink', 'tablefunc', 'hstore', 'file_fdw', 'postgres_fdw', 'pg_stat_statements', 'pg_surgery', 'xml2', 'lo']
    .concat(['pgcrypto', 'pageinspect', 'pg_visibility', 'tsm_system_rows', 'amcheck', 'pg_prewarm'])
    // PostgreSQL 13 has no pg_surgery.
    .map(
      (name) => `DO $$ BEGIN IF EXISTS (SELECT FROM pg_available_extensions WHERE name = '${name}')
                 THEN CREATE EXTENSION IF NOT EXISTS ${name}; END IF; END $$`,
    ),
  `GRANT EXECUTE ON FUNCTION public.dblink_connect_u(text, text) TO owner;
   GRANT USAGE ON FOREIGN DATA WRAPPER postgres_fdw TO owner;`,
  `CREATE TABLE vault.secrets (id int, secret text);
   INSERT INTO vault.secrets VALUES (1, 'canary-of-the-vault');
   CREATE TABLE evil.marks (what text, at timestamptz DEFAULT clock_timestamp());
   CREATE TABLE shop.customers (id int PRIMARY KEY, name text NOT NULL);
   CREATE TABLE shop.orders (id int PRIMARY KEY, customer int, total numeric NOT NULL, note text);
   CREATE TABLE shop.journal (line text);
   CREATE TABLE shop.locked (id int);
   CREATE TABLE shop.wide (id int, filler text);
   CREATE SEQUENCE shop.numbers;
   INSERT INTO shop.customers SELECT i, 'Customer ' || i FROM generate_series(1, 50) i;
   INSERT INTO shop.orders SELECT i, i % 50 + 1, i * 1.5, repeat('note ', 5) FROM generate_series(1, 2000) i;
   INSERT INTO shop.wide SELECT i, repeat(md5(i::text), 30) FROM generate_series(1, 20000) i;
   SELECT nextval('shop.numbers');
   ALTER TABLE evil.marks OWNER TO owner;
   ALTER TABLE shop.customers OWNER TO owner; ALTER TABLE shop.orders OWNER TO owner;
   ALTER TABLE shop.journal OWNER TO owner; ALTER TABLE shop.locked OWNER TO owner;
   ALTER TABLE shop.wide OWNER TO owner; ALTER SEQUENCE shop.numbers OWNER TO owner;
   SELECT lo_from_bytea(4242, 'large object of the shop'); ALTER LARGE OBJECT 4242 OWNER TO owner;`,
  `CREATE FUNCTION evil.mark(what text) RETURNS boolean LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
   BEGIN
     -- Once a session: the session's lock stays, and a second row would prove nothing more.
     IF EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = 4242 AND pid = pg_backend_pid()) THEN
       RETURN true;
     END IF;
     PERFORM pg_try_advisory_lock_shared(4242, 1);
     BEGIN
       PERFORM public.dblink_connect_u('evil_line', '${selfConnection}');
       PERFORM public.dblink_exec('evil_line', format('INSERT INTO evil.marks (what) VALUES (%L)', what));
       PERFORM public.dblink_disconnect('evil_line');
     EXCEPTION WHEN OTHERS THEN
       NULL;
     END;
     RETURN true;
   END $$;`,
];
