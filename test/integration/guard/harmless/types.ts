import { type HarmlessCase, harmless, varying } from '../harmless-case.ts';

/** Types and their functions, extensions, and what the server tells about itself. */
export const typeQueries: readonly HarmlessCase[] = [
  harmless(
    'JSON operators',
    "SELECT id, details -> 'colors' -> 0, details ->> 'size', details #> '{dims,w}', details #>> '{dims,h}' FROM sales.products WHERE details @> '{\"size\": 3}' AND details ? 'colors' ORDER BY id LIMIT 5",
  ),
  harmless(
    'jsonpath',
    "SELECT count(*) FROM sales.products WHERE details @? '$.dims ? (@.w > 50)' AND details @@ '$.size > 5' AND jsonb_path_exists(details, '$.colors[*] ? (@ == \"red\")')",
  ),
  harmless(
    'jsonb_path_query',
    "SELECT jsonb_path_query(details, '$.colors[*]') FROM sales.products WHERE id < 3 ORDER BY 1",
  ),
  harmless(
    'jsonb functions',
    "SELECT jsonb_set(details, '{size}', '99'), details - 'dims', details || '{\"a\": 1}', jsonb_typeof(details), jsonb_array_length(details -> 'colors'), jsonb_strip_nulls(details), jsonb_pretty(details) FROM sales.products ORDER BY id LIMIT 2",
  ),
  harmless(
    'jsonb to rows',
    "SELECT p.id, e.value FROM sales.products p, jsonb_array_elements_text(p.details -> 'colors') WITH ORDINALITY e(value, n) WHERE p.id < 4 ORDER BY 1, 2",
  ),
  harmless(
    'jsonb_each and jsonb_to_record',
    "SELECT e.key, e.value, r.size FROM sales.products p, jsonb_each(p.details -> 'dims') e, jsonb_to_record(p.details) AS r(size int) WHERE p.id = 5 ORDER BY 1",
  ),
  harmless(
    'jsonb_agg',
    "SELECT jsonb_agg(jsonb_build_object('id', id, 'q', quantity) ORDER BY id), jsonb_object_agg(id, quantity) FROM sales.orders WHERE id < 4",
  ),
  harmless('row_to_json and to_jsonb', 'SELECT row_to_json(s), to_jsonb(s) FROM sales.staff s ORDER BY id LIMIT 2'),
  harmless(
    'SQL/JSON',
    `SELECT json_value(details, '$.size' RETURNING int), json_query(details, '$.colors'), json_exists(details, '$.dims.w') FROM sales.products ORDER BY id LIMIT 3`,
    { since: 17 },
  ),
  harmless(
    'JSON_TABLE',
    `SELECT p.id, t.* FROM sales.products p, json_table(p.details, '$' COLUMNS (size int PATH '$.size', w int PATH '$.dims.w')) t WHERE p.id < 4 ORDER BY 1`,
    { since: 17 },
  ),
  harmless('IS JSON and JSON_OBJECT', `SELECT '{}' IS JSON, json_object('a': 1, 'b': 'x'), json_array(1, 2)`, {
    since: 16,
  }),
  harmless(
    'arrays',
    "SELECT tags, tags[1], tags || 'x'::text, array_length(tags, 1), array_position(tags, 't1'), array_to_string(tags, '-'), tags @> ARRAY['t1'], array_remove(tags, 't1') FROM sales.products ORDER BY id LIMIT 4",
  ),
  harmless(
    'unnest and array_agg',
    'SELECT t, array_agg(id ORDER BY id) FROM sales.products, unnest(tags) t WHERE id < 12 GROUP BY t ORDER BY t',
  ),
  harmless(
    'ARRAY of a subquery',
    'SELECT id, ARRAY(SELECT o.id FROM sales.orders o WHERE o.customer_id = c.id ORDER BY 1 LIMIT 3) FROM sales.customers c ORDER BY 1 LIMIT 4',
  ),
  harmless(
    'ranges',
    "SELECT id, lower(valid), upper(valid), valid @> date '2024-02-01', valid && daterange('2024-02-01', '2024-02-05'), valid * daterange('2024-02-01', '2024-02-05') FROM sales.products ORDER BY id LIMIT 5",
  ),
  harmless('multiranges', 'SELECT range_agg(valid) FROM sales.products WHERE id < 5', { since: 14 }),
  harmless(
    'full-text search',
    "SELECT id, ts_rank(words, q) FROM sales.products, to_tsquery('english', 'run & shoe') q WHERE words @@ q ORDER BY 2 DESC, 1 LIMIT 3",
  ),
  harmless(
    'ts_headline and websearch',
    "SELECT ts_headline('english', name, websearch_to_tsquery('english', 'running -boots')), plainto_tsquery('english', 'the shoes') FROM sales.products ORDER BY id LIMIT 2",
  ),
  harmless(
    'to_tsvector with its default',
    "SELECT to_tsvector('running shoes'), setweight(to_tsvector('simple', 'a b'), 'A')",
  ),
  harmless(
    'trigrams',
    "SELECT name, similarity(name, 'custmer 12') FROM sales.customers WHERE name % 'Customer 12' ORDER BY 2 DESC, 1 LIMIT 5",
  ),
  harmless(
    'the distance of trigrams',
    "SELECT name FROM sales.customers ORDER BY name <-> 'Customer 77', name LIMIT 3",
  ),
  harmless('citext behind a domain', "SELECT id FROM sales.customers WHERE mail = 'C5@EXAMPLE.ORG'::citext"),
  harmless(
    'hstore',
    "SELECT labels -> 'level', labels ? 'level', labels @> 'level=>1', akeys(labels) FROM sales.customers ORDER BY id LIMIT 3",
  ),
  harmless('ltree', "SELECT count(*) FROM sales.products WHERE path <@ 'top.c1' AND nlevel(path) = 3"),
  harmless(
    'unaccent and fuzzy matches',
    "SELECT unaccent('Hôtel'), levenshtein('kitten', 'sitting'), soundex('Robert'), metaphone('Thompson', 6)",
  ),
  harmless(
    'hashes',
    "SELECT md5('x'), encode(sha256('x'::bytea), 'hex'), encode(digest('x', 'sha1'), 'hex'), hashtext('x') IS NOT NULL",
  ),
  harmless('distances on the earth', 'SELECT round(earth_distance(ll_to_earth(52, 13), ll_to_earth(48, 2))::numeric)'),
  harmless(
    'crosstab written by hand',
    'SELECT customer_id, max(total) FILTER (WHERE quantity = 1) AS one, max(total) FILTER (WHERE quantity = 2) AS two FROM sales.orders GROUP BY 1 ORDER BY 1 LIMIT 4',
  ),
  harmless(
    'enums',
    "SELECT state, enum_range(NULL::sales.state), state < 'sent', count(*) FROM sales.orders GROUP BY state ORDER BY state",
  ),
  harmless(
    'domains',
    "SELECT 15::sales.percentage, discount, 'a@b'::sales.email FROM sales.customers ORDER BY id LIMIT 3",
  ),
  harmless('uuid', "SELECT token FROM sales.orders WHERE token = 'c4ca4238a0b923820dcc509a6f75849b'::uuid"),
  varying('new uuids', 'SELECT gen_random_uuid(), uuid_generate_v4()'),
  harmless(
    'money',
    'SELECT sum(price), max(price) * 2, price::numeric FROM sales.products GROUP BY price ORDER BY price LIMIT 3',
  ),
  harmless(
    'bytea',
    "SELECT payload, encode(payload, 'base64'), length(payload), substring(payload FROM 1 FOR 2), get_byte(payload, 0) FROM sales.orders ORDER BY id LIMIT 3",
  ),
  harmless(
    'bits',
    "SELECT flags, flags & B'00001111', ~flags, quantity & 3, quantity | 8, quantity << 2, quantity # 5 FROM sales.orders ORDER BY id LIMIT 4",
  ),
  harmless(
    'network addresses',
    "SELECT address, host(address), masklen(address), address << '10.0.1.0/24' FROM sales.orders ORDER BY id LIMIT 4",
  ),
  harmless(
    'geometry',
    'SELECT id, position <-> point(0, 0), box(point(0, 0), position) @> point(1, 1), circle(position, 2) FROM sales.customers ORDER BY id LIMIT 3',
  ),
  harmless(
    'XML',
    "SELECT xmlelement(name person, xmlattributes(id AS id), xmlforest(name)), xpath('/a/b/text()', '<a><b>1</b></a>') FROM sales.staff ORDER BY id LIMIT 2",
  ),
  harmless(
    'XMLTABLE',
    "SELECT x.* FROM xmltable('/r/i' PASSING xmlparse(DOCUMENT '<r><i k=\"1\">a</i><i k=\"2\">b</i></r>') COLUMNS k int PATH '@k', v text PATH '.') x",
  ),
  harmless(
    'dates and intervals',
    "SELECT date '2024-02-29' + interval '1 year', age(timestamp '2024-05-01', timestamp '2020-02-29'), extract(isodow FROM date '2024-03-03'), date_part('week', date '2024-12-30'), to_char(timestamp '2024-01-02 03:04:05', 'Dy DD Mon YYYY HH24:MI'), make_interval(days => 3), justify_hours(interval '50 hours')",
  ),
  harmless(
    'time zones',
    "SELECT placed AT TIME ZONE 'Europe/Rome', timezone('UTC', placed), date_trunc('week', placed) FROM sales.orders ORDER BY id LIMIT 4",
  ),
  harmless(
    'OVERLAPS and buckets',
    "SELECT (date '2024-01-01', interval '10 days') OVERLAPS (date '2024-01-05', date '2024-02-01'), width_bucket(35, 0, 100, 10), to_date('03/2024', 'MM/YYYY')",
  ),
  harmless(
    'date_bin',
    "SELECT date_bin('6 hours', at, timestamp '2024-01-01'), count(*) FROM sales.events GROUP BY 1 ORDER BY 1 LIMIT 5",
    { since: 14 },
  ),
  harmless(
    'strings',
    "SELECT upper(name), initcap(name), left(name, 3), reverse(name), repeat('=', 10), lpad(id::text, 6, '0'), trim(both 'C' from name), split_part(name, ' ', 2), position('o' in name), overlay(name placing 'xx' from 2), format('%s-%I-%L', id, name, name), concat_ws('/', id, name), translate(name, 'ou', '01'), ascii(name), substring(name FROM 'm.*$') FROM sales.customers ORDER BY id LIMIT 2",
  ),
  harmless(
    'regular expressions',
    "SELECT regexp_replace(name, '(\\d)', '<\\1>', 'g'), regexp_match(name, '\\d+'), regexp_split_to_array('a,b;c', '[,;]'), name ~* 'CUSTOMER' FROM sales.customers ORDER BY id LIMIT 3",
  ),
  harmless('rows of regular expressions', "SELECT m[1] FROM regexp_matches('a1b22c333', '\\d+', 'g') m"),
  harmless(
    'string_agg',
    "SELECT (home).city, string_agg(name, ', ' ORDER BY id) FROM sales.customers WHERE id < 10 GROUP BY 1 ORDER BY 1",
  ),
  harmless(
    'a bar of characters',
    "SELECT state, repeat('#', (count(*) / 50)::int) FROM sales.orders GROUP BY state ORDER BY state",
  ),
  harmless(
    'numbers',
    'SELECT round(2.567, 1), trunc(2.9), mod(17, 5), power(2, 10), sqrt(2), ln(2.0::float8), div(17, 5), gcd(12, 18), factorial(5), 7 / 2, 7 / 2.0, 10 % 3, @ -5, |/ 16, 2 ^ 5, sign(-3), ceil(1.2), 1e3::int',
  ),
  harmless(
    'casts',
    "SELECT '12'::int, 12::text, '1.5'::numeric(5, 2), CAST('2024-01-01' AS date), '{1,2}'::int[], 't'::boolean, 65::\"char\" IS NOT NULL, '1 day'::interval, int '7', 3.7::int",
  ),
  harmless('series', 'SELECT generate_series(1, 5), generate_series(10, 2, -4)'),
  harmless('series with ordinality', 'SELECT * FROM generate_series(1.0, 2.0, 0.25) WITH ORDINALITY AS s(v, n)'),
  harmless('ROWS FROM', "SELECT * FROM ROWS FROM (generate_series(1, 3), unnest(ARRAY['a', 'b'])) AS t(n, v)"),
  varying('random', 'SELECT random(), (random() * 6)::int + 1, id FROM sales.staff ORDER BY random() LIMIT 3'),
  varying(
    'now',
    "SELECT now(), current_date, localtime, clock_timestamp(), statement_timestamp(), now() - interval '1 day' < current_timestamp",
  ),
  harmless(
    'who and where',
    "SELECT current_database(), current_schema(), current_setting('server_version_num')::int > 100000, session_user = current_user",
  ),
  varying('version', "SELECT version(), pg_postmaster_start_time(), current_setting('work_mem'), pg_backend_pid()"),
  harmless('SHOW', 'SHOW server_version'),
  varying('SHOW ALL', 'SHOW ALL'),
  varying('EXPLAIN', 'EXPLAIN (FORMAT JSON, VERBOSE) SELECT * FROM sales.orders WHERE customer_id = 5 ORDER BY placed'),
  varying(
    'EXPLAIN ANALYZE of a SELECT',
    'EXPLAIN (ANALYZE, BUFFERS) SELECT c.name, sum(o.total) FROM sales.customers c JOIN sales.orders o ON o.customer_id = c.id GROUP BY 1',
  ),
  varying('EXPLAIN of an UPDATE', "EXPLAIN UPDATE sales.orders SET state = 'sent' WHERE id = 5"),
  varying(
    'activity',
    'SELECT pid, state, wait_event, left(query, 20), now() - query_start FROM pg_stat_activity WHERE state IS NOT NULL ORDER BY 1',
  ),
  varying('blocked by whom', 'SELECT pid, pg_blocking_pids(pid) FROM pg_stat_activity'),
  varying('locks', 'SELECT l.mode, l.granted, c.relname FROM pg_locks l LEFT JOIN pg_class c ON c.oid = l.relation'),
  varying(
    'table counters',
    'SELECT relname, n_live_tup, seq_scan, last_vacuum FROM pg_stat_user_tables ORDER BY n_live_tup DESC',
  ),
  varying(
    'hit ratio',
    'SELECT datname, round(blks_hit * 100.0 / NULLIF(blks_hit + blks_read, 0), 1) FROM pg_stat_database WHERE datname = current_database()',
  ),
  harmless('indexes', "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'sales' ORDER BY 1"),
  harmless(
    'columns by information_schema',
    "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns WHERE table_schema = 'sales' ORDER BY 1, ordinal_position",
  ),
  harmless(
    'keys by information_schema',
    "SELECT constraint_name, constraint_type FROM information_schema.table_constraints WHERE table_schema = 'sales' AND constraint_type <> 'CHECK' ORDER BY 1",
  ),
  harmless(
    'sizes',
    "SELECT relname, pg_size_pretty(pg_total_relation_size(oid)), pg_relation_size(oid) > 0 FROM pg_class WHERE relnamespace = 'sales'::regnamespace AND relkind = 'r' ORDER BY pg_table_size(oid) DESC, relname",
  ),
  varying('the size of the database', 'SELECT pg_size_pretty(pg_database_size(current_database()))'),
  harmless(
    'definitions',
    "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'sales'::regnamespace AND contype = 'f' ORDER BY 1",
  ),
  harmless(
    'the text of a view',
    "SELECT pg_get_viewdef('sales.daily'::regclass, true), to_regclass('sales.nothing') IS NULL",
  ),
  harmless(
    'functions',
    "SELECT proname, pg_get_function_arguments(oid), format_type(prorettype, NULL) FROM pg_proc WHERE pronamespace = 'sales'::regnamespace ORDER BY 1",
  ),
  harmless(
    'columns of a table',
    "SELECT attname, format_type(atttypid, atttypmod), pg_get_expr(d.adbin, d.adrelid) FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum WHERE attrelid = 'sales.products'::regclass AND attnum > 0 ORDER BY attnum",
  ),
  harmless(
    'comments and rights',
    "SELECT obj_description('sales.orders'::regclass), col_description('sales.orders'::regclass, 1), has_table_privilege('sales.orders', 'SELECT')",
  ),
  varying(
    'statistics of columns',
    "SELECT tablename, attname, n_distinct, null_frac FROM pg_stats WHERE schemaname = 'sales' ORDER BY 1, 2",
  ),
  varying('sequences', 'SELECT schemaname, sequencename, last_value FROM pg_sequences'),
  varying(
    'settings',
    "SELECT name, setting, unit FROM pg_settings WHERE name IN ('work_mem', 'shared_buffers') ORDER BY 1",
  ),
];
