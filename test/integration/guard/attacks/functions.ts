import { type AttackCase, attackClass } from '../attack-case.ts';
import { brightPath, shadowedPath } from '../hostile/relations.ts';

const places = attackClass('places of a function');
const kinds = attackClass('kinds of functions');
const inText = attackClass('SQL in text');
const attribute = attackClass('attribute notation');
const shadow = attackClass('names before pg_catalog', { setUp: [shadowedPath], tearDown: [brightPath] });
const aggregate = attackClass('aggregates and windows');

export const functionAttacks: readonly AttackCase[] = [
  places.seen('in the select list', 'SELECT evil.fn(1)'),
  places.seen('in FROM', 'SELECT * FROM evil.rows_of(1)'),
  places.seen(
    'in ROWS FROM',
    'SELECT * FROM ROWS FROM (generate_series(1, 2), evil.rows_of(1)) WITH ORDINALITY AS t(a, b, c)',
  ),
  places.seen('in VALUES', 'VALUES (1), (evil.fn(2))'),
  places.seen('in LATERAL', 'SELECT * FROM shop.customers c, LATERAL (SELECT evil.fn(c.id)) l LIMIT 1'),
  places.seen('in WHERE', 'SELECT 1 FROM shop.customers WHERE evil.fn(id) = 1'),
  places.seen('in HAVING', 'SELECT customer FROM shop.orders GROUP BY customer HAVING evil.fn(count(*)::int) > 0'),
  places.seen('in FILTER', 'SELECT count(*) FILTER (WHERE evil.fn(id) > 0) FROM shop.customers'),
  places.seen('in ON', 'SELECT 1 FROM shop.customers a JOIN shop.customers b ON evil.fn(a.id) = b.id LIMIT 1'),
  places.seen('in ORDER BY', 'SELECT id FROM shop.customers ORDER BY evil.fn(id)'),
  places.seen('in ORDER BY of an aggregate', 'SELECT array_agg(id ORDER BY evil.fn(id)) FROM shop.customers'),
  places.seen('in GROUP BY', 'SELECT count(*) FROM shop.customers GROUP BY CUBE (evil.fn(id), name)'),
  places.seen('in DISTINCT ON', 'SELECT DISTINCT ON (evil.fn(id)) id FROM shop.customers'),
  places.seen('in LIMIT', 'SELECT id FROM shop.customers LIMIT evil.fn(1)'),
  places.seen('in OFFSET', 'SELECT id FROM shop.customers OFFSET evil.fn(1)'),
  places.seen('in FETCH FIRST', 'SELECT id FROM shop.customers FETCH FIRST (evil.fn(1)) ROWS ONLY'),
  places.seen('in TABLESAMPLE', 'SELECT count(*) FROM shop.orders TABLESAMPLE bernoulli (evil.fn(10))'),
  places.seen('in REPEATABLE', 'SELECT count(*) FROM shop.orders TABLESAMPLE system (10) REPEATABLE (evil.fn(3))'),
  places.seen('in a window frame', 'SELECT sum(id) OVER (ORDER BY id ROWS evil.fn(1) PRECEDING) FROM shop.customers'),
  places.seen('in a named window', 'SELECT sum(id) OVER w FROM shop.customers WINDOW w AS (PARTITION BY evil.fn(id))'),
  places.seen('in CASE', 'SELECT CASE WHEN id > 0 THEN evil.fn(id) END FROM shop.customers LIMIT 1'),
  places.seen('in COALESCE', 'SELECT COALESCE(NULL, evil.fn(1))'),
  places.seen('in an array', 'SELECT ARRAY[1, evil.fn(2)]'),
  places.seen('in a subscript', "SELECT ('{1,2,3}'::int[])[evil.fn(1):2]"),
  places.seen('in a row', 'SELECT ROW(1, evil.fn(2))'),
  places.seen('in IN', 'SELECT 1 IN (5, evil.fn(1))'),
  places.seen('in ARRAY(SELECT)', 'SELECT ARRAY(SELECT evil.fn(1))'),
  places.seen(
    'in a subquery of a subquery',
    'SELECT (SELECT max(x) FROM (SELECT evil.fn(id) AS x FROM shop.customers) s)',
  ),
  places.seen('in the last arm of UNION', 'SELECT 1 UNION ALL SELECT 2 UNION ALL (SELECT evil.fn(3) LIMIT 1)'),
  places.seen(
    'in a recursion',
    'WITH RECURSIVE r(n) AS (VALUES (1) UNION ALL SELECT evil.fn(n) + 1 FROM r WHERE n < 3) SELECT * FROM r',
  ),
  places.seen('in GROUPING SETS over nothing', 'SELECT evil.fn(1) GROUP BY ()'),
  places.seen('in XMLELEMENT', 'SELECT xmlelement(name a, xmlattributes(evil.fn(1) AS b))'),
  places.seen(
    'in XMLTABLE',
    "SELECT * FROM xmltable('/a' PASSING ('<a/>'::xml) COLUMNS b int PATH 'b' DEFAULT evil.fn(1))",
  ),
  places.seen('in JSON_VALUE', "SELECT json_value('{}'::jsonb, '$.a' RETURNING int DEFAULT evil.fn(1) ON EMPTY)", {
    since: 17,
  }),
  places.seen(
    'in JSON_TABLE',
    "SELECT * FROM json_table('[{}]'::jsonb, '$[*]' COLUMNS (a int PATH '$.a' DEFAULT evil.fn(2) ON EMPTY)) t",
    { since: 17 },
  ),
  places.seen('in JSON_OBJECT', "SELECT json_object('a' VALUE evil.fn(1))", { since: 16 }),
  places.seen('in PASSING', "SELECT json_exists('{}'::jsonb, '$.a ? (@ > $x)' PASSING evil.fn(1) AS x)", { since: 17 }),
  places.seen('in BETWEEN', 'SELECT 2 BETWEEN SYMMETRIC 1 AND evil.fn(3)'),
  places.seen('in AT TIME ZONE', "SELECT now() AT TIME ZONE (CASE WHEN evil.fn(1) = 1 THEN 'UTC' END)"),
  places.seen('in GREATEST', 'SELECT GREATEST(1, evil.fn(2))'),
  places.seen(
    'in a SEARCH clause',
    'WITH RECURSIVE r(n) AS (SELECT evil.fn(1) UNION ALL SELECT n + 1 FROM r WHERE n < 2) SEARCH DEPTH FIRST BY n SET o SELECT * FROM r',
    { since: 14 },
  ),

  kinds.seen('plpgsql marked IMMUTABLE', 'SELECT evil.imm(1)'),
  kinds.seen('SQL that calls it', 'SELECT evil.sql_fn(1)'),
  kinds.seen('SQL marked STABLE', 'SELECT evil.sql_stable(1)'),
  kinds.seen('SQL over SQL over plpgsql', 'SELECT evil.sql_deeper(1)'),
  kinds.seen('SQL that writes', 'SELECT evil.sql_write()'),
  kinds.seen('SQL that writes in its second statement', 'SELECT evil.sql_many()'),
  kinds.seen('SQL that runs text', 'SELECT evil.sql_text()'),
  kinds.seen('SQL that reads a view', 'SELECT evil.sql_over_view()'),
  kinds.seen('SQL that uses an operator', 'SELECT evil.sql_operator(1)'),
  kinds.seen('SQL that returns a table', 'SELECT x, y FROM evil.table_of(1)'),
  kinds.seen('BEGIN ATOMIC', 'SELECT evil.atomic(1)', { since: 14 }),
  kinds.seen('BEGIN ATOMIC that writes', 'SELECT evil.atomic_write()', { since: 14 }),
  kinds.seen('RETURN', 'SELECT evil.atomic_return(1)', { since: 14 }),
  kinds.seen('plpgsql with EXECUTE', "SELECT evil.dynamic('INSERT INTO shop.journal VALUES (1)')"),
  kinds.seen('with its own settings', 'SELECT evil.with_setting()'),
  kinds.seen('SECURITY DEFINER', 'SELECT evil.definer_marks(1)'),
  kinds.seen('VARIADIC', 'SELECT evil.many(1, 2, 3)'),
  kinds.seen('VARIADIC with an array', 'SELECT evil.many(VARIADIC ARRAY[1])'),
  kinds.seen('polymorphic, by the type of a constant', "SELECT evil.poly('x'::text)"),
  kinds.seen('polymorphic, by a number that is no int', 'SELECT evil.poly(1.5)'),
  kinds.seen('the overload for unknown text', "SELECT evil.choose('1')"),
  kinds.seen('the overload for NULL', 'SELECT evil.choose(NULL)'),
  kinds.seen('the overload for name', 'SELECT evil.choose(current_user)'),
  kinds.seen('the overload for a parameter', 'SELECT evil.choose($1)', { parameters: { '1': '1' }, control: false }),
  kinds.seen('a default argument', 'SELECT evil.defaulted(1)'),
  kinds.seen('a default argument, by name', 'SELECT evil.named(first => 3)'),
  kinds.seen('an argument by name', 'SELECT evil.fn(a := 1)'),
  kinds.seen('OUT parameters', 'SELECT (evil.out_of(1)).*'),
  kinds.seen('a built-in one under an innocent name', "SELECT evil.to_words('application_name', 'owned', false)"),
  kinds.seen(
    'a C function under an innocent name',
    "SELECT evil.length_of('@url@', 'INSERT INTO shop.journal VALUES (''from C'')')",
    { as: ['administrator'] },
  ),

  inText.seen('query_to_xml', "SELECT query_to_xml('SELECT evil.fn(1)', true, true, '')"),
  inText.possible('query_to_xml that only reads', "SELECT query_to_xml('SELECT 1', true, true, '')"),
  inText.seen(
    'query_to_xml built of pieces',
    "SELECT query_to_xml(format('SEL%s %I.%I(1)', 'ECT', 'evil', 'fn'), true, true, '')",
  ),
  inText.seen('query_to_xmlschema', "SELECT query_to_xmlschema('SELECT evil.imm(1)', true, true, '')"),
  inText.seen(
    'query_to_xml_and_xmlschema in FROM',
    "SELECT * FROM query_to_xml_and_xmlschema('SELECT evil.fn(1)', true, true, '') x",
  ),
  inText.seen('table_to_xml of a view', "SELECT table_to_xml('evil.v1', true, true, '')"),
  inText.possible('schema_to_xml', "SELECT schema_to_xml('vault', true, true, '')", {
    leaks: 'canary-of-the-vault',
    as: ['administrator'],
  }),
  inText.seen('database_to_xml', "SELECT length(database_to_xml(true, true, '')::text)", {
    as: ['administrator'],
    control: false,
  }),
  inText.possible('cursor_to_xml', "SELECT cursor_to_xml('c', 1, true, true, '')", { control: false }),
  inText.seen('ts_stat', "SELECT * FROM ts_stat('SELECT to_tsvector(evil.fn(1)::text)')"),
  inText.seen('ts_rewrite', "SELECT ts_rewrite('a'::tsquery, 'SELECT ''a''::tsquery, (evil.fn(1)::text)::tsquery')"),
  inText.seen('dblink', "SELECT * FROM public.dblink('@url@', 'SELECT evil.fn(1)') AS t(a int)", {
    as: ['administrator'],
  }),
  inText.seen('dblink_exec', "SELECT public.dblink_exec('@url@', 'INSERT INTO shop.journal VALUES (''dblink'')')", {
    as: ['administrator'],
  }),
  inText.possible('dblink_connect', "SELECT public.dblink_connect_u('kept', '@url@')"),
  inText.seen(
    'crosstab',
    "SELECT * FROM public.crosstab('SELECT evil.fn(1)::text, ''a''::text, ''b''::text') AS t(a text, b text)",
  ),
  inText.seen('crosstab2', "SELECT * FROM public.crosstab2('SELECT evil.fn(1)::text, ''a''::text, ''b''::text')"),
  inText.seen(
    'connectby',
    "SELECT * FROM public.connectby('(SELECT 1 AS k, evil.fn(2) AS p) x', 'k', 'p', '2', 0) AS t(k int, p int, l int)",
  ),
  inText.seen(
    'xpath_table',
    "SELECT * FROM public.xpath_table('id', 'name', '(SELECT evil.fn(1) AS id, ''<a/>''::text AS name) x', '/a', 'true') AS t(id int, a text)",
  ),
  inText.seen('in a parameter', "SELECT query_to_xml($1, true, true, '')", {
    parameters: { '1': 'SELECT evil.fn(1)' },
    control: false,
  }),

  attribute.seen('(t).function', 'SELECT (o).order_note FROM shop.orders o LIMIT 1'),
  attribute.seen('t.function', 'SELECT o.order_note FROM shop.orders o LIMIT 1'),
  attribute.seen('t.function in WHERE', 'SELECT 1 FROM shop.orders o WHERE o.order_note IS NOT NULL LIMIT 1'),
  attribute.seen('a function of a whole row', 'SELECT evil.order_note(o) FROM shop.orders o LIMIT 1'),
  attribute.seen('an attribute of what a function returns', 'SELECT (evil.out_of(1)).x'),
  attribute.possible(
    'a built-in function as an attribute',
    'SELECT (x).pg_advisory_lock FROM (SELECT 5::bigint) AS x(x)',
    { control: false },
  ),

  shadow.seen('a function', 'SELECT upper(name) FROM shop.customers LIMIT 1'),
  shadow.seen('an operator', "SELECT name || 'x'::text FROM shop.customers LIMIT 1"),
  shadow.seen('LIKE', "SELECT 1 FROM shop.customers WHERE name LIKE 'C%'::text LIMIT 1"),
  shadow.seen('a type', "SELECT '7'::int4"),
  shadow.seen('a system view', 'SELECT * FROM pg_stat_archiver'),
  shadow.seen('equality of names', "SELECT count(*) FROM pg_catalog.pg_class WHERE relname = 'orders'::name"),
  shadow.seen('equality in IN', "SELECT count(*) FROM pg_catalog.pg_class WHERE relname IN ('a'::name, 'b'::name)"),
  shadow.seen('equality in CASE', "SELECT CASE relname WHEN 'a'::name THEN 1 END FROM pg_catalog.pg_class"),
  shadow.seen('equality in NULLIF', "SELECT NULLIF(relname, 'a'::name) FROM pg_catalog.pg_class"),
  shadow.seen(
    'equality in USING',
    'SELECT count(*) FROM (SELECT relname FROM pg_catalog.pg_class) a JOIN (SELECT relname FROM pg_catalog.pg_class) b USING (relname)',
  ),
  shadow.seen('equality in IS DISTINCT FROM', "SELECT relname IS DISTINCT FROM 'a'::name FROM pg_catalog.pg_class"),
  shadow.seen('equality in ANY', "SELECT count(*) FROM pg_catalog.pg_class WHERE relname = ANY (ARRAY['a'::name])"),
  shadow.seen(
    'a LIKE with ESCAPE',
    "SELECT 1 FROM shop.customers WHERE name LIKE 'C!_' ESCAPE '!' OR name LIKE 'Cu%'::text LIMIT 1",
  ),

  aggregate.seen('a transition function', 'SELECT evil.total(id) FROM shop.customers'),
  aggregate.seen('a final function', 'SELECT evil.final(id) FROM shop.customers'),
  aggregate.seen('over a window', 'SELECT evil.total(id) OVER (ORDER BY id) FROM shop.customers'),
  aggregate.seen(
    'a moving transition function',
    'SELECT evil.moving(id) OVER (ORDER BY id ROWS 1 PRECEDING) FROM shop.customers',
  ),
  aggregate.seen('WITHIN GROUP', 'SELECT evil.ordered() WITHIN GROUP (ORDER BY id) FROM shop.customers'),
  aggregate.seen('DISTINCT in it', 'SELECT count(DISTINCT c) FROM shop.purse'),
];
