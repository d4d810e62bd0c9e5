import type { SchemaName } from './schemas.ts';

/** Queries to which rewrites apply, each with something that could trip one: NULLs, repetitions, nothing at all. */
export const rewrittenQueries: Readonly<Record<SchemaName, readonly string[]>> = {
  shop: [
    // union-to-union-all
    `SELECT 'user' AS kind, id FROM users UNION SELECT 'order', id FROM orders`,
    `SELECT id, total FROM orders WHERE status = 'new' UNION SELECT id, total FROM orders WHERE status IN ('paid', 'sent')`,
    `SELECT id FROM orders WHERE total < 10 UNION SELECT id FROM orders WHERE total >= 10 UNION SELECT id FROM orders WHERE total IS NULL`,
    `SELECT 1 AS n, order_id, line FROM items UNION SELECT 2, order_id, count(*)::integer FROM items GROUP BY order_id`,
    `SELECT id FROM users WHERE vip UNION SELECT id FROM users WHERE NOT vip ORDER BY id LIMIT 3`,
    'SELECT name FROM users WHERE id IN (SELECT user_id FROM orders UNION SELECT user_id FROM blocked)',
    `SELECT user_id, count(*) FROM orders WHERE user_id < 5 GROUP BY user_id UNION SELECT user_id, count(*) FROM logins WHERE user_id > 5 GROUP BY user_id`,
    `SELECT id, placed_at FROM orders WHERE placed_at < '2024-01-01' UNION SELECT id, placed_at FROM orders WHERE placed_at >= '2024-01-01'`,
    // having-to-where, having-count-removed
    `SELECT city, count(*) FROM users GROUP BY city HAVING city = 'Rome' AND count(*) >= 1`,
    'SELECT user_id, sum(total) FROM orders GROUP BY user_id HAVING user_id IS NULL OR user_id > 1',
    "SELECT u.id, u.name, count(o.id) FROM users u LEFT JOIN orders o ON o.user_id = u.id GROUP BY u.id HAVING lower(u.name) < 'm'",
    'SELECT total, count(*) FROM orders GROUP BY total HAVING total IN (1, 5) AND count(*) > 0',
    // in-list-to-values
    `SELECT id FROM orders WHERE user_id IN (${numbers(60)})`,
    `SELECT id FROM users WHERE vip AND manager_id IN (${numbers(51)}, 1, 2)`,
    `SELECT id FROM orders WHERE note IN (${Array.from({ length: 60 }, (_, at) => `'n${at}'`).join(', ')}, 'ab', '')`,
    // repeated-scans-to-filter
    `SELECT (SELECT count(*) FROM orders WHERE status = 'paid') AS paid, (SELECT sum(o.total) FROM orders o WHERE o.status = 'new') AS fresh`,
    `SELECT (SELECT max(total) FROM orders WHERE user_id = 1 AND discount IS NULL) AS a, (SELECT coalesce(sum(total), 0) - min(total) FROM orders WHERE user_id = 1) AS b`,
    `SELECT u.id, (SELECT count(*) FROM orders o WHERE o.user_id = u.id) AS n, (SELECT sum(x.total) FROM orders x WHERE x.user_id = u.id AND x.status = 'paid') AS paid FROM users u`,
    `SELECT u.name, (SELECT count(DISTINCT status) FROM orders WHERE user_id = u.id), (SELECT avg(total) FROM orders WHERE user_id = u.id AND total > 0) FROM users u WHERE u.vip ORDER BY u.id`,
    `SELECT (SELECT count(*) FROM users u JOIN orders o ON o.user_id = u.id WHERE u.vip) AS a, (SELECT bool_and(u.vip) FROM users u JOIN orders o ON o.user_id = u.id) AS b`,
    // self-join-to-window
    'SELECT o.id, g.most FROM orders o JOIN (SELECT user_id, max(total) AS most FROM orders GROUP BY user_id) g ON g.user_id = o.user_id AND g.most = o.total',
    `SELECT u.name, o.id, o.total - g.avg AS more FROM users u, orders o, (SELECT user_id, avg(x.total), count(*) AS n FROM orders x GROUP BY user_id) g WHERE g.user_id = o.user_id AND u.id = o.user_id AND n > 1 AND o.status <> 'new'`,
    'SELECT o.* FROM orders o WHERE total = (SELECT max(m.total) FROM orders m WHERE m.user_id = o.user_id)',
    'SELECT u.id, o.id AS o FROM users u LEFT JOIN orders o ON o.user_id = u.id WHERE o.total > (SELECT avg(m.total) FROM orders m WHERE m.status = o.status AND m.user_id = o.user_id)',
    'SELECT count(*), sum(g.n) FROM payments p JOIN (SELECT order_id, count(amount) AS n FROM payments GROUP BY order_id) g ON p.order_id = g.order_id',
    'SELECT * FROM logins WHERE at >= (SELECT max(at) FROM logins m WHERE m.user_id = logins.user_id)',
    // outer-to-inner-join, left-join-removed, inner-join-removed
    `SELECT u.id, o.id AS o FROM users u LEFT JOIN orders o ON o.user_id = u.id WHERE o.status = 'paid'`,
    `SELECT u.id, o.id AS o, p.id AS p FROM users u LEFT JOIN orders o ON o.user_id = u.id LEFT JOIN payments p ON p.order_id = o.id WHERE p.method LIKE 'c%'`,
    'SELECT u.id, b.reason FROM users u FULL JOIN blocked b ON b.user_id = u.id WHERE b.reason IS NOT NULL',
    'SELECT u.id, x.id AS x FROM users x LEFT JOIN (orders o LEFT JOIN users u ON u.id = o.user_id) ON o.id = x.id WHERE u.vip = true',
    'SELECT u.id, o.id AS o FROM users u FULL JOIN orders o ON o.user_id = u.id JOIN payments p ON p.order_id = o.id',
    'SELECT o.id, o.total FROM orders o LEFT JOIN users u ON u.id = o.user_id',
    'SELECT DISTINCT u.city FROM users u LEFT JOIN orders o ON o.user_id = u.id',
    'SELECT id FROM orders WHERE user_id IN (SELECT u.id FROM users u LEFT JOIN blocked b ON b.user_id = u.id WHERE u.vip)',
    'SELECT o.id, c.n FROM orders o LEFT JOIN users u ON u.email = o.note AND u.vip LEFT JOIN (SELECT order_id, count(*) AS n FROM items GROUP BY order_id) c ON c.order_id = o.id',
    'SELECT i.line, i.quantity FROM items i JOIN orders o ON o.id = i.order_id WHERE i.quantity > 1',
    'SELECT o.id FROM orders o JOIN users u ON u.id = o.user_id',
    'SELECT count(*) FROM users u JOIN users m ON m.id = u.manager_id WHERE u.vip',
    'SELECT p.id, u.name FROM payments p JOIN orders o ON p.order_id = o.id LEFT JOIN users u ON u.id = p.amount',
    'SELECT u.id, count(i.line) FROM users u LEFT JOIN orders o ON o.user_id = u.id LEFT JOIN items i JOIN products p ON p.id = i.product_id ON i.order_id = o.id GROUP BY u.id',
    // cte-to-inline, cte-materialized
    `WITH paid AS MATERIALIZED (SELECT * FROM orders WHERE status = 'paid') SELECT id FROM paid WHERE user_id = 1`,
    `WITH sums AS (SELECT user_id, sum(total) AS total FROM orders GROUP BY user_id)
      SELECT a.total, b.total AS other FROM sums a LEFT JOIN sums b ON b.user_id = a.user_id + 1 WHERE a.user_id > 1`,
    `SELECT a.user_id, b.user_id AS other FROM (SELECT user_id, sum(total) AS total FROM orders GROUP BY user_id) a
      JOIN (SELECT user_id, sum(total) AS total FROM orders GROUP BY user_id) b ON b.total > a.total`,
    // exists-for-distinct-join
    `SELECT DISTINCT u.id, u.name FROM users u JOIN orders o ON o.user_id = u.id WHERE o.status = 'paid'`,
    'SELECT DISTINCT u.city FROM users u, orders o, items i WHERE o.user_id = u.id AND i.order_id = o.id AND i.quantity > 1',
    'SELECT DISTINCT o.id FROM orders o JOIN users u ON u.id = o.user_id JOIN blocked b ON b.user_id = u.id ORDER BY o.id',
    'SELECT DISTINCT u.id, o.id AS o FROM users u LEFT JOIN orders o ON o.user_id = u.id JOIN logins l ON l.user_id = u.id, payments p WHERE p.amount > 0',
    // lateral-top-n
    `SELECT id, total FROM (SELECT id, total, row_number() OVER (PARTITION BY user_id ORDER BY total DESC, id) AS n FROM orders) x WHERE n = 1`,
    `SELECT * FROM (SELECT p.id, p.order_id, p.amount, row_number() OVER (PARTITION BY p.order_id ORDER BY p.amount DESC, p.id) AS n FROM payments p WHERE p.amount > 0) x WHERE x.n <= 2`,
    `WITH ranked AS (SELECT id, order_id, row_number() OVER (PARTITION BY order_id ORDER BY paid_at DESC NULLS LAST, id) AS n FROM payments)
      SELECT o.id, r.id AS p FROM orders o LEFT JOIN users u ON u.id = o.user_id, ranked r WHERE r.order_id = o.id AND 2 > r.n`,
    'SELECT city, id FROM (SELECT city, id, row_number() OVER (PARTITION BY city, vip ORDER BY name, id) AS n FROM users) x WHERE n <= 1 AND id > 1',
    // all-to-min-max
    'SELECT id FROM payments WHERE amount >= ALL (SELECT quantity FROM items)',
    'SELECT id FROM orders WHERE total < ALL (SELECT price FROM products)',
    'SELECT id FROM orders o WHERE id > ALL (SELECT p.id FROM payments p WHERE p.order_id = o.id)',
    'SELECT id FROM orders WHERE discount <= ALL (SELECT total FROM orders)',
    'SELECT id FROM orders WHERE discount < ANY (SELECT total FROM orders WHERE user_id IS NOT NULL)',
    // coalesce-on-column-removed, like-without-wildcard-to-equality
    `SELECT id FROM users WHERE coalesce(city, '') = 'Rome'`,
    'SELECT id FROM orders WHERE coalesce(discount, 0) = 0.0',
    'SELECT id FROM orders WHERE coalesce(discount, 0) < 5 OR coalesce(user_id, 1) <> 1',
    `SELECT id FROM orders WHERE coalesce(shipped_on, '2024-03-01') >= '2024-03-01' AND coalesce(status, '') <> 'new'`,
    `SELECT u.id, o.id AS o FROM users u LEFT JOIN orders o ON o.user_id = u.id AND coalesce(o.note, 'x') = 'x' WHERE coalesce(o.id, 0) = 0`,
    `SELECT id FROM users WHERE city LIKE 'Rome' OR name NOT LIKE 'ann'`,
    // the others
    'SELECT id FROM users WHERE id NOT IN (SELECT user_id FROM blocked)',
    'SELECT id FROM orders WHERE user_id NOT IN (SELECT id FROM users WHERE vip)',
    `SELECT u.id FROM users u WHERE (SELECT count(*) FROM orders o WHERE o.user_id = u.id AND o.total > 5) > 0`,
    'SELECT u.id, (SELECT count(*) FROM orders o WHERE o.user_id = u.id) AS n FROM users u',
    'SELECT o.id, (SELECT u.name FROM users u WHERE u.id = o.user_id) AS name FROM orders o',
    'SELECT DISTINCT o.id, u.name FROM orders o JOIN users u ON u.id = o.user_id',
    'SELECT u.id FROM users u LEFT JOIN orders o ON o.user_id = u.id WHERE o.id IS NULL',
    `SELECT id FROM users WHERE city = 'Rome' OR vip`,
    `SELECT u.name, o.total FROM users u, orders o WHERE o.user_id = u.id AND o.status = 'paid'`,
    `SELECT id FROM orders WHERE placed_at::date = '2024-03-01'`,
    `SELECT id FROM orders WHERE date_trunc('month', placed_at) = '2024-03-01'`,
    'SELECT name FROM users WHERE id IN (SELECT user_id FROM orders ORDER BY total DESC)',
    `SELECT id FROM orders WHERE user_id::text = '1'`,
  ],
  rules: [
    `SELECT team_id, number FROM tickets WHERE state = 'new' UNION SELECT team_id, number FROM tickets WHERE state IN ('open', 'done')`,
    `SELECT id, at FROM events WHERE at < '2024-01-01' UNION SELECT id, at FROM events WHERE at >= '2024-01-01' AND kind = 'a'`,
    'SELECT place FROM slots WHERE place < 3 UNION SELECT place FROM slots WHERE place > 3',
    'SELECT DISTINCT m.id FROM members m JOIN tickets t ON t.assignee_id = m.id AND t.team_id = m.team_id',
    'SELECT m.id, m.email FROM members m JOIN teams t ON t.id = m.team_id',
    'SELECT t.number FROM tickets t JOIN members m ON m.team_id = t.team_id AND m.id = t.assignee_id',
    'SELECT t.number, t.team_id FROM tickets t LEFT JOIN slots s ON s.place = t.number',
    'SELECT t.number, t.team_id FROM tickets t LEFT JOIN members m ON m.team_id = t.team_id AND m.id = t.assignee_id',
    `SELECT * FROM (SELECT id, team_id, share, row_number() OVER (PARTITION BY team_id ORDER BY share DESC, id) AS n FROM members) x WHERE n <= 2`,
    'SELECT m.id, m.share FROM members m WHERE m.share >= (SELECT avg(x.share) FROM members x WHERE x.team_id = m.team_id)',
    `SELECT team_id, (SELECT count(*) FROM members x WHERE x.team_id = t.team_id AND x.share > 50) AS a, (SELECT max(share) FROM members x WHERE x.team_id = t.team_id) AS b FROM tickets t`,
    `SELECT number FROM tickets WHERE coalesce(closed, '2024-01-01') > '2023-01-01' AND coalesce(state, 'new') = 'open'`,
    `SELECT number FROM tickets WHERE opened > ALL (SELECT closed FROM tickets WHERE state <> 'open')`,
    'SELECT id FROM members WHERE email NOT IN (SELECT lower_email FROM members)',
    'SELECT t.id, m.email FROM teams t LEFT JOIN members m ON m.id = t.lead_id WHERE m.share > 10',
  ],
};

function numbers(count: number): string {
  return Array.from({ length: count }, (_, at) => at + 1).join(', ');
}
