/** Views, foreign tables, policies, and tables whose planning alone runs a function. */
export const relationSql = (selfHost: string, watchFolder: string): readonly string[] => [
  `CREATE VIEW evil.v1 AS SELECT o.id, evil.fn(o.id) AS a FROM shop.orders o WHERE o.id <= 3;
   CREATE VIEW evil.v2 AS SELECT id + 1 AS id, a FROM evil.v1;
   CREATE VIEW evil.v3 AS SELECT id, a FROM evil.v2 WHERE id > 0;
   CREATE VIEW evil.barrier WITH (security_barrier) AS SELECT id FROM shop.orders WHERE evil.fn(id) < 5;
   CREATE RECURSIVE VIEW evil.rounds (n) AS SELECT 1 UNION ALL SELECT evil.fn(n + 1) FROM rounds WHERE n < 3;
   CREATE VIEW evil.sorted AS SELECT id, c FROM shop.purse ORDER BY c;
   CREATE VIEW evil.limited AS SELECT id FROM shop.orders LIMIT evil.imm(2);
   CREATE VIEW evil.setting AS SELECT set_config('application_name', 'owned', false) AS was;
   CREATE VIEW evil.large AS SELECT lo_unlink(4242) AS gone;
   CREATE VIEW evil.killing AS SELECT pg_terminate_backend(pid) AS gone FROM pg_stat_activity
     WHERE application_name = 'bystander';
   CREATE VIEW evil.compared AS SELECT id FROM shop.orders WHERE id OPERATOR(evil.===) 2;
   CREATE VIEW evil.cast_mac AS SELECT name::macaddr AS mac FROM shop.customers LIMIT 1;
   CREATE VIEW evil.sub AS SELECT id, (SELECT max(evil.fn(x)) FROM generate_series(1, 2) x) AS deep FROM shop.customers
     WHERE EXISTS (SELECT FROM shop.orders);
   CREATE TABLE evil.ruled (a int, b text);
   CREATE VIEW evil.lateral_view AS SELECT c.id, l.r FROM shop.customers c, LATERAL evil.rows_of(c.id) AS l(r);
   CREATE MATERIALIZED VIEW evil.stored AS SELECT id FROM shop.customers;`,
  `CREATE FUNCTION public.order_note(shop.orders) RETURNS text LANGUAGE plpgsql STABLE AS
     $$ BEGIN PERFORM evil.mark('attribute'); RETURN 'x'; END $$;`,
  `CREATE TABLE shop.policed (id int); INSERT INTO shop.policed VALUES (1), (2);
   ALTER TABLE shop.policed ENABLE ROW LEVEL SECURITY; ALTER TABLE shop.policed FORCE ROW LEVEL SECURITY;
   CREATE POLICY only_good ON shop.policed USING (evil.ok(id));
   ALTER TABLE shop.policed OWNER TO owner;
   CREATE VIEW shop.over_policed AS SELECT id FROM shop.policed;
   ALTER VIEW shop.over_policed OWNER TO owner;
   ALTER TABLE shop.purse OWNER TO owner; ALTER TABLE shop.scales OWNER TO owner;`,
  `CREATE TABLE shop.trap_index (a int, b text); INSERT INTO shop.trap_index SELECT i, i::text FROM generate_series(1, 500) i;
   CREATE INDEX ON shop.trap_index ((a + evil.imm(1)));
   CREATE TABLE shop.trap_partial (a int); INSERT INTO shop.trap_partial SELECT generate_series(1, 500);
   CREATE INDEX ON shop.trap_partial (a) WHERE a > evil.imm(3);
   CREATE TABLE shop.trap_check (a int); INSERT INTO shop.trap_check VALUES (1);
   CREATE TABLE shop.trap_check_child (CHECK (a < evil.imm(1000000))) INHERITS (shop.trap_check);
   CREATE TABLE shop.trap_range (a int) PARTITION BY RANGE ((a + evil.imm(0)));
   CREATE TABLE shop.trap_range_1 PARTITION OF shop.trap_range FOR VALUES FROM (0) TO (100);
   CREATE TABLE shop.trap_range_2 PARTITION OF shop.trap_range FOR VALUES FROM (100) TO (200);
   CREATE TABLE shop.trap_hash (a smallint) PARTITION BY HASH (a evil.small_hash_ops);
   CREATE TABLE shop.trap_hash_1 PARTITION OF shop.trap_hash FOR VALUES WITH (MODULUS 2, REMAINDER 0);
   CREATE TABLE shop.trap_hash_2 PARTITION OF shop.trap_hash FOR VALUES WITH (MODULUS 2, REMAINDER 1);
   CREATE TABLE shop.trap_ranked (a smallint) PARTITION BY RANGE (a evil.small_ops);
   CREATE TABLE shop.trap_ranked_1 PARTITION OF shop.trap_ranked FOR VALUES FROM (0) TO (100);
   CREATE TABLE shop.trap_ranked_2 PARTITION OF shop.trap_ranked FOR VALUES FROM (100) TO (200);
   CREATE TABLE shop.trap_ordered (a smallint, b text);
   INSERT INTO shop.trap_ordered SELECT i, repeat('x', 100) FROM generate_series(1, 5000) i;
   CREATE INDEX ON shop.trap_ordered (a evil.small_ops); ANALYZE shop.trap_ordered;`,
  `CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
   CREATE FOREIGN TABLE evil.from_program (line text) SERVER files
     OPTIONS (program 'echo 1 | tee -a ${watchFolder}/program');
   CREATE FOREIGN TABLE evil.from_file (line text) SERVER files OPTIONS (filename '${watchFolder}/canary');
   GRANT SELECT ON evil.from_program, evil.from_file TO owner;
   CREATE VIEW evil.over_file AS SELECT line FROM evil.from_program;
   CREATE TABLE shop.family (line text); CREATE FOREIGN TABLE evil.family_child () INHERITS (shop.family) SERVER files
     OPTIONS (program 'touch ${watchFolder}/inherited; echo 1');
   CREATE TABLE shop.parted (line text) PARTITION BY LIST (line);
   CREATE FOREIGN TABLE evil.parted_child PARTITION OF shop.parted DEFAULT SERVER files
     OPTIONS (program 'touch ${watchFolder}/partition; echo 1');
   GRANT SELECT ON shop.family, shop.parted TO owner;
   CREATE SERVER loopback FOREIGN DATA WRAPPER postgres_fdw
     OPTIONS (host '${selfHost}', port '5432', dbname 'postgres');
   CREATE USER MAPPING FOR postgres SERVER loopback OPTIONS (user 'postgres', password 'canary-of-the-mapping');
   CREATE FOREIGN TABLE evil.remote (id int, a int) SERVER loopback OPTIONS (schema_name 'evil', table_name 'v1');
   CREATE FOREIGN TABLE evil.remote_estimated (id int, a int) SERVER loopback
     OPTIONS (schema_name 'evil', table_name 'v1', use_remote_estimate 'true');
   ALTER ROLE owner PASSWORD 'canary-of-the-role';
   GRANT SELECT ON ALL TABLES IN SCHEMA evil, shop TO owner;`,
];

