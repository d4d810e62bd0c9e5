import type { RewritePair } from '../rewrite-pair.ts';

/** UNION and its kin, OR, DISTINCT. */
export const wrongSets: readonly RewritePair[] = [
  {
    name: 'UNION to UNION ALL, overlapping',
    before: 'SELECT city AS word FROM users UNION SELECT reason FROM blocked',
    after: 'SELECT city AS word FROM users UNION ALL SELECT reason FROM blocked',
    why: 'UNION drops repetitions.',
  },
  {
    name: 'UNION to UNION ALL, disjoint but repeating',
    before: `SELECT status FROM orders WHERE status = 'new' UNION SELECT status FROM orders WHERE status = 'paid'`,
    after: `SELECT status FROM orders WHERE status = 'new' UNION ALL SELECT status FROM orders WHERE status = 'paid'`,
    why: 'Each half repeats in itself.',
  },
  {
    name: 'UNION ALL to UNION',
    before: 'SELECT user_id FROM blocked UNION ALL SELECT user_id FROM logins',
    after: 'SELECT user_id FROM blocked UNION SELECT user_id FROM logins',
    why: 'UNION drops repetitions.',
  },
  {
    name: 'OR to UNION over what is no key',
    before: `SELECT name FROM users WHERE city = 'Rome' OR vip`,
    after: `SELECT name FROM users WHERE city = 'Rome' UNION SELECT name FROM users WHERE vip`,
    why: 'Two users of one name become one row.',
  },
  {
    name: 'OR to UNION ALL without a guard',
    before: `SELECT id FROM users WHERE city = 'Rome' OR vip`,
    after: `SELECT id FROM users WHERE city = 'Rome' UNION ALL SELECT id FROM users WHERE vip`,
    why: 'Who meets both comes twice.',
  },
  {
    name: 'OR to UNION ALL with a guard that NULL slips through',
    before: `SELECT id FROM users WHERE vip OR city = 'Rome'`,
    after: `SELECT id FROM users WHERE vip UNION ALL SELECT id FROM users WHERE city = 'Rome' AND NOT vip`,
    why: 'With vip NULL neither half takes the row.',
  },
  {
    name: 'OR over two tables to UNION ALL',
    before: `SELECT u.id FROM users u LEFT JOIN blocked b ON b.user_id = u.id WHERE u.city = 'Rome' OR b.reason = 'spam'`,
    after: `SELECT id FROM users WHERE city = 'Rome' UNION ALL
      SELECT u.id FROM users u JOIN blocked b ON b.user_id = u.id WHERE b.reason = 'spam'`,
    why: 'Who meets both comes twice, and the left join multiplied.',
  },
  {
    name: 'EXCEPT to EXCEPT ALL',
    before: 'SELECT user_id FROM logins EXCEPT SELECT user_id FROM blocked',
    after: 'SELECT user_id FROM logins EXCEPT ALL SELECT user_id FROM blocked',
    why: 'EXCEPT ALL takes one away for one.',
  },
  {
    name: 'INTERSECT to INTERSECT ALL',
    before: 'SELECT user_id FROM logins INTERSECT SELECT user_id FROM blocked',
    after: 'SELECT user_id FROM logins INTERSECT ALL SELECT user_id FROM blocked',
    why: 'INTERSECT ALL keeps repetitions that both have.',
  },
  {
    name: 'EXCEPT ALL to NOT EXISTS',
    before: 'SELECT user_id FROM logins EXCEPT ALL SELECT user_id FROM blocked',
    after: `SELECT user_id FROM logins l WHERE NOT EXISTS
      (SELECT 1 FROM blocked b WHERE b.user_id IS NOT DISTINCT FROM l.user_id)`,
    why: 'Two less one is one.',
  },
  {
    name: 'INTERSECT to a join',
    before: 'SELECT user_id FROM logins INTERSECT SELECT user_id FROM blocked',
    after: 'SELECT l.user_id FROM logins l JOIN blocked b ON b.user_id = l.user_id',
    why: 'The join multiplies, and leaves NULL out.',
  },
  {
    name: 'DISTINCT ON to GROUP BY and max',
    before: 'SELECT DISTINCT ON (user_id) user_id, status FROM orders ORDER BY user_id, placed_at DESC, id',
    after: 'SELECT user_id, max(status) AS status FROM orders GROUP BY user_id',
    why: 'The last status is not the greatest.',
  },
  {
    name: 'DISTINCT ON in another order',
    before: 'SELECT DISTINCT ON (user_id) user_id, id FROM orders ORDER BY user_id, placed_at DESC, id',
    after: 'SELECT DISTINCT ON (user_id) user_id, id FROM orders ORDER BY user_id, placed_at, id',
    why: 'The first is not the last.',
  },
  {
    name: 'UNION filter pushed into one half',
    before: `SELECT word FROM (SELECT city AS word FROM users UNION ALL SELECT reason FROM blocked) x WHERE word = 'Rome'`,
    after: `SELECT city AS word FROM users WHERE city = 'Rome' UNION ALL SELECT reason FROM blocked`,
    why: 'The other half is not filtered.',
  },
  {
    name: 'AND before OR',
    before: `SELECT id FROM orders WHERE status = 'new' OR status = 'paid' AND total > 10`,
    after: `SELECT id FROM orders WHERE status IN ('new', 'paid') AND total > 10`,
    why: 'New orders of any total were let in.',
  },
];
