/** What somebody prepared in the database so that an innocent statement does more than read. */
export interface PreparedCase {
  readonly name: string;
  /** SQL that a superuser ran beforehand. */
  readonly setUp?: string;
  /** What somebody is got to ask. */
  readonly query: string;
  readonly tearDown?: string;
  readonly since?: number;
  readonly until?: number;
}

const changes = 'PERFORM set_config($$work_mem$$, $$99MB$$, false);';

/** Traps that several cases use. Functions of PL/pgSQL say that they are immutable, and change the session. */
export const preparedSchema = `
  CREATE SCHEMA app; CREATE SCHEMA evil; CREATE EXTENSION citext; CREATE EXTENSION hstore;
  CREATE TABLE app.t (a int PRIMARY KEY, b text); INSERT INTO app.t SELECT i, 'b' || i FROM generate_series(1, 50) i;
  CREATE TABLE app.u (a int, c text); INSERT INTO app.u SELECT i, 'b' || i FROM generate_series(1, 50) i;
  CREATE TABLE app.wide (id int, filler text);
  INSERT INTO app.wide SELECT i, repeat('x', 900) FROM generate_series(1, 20000) i; ANALYZE app.wide;
  CREATE FUNCTION evil.f(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN ${changes} RETURN $1; END';
  CREATE FUNCTION evil.eq(int, int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS 'BEGIN ${changes} RETURN $1::text = $2::text; END';
  CREATE FUNCTION evil.cmp(int, int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN ${changes} RETURN btint4cmp($1, $2); END';
  CREATE OPERATOR evil.= (LEFTARG = int, RIGHTARG = int, FUNCTION = evil.eq, COMMUTATOR = OPERATOR(evil.=), HASHES, MERGES);
  CREATE TYPE evil.mood AS ENUM ('a', 'b'); CREATE TABLE evil.moods (m evil.mood); INSERT INTO evil.moods VALUES ('a');
  CREATE FUNCTION evil.mood_int(evil.mood) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN ${changes} RETURN 1; END';
  CREATE DOMAIN evil.dom AS int CHECK (evil.f(VALUE) > 0);
  CREATE TABLE evil.d (c evil.dom); INSERT INTO evil.d VALUES (1);
  CREATE FUNCTION app.twice(x text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT x || x';
  CREATE FUNCTION app.much(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT repeat($1, 1000)';
  CREATE VIEW app.large AS SELECT repeat('x', 5000000) AS s;
  CREATE VIEW app.larger AS SELECT s || s || s || s AS s FROM app.large;
`;