/** For 14 and newer: statistics on expressions, which the planner folds too. */
export const expressionStatisticsSql: readonly string[] = [
  `CREATE TABLE shop.trap_statistics (a int, b int);
   INSERT INTO shop.trap_statistics SELECT i, i % 3 FROM generate_series(1, 500) i;
   CREATE STATISTICS shop.trap_statistics_extended ON (a + evil.imm(1)), b FROM shop.trap_statistics;
   ANALYZE shop.trap_statistics; ALTER TABLE shop.trap_statistics OWNER TO owner;`,
];

/** For 18: a column that is computed when it is read. User functions are refused there, heavy built-in ones are not. */
export const virtualColumnSql: readonly string[] = [
  `CREATE TABLE shop.virtual_bomb (id int, big text GENERATED ALWAYS AS (repeat('x', 900000000)) VIRTUAL);
   INSERT INTO shop.virtual_bomb VALUES (1); GRANT SELECT ON shop.virtual_bomb TO owner;`,
];

/** New sessions find the traps of schema `shadow` before the names of the system, until the path is bright again. */
export const shadowedPath = 'ALTER DATABASE postgres SET search_path = public, shadow, pg_catalog';
export const brightPath = 'ALTER DATABASE postgres RESET search_path';

/** Names that hide those of the system where the path is shadowed. */
export const shadowSql: readonly string[] = [
  `CREATE SCHEMA shadow; GRANT USAGE ON SCHEMA shadow TO PUBLIC;
   CREATE FUNCTION shadow.upper(text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS
     $$ BEGIN PERFORM evil.mark('shadow upper'); RETURN pg_catalog.upper($1); END $$;
   CREATE FUNCTION shadow.current_setting(text) RETURNS text LANGUAGE plpgsql STABLE AS
     $$ BEGIN PERFORM evil.mark('shadow current_setting'); RETURN pg_catalog.current_setting($1); END $$;
   CREATE FUNCTION shadow.same_name(name, name) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS
     $$ BEGIN PERFORM evil.mark('shadow name ='); RETURN $1 OPERATOR(pg_catalog.=) $2; END $$;
   CREATE OPERATOR shadow.= (LEFTARG = name, RIGHTARG = name, FUNCTION = shadow.same_name);
   CREATE FUNCTION shadow.same_oid(oid, oid) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS
     $$ BEGIN PERFORM evil.mark('shadow oid ='); RETURN $1 OPERATOR(pg_catalog.=) $2; END $$;
   CREATE OPERATOR shadow.= (LEFTARG = oid, RIGHTARG = oid, FUNCTION = shadow.same_oid);
   CREATE FUNCTION shadow.joined(text, text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS
     $$ BEGIN PERFORM evil.mark('shadow ||'); RETURN $1 OPERATOR(pg_catalog.||) $2; END $$;
   CREATE OPERATOR shadow.|| (LEFTARG = text, RIGHTARG = text, FUNCTION = shadow.joined);
   CREATE FUNCTION shadow.alike(text, text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS
     $$ BEGIN PERFORM evil.mark('shadow ~~'); RETURN $1 OPERATOR(pg_catalog.~~) $2; END $$;
   CREATE OPERATOR shadow.~~ (LEFTARG = text, RIGHTARG = text, FUNCTION = shadow.alike);
   CREATE FUNCTION shadow.lower(text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS
     $$ BEGIN PERFORM evil.mark('shadow lower'); RETURN pg_catalog.lower($1); END $$;
   CREATE DOMAIN shadow.int4 AS pg_catalog.int4 CHECK (evil.ok(VALUE));
   CREATE VIEW shadow.pg_stat_archiver AS SELECT evil.mark('shadow view') AS archived;`,
  // A guard that asks the catalog by unqualified names is told that everything is built in and immutable.
  `DO $$ DECLARE list text; BEGIN
     SELECT string_agg(CASE attname WHEN 'provolatile' THEN '''i''::"char" AS provolatile'
       WHEN 'prolang' THEN '12::oid AS prolang' WHEN 'pronamespace' THEN '11::oid AS pronamespace'
       ELSE quote_ident(attname) END, ', ' ORDER BY attnum)
     INTO list FROM pg_attribute WHERE attrelid = 'pg_catalog.pg_proc'::regclass AND attnum > 0;
     EXECUTE 'CREATE VIEW shadow.pg_proc AS SELECT ' || list || ' FROM pg_catalog.pg_proc';
   END $$;
   GRANT SELECT ON ALL TABLES IN SCHEMA shadow TO PUBLIC;`,
];
