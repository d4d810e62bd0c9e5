import type { RewritePair } from '../rewrite-pair.ts';

/** What NULL makes of them. */
export const wrongWithNulls: readonly RewritePair[] = [
  {
    name: 'NOT IN to NOT EXISTS, the list may hold NULL',
    before: 'SELECT id FROM users WHERE id NOT IN (SELECT user_id FROM blocked)',
    after: 'SELECT id FROM users u WHERE NOT EXISTS (SELECT 1 FROM blocked b WHERE b.user_id = u.id)',
    why: 'A NULL in the list makes NOT IN unknown for every row.',
  },
  {
    name: 'NOT IN to LEFT JOIN IS NULL, the list may hold NULL',
    before: 'SELECT id FROM users WHERE id NOT IN (SELECT user_id FROM blocked)',
    after: 'SELECT u.id FROM users u LEFT JOIN blocked b ON b.user_id = u.id WHERE b.user_id IS NULL',
    why: 'A NULL in the list makes NOT IN unknown for every row.',
  },
  {
    name: 'NOT IN to NOT EXISTS, the column may be NULL',
    before: 'SELECT id FROM orders WHERE user_id NOT IN (SELECT id FROM users WHERE vip)',
    after: 'SELECT id FROM orders o WHERE NOT EXISTS (SELECT 1 FROM users u WHERE u.vip AND u.id = o.user_id)',
    why: 'NULL NOT IN a list that is not empty is unknown; NOT EXISTS is true.',
  },
  {
    name: 'NOT (a AND b) by halves',
    before: `SELECT id FROM users WHERE NOT (vip AND city = 'Rome')`,
    after: `SELECT id FROM users WHERE vip IS NOT TRUE OR city <> 'Rome'`,
    why: 'With vip NULL in Rome the first is unknown.',
  },
  {
    name: '<> to IS DISTINCT FROM',
    before: `SELECT id FROM users WHERE city <> 'Rome'`,
    after: `SELECT id FROM users WHERE city IS DISTINCT FROM 'Rome'`,
    why: 'NULL is distinct from Rome.',
  },
  {
    name: '<> ALL with a NULL left out',
    before: 'SELECT id FROM orders WHERE user_id <> ALL (ARRAY[1, NULL]::integer[])',
    after: 'SELECT id FROM orders WHERE user_id <> 1',
    why: 'With the NULL it is never true.',
  },
  {
    name: 'COALESCE to IS NULL',
    before: `SELECT id FROM users WHERE coalesce(city, '') = ''`,
    after: 'SELECT id FROM users WHERE city IS NULL',
    why: 'The empty text is no NULL.',
  },
  {
    name: 'COALESCE dropped',
    before: 'SELECT id FROM orders WHERE coalesce(discount, 0) = 0',
    after: 'SELECT id FROM orders WHERE discount = 0',
    why: 'NULL was let in.',
  },
  {
    name: 'count(column) to count(*)',
    before: 'SELECT user_id, count(discount) FROM orders GROUP BY user_id',
    after: 'SELECT user_id, count(*) FROM orders GROUP BY user_id',
    why: 'count(column) leaves NULLs out.',
  },
  {
    name: 'sum over nothing',
    before: `SELECT sum(total) AS total FROM orders WHERE status = 'paid'`,
    after: `SELECT coalesce(sum(total), 0) AS total FROM orders WHERE status = 'paid'`,
    why: 'The sum of nothing is NULL.',
  },
  {
    name: 'avg to sum by count(*)',
    before: 'SELECT user_id, round(avg(discount), 4) AS mean FROM orders GROUP BY user_id',
    after: 'SELECT user_id, round(sum(discount) / count(*), 4) AS mean FROM orders GROUP BY user_id',
    why: 'avg leaves NULLs out of the count.',
  },
  {
    name: 'max to the first in descending order',
    before: 'SELECT max(total) AS total FROM orders',
    after: 'SELECT (SELECT total FROM orders ORDER BY total DESC LIMIT 1) AS total',
    why: 'Descending, NULLs come first.',
  },
  {
    name: 'min to ORDER BY LIMIT 1',
    before: 'SELECT min(total) AS total FROM orders',
    after: 'SELECT total FROM orders ORDER BY total LIMIT 1',
    why: 'min always gives a row.',
  },
  {
    name: 'greatest to CASE',
    before: 'SELECT id, greatest(total, discount) AS most FROM orders',
    after: 'SELECT id, CASE WHEN total > discount THEN total ELSE discount END AS most FROM orders',
    why: 'greatest leaves NULLs out.',
  },
  {
    name: '|| to concat',
    before: `SELECT id, name || ' of ' || city AS label FROM users`,
    after: `SELECT id, concat(name, ' of ', city) AS label FROM users`,
    why: 'concat takes NULL for an empty text.',
  },
  {
    name: '= false to IS NOT TRUE',
    before: 'SELECT id FROM users WHERE vip = false',
    after: 'SELECT id FROM users WHERE vip IS NOT TRUE',
    why: 'NULL is not true.',
  },
  {
    name: 'IS NOT FALSE to the column',
    before: 'SELECT id FROM users WHERE vip IS NOT FALSE',
    after: 'SELECT id FROM users WHERE vip',
    why: 'NULL is not false.',
  },
  {
    name: 'count(DISTINCT) to count over DISTINCT',
    before: 'SELECT count(DISTINCT city) FROM users',
    after: 'SELECT count(*) FROM (SELECT DISTINCT city FROM users) AS d',
    why: 'DISTINCT keeps NULL, count(DISTINCT) does not count it.',
  },
  {
    name: 'IS NOT DISTINCT FROM to =',
    before: 'SELECT u.id FROM users u JOIN blocked b ON b.reason IS NOT DISTINCT FROM u.city',
    after: 'SELECT u.id FROM users u JOIN blocked b ON b.reason = u.city',
    why: 'NULLs joined.',
  },
  {
    name: 'EXCEPT to NOT EXISTS with =',
    before: 'SELECT city FROM users EXCEPT SELECT reason FROM blocked',
    after: 'SELECT DISTINCT city FROM users u WHERE NOT EXISTS (SELECT 1 FROM blocked b WHERE b.reason = u.city)',
    why: 'EXCEPT takes NULL for equal to NULL.',
  },
  {
    name: 'INTERSECT to IN',
    before: 'SELECT city FROM users INTERSECT SELECT reason FROM blocked',
    after: 'SELECT DISTINCT city FROM users WHERE city IN (SELECT reason FROM blocked)',
    why: 'INTERSECT takes NULL for equal to NULL.',
  },
  {
    name: '> ALL to > max',
    before: 'SELECT id FROM orders WHERE total > ALL (SELECT discount FROM orders)',
    after: 'SELECT id FROM orders WHERE total > (SELECT max(discount) FROM orders)',
    why: 'max leaves NULLs out, ALL does not.',
  },
  {
    name: '> ALL over nothing',
    before: `SELECT id FROM orders WHERE total > ALL (SELECT price FROM products WHERE title = 'pen')`,
    after: `SELECT id FROM orders WHERE total > (SELECT max(price) FROM products WHERE title = 'pen')`,
    why: 'ALL of nothing is true; max of nothing is NULL.',
  },
  {
    name: '= $1 to IS NOT DISTINCT FROM $1',
    before: 'SELECT id FROM users WHERE city = $1',
    after: 'SELECT id FROM users WHERE city IS NOT DISTINCT FROM $1',
    why: 'The parameter may be NULL.',
  },
  {
    name: 'optional filter made firm',
    before: 'SELECT id FROM users WHERE ($1::text IS NULL OR city = $1)',
    after: 'SELECT id FROM users WHERE city = $1::text',
    why: 'NULL stood for "any".',
  },
  {
    name: 'DISTINCT dropped on a unique column that may be NULL',
    before: 'SELECT DISTINCT email FROM users',
    after: 'SELECT email FROM users',
    why: 'A unique key lets NULL repeat.',
  },
  {
    name: 'row NOT IN, part NULL',
    before: 'SELECT id FROM users WHERE (id, city) NOT IN (SELECT user_id, reason FROM blocked)',
    after:
      'SELECT id FROM users u WHERE NOT EXISTS (SELECT 1 FROM blocked b WHERE b.user_id = u.id AND b.reason = u.city)',
    why: 'A NULL in one part makes NOT IN unknown if the other is equal.',
  },
];
