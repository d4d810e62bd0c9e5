import { type AttackCase, attackClass } from '../attack-case.ts';

const operators = attackClass('operators');
const ordering = attackClass('operator classes of types');
const domains = attackClass('domains');
const casts = attackClass('casts');

export const typeAttacks: readonly AttackCase[] = [
  operators.seen('infix', 'SELECT 1 OPERATOR(evil.===) 2'),
  operators.seen('prefix', 'SELECT OPERATOR(evil.@@@) 2'),
  operators.seen('with ANY', 'SELECT 1 OPERATOR(evil.===) ANY (ARRAY[1, 2])'),
  operators.seen('with ALL of a subquery', 'SELECT 1 OPERATOR(evil.===) ALL (SELECT id FROM shop.customers)'),
  operators.seen('in a filter over many rows', 'SELECT count(*) FROM shop.orders WHERE id OPERATOR(evil.===) customer'),
  operators.seen('in the estimate of a plan', 'EXPLAIN SELECT * FROM shop.orders WHERE id OPERATOR(evil.===) 3', {
    control: false,
  }),
  operators.seen('by a path with two schemas', 'SELECT 5 OPERATOR(postgres.evil.===) 5', { control: false }),
  operators.seen('beneath a view', 'SELECT * FROM evil.compared'),

  ordering.seen('ORDER BY', 'SELECT id FROM shop.purse ORDER BY c'),
  ordering.seen('ORDER BY USING', 'SELECT id FROM shop.purse ORDER BY c USING OPERATOR(evil.<)'),
  ordering.seen('DISTINCT', 'SELECT DISTINCT c FROM shop.purse'),
  ordering.seen('GROUP BY', 'SELECT c, count(*) FROM shop.purse GROUP BY c'),
  ordering.seen('UNION', 'SELECT c FROM shop.purse UNION SELECT c FROM shop.purse'),
  ordering.seen('EXCEPT', 'SELECT c FROM shop.purse EXCEPT SELECT c FROM shop.purse WHERE id = 1'),
  ordering.seen('GREATEST', 'SELECT GREATEST(c, ROW(3)::evil.coin) FROM shop.purse'),
  ordering.seen(
    'rows compared',
    'SELECT count(*) FROM (SELECT c, id FROM shop.purse) a JOIN (SELECT c, id FROM shop.purse) b ON a < b',
  ),
  ordering.seen('whole rows compared', 'SELECT count(*) FROM shop.purse a JOIN shop.purse b ON a = b'),
  ordering.seen('whole rows sorted', 'SELECT r FROM (SELECT c, id FROM shop.purse) r ORDER BY r'),
  ordering.seen('arrays compared', 'SELECT ARRAY[c] < ARRAY[ROW(3)::evil.coin] FROM shop.purse'),
  ordering.seen('array_position', 'SELECT array_position(array_agg(c), ROW(3)::evil.coin) FROM shop.purse', {
    control: false,
  }),
  ordering.seen('count(DISTINCT)', 'SELECT count(DISTINCT c) FROM shop.purse'),
  ordering.seen('a window', 'SELECT rank() OVER (PARTITION BY id % 2 ORDER BY c) FROM shop.purse'),
  ordering.seen('percentile_disc', 'SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY c) FROM shop.purse'),
  ordering.seen('mode', 'SELECT mode() WITHIN GROUP (ORDER BY c) FROM shop.purse'),
  ordering.seen('width_bucket', 'SELECT width_bucket(c, ARRAY[ROW(1)::evil.coin, ROW(5)::evil.coin]) FROM shop.purse'),
  ordering.seen('a range of them', 'SELECT evil.coin_range(ROW(1), ROW(3))'),
  ordering.seen('a range in text', `SELECT '["(1)","(3)"]'::evil.coin_range`),
  ordering.seen('behind a view', 'SELECT id FROM evil.sorted'),
  ordering.seen('an index with an own comparison', 'SELECT a FROM shop.trap_ordered WHERE a = 7::smallint'),
  ordering.seen(
    'in a recursive UNION',
    'WITH RECURSIVE r AS (SELECT c FROM shop.purse UNION SELECT c FROM r) SELECT * FROM r',
  ),

  domains.seen('a cast', 'SELECT 1::evil.checked'),
  domains.seen('a cast of text', "SELECT CAST('1' AS evil.checked)"),
  domains.seen('a typed literal', "SELECT evil.checked '1'"),
  domains.seen('a domain over a domain', 'SELECT 1::evil.checked_twice'),
  domains.seen('an array of it', "SELECT '{1,2}'::evil.checked[]"),
  domains.seen('a row with it', "SELECT '(1,x)'::evil.boxed"),
  domains.seen('ROW cast to it', "SELECT ROW(1, 'x')::evil.boxed"),
  domains.seen('an array of rows with it', `SELECT '{"(1,x)"}'::evil.boxed[]`),
  domains.seen('an argument', 'SELECT evil.takes_domain(1)'),
  domains.seen('a result', 'SELECT evil.gives_domain(1)'),
  domains.seen('json_to_record', `SELECT * FROM json_to_record('{"d":1}') AS x(d evil.checked)`),
  domains.seen(
    'jsonb_to_recordset',
    `SELECT * FROM jsonb_to_recordset('[{"d":1}]') AS x(d evil.boxed, e evil.checked)`,
    {
      control: false,
    },
  ),
  domains.seen('jsonb_populate_record', `SELECT * FROM jsonb_populate_record(NULL::evil.boxed, '{"d":1}')`),
  domains.seen('json_populate_recordset', `SELECT * FROM json_populate_recordset(NULL::evil.boxed, '[{"d":1}]')`),
  domains.seen('hstore populate_record', `SELECT public.populate_record(NULL::evil.boxed, 'd=>1')`),
  domains.seen('the operator of hstore', `SELECT NULL::evil.boxed OPERATOR(public.#=) 'd=>1'::public.hstore`),
  domains.seen(
    'XMLTABLE',
    "SELECT * FROM xmltable('/a' PASSING ('<a><b>1</b></a>'::xml) COLUMNS b evil.checked PATH 'b')",
  ),
  domains.seen(
    'JSON_TABLE',
    `SELECT * FROM json_table('[{"d":1}]'::jsonb, '$[*]' COLUMNS (d evil.checked PATH '$.d')) t`,
    { since: 17 },
  ),
  domains.seen('JSON_VALUE RETURNING', `SELECT json_value('{"d":1}'::jsonb, '$.d' RETURNING evil.checked)`, {
    since: 17,
  }),
  domains.seen('a column definition of a record', `SELECT * FROM jsonb_to_record('{"d":[1]}') AS x(d evil.checked[])`),
  domains.seen('a parameter', 'SELECT $1::evil.checked', { parameters: { '1': '5' }, control: false }),

  casts.seen('explicit', 'SELECT 1::evil.weight'),
  casts.seen('implicit in arithmetic', 'SELECT w + 1 FROM shop.scales'),
  casts.seen('implicit in an argument', 'SELECT abs(w) FROM shop.scales', { control: false }),
  casts.seen('implicit in IN', 'SELECT 5 IN (w, 7) FROM shop.scales'),
  casts.seen('implicit in FROM', 'SELECT g FROM shop.scales, generate_series(w, 7) g'),
  casts.seen('implicit in a SQL function', 'SELECT evil.choose(w) FROM shop.scales'),
  casts.seen('implicit in a subscript', "SELECT ('{1,2,3,4,5}'::int[])[w] FROM shop.scales"),
  casts.seen('of arrays', 'SELECT ARRAY[1, 2]::evil.weight[]'),
  casts.seen('of a built-in type to another', 'SELECT name::macaddr FROM shop.customers LIMIT 1'),
  casts.seen('behind a view', 'SELECT * FROM evil.cast_mac'),
];