export const preparedCases: readonly PreparedCase[] = [
  {
    name: 'view using',
    setUp:
      'SET search_path = evil, pg_catalog, app; CREATE VIEW app.v1 AS SELECT app.t.a, c FROM app.t JOIN app.u USING (a)',
    query: 'SELECT * FROM app.v1',
  },
  {
    name: 'view distinct from',
    setUp: 'SET search_path = evil, pg_catalog, app; CREATE VIEW app.v2 AS SELECT a IS DISTINCT FROM 5 AS x FROM app.t',
    query: 'SELECT * FROM app.v2',
  },
  {
    name: 'view nullif',
    setUp: 'SET search_path = evil, pg_catalog, app; CREATE VIEW app.v3 AS SELECT nullif(a, 5) AS x FROM app.t',
    query: 'SELECT * FROM app.v3',
  },
  {
    name: 'view case',
    setUp:
      'SET search_path = evil, pg_catalog, app; CREATE VIEW app.v4 AS SELECT case a when 5 then 1 end AS x FROM app.t',
    query: 'SELECT * FROM app.v4',
  },
  {
    name: 'view dropped cast',
    setUp:
      'CREATE CAST (evil.mood AS int) WITH FUNCTION evil.mood_int(evil.mood) AS IMPLICIT; CREATE VIEW app.v6 AS SELECT abs(m) AS x FROM evil.moods; DROP CAST (evil.mood AS int)',
    query: 'SELECT * FROM app.v6',
  },
  {
    name: 'view atomic using',
    setUp:
      'SET search_path = evil, pg_catalog, app; CREATE FUNCTION app.at() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM app.t JOIN app.u USING (a); END',
    query: 'SELECT app.at()',
    since: 14,
  },
  {
    name: 'function default',
    setUp: `CREATE FUNCTION app.fd(x text DEFAULT set_config('work_mem','99MB',false)) RETURNS text LANGUAGE sql AS 'SELECT x'`,
    query: 'SELECT app.fd()',
  },
  {
    name: 'function default user',
    setUp: `CREATE FUNCTION app.fd2(x int DEFAULT evil.f(1)) RETURNS int LANGUAGE sql AS 'SELECT x'`,
    query: 'SELECT app.fd2()',
  },
  {
    name: 'extension member internal',
    setUp: `CREATE FUNCTION evil.term(text) RETURNS text LANGUAGE internal STRICT IMMUTABLE AS 'pg_read_file_all'; ALTER EXTENSION citext ADD FUNCTION evil.term(text)`,
    query: `SELECT evil.term('PG_VERSION')`,
  },
  {
    name: 'extension member c',
    setUp: `CREATE FUNCTION evil.pss(oid,oid,bigint) RETURNS void LANGUAGE c IMMUTABLE AS '$libdir/pg_stat_statements','pg_stat_statements_reset'; ALTER EXTENSION hstore ADD FUNCTION evil.pss(oid,oid,bigint)`,
    query: 'SELECT evil.pss(0,0,0)',
  },
  {
    name: 'system replaced sql',
    setUp: `CREATE OR REPLACE FUNCTION pg_catalog.lpad(text,int) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS 'SELECT set_config($$work_mem$$,$$99MB$$,false)'`,
    query: 'SELECT lpad(b, 3) FROM app.t',
    tearDown: `CREATE OR REPLACE FUNCTION pg_catalog.lpad(text,int) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS 'SELECT pg_catalog.lpad($1,$2,'' '')'`,
  },
  {
    name: 'system replaced internal',
    setUp: `CREATE OR REPLACE FUNCTION pg_catalog.initcap(text) RETURNS text LANGUAGE internal IMMUTABLE STRICT AS 'pg_read_file_all'`,
    query: `SELECT initcap('PG_VERSION')`,
    tearDown: `CREATE OR REPLACE FUNCTION pg_catalog.initcap(text) RETURNS text LANGUAGE internal IMMUTABLE STRICT AS 'initcap'`,
  },
  {
    name: 'system volatile relabelled',
    setUp: 'ALTER FUNCTION pg_catalog.pg_sleep(float8) IMMUTABLE',
    query: 'SELECT pg_sleep(0.1)',
    tearDown: 'ALTER FUNCTION pg_catalog.pg_sleep(float8) VOLATILE',
  },
  {
    name: 'system renamed',
    setUp: 'ALTER FUNCTION pg_catalog.pg_sleep(float8) RENAME TO random; ALTER FUNCTION pg_catalog.random() VOLATILE',
    query: 'SELECT random(0.1)',
    tearDown: 'ALTER FUNCTION pg_catalog.random(float8) RENAME TO pg_sleep',
  },
  {
    name: 'infoschema view',
    setUp: `CREATE OR REPLACE VIEW information_schema.information_schema_catalog_name AS SELECT CAST(set_config('work_mem','99MB',false) AS information_schema.sql_identifier) AS catalog_name`,
    query: 'SELECT * FROM information_schema.information_schema_catalog_name',
  },
  {
    name: 'range subtype opclass',
    setUp:
      'CREATE OPERATOR CLASS evil.ops FOR TYPE int USING btree AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 evil.cmp(int,int); CREATE TYPE evil.r AS RANGE (subtype=int4, subtype_opclass=evil.ops)',
    query: `SELECT '[1,5]'::evil.r`,
  },
  {
    name: 'index opclass',
    setUp:
      'CREATE TABLE app.ix (a int); INSERT INTO app.ix SELECT generate_series(1,10000); CREATE INDEX ON app.ix (a evil.ops); ANALYZE app.ix',
    query: 'SELECT * FROM app.ix WHERE a < 5',
  },
  {
    name: 'index opclass explain',
    query: 'EXPLAIN SELECT * FROM app.ix WHERE a < 5',
  },
  {
    name: 'partition opclass',
    setUp:
      'CREATE TABLE app.pt (a int) PARTITION BY RANGE (a evil.ops); CREATE TABLE app.pt1 PARTITION OF app.pt FOR VALUES FROM (1) TO (10); CREATE TABLE app.pt2 PARTITION OF app.pt FOR VALUES FROM (10) TO (20); INSERT INTO app.pt VALUES (1)',
    query: 'SELECT * FROM app.pt WHERE a < 5',
  },
  {
    name: 'using operator family',
    setUp:
      'CREATE OPERATOR evil.<<< (LEFTARG=int, RIGHTARG=int, FUNCTION=int4lt); CREATE OPERATOR evil.>>> (LEFTARG=int, RIGHTARG=int, FUNCTION=int4gt); CREATE OPERATOR CLASS evil.ops2 FOR TYPE int USING btree AS OPERATOR 1 evil.<<<, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 evil.>>>, FUNCTION 1 evil.cmp(int,int)',
    query: 'SELECT a FROM app.t ORDER BY a USING OPERATOR(evil.<<<)',
  },
  {
    name: 'subscript cast',
    setUp: 'CREATE CAST (evil.mood AS int) WITH FUNCTION evil.mood_int(evil.mood) AS ASSIGNMENT',
    query: 'SELECT (ARRAY[1,2])[m] FROM evil.moods',
    tearDown: 'DROP CAST (evil.mood AS int)',
  },
  {
    name: 'hstore #=',
    query: `SELECT d #= 'c=>1'::hstore FROM evil.d d`,
  },
  {
    name: 'hstore populate_record',
    query: `SELECT populate_record(d, 'c=>1'::hstore) FROM evil.d d`,
  },
  {
    name: 'typsend',
    setUp: `CREATE FUNCTION evil.send(citext) RETURNS bytea LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM set_config('work_mem','99MB',false); RETURN 'x'; END $$; ALTER TYPE citext SET (SEND = evil.send)`,
    query: `SELECT array_send(ARRAY['a'::citext])`,
    tearDown: 'ALTER TYPE citext SET (SEND = citextsend)',
  },
  {
    name: 'ts template',
    setUp: `CREATE FUNCTION evil.lex(internal,internal,internal,internal) RETURNS internal LANGUAGE internal AS 'pg_rotate_logfile'; CREATE TEXT SEARCH TEMPLATE evil.tpl (LEXIZE = evil.lex); CREATE TEXT SEARCH DICTIONARY evil.dict (TEMPLATE = evil.tpl)`,
    query: `SELECT ts_lexize('evil.dict', 'x')`,
    tearDown: 'DROP TEXT SEARCH DICTIONARY evil.dict; DROP TEXT SEARCH TEMPLATE evil.tpl',
  },
  {
    name: 'conversion',
    setUp: `CREATE FUNCTION evil.conv(int4,int4,cstring,internal,int4) RETURNS void LANGUAGE internal AS 'pg_rotate_logfile'; CREATE CONVERSION evil.cv FOR 'LATIN1' TO 'UTF8' FROM evil.conv`,
    query: `SELECT convert_from('a','LATIN1')`,
    tearDown: 'DROP CONVERSION evil.cv',
    until: 13,
  },
  {
    name: 'conversion14',
    setUp: `CREATE FUNCTION evil.conv(int4,int4,cstring,internal,int4,bool) RETURNS int4 LANGUAGE internal AS 'pg_rotate_logfile'; SET search_path=evil; CREATE DEFAULT CONVERSION evil.cv FOR 'LATIN1' TO 'UTF8' FROM evil.conv`,
    query: `SELECT convert_from('a','LATIN1')`,
    tearDown: 'DROP CONVERSION evil.cv',
    since: 14,
  },
  {
    name: 'am handler',
    setUp: `CREATE FUNCTION evil.amh(internal) RETURNS index_am_handler LANGUAGE internal AS 'pg_rotate_logfile'; CREATE ACCESS METHOD evilam TYPE INDEX HANDLER evil.amh`,
    query: `SELECT pg_indexam_has_property((SELECT oid FROM pg_am WHERE amname='evilam'), 'can_order')`,
    tearDown: 'DROP ACCESS METHOD evilam',
  },
  {
    name: 'support function',
    setUp: `CREATE FUNCTION evil.sup(internal) RETURNS internal LANGUAGE internal AS 'pg_rotate_logfile'; CREATE FUNCTION evil.ok(int) RETURNS int LANGUAGE sql IMMUTABLE SUPPORT evil.sup AS 'SELECT 1'`,
    query: 'SELECT evil.ok(a) FROM app.t',
  },
  {
    name: 'restrict estimator',
    setUp: `CREATE FUNCTION evil.rest(internal,oid,internal,int4) RETURNS float8 LANGUAGE internal AS 'pg_rotate_logfile'; CREATE FUNCTION evil.okeq(int,int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true'; CREATE OPERATOR evil.~~~~ (LEFTARG=int,RIGHTARG=int,FUNCTION=evil.okeq, RESTRICT=evil.rest)`,
    query: 'SELECT * FROM app.t WHERE a OPERATOR(evil.~~~~) 5',
  },
  {
    name: 'system operator fn opclass member',
    setUp: `CREATE FUNCTION evil.le(int,int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS 'BEGIN PERFORM set_config($$work_mem$$,$$99MB$$,false); RETURN $1 <= $2; END'; CREATE OPERATOR evil.<<<= (LEFTARG=int, RIGHTARG=int, FUNCTION=evil.le); CREATE OPERATOR evil.|< (LEFTARG=int, RIGHTARG=int, FUNCTION=int4lt); CREATE OPERATOR CLASS evil.ops3 FOR TYPE int USING btree AS OPERATOR 1 evil.|<, OPERATOR 2 evil.<<<=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(int,int); CREATE INDEX ON app.t (b) WHERE a OPERATOR(evil.|<) 50`,
    query: 'EXPLAIN SELECT * FROM app.t WHERE a OPERATOR(evil.|<) 10',
  },
  {
    name: 'remote estimate',
    setUp: `CREATE EXTENSION postgres_fdw; CREATE SERVER loop FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '/nowhere', use_remote_estimate 'true'); CREATE USER MAPPING FOR PUBLIC SERVER loop; CREATE FOREIGN TABLE app.ft (a int) SERVER loop`,
    query: 'EXPLAIN SELECT * FROM app.ft WHERE a = 1',
  },
  {
    name: 'window frame in_range',
    setUp: `CREATE TYPE evil.off AS ENUM ('1'); CREATE FUNCTION evil.inr(int,int,evil.off,bool,bool) RETURNS bool LANGUAGE plpgsql IMMUTABLE AS 'BEGIN PERFORM set_config($$work_mem$$,$$99MB$$,false); RETURN true; END'; ALTER OPERATOR FAMILY integer_ops USING btree ADD FUNCTION 3 (int4, evil.off) evil.inr(int,int,evil.off,bool,bool)`,
    query: `SELECT count(*) OVER (ORDER BY a RANGE BETWEEN '1'::evil.off PRECEDING AND CURRENT ROW) FROM app.t`,
    tearDown: 'ALTER OPERATOR FAMILY integer_ops USING btree DROP FUNCTION 3 (int4, evil.off)',
  },
  {
    name: 'xmltable column',
    query: `SELECT * FROM xmltable('/a/b' PASSING ('<a><b>1</b></a>'::xml) COLUMNS c evil.dom PATH '.')`,
  },
  {
    name: 'json_table column',
    query: `SELECT * FROM json_table('[1]'::jsonb, '$[*]' COLUMNS (c evil.dom PATH '$'))`,
    since: 17,
  },
  {
    name: 'json_value returning',
    query: `SELECT json_value('[1]'::jsonb, '$[0]' RETURNING evil.dom)`,
    since: 17,
  },
  {
    name: 'recordset',
    query: `SELECT * FROM json_to_recordset('[{"c":1}]') AS x(c evil.dom)`,
  },
  {
    name: 'row cast',
    query: 'SELECT ROW(1)::evil.d',
  },
  {
    name: 'default of a domain, planned',
    setUp: 'CREATE DOMAIN evil.late AS int DEFAULT evil.f(1); CREATE TABLE app.late (x evil.late, y int)',
    query: 'EXPLAIN INSERT INTO app.late (y) VALUES (1)',
  },
  { name: 'a function that doubles, nested', query: `SELECT length(${doubled(30)})` },
  { name: 'a function that repeats, nested', query: `SELECT length(app.much(app.much(app.much('x'))))` },
  { name: 'the same over a column', query: 'SELECT length(app.much(app.much(b))) FROM app.t' },
  { name: 'views over views', query: 'SELECT length(s) FROM app.larger' },
  { name: 'a view repeated', query: 'SELECT length(repeat(s, 100)) FROM app.large' },
  {
    name: 'jsonb_agg of much',
    query: 'SELECT length(jsonb_agg(w)::text) FROM app.wide w, generate_series(1, 100)',
  },
  { name: 'an array of much', query: 'SELECT cardinality(ARRAY(SELECT generate_series(1, 200000000)))' },
  {
    name: 'array_agg of long values',
    query: 'SELECT cardinality(array_agg(repeat(b, 10000))) FROM app.t, generate_series(1, 1000)',
  },
  { name: 'nested comments', query: `SELECT 1 ${'/*'.repeat(20_000)}${'*/'.repeat(20_000)}` },
];

function doubled(times: number): string {
  return times === 0 ? "'xy'" : `app.twice(${doubled(times - 1)})`;
}
