/** Queries over the shop, simple and awkward. Keys say what is tried. */
export const shopQueries: Readonly<Record<string, string>> = {
  primaryKey: 'SELECT * FROM orders WHERE id = 4711',
  rangeOnTime: `SELECT * FROM users WHERE created_at >= '2023-03-01' AND created_at < '2023-03-05'`,
  commonEnum: `SELECT count(*) FROM orders WHERE status = 'completed'`,
  partialIndex: `SELECT * FROM orders WHERE status = 'pending' ORDER BY created_at DESC LIMIT 20`,
  foreignKeyIndexed: 'SELECT * FROM orders WHERE user_id = 17 ORDER BY created_at DESC LIMIT 10',
  foreignKeyUnindexed: 'SELECT * FROM order_items WHERE product_id = 4000',
  joinOfTwo: `SELECT u.name, o.total FROM users u JOIN orders o ON o.user_id = u.id WHERE u.country = 'AT' AND o.total > 990`,
  joinOfThree: `SELECT o.id, sum(i.quantity * i.price) FROM orders o JOIN order_items i ON i.order_id = o.id JOIN products p ON p.id = i.product_id WHERE o.user_id = 3 AND p.price < 100 GROUP BY o.id`,
  nestedLoop: `SELECT i.* FROM orders o JOIN order_items i ON i.order_id = o.id WHERE o.user_id BETWEEN 1000 AND 1010`,
  exists: `SELECT u.id FROM users u WHERE EXISTS (SELECT FROM orders o WHERE o.user_id = u.id AND o.total > 999)`,
  antiJoin: `SELECT u.id FROM users u WHERE NOT EXISTS (SELECT FROM orders o WHERE o.user_id = u.id)`,
  leftJoinGroup: `SELECT u.country, count(o.id) FROM users u LEFT JOIN orders o ON o.user_id = u.id GROUP BY u.country`,
  arrayContains: `SELECT id FROM products WHERE tags @> ARRAY['tag150']`,
  arrayOverlap: `SELECT id FROM products WHERE tags && ARRAY['tag1', 'tag190']`,
  textSearch: `SELECT id FROM products WHERE words @@ to_tsquery('simple', 'word7 & word76')`,
  jsonText: `SELECT id FROM users WHERE profile ->> 'lang' = 'fr'`,
  expressionIndex: `SELECT id FROM users WHERE lower(email) = 'a@example.com'`,
  domainPrefix: `SELECT id FROM users WHERE email LIKE 'abc%'`,
  pattern: `SELECT id FROM users WHERE name ILIKE '%frieda%'`,
  pruned: `SELECT kind, count(*) FROM events WHERE at >= '2024-06-01' AND at < '2024-06-08' GROUP BY kind`,
  partitionedIndex: `SELECT * FROM events WHERE user_id = 99 ORDER BY at DESC LIMIT 5`,
  partitionedAll: `SELECT kind, date_trunc('month', at) AS month, count(*) FROM events GROUP BY 1, 2 ORDER BY 2`,
  partitionedJoin: `SELECT u.email, e.kind FROM events e JOIN users u ON u.id = e.user_id WHERE e.at > '2024-12-20' AND u.country = 'US'`,
  nulls: `SELECT count(*) FROM users WHERE referrer_id IS NOT NULL`,
  notes: `SELECT id FROM orders WHERE note IS NOT NULL AND total < 5`,
  selfJoin: `SELECT u.id, r.name FROM users u JOIN users r ON r.id = u.referrer_id WHERE u.country = 'FR'`,
  rangeType: `SELECT count(*) FROM "Stock Moves" WHERE "Period" @> date '2023-05-05'`,
  hashIndex: `SELECT * FROM "Stock Moves" WHERE "Product" = 77`,
  view: `SELECT * FROM app.open_orders WHERE total > 500`,
  materialized: `SELECT p.name, s.sold FROM app.sales s JOIN products p ON p.id = s.product_id ORDER BY s.sold DESC LIMIT 10`,
  window: `SELECT id, rank() OVER (PARTITION BY user_id ORDER BY total DESC) FROM orders WHERE created_at > '2024-01-01'`,
  subquery: `SELECT * FROM products p WHERE price > (SELECT avg(price) FROM products WHERE weight > p.weight)`,
  cte: `WITH best AS MATERIALIZED (SELECT user_id, sum(total) AS spent FROM orders GROUP BY user_id) SELECT * FROM best WHERE spent > 10000`,
  inList: `SELECT * FROM orders WHERE id IN (1, 50, 700, 9000, 100000)`,
  keyset: `SELECT * FROM orders WHERE (created_at, id) < ('2023-06-01', 40000) ORDER BY created_at DESC, id DESC LIMIT 20`,
  distinct: 'SELECT DISTINCT product_id FROM order_items',
  update: `UPDATE orders SET note = NULL WHERE user_id = 12 AND status = 'cancelled'`,
  functionInFilter: 'SELECT id FROM orders WHERE app.vat(total) > 180',
  topOfJoin: `SELECT o.id, u.email FROM orders o JOIN users u ON u.id = o.user_id ORDER BY o.id DESC LIMIT 50`,
  mergeOfAll: `SELECT o.id, i.line FROM orders o JOIN order_items i ON i.order_id = o.id ORDER BY o.id, i.line`,
};

