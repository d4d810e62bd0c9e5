import { type HarmlessCase, harmless } from '../harmless-case.ts';

const orders = 'sales.orders';

/** What analysts write all day. */
export const analystQueries: readonly HarmlessCase[] = [
  harmless(
    'percentiles',
    `SELECT state, percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY total::float8), percentile_disc(0.9) WITHIN GROUP (ORDER BY quantity) FROM ${orders} GROUP BY state ORDER BY state`,
  ),
  harmless(
    'mode and spread',
    `SELECT mode() WITHIN GROUP (ORDER BY quantity), round(stddev_samp(total), 3), round(variance(total), 3), round(corr(quantity, total)::numeric, 6) FROM ${orders}`,
  ),
  harmless(
    'several WITHs',
    `WITH big AS (SELECT * FROM ${orders} WHERE total > 100), per AS (SELECT customer_id, count(*) AS n FROM big GROUP BY 1) SELECT n, count(*) FROM per GROUP BY n ORDER BY n`,
  ),
  harmless(
    'a materialized WITH',
    `WITH x AS MATERIALIZED (SELECT id, total FROM ${orders}), y AS NOT MATERIALIZED (SELECT * FROM x WHERE total > 50) SELECT count(*), max(id) FROM y`,
  ),
  harmless(
    'recursion over a tree',
    `WITH RECURSIVE t(id, depth) AS (SELECT id, 0 FROM sales.staff WHERE boss IS NULL UNION ALL SELECT s.id, depth + 1 FROM sales.staff s JOIN t ON s.boss = t.id) SELECT depth, count(*) FROM t GROUP BY depth ORDER BY depth`,
  ),
  harmless(
    'recursion over numbers',
    'WITH RECURSIVE f(a, b) AS (VALUES (0, 1) UNION ALL SELECT b, a + b FROM f WHERE b < 1000) SELECT a FROM f ORDER BY a',
  ),
  harmless(
    'SEARCH and CYCLE',
    'WITH RECURSIVE t(id, boss) AS (SELECT id, boss FROM sales.staff WHERE id = 1 UNION ALL SELECT s.id, s.boss FROM sales.staff s JOIN t ON s.boss = t.id) SEARCH BREADTH FIRST BY id SET o CYCLE id SET again USING path SELECT id FROM t ORDER BY o',
    { since: 14 },
  ),
  harmless(
    'window functions',
    `SELECT id, rank() OVER w, dense_rank() OVER w, lag(total) OVER w, first_value(id) OVER w, ntile(4) OVER w FROM ${orders} WHERE customer_id < 9 WINDOW w AS (PARTITION BY customer_id ORDER BY total, id) ORDER BY id`,
  ),
  harmless(
    'window frames',
    `SELECT id, sum(total) OVER (ORDER BY id ROWS BETWEEN 2 PRECEDING AND CURRENT ROW), count(*) OVER (ORDER BY placed RANGE BETWEEN interval '1 day' PRECEDING AND CURRENT ROW), max(quantity) OVER (ORDER BY id GROUPS 1 PRECEDING EXCLUDE TIES) FROM ${orders} WHERE id <= 50 ORDER BY id`,
  ),
  harmless(
    'a moving average',
    'SELECT day, round(avg(total) OVER (ORDER BY day ROWS 6 PRECEDING), 4) FROM sales.daily ORDER BY day LIMIT 30',
  ),
  harmless('a running total', `SELECT id, sum(total) OVER (ORDER BY id) FROM ${orders} ORDER BY id LIMIT 20`),
  harmless(
    'GROUPING SETS',
    `SELECT state, quantity, grouping(state, quantity), count(*) FROM ${orders} GROUP BY GROUPING SETS ((state, quantity), (state), ()) ORDER BY 1, 2, 3`,
  ),
  harmless(
    'ROLLUP and CUBE',
    `SELECT state, quantity > 5, sum(total) FROM ${orders} GROUP BY ROLLUP (state, quantity > 5) UNION ALL SELECT state, quantity > 5, sum(total) FROM ${orders} GROUP BY CUBE (state, quantity > 5) ORDER BY 1, 2, 3`,
  ),
  harmless(
    'a pivot by FILTER',
    `SELECT customer_id, count(*) FILTER (WHERE state = 'new') AS new, count(*) FILTER (WHERE state = 'paid') AS paid, sum(total) FILTER (WHERE quantity > 3) FROM ${orders} GROUP BY 1 ORDER BY 1 LIMIT 20`,
  ),
  harmless(
    'LATERAL',
    `SELECT c.id, l.id FROM sales.customers c CROSS JOIN LATERAL (SELECT o.id FROM ${orders} o WHERE o.customer_id = c.id ORDER BY total DESC, id LIMIT 2) l ORDER BY 1, 2 LIMIT 40`,
  ),
  harmless(
    'the best of each group',
    `SELECT * FROM (SELECT id, state, row_number() OVER (PARTITION BY state ORDER BY total DESC, id) AS n FROM ${orders}) s WHERE n <= 3 ORDER BY state, n`,
  ),
  harmless(
    'DISTINCT ON',
    `SELECT DISTINCT ON (customer_id) customer_id, id, placed FROM ${orders} ORDER BY customer_id, placed DESC LIMIT 15`,
  ),
  harmless(
    'gaps and islands',
    'SELECT min(id), max(id), count(*) FROM (SELECT id, id - row_number() OVER (ORDER BY id) AS island FROM sales.events) s GROUP BY island ORDER BY 1 LIMIT 20',
  ),
  harmless(
    'days without gaps',
    `SELECT d::date, count(o.id) FROM generate_series(timestamptz '2024-01-01', timestamptz '2024-01-20', interval '1 day') d LEFT JOIN ${orders} o ON date_trunc('day', o.placed) = d GROUP BY 1 ORDER BY 1`,
  ),
  harmless(
    'an anti-join',
    `SELECT count(*) FROM sales.customers c WHERE NOT EXISTS (SELECT FROM ${orders} o WHERE o.customer_id = c.id AND o.total > 200)`,
  ),
  harmless(
    'a left join for what is missing',
    `SELECT p.id FROM sales.products p LEFT JOIN ${orders} o ON o.product_id = p.id AND o.quantity = 99 WHERE o.id IS NULL ORDER BY 1 LIMIT 9`,
  ),
  harmless(
    'a full join USING',
    'SELECT count(*), count(a.id), count(b.id) FROM (SELECT id FROM sales.staff WHERE id < 20) a FULL JOIN (SELECT id FROM sales.staff WHERE id > 10) b USING (id)',
  ),
  harmless('a natural join', 'SELECT count(*) FROM sales.staff NATURAL JOIN (SELECT id, name FROM sales.staff) s'),
  harmless(
    'an alias of a join',
    'SELECT j.id FROM (sales.staff a JOIN sales.staff b USING (id)) AS j (id, b1, n1, b2, n2) ORDER BY 1 LIMIT 3',
  ),
  harmless(
    'set operations',
    `(SELECT customer_id FROM ${orders} WHERE quantity = 1 INTERSECT SELECT customer_id FROM ${orders} WHERE quantity = 2) EXCEPT ALL SELECT 5 ORDER BY 1 LIMIT 20`,
  ),
  harmless('VALUES', "SELECT * FROM (VALUES (1, 'a', NULL), (2, 'b', 3.5)) AS v (n, t, x) ORDER BY n"),
  harmless('VALUES alone', 'VALUES (1, 2), (3, 4) ORDER BY 1 DESC'),
  harmless('TABLE', 'TABLE sales.staff ORDER BY id LIMIT 5'),
  harmless(
    'CASE, COALESCE, NULLIF',
    `SELECT CASE state WHEN 'new' THEN 1 WHEN 'paid' THEN 2 ELSE 0 END, COALESCE(NULLIF(quantity, 3), -1), GREATEST(quantity, 4), LEAST(total, 10) FROM ${orders} ORDER BY id LIMIT 12`,
  ),
  harmless(
    'rows compared',
    `SELECT id FROM ${orders} WHERE (customer_id, quantity) > (190, 5) AND (state, quantity) IN (('new', 6), ('paid', 7)) ORDER BY id`,
  ),
  harmless(
    'IN with 1,000 values',
    `SELECT count(*) FROM ${orders} WHERE id IN (${Array.from({ length: 1000 }, (_, at) => at * 2).join(', ')})`,
  ),
  harmless(
    'ANY and ALL',
    `SELECT count(*) FROM ${orders} WHERE quantity = ANY (ARRAY[1, 2]) AND total >= ALL (SELECT quantity FROM ${orders} WHERE id < 3)`,
  ),
  harmless(
    'BETWEEN, LIKE, ILIKE, SIMILAR TO',
    "SELECT count(*) FROM sales.customers WHERE id BETWEEN 5 AND 90 AND name LIKE 'Cust%' AND name ILIKE '%MER 1%' AND name SIMILAR TO '%(1|2)%' AND name NOT LIKE 'x!%' ESCAPE '!'",
  ),
  harmless(
    'IS DISTINCT FROM',
    'SELECT count(*) FROM sales.staff WHERE boss IS DISTINCT FROM 1 AND (boss IS NULL) IS NOT TRUE',
  ),
  harmless(
    'a correlated subquery',
    `SELECT c.id, (SELECT max(total) FROM ${orders} o WHERE o.customer_id = c.id) FROM sales.customers c ORDER BY 1 LIMIT 9`,
  ),
  harmless('TABLESAMPLE with a seed', `SELECT count(*) FROM ${orders} TABLESAMPLE bernoulli (20) REPEATABLE (7)`),
  harmless('TABLESAMPLE of an extension', `SELECT count(*) FROM ${orders} TABLESAMPLE system_rows (10)`),
  harmless('FETCH FIRST WITH TIES', `SELECT quantity FROM ${orders} ORDER BY quantity FETCH FIRST 5 ROWS WITH TIES`),
  harmless(
    'a partitioned table',
    "SELECT kind, count(*), round(avg(value)::numeric, 6) FROM sales.events WHERE at >= '2024-12-01' AND at < '2025-02-01' GROUP BY kind ORDER BY kind",
  ),
  harmless('a view over a view over a view', 'SELECT month, total FROM sales.monthly ORDER BY month'),
  harmless(
    'a view in a join',
    'SELECT customer, count(*) FROM sales.open_orders JOIN sales.products p ON p.id = product_id GROUP BY customer ORDER BY 2 DESC, 1 LIMIT 5',
  ),
  harmless('a materialized view', 'SELECT * FROM sales.totals ORDER BY customer_id LIMIT 5'),
  harmless('a recursive view', 'SELECT path FROM sales.tree ORDER BY id LIMIT 12'),
  harmless(
    'a SQL function',
    `SELECT id, sales.with_tax(total), sales.with_tax(total, 0.1), sales.with_tax(amount => total, rate => 0.3) FROM ${orders} ORDER BY id LIMIT 5`,
  ),
  harmless('a SQL function that reads', 'SELECT id, sales.customer_total(id) FROM sales.customers ORDER BY id LIMIT 5'),
  harmless('a SQL function in FROM', 'SELECT * FROM sales.top_customers(4)'),
  harmless(
    'BEGIN ATOMIC',
    'SELECT id, sales.order_count(id), sales.doubled(id) FROM sales.customers ORDER BY id LIMIT 5',
    { since: 14 },
  ),
  harmless(
    'a user operator',
    'SELECT count(*) FROM sales.customers a JOIN sales.customers b ON a.home OPERATOR(sales.=~=) b.home WHERE a.id < 5',
  ),
  harmless('a user cast', 'SELECT home::text FROM sales.customers ORDER BY id LIMIT 4'),
  harmless('a user aggregate', `SELECT sales.largest_of(quantity) FROM ${orders}`),
  harmless(
    'a column by attribute notation',
    'SELECT (home).city, (c).name, count(*) FROM sales.customers c GROUP BY 1, 2 ORDER BY 1, 2 LIMIT 5',
  ),
  harmless(
    'composite values',
    "SELECT (home).*, ROW(1, 'x'), home = ROW('a', 'b', 'c')::sales.address FROM sales.customers ORDER BY id LIMIT 3",
  ),
  harmless('a whole row', 'SELECT s FROM sales.staff s ORDER BY id LIMIT 3'),
  harmless(
    'quoted names',
    `SELECT "Id", "select", "a ""quoted"" one" FROM "Odd Names"."Mixed Case" AS "M" WHERE "M"."Id" = 1`,
  ),
  harmless('parameters', `SELECT count(*) FROM ${orders} WHERE customer_id = $1 AND total > $2`, {
    parameters: { '1': '8', '2': '10.5' },
  }),
  harmless(
    'a parameter in text and in a list',
    'SELECT count(*) FROM sales.customers WHERE name LIKE $1 AND id = ANY ($2::int[])',
    { parameters: { '1': 'Customer 1%', '2': '{1,10,11}' } },
  ),
];
