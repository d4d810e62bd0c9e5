import type { RewritePair } from '../rewrite-pair.ts';

/** Groups, sums and counts. */
export const wrongAggregates: readonly RewritePair[] = [
  {
    name: 'HAVING over a sum to WHERE',
    before: 'SELECT user_id, sum(total) AS total FROM orders GROUP BY user_id HAVING sum(total) > 100',
    after: 'SELECT user_id, sum(total) AS total FROM orders WHERE total > 100 GROUP BY user_id',
    why: 'Small orders that add up are lost.',
  },
  {
    name: 'HAVING over a maximum to WHERE',
    before: 'SELECT user_id, max(total) AS total FROM orders GROUP BY user_id HAVING max(total) < 100',
    after: 'SELECT user_id, max(total) AS total FROM orders WHERE total < 100 GROUP BY user_id',
    why: 'A user with one great order keeps the small ones.',
  },
  {
    name: 'WHERE to FILTER under GROUP BY',
    before: `SELECT user_id, count(*) AS n FROM orders WHERE status = 'paid' GROUP BY user_id`,
    after: `SELECT user_id, count(*) FILTER (WHERE status = 'paid') AS n FROM orders GROUP BY user_id`,
    why: 'Groups with none come with 0.',
  },
  {
    name: 'sum of CASE without ELSE to count FILTER',
    before: `SELECT user_id, sum(CASE WHEN status = 'paid' THEN 1 END) AS n FROM orders GROUP BY user_id`,
    after: `SELECT user_id, count(*) FILTER (WHERE status = 'paid') AS n FROM orders GROUP BY user_id`,
    why: 'NULL becomes 0.',
  },
  {
    name: 'sum of CASE over an empty table to count FILTER',
    before: `SELECT sum(CASE WHEN status = 'paid' THEN 1 ELSE 0 END) AS n FROM orders`,
    after: `SELECT count(*) FILTER (WHERE status = 'paid') AS n FROM orders`,
    why: 'Over no rows the sum is NULL.',
  },
  {
    name: 'mean of means',
    before: 'SELECT round(avg(amount), 4) AS mean FROM payments',
    after: 'SELECT round(avg(m), 4) AS mean FROM (SELECT avg(amount) AS m FROM payments GROUP BY order_id) x',
    why: 'Groups have other sizes.',
  },
  {
    name: 'GROUP BY key to GROUP BY name',
    before: 'SELECT u.name, count(*) AS n FROM users u JOIN orders o ON o.user_id = u.id GROUP BY u.id',
    after: 'SELECT u.name, count(*) AS n FROM users u JOIN orders o ON o.user_id = u.id GROUP BY u.name',
    why: 'Two users of one name become one group.',
  },
  {
    name: 'GROUP BY added to an aggregate over nothing',
    before: 'SELECT count(*) FROM orders WHERE user_id = 1',
    after: 'SELECT count(*) FROM orders WHERE user_id = 1 GROUP BY user_id',
    why: 'Of nothing there is no group.',
  },
  {
    name: 'count(*) > 1 to EXISTS',
    before: 'SELECT id FROM users u WHERE (SELECT count(*) FROM orders o WHERE o.user_id = u.id) > 1',
    after: 'SELECT id FROM users u WHERE EXISTS (SELECT 1 FROM orders o WHERE o.user_id = u.id)',
    why: 'One is enough for EXISTS.',
  },
  {
    name: 'sum(DISTINCT) to sum',
    before: 'SELECT user_id, sum(DISTINCT total) AS total FROM orders GROUP BY user_id',
    after: 'SELECT user_id, sum(total) AS total FROM orders GROUP BY user_id',
    why: 'Equal totals count once.',
  },
  {
    name: 'string_agg without its order',
    before: `SELECT city, string_agg(name, ',' ORDER BY name) AS names FROM users GROUP BY city`,
    after: `SELECT city, string_agg(name, ',') AS names FROM users GROUP BY city`,
    why: 'Names come in any order.',
  },
  {
    name: 'bool_and to NOT EXISTS',
    before: `SELECT bool_and(vip) AS all_vip FROM users WHERE city = 'Rome'`,
    after: `SELECT NOT EXISTS (SELECT 1 FROM users WHERE city = 'Rome' AND NOT vip) AS all_vip`,
    why: 'Of nothing bool_and is NULL.',
  },
  {
    name: 'FILTER of one aggregate to WHERE of all',
    before: 'SELECT count(*) AS users, count(*) FILTER (WHERE vip) AS vips FROM users',
    after: 'SELECT count(*) AS users, count(*) AS vips FROM users WHERE vip',
    why: 'The other count is filtered too.',
  },
  {
    name: 'ROLLUP to GROUP BY',
    before: 'SELECT city, count(*) AS n FROM users GROUP BY ROLLUP (city)',
    after: 'SELECT city, count(*) AS n FROM users GROUP BY city',
    why: 'The row of the whole is lost.',
  },
  {
    name: 'array_agg with NULL',
    before: 'SELECT array_agg(city ORDER BY city) FILTER (WHERE city IS NOT NULL) AS cities FROM users',
    after: 'SELECT array_agg(city ORDER BY city) AS cities FROM users',
    why: 'array_agg keeps NULL.',
  },
  {
    name: 'LIMIT pulled out of a count',
    before: 'SELECT count(*) FROM (SELECT 1 FROM orders LIMIT 5) x',
    after: 'SELECT count(*) FROM orders LIMIT 5',
    why: 'The limit falls on the one row of the count.',
  },
  {
    name: 'rounding mean to whole division',
    before: 'SELECT avg(amount)::integer AS mean FROM payments',
    after: 'SELECT (sum(amount) / count(*))::integer AS mean FROM payments',
    why: 'The division of whole numbers cuts off.',
  },
  {
    name: 'GROUP BY text put together',
    before: 'SELECT count(*) AS n FROM users GROUP BY name, email',
    after: 'SELECT count(*) AS n FROM users GROUP BY name || email',
    why: 'ab and c are no a and bc.',
  },
  {
    name: 'aggregate before the join',
    before: `SELECT u.city, sum(o.total) AS total FROM users u JOIN orders o ON o.user_id = u.id GROUP BY u.city`,
    after: `SELECT u.city, s.total FROM users u
      JOIN (SELECT user_id, sum(total) AS total FROM orders GROUP BY user_id) s ON s.user_id = u.id`,
    why: 'Two users of a city give two rows.',
  },
  {
    name: 'count to count(*)::integer',
    before: 'SELECT count(*) AS n FROM users',
    after: 'SELECT count(*)::integer AS n FROM users',
    why: 'The column has another type.',
  },
];
