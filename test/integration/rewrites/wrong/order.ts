import type { RewritePair } from '../rewrite-pair.ts';

/** Order, limits, windows, pages. */
export const wrongOrders: readonly RewritePair[] = [
  {
    name: 'LIMIT without what decides ties',
    before: 'SELECT id FROM orders ORDER BY status, id LIMIT 2',
    after: 'SELECT id FROM orders ORDER BY status LIMIT 2',
    why: 'Of equal rows any may come.',
  },
  {
    name: 'ORDER BY below a LIMIT dropped',
    before: 'SELECT name FROM (SELECT name FROM users ORDER BY id DESC LIMIT 2) x',
    after: 'SELECT name FROM (SELECT name FROM users LIMIT 2) x',
    why: 'Any two rows come.',
  },
  {
    name: 'ORDER BY dropped',
    before: 'SELECT id, name FROM users ORDER BY name, id',
    after: 'SELECT id, name FROM users',
    why: 'Rows come in any order.',
    ordered: true,
  },
  {
    name: 'ORDER BY turned round',
    before: 'SELECT id FROM users ORDER BY id DESC',
    after: 'SELECT id FROM users ORDER BY id',
    why: 'It is the contrary.',
    ordered: true,
  },
  {
    name: 'NULLS FIRST to NULLS LAST',
    before: 'SELECT id, total FROM orders ORDER BY total DESC, id',
    after: 'SELECT id, total FROM orders ORDER BY total DESC NULLS LAST, id',
    why: 'Descending, NULLs come first by default.',
    ordered: true,
  },
  {
    name: 'collation of the order',
    before: 'SELECT id, name FROM users ORDER BY name COLLATE "C", id',
    after: 'SELECT id, name FROM users ORDER BY lower(name) COLLATE "C", id',
    why: 'Bytes put capitals first.',
    ordered: true,
  },
  {
    name: 'number ordered as text',
    before: 'SELECT id FROM payments ORDER BY amount, id',
    after: 'SELECT id FROM payments ORDER BY amount::text, id',
    why: '10 comes before 9 as a text.',
    ordered: true,
  },
  {
    name: 'window frame RANGE to ROWS',
    before: 'SELECT id, sum(amount) OVER (ORDER BY order_id) AS sum FROM payments',
    after: 'SELECT id, sum(amount) OVER (ORDER BY order_id ROWS UNBOUNDED PRECEDING) AS sum FROM payments',
    why: 'RANGE takes all equal rows.',
  },
  {
    name: 'row_number to rank',
    before: `SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY user_id ORDER BY status, id) AS n FROM orders) x
      WHERE n = 1`,
    after: `SELECT id FROM (SELECT id, rank() OVER (PARTITION BY user_id ORDER BY status) AS n FROM orders) x WHERE n = 1`,
    why: 'All of the first rank come.',
  },
  {
    name: 'rank to dense_rank',
    before: 'SELECT id, rank() OVER (ORDER BY status) AS place FROM orders',
    after: 'SELECT id, dense_rank() OVER (ORDER BY status) AS place FROM orders',
    why: 'rank leaves gaps.',
  },
  {
    name: 'last_value over another frame',
    before: 'SELECT id, last_value(status) OVER (PARTITION BY user_id ORDER BY id) AS last FROM orders',
    after: `SELECT id, last_value(status) OVER (PARTITION BY user_id ORDER BY id
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS last FROM orders`,
    why: 'The default frame ends at the row itself.',
  },
  {
    name: 'lag with a default',
    before: 'SELECT id, lag(amount) OVER (ORDER BY id) AS before FROM payments',
    after: 'SELECT id, lag(amount, 1, 0) OVER (ORDER BY id) AS before FROM payments',
    why: 'Before the first there is NULL.',
  },
  {
    name: 'count of all to running count',
    before: 'SELECT id, count(*) OVER () AS n FROM users',
    after: 'SELECT id, count(*) OVER (ORDER BY id) AS n FROM users',
    why: 'ORDER BY makes it run.',
  },
  {
    name: 'LIMIT pushed below a join',
    before: 'SELECT u.id FROM users u LEFT JOIN orders o ON o.user_id = u.id ORDER BY u.id LIMIT 3',
    after: 'SELECT u.id FROM (SELECT id FROM users ORDER BY id LIMIT 3) u LEFT JOIN orders o ON o.user_id = u.id',
    why: 'The join multiplies behind the limit.',
  },
  {
    name: 'filter pushed below a LIMIT',
    before: `SELECT id FROM (SELECT id, status FROM orders ORDER BY id LIMIT 3) x WHERE status = 'paid'`,
    after: `SELECT id FROM orders WHERE status = 'paid' ORDER BY id LIMIT 3`,
    why: 'The limit falls on other rows.',
  },
  {
    name: 'filter pushed below a LIMIT of ten',
    before: `SELECT id FROM (SELECT id, status FROM orders ORDER BY id LIMIT 10) x WHERE status = 'paid'`,
    after: `SELECT id FROM orders WHERE status = 'paid' ORDER BY id LIMIT 10`,
    why: 'It takes more than ten rows to see it.',
  },
  {
    name: 'filter pushed below a window function',
    before: `SELECT id, n FROM (SELECT id, status, row_number() OVER (ORDER BY id) AS n FROM orders) x
      WHERE status = 'paid'`,
    after: `SELECT id, row_number() OVER (ORDER BY id) AS n FROM orders WHERE status = 'paid'`,
    why: 'The rows were numbered before.',
  },
  {
    name: 'OFFSET forgotten',
    before: 'SELECT id FROM orders ORDER BY id LIMIT 2 OFFSET 1',
    after: 'SELECT id FROM orders ORDER BY id LIMIT 2',
    why: 'The first row was passed over.',
  },
  {
    name: 'WITH TIES to LIMIT',
    before: 'SELECT id FROM orders ORDER BY status FETCH FIRST 1 ROW WITH TIES',
    after: 'SELECT id FROM orders ORDER BY status, id LIMIT 1',
    why: 'Equal rows came along.',
  },
  {
    name: 'keyset with ties',
    before: 'SELECT id, status FROM orders ORDER BY status, id LIMIT 10 OFFSET 20',
    after: 'SELECT id, status FROM orders WHERE status > $1 ORDER BY status, id LIMIT 10',
    why: 'Equal rows behind the end of a page are lost.',
    compared: 'pages',
    keyset: {
      offset: { text: 'SELECT id, status FROM orders ORDER BY status, id LIMIT $1 OFFSET $2', limit: 1, offset: 2 },
      first: { text: 'SELECT id, status FROM orders ORDER BY status, id LIMIT $1', limit: 1 },
      next: {
        text: 'SELECT id, status FROM orders WHERE status > $2 ORDER BY status, id LIMIT $1',
        limit: 1,
        keys: [{ parameter: 2, column: 1 }],
      },
    },
  },
  {
    name: 'keyset over a column that may be NULL',
    before: 'SELECT id, total FROM orders ORDER BY total, id LIMIT 10 OFFSET 20',
    after: 'SELECT id, total FROM orders WHERE (total, id) > ($1, $2) ORDER BY total, id LIMIT 10',
    why: 'Behind a NULL nothing is greater.',
    compared: 'pages',
    keyset: {
      offset: { text: 'SELECT id, total FROM orders ORDER BY total, id LIMIT $1 OFFSET $2', limit: 1, offset: 2 },
      first: { text: 'SELECT id, total FROM orders ORDER BY total, id LIMIT $1', limit: 1 },
      next: {
        text: 'SELECT id, total FROM orders WHERE (total, id) > ($2, $3) ORDER BY total, id LIMIT $1',
        limit: 1,
        keys: [
          { parameter: 2, column: 1 },
          { parameter: 3, column: 0 },
        ],
      },
    },
  },
  {
    name: 'keyset over two directions',
    before: 'SELECT id, status FROM orders ORDER BY status DESC, id LIMIT 10 OFFSET 20',
    after: 'SELECT id, status FROM orders WHERE (status, id) < ($1, $2) ORDER BY status DESC, id LIMIT 10',
    why: 'A row comparison goes one way only.',
    compared: 'pages',
    keyset: {
      offset: {
        text: 'SELECT id, status FROM orders ORDER BY status DESC, id LIMIT $1 OFFSET $2',
        limit: 1,
        offset: 2,
      },
      first: { text: 'SELECT id, status FROM orders ORDER BY status DESC, id LIMIT $1', limit: 1 },
      next: {
        text: 'SELECT id, status FROM orders WHERE (status, id) < ($2, $3) ORDER BY status DESC, id LIMIT $1',
        limit: 1,
        keys: [
          { parameter: 2, column: 1 },
          { parameter: 3, column: 0 },
        ],
      },
    },
  },
];