/** Hypothetical indexes, each with a query that may want it. */
export const shopCandidates: Readonly<
  Record<string, { readonly ddl: string; readonly index: object; readonly query: string }>
> = {
  foreignKey: {
    ddl: 'CREATE INDEX what_if ON order_items (product_id)',
    index: { table: 'order_items', keys: [{ column: 'product_id' }] },
    query: 'SELECT * FROM order_items WHERE product_id = 4000',
  },
  sorted: {
    ddl: 'CREATE INDEX what_if ON orders (status, created_at DESC)',
    index: { table: 'orders', keys: [{ column: 'status' }, { column: 'created_at', direction: 'desc' }] },
    query: `SELECT * FROM orders WHERE status = 'returned' ORDER BY created_at DESC LIMIT 20`,
  },
  partial: {
    ddl: `CREATE INDEX what_if ON orders (user_id) WHERE status = 'cancelled'`,
    index: { table: 'orders', keys: [{ column: 'user_id' }], predicate: `status = 'cancelled'` },
    query: `SELECT count(*) FROM orders WHERE status = 'cancelled' AND user_id > 40000`,
  },
  covering: {
    ddl: 'CREATE INDEX what_if ON orders (user_id) INCLUDE (total)',
    index: { table: 'orders', keys: [{ column: 'user_id' }], include: ['total'] },
    query: 'SELECT user_id, sum(total) FROM orders WHERE user_id BETWEEN 30000 AND 40000 GROUP BY user_id',
  },
  numeric: {
    ddl: 'CREATE INDEX what_if ON orders (total)',
    index: { table: 'orders', keys: [{ column: 'total' }] },
    query: 'SELECT * FROM orders WHERE total BETWEEN 10 AND 12',
  },
  trigram: {
    ddl: 'CREATE INDEX what_if ON users USING gin (name gin_trgm_ops)',
    index: { table: 'users', method: 'gin', keys: [{ column: 'name', operatorClass: 'gin_trgm_ops' }] },
    query: `SELECT id FROM users WHERE name ILIKE '%eda 12%'`,
  },
  json: {
    ddl: 'CREATE INDEX what_if ON users USING gin (profile jsonb_path_ops)',
    index: { table: 'users', method: 'gin', keys: [{ column: 'profile', operatorClass: 'jsonb_path_ops' }] },
    query: `SELECT id FROM users WHERE profile @> '{"lang": "fr", "age": 44}'`,
  },
  expression: {
    ddl: `CREATE INDEX what_if ON users ((profile ->> 'lang')); ANALYZE users`,
    index: { table: 'users', keys: [{ expression: `profile ->> 'lang'` }] },
    query: `SELECT count(*) FROM users WHERE profile ->> 'lang' = 'fr'`,
  },
  lower: {
    ddl: 'CREATE INDEX what_if ON users (lower(name)); ANALYZE users',
    index: { table: 'users', keys: [{ expression: 'lower(name)' }] },
    query: `SELECT * FROM users WHERE lower(name) BETWEEN 'carla' AND 'carla 3'`,
  },
  day: {
    ddl: `CREATE INDEX what_if ON orders (date_trunc('day', created_at, 'UTC')); ANALYZE orders`,
    index: { table: 'orders', keys: [{ expression: `date_trunc('day', created_at, 'UTC')` }] },
    query: `SELECT count(*) FROM orders WHERE date_trunc('day', created_at, 'UTC') = '2023-05-05'`,
  },
  brin: {
    ddl: 'CREATE INDEX what_if ON orders USING brin (created_at)',
    index: { table: 'orders', method: 'brin', keys: [{ column: 'created_at' }] },
    query: `SELECT sum(total) FROM orders WHERE created_at BETWEEN '2023-05-01' AND '2023-05-20'`,
  },
  hash: {
    ddl: 'CREATE INDEX what_if ON order_items USING hash (product_id)',
    index: { table: 'order_items', method: 'hash', keys: [{ column: 'product_id' }] },
    query: 'SELECT * FROM order_items WHERE product_id = 4000',
  },
  partitioned: {
    ddl: 'CREATE INDEX what_if ON events (kind, at)',
    index: { table: 'events', keys: [{ column: 'kind' }, { column: 'at' }] },
    query: `SELECT * FROM events WHERE kind = 'buy' AND at BETWEEN '2024-03-01' AND '2024-03-08'`,
  },
  unique: {
    ddl: 'CREATE UNIQUE INDEX what_if ON users (email)',
    index: { table: 'users', unique: true, keys: [{ column: 'email' }] },
    query: `SELECT * FROM users WHERE email = 'a@example.com'`,
  },
};
