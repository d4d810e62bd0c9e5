import type { RewritePair } from '../rewrite-pair.ts';

/** Joins, sub-queries and what they multiply. */
export const wrongJoins: readonly RewritePair[] = [
  {
    name: 'LEFT JOIN condition moved to WHERE',
    before: `SELECT u.id, o.id AS o FROM users u LEFT JOIN orders o ON o.user_id = u.id AND o.status = 'paid'`,
    after: `SELECT u.id, o.id AS o FROM users u LEFT JOIN orders o ON o.user_id = u.id WHERE o.status = 'paid'`,
    why: 'Users without paid orders are lost.',
  },
  {
    name: 'WHERE moved into ON of a LEFT JOIN',
    before: `SELECT u.id, o.id AS o FROM users u LEFT JOIN orders o ON o.user_id = u.id WHERE u.city = 'Rome'`,
    after: `SELECT u.id, o.id AS o FROM users u LEFT JOIN orders o ON o.user_id = u.id AND u.city = 'Rome'`,
    why: 'ON keeps all users.',
  },
  {
    name: 'outer to inner join without a predicate that rejects NULL',
    before: `SELECT u.id FROM users u LEFT JOIN orders o ON o.user_id = u.id WHERE coalesce(o.status, 'new') = 'new'`,
    after: `SELECT u.id FROM users u JOIN orders o ON o.user_id = u.id WHERE coalesce(o.status, 'new') = 'new'`,
    why: 'COALESCE lets rows without a partner in.',
  },
  {
    name: 'IN to JOIN multiplies',
    before: 'SELECT id FROM users WHERE id IN (SELECT user_id FROM orders)',
    after: 'SELECT u.id FROM users u JOIN orders o ON o.user_id = u.id',
    why: 'A user with two orders comes twice.',
  },
  {
    name: 'EXISTS to JOIN multiplies',
    before: `SELECT id FROM orders o WHERE EXISTS (SELECT 1 FROM items i WHERE i.order_id = o.id AND i.quantity > 2)`,
    after: 'SELECT o.id FROM orders o JOIN items i ON i.order_id = o.id WHERE i.quantity > 2',
    why: 'An order with two such lines comes twice.',
  },
  {
    name: 'EXISTS to JOIN with DISTINCT over what is no key',
    before: 'SELECT u.city FROM users u WHERE EXISTS (SELECT 1 FROM orders o WHERE o.user_id = u.id)',
    after: 'SELECT DISTINCT u.city FROM users u JOIN orders o ON o.user_id = u.id',
    why: 'Two users of one city become one row.',
  },
  {
    name: 'DISTINCT dropped behind a join',
    before: 'SELECT DISTINCT u.id FROM users u JOIN orders o ON o.user_id = u.id',
    after: 'SELECT u.id FROM users u JOIN orders o ON o.user_id = u.id',
    why: 'The join multiplies.',
  },
  {
    name: 'DISTINCT dropped on part of a key',
    before: 'SELECT DISTINCT order_id FROM items',
    after: 'SELECT order_id FROM items',
    why: 'The key is (order_id, line).',
  },
  {
    name: 'the count bug',
    before: 'SELECT id FROM users u WHERE u.manager_id = (SELECT count(*) FROM logins l WHERE l.user_id = u.id) + 1',
    after: `SELECT u.id FROM users u JOIN (SELECT user_id, count(*) AS n FROM logins GROUP BY user_id) c
      ON c.user_id = u.id WHERE u.manager_id = c.n + 1`,
    why: 'A user without logins has count 0 in the first and no row in the second.',
  },
  {
    name: 'count per row to LEFT JOIN without COALESCE',
    before: 'SELECT u.id, (SELECT count(*) FROM orders o WHERE o.user_id = u.id) AS n FROM users u',
    after: `SELECT u.id, c.n FROM users u LEFT JOIN (SELECT user_id, count(*) AS n FROM orders GROUP BY user_id) c
      ON c.user_id = u.id`,
    why: '0 becomes NULL.',
  },
  {
    name: 'count per row to LEFT JOIN and count(*)',
    before: 'SELECT u.id, (SELECT count(*) FROM orders o WHERE o.user_id = u.id) AS n FROM users u',
    after: 'SELECT u.id, count(*) AS n FROM users u LEFT JOIN orders o ON o.user_id = u.id GROUP BY u.id',
    why: 'count(*) counts the row that the outer join made up.',
  },
  {
    name: 'scalar sub-query to LEFT JOIN, two rows',
    before: 'SELECT u.id, (SELECT o.status FROM orders o WHERE o.user_id = u.id) AS status FROM users u',
    after: 'SELECT u.id, o.status FROM users u LEFT JOIN orders o ON o.user_id = u.id',
    why: 'With two orders the first fails, the second gives two rows.',
  },
  {
    name: 'scalar sub-query to JOIN, no row',
    before: 'SELECT o.id, (SELECT u.name FROM users u WHERE u.id = o.user_id) AS name FROM orders o',
    after: 'SELECT o.id, u.name FROM orders o JOIN users u ON u.id = o.user_id',
    why: 'Orders without a user are lost.',
  },
  {
    name: 'CROSS JOIN LATERAL to LEFT JOIN LATERAL',
    before: `SELECT u.id, x.id AS o FROM users u
      CROSS JOIN LATERAL (SELECT id FROM orders o WHERE o.user_id = u.id ORDER BY id LIMIT 1) x`,
    after: `SELECT u.id, x.id AS o FROM users u
      LEFT JOIN LATERAL (SELECT id FROM orders o WHERE o.user_id = u.id ORDER BY id LIMIT 1) x ON true`,
    why: 'Users without orders come in.',
  },
  {
    name: 'lateral count to a grouped join',
    before: `SELECT u.id, c.n FROM users u
      CROSS JOIN LATERAL (SELECT count(*) AS n FROM orders o WHERE o.user_id = u.id) c`,
    after: `SELECT u.id, c.n FROM users u JOIN (SELECT user_id, count(*) AS n FROM orders GROUP BY user_id) c
      ON c.user_id = u.id`,
    why: 'The aggregate without GROUP BY always gives a row.',
  },
  {
    name: 'pairs once to pairs twice',
    before: 'SELECT a.id, b.id AS other FROM users a JOIN users b ON a.city = b.city AND a.id < b.id',
    after: 'SELECT a.id, b.id AS other FROM users a JOIN users b ON a.city = b.city AND a.id <> b.id',
    why: 'Each pair comes both ways.',
  },
  {
    name: 'pairs by a column that repeats',
    before: 'SELECT a.id FROM logins l JOIN users a ON a.id = l.user_id JOIN logins m ON m.user_id = l.user_id',
    after: 'SELECT a.id FROM logins l JOIN users a ON a.id = l.user_id',
    why: 'The self join is over no key.',
  },
  {
    name: 'FULL to LEFT JOIN',
    before: 'SELECT u.id, b.reason FROM users u FULL JOIN blocked b ON b.user_id = u.id',
    after: 'SELECT u.id, b.reason FROM users u LEFT JOIN blocked b ON b.user_id = u.id',
    why: 'Blocked ones without a user are lost.',
  },
  {
    name: 'USING of a FULL JOIN to one side',
    before: 'SELECT user_id FROM blocked FULL JOIN logins USING (user_id)',
    after: 'SELECT b.user_id FROM blocked b FULL JOIN logins l ON l.user_id = b.user_id',
    why: 'USING takes what either side has.',
  },
  {
    name: 'LEFT JOIN IS NULL on a column that may be NULL itself',
    before: 'SELECT u.id FROM users u LEFT JOIN orders o ON o.user_id = u.id WHERE o.total IS NULL',
    after: 'SELECT u.id FROM users u WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.user_id = u.id)',
    why: 'An order whose total is NULL counts in the first.',
  },
  {
    name: 'LEFT JOIN dropped without a key',
    before: 'SELECT u.id FROM users u LEFT JOIN orders o ON o.user_id = u.id',
    after: 'SELECT id FROM users',
    why: 'The join multiplies.',
  },
  {
    name: 'JOIN over a foreign key that may be NULL dropped',
    before: 'SELECT o.id FROM orders o JOIN users u ON u.id = o.user_id',
    after: 'SELECT id FROM orders',
    why: 'Orders without a user were left out.',
  },
  {
    name: 'inner join pulled into a LEFT JOIN',
    before: `SELECT u.id, i.line FROM users u LEFT JOIN orders o ON o.user_id = u.id JOIN items i ON i.order_id = o.id`,
    after: `SELECT u.id, i.line FROM users u LEFT JOIN (orders o JOIN items i ON i.order_id = o.id) ON o.user_id = u.id`,
    why: 'The inner join threw out users without orders.',
  },
  {
    name: 'two sums over two children',
    before: `SELECT o.id, (SELECT sum(quantity) FROM items i WHERE i.order_id = o.id) AS pieces,
      (SELECT sum(amount) FROM payments p WHERE p.order_id = o.id) AS paid FROM orders o`,
    after: `SELECT o.id, sum(i.quantity) AS pieces, sum(p.amount) AS paid FROM orders o
      LEFT JOIN items i ON i.order_id = o.id LEFT JOIN payments p ON p.order_id = o.id GROUP BY o.id`,
    why: 'The children multiply each other.',
  },
  {
    name: 'IN list with repetitions to a join',
    before: 'SELECT id FROM orders WHERE user_id IN (1, 1, 2)',
    after: 'SELECT o.id FROM orders o JOIN (VALUES (1), (1), (2)) AS v (id) ON v.id = o.user_id',
    why: 'What stands twice in the list joins twice.',
  },
  {
    name: 'correlation lost',
    before: 'SELECT id FROM orders o WHERE total = (SELECT max(total) FROM orders m WHERE m.user_id = o.user_id)',
    after: 'SELECT id FROM orders o WHERE total IN (SELECT max(total) FROM orders m GROUP BY m.user_id)',
    why: 'The maximum of another user will do.',
  },
  {
    name: 'anti join turned round',
    before:
      'SELECT id FROM orders o WHERE NOT EXISTS (SELECT 1 FROM items i WHERE i.order_id = o.id AND i.quantity <= 2)',
    after: 'SELECT id FROM orders o WHERE EXISTS (SELECT 1 FROM items i WHERE i.order_id = o.id AND i.quantity > 2)',
    why: 'None that is small is not: one that is great.',
  },
];
