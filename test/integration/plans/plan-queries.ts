/** A small shop in which every kind of plan node can be had. */
export const shop = `
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL UNIQUE, name text, city text, born date, score numeric(8,2));
INSERT INTO users SELECT i, 'u' || i || '@example.org', CASE WHEN i % 10 = 0 THEN NULL ELSE 'Name ' || i END,
  (ARRAY['Ulm','Köln','Bonn','Jena'])[1 + i % 4], date '1960-01-01' + (i * 7 % 15000), i % 977 FROM generate_series(1, 3000) i;
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, status text NOT NULL, total numeric(10,2), at timestamptz NOT NULL, note text);
INSERT INTO orders SELECT i, 1 + i * 13 % 3000, CASE WHEN i % 20 = 0 THEN 'open' ELSE 'done' END, i % 500, timestamptz '2025-01-01' + i * interval '20 min',
  CASE WHEN i % 3 = 0 THEN 'line one' || chr(10) || 'it''s line two' END FROM generate_series(1, 20000) i;
CREATE INDEX orders_user_id ON orders (user_id);
CREATE INDEX orders_at ON orders (at);
CREATE INDEX "Orders Status" ON orders (status);
CREATE TABLE "Line Items" (order_id int, "Product-No" int, quantity int);
INSERT INTO "Line Items" SELECT 1 + i % 20000, i % 100, i % 7 FROM generate_series(1, 30000) i;
CREATE TABLE events (id int, kind text, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2025-02-01');
CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM ('2025-02-01') TO ('2025-03-01');
CREATE TABLE events_3 PARTITION OF events FOR VALUES FROM ('2025-03-01') TO ('2025-04-01');
INSERT INTO events SELECT i, 'k' || i % 5, date '2025-01-01' + i % 90 FROM generate_series(1, 9000) i;
CREATE INDEX ON events (at);
CREATE TABLE audit (what text, at timestamptz DEFAULT now());
CREATE TABLE stock (product int PRIMARY KEY, amount int CHECK (amount < 1000000));
INSERT INTO stock SELECT i, i FROM generate_series(1, 200) i;
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit (what) VALUES (TG_OP); RETURN NEW; END $$;
CREATE TRIGGER note_stock AFTER UPDATE ON stock FOR EACH ROW EXECUTE FUNCTION note();
CREATE TABLE parts (id int PRIMARY KEY, stock_id int REFERENCES stock ON DELETE CASCADE);
INSERT INTO parts SELECT i, 1 + i % 200 FROM generate_series(1, 400) i;
ANALYZE;
`;

export interface PlanQuery {
  readonly sql: string;
  /** Statements before it, in the same transaction, which is rolled back. */
  readonly set?: readonly string[];
  /** More options of EXPLAIN than ANALYZE. */
  readonly options?: string;
  readonly analyze?: boolean;
  /** First major version that has it. */
  readonly since?: number;
  /** Last major version that has it. */
  readonly until?: number;
  /** The server's own YAML and XML are malformed (a field stands among the items of a list). */
  readonly broken?: boolean;
}

const noHash = ['SET LOCAL enable_hashjoin = off', 'SET LOCAL enable_nestloop = off'];
const onlyLoop = ['SET LOCAL enable_hashjoin = off', 'SET LOCAL enable_mergejoin = off'];
export const parallel: readonly string[] = [
  'SET LOCAL parallel_setup_cost = 0',
  'SET LOCAL parallel_tuple_cost = 0',
  'SET LOCAL min_parallel_table_scan_size = 0',
  'SET LOCAL min_parallel_index_scan_size = 0',
  'SET LOCAL max_parallel_workers_per_gather = 2',
  'SET LOCAL parallel_leader_participation = off',
];
/** One worker does all of it: its figures are the same in every run. */
const oneWorker = (major: 15 | 16) => [
  major === 15 ? 'SET LOCAL force_parallel_mode = on' : 'SET LOCAL debug_parallel_query = on',
];
const jit = ['SET LOCAL jit = on', 'SET LOCAL jit_above_cost = 0'];

export const planQueries: readonly PlanQuery[] = [
  { sql: 'SELECT 1' },
  { sql: 'SELECT * FROM users' },
  { sql: 'SELECT * FROM users', analyze: false },
  { sql: "SELECT * FROM orders WHERE note = 'line one\nit''s line two' AND total > 3" },
  { sql: "SELECT * FROM orders WHERE note = 'a: b, (c' OR note = '-> x' OR note LIKE '%\"%'" },
  { sql: 'SELECT * FROM users WHERE id = 7', options: 'VERBOSE' },
  { sql: "SELECT email FROM users WHERE email < 'u2' ORDER BY email LIMIT 5" },
  { sql: 'SELECT id FROM users WHERE id < 50 ORDER BY id DESC', set: ['SET LOCAL enable_seqscan = off'] },
  { sql: 'SELECT * FROM orders o WHERE user_id IN (1, 2, 3)' },
  { sql: "SELECT * FROM orders WHERE user_id = 5 OR at < '2025-01-02'", set: ['SET LOCAL enable_seqscan = off'] },
  {
    sql: "SELECT count(*) FROM orders WHERE status = 'open' AND user_id < 100",
    set: ['SET LOCAL enable_seqscan = off', 'SET LOCAL enable_indexscan = off'],
  },
  {
    sql: "SELECT * FROM orders WHERE at BETWEEN '2025-02-01' AND '2025-03-01'",
    set: ['SET LOCAL enable_seqscan = off', 'SET LOCAL enable_indexscan = off', "SET LOCAL work_mem = '64kB'"],
  },
  {
    sql: 'SELECT * FROM users u JOIN orders o ON o.user_id = u.id WHERE u.city = $$Ulm$$',
    options: 'VERBOSE, BUFFERS, SETTINGS',
  },
  { sql: 'SELECT * FROM users u JOIN orders o ON o.user_id = u.id', set: noHash },
  {
    sql: 'SELECT * FROM users u LEFT JOIN orders o ON o.user_id = u.id AND o.total > 400 WHERE u.id < 20',
    set: onlyLoop,
  },
  { sql: 'SELECT * FROM users u FULL JOIN orders o ON o.user_id = u.id WHERE u.name IS NULL' },
  { sql: 'SELECT * FROM users u RIGHT JOIN "Line Items" l ON l."Product-No" = u.id' },
  { sql: 'SELECT * FROM users u WHERE EXISTS (SELECT FROM orders o WHERE o.user_id = u.id AND o.total = 3)' },
  { sql: 'SELECT * FROM users u WHERE NOT EXISTS (SELECT FROM orders o WHERE o.user_id = u.id AND o.total > 100)' },
  {
    sql: 'SELECT * FROM "Line Items" l1 JOIN "Line Items" "L 2" ON l1.order_id = "L 2".order_id AND l1.quantity < "L 2".quantity',
    options: 'VERBOSE',
  },
  {
    sql: 'SELECT count(*) FROM "Line Items" l JOIN users u ON u.id = l."Product-No"',
    set: onlyLoop,
    options: 'BUFFERS',
    since: 14,
  },
  { sql: 'SELECT * FROM orders ORDER BY total, id', set: ["SET LOCAL work_mem = '64kB'"], options: 'BUFFERS' },
  { sql: 'SELECT * FROM orders ORDER BY total DESC NULLS LAST, note COLLATE "C" LIMIT 3' },
  {
    sql: 'SELECT * FROM orders ORDER BY user_id, total LIMIT 100',
    set: ['SET LOCAL enable_seqscan = off', 'SET LOCAL enable_sort = off'],
  },
  {
    sql: 'SELECT * FROM (SELECT * FROM orders ORDER BY user_id) o ORDER BY user_id, total',
    set: ['SET LOCAL enable_seqscan = off', 'SET LOCAL enable_sort = off', "SET LOCAL work_mem = '64kB'"],
  },
  { sql: 'SELECT status, count(*), sum(total) FROM orders GROUP BY status HAVING count(*) > 3' },
  { sql: 'SELECT user_id, count(*) FROM orders GROUP BY user_id', set: ['SET LOCAL enable_hashagg = off'] },
  {
    sql: 'SELECT id, order_id, count(*) FROM orders JOIN "Line Items" ON id = order_id GROUP BY id, order_id',
    set: ["SET LOCAL work_mem = '64kB'", 'SET LOCAL enable_sort = off'],
  },
  { sql: 'SELECT status, user_id, count(*) FROM orders GROUP BY GROUPING SETS ((status, user_id), (status), ())' },
  {
    sql: 'SELECT status, user_id, count(*) FROM orders GROUP BY CUBE (status, user_id)',
    set: ['SET LOCAL enable_hashagg = off'],
  },
  { sql: 'SELECT status, count(*) FROM orders GROUP BY ROLLUP (status)' },
  { sql: 'SELECT city, born, count(*) FROM users GROUP BY GROUPING SETS ((city), (born))' },
  { sql: 'SELECT DISTINCT city FROM users' },
  { sql: 'SELECT DISTINCT ON (user_id) * FROM orders ORDER BY user_id, at' },
  {
    sql: 'SELECT id, rank() OVER (PARTITION BY city ORDER BY score), sum(score) OVER () FROM users',
    options: 'VERBOSE',
  },
  { sql: 'SELECT * FROM (SELECT id, row_number() OVER (ORDER BY id) r FROM users) t WHERE r < 10' },
  {
    sql: 'WITH o AS MATERIALIZED (SELECT * FROM orders WHERE total > 100) SELECT * FROM o a JOIN o b USING (id)',
    options: 'BUFFERS',
  },
  { sql: 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50) SELECT sum(i) FROM n' },
  { sql: 'SELECT (SELECT max(total) FROM orders), u.* FROM users u WHERE score > (SELECT avg(score) FROM users)' },
  { sql: 'SELECT u.id, (SELECT count(*) FROM orders o WHERE o.user_id = u.id) FROM users u WHERE id < 30' },
  { sql: 'SELECT * FROM users WHERE id NOT IN (SELECT user_id FROM orders WHERE total > 490)' },
  { sql: 'SELECT * FROM users WHERE id = ANY (ARRAY(SELECT user_id FROM orders WHERE total = 3))' },
  {
    sql: 'SELECT * FROM users u, LATERAL (SELECT * FROM orders o WHERE o.user_id = u.id ORDER BY at DESC LIMIT 2) l WHERE u.id < 9',
  },
  { sql: 'SELECT id FROM users UNION SELECT user_id FROM orders' },
  { sql: 'SELECT id FROM users INTERSECT SELECT user_id FROM orders' },
  { sql: 'SELECT id FROM users EXCEPT ALL SELECT user_id FROM orders', set: ['SET LOCAL enable_hashagg = off'] },
  { sql: 'SELECT id FROM users WHERE id < 10 UNION ALL SELECT id FROM orders WHERE id < 10 ORDER BY id' },
  { sql: "SELECT * FROM events WHERE at = '2025-02-03'" },
  {
    sql: "SELECT * FROM events WHERE at < '2025-02-03' ORDER BY at",
    set: ['SET LOCAL enable_seqscan = off', 'SET LOCAL enable_sort = off'],
  },
  { sql: "SELECT * FROM events WHERE at >= (SELECT date '2025-03-01')" },
  { sql: "SELECT * FROM events WHERE at > now()::date - (CURRENT_DATE - date '2025-02-20')" },
  { sql: 'SELECT * FROM generate_series(1, 10) g(i) JOIN users ON id = i', options: 'VERBOSE' },
  { sql: 'SELECT * FROM generate_series(1, 3)' },
  { sql: "SELECT * FROM (VALUES (1, 'a'), (2, 'b')) v(i, t)" },
  { sql: 'SELECT unnest(ARRAY[1, 2, 3]), generate_series(1, 2)' },
  { sql: "SELECT * FROM xmltable('/a/b' PASSING xml '<a><b>1</b></a>' COLUMNS i int PATH '.') x", options: 'VERBOSE' },
  { sql: 'SELECT * FROM users TABLESAMPLE SYSTEM (10) REPEATABLE (3)' },
  { sql: "SELECT * FROM users WHERE ctid = '(0,1)'" },
  { sql: "SELECT * FROM users WHERE ctid < '(1,1)'", since: 14 },
  { sql: 'SELECT * FROM users WHERE false' },
  { sql: "SELECT * FROM users u JOIN orders o ON o.user_id = u.id WHERE u.city = 'nowhere'", set: onlyLoop },
  { sql: 'SELECT * FROM (SELECT * FROM users OFFSET 0) s WHERE s.id > 2990 FOR UPDATE' },
  { sql: 'SELECT count(*) FROM orders', set: parallel },
  { sql: 'SELECT count(*) FROM orders', set: parallel, options: 'VERBOSE, BUFFERS' },
  { sql: 'SELECT user_id, sum(total) FROM orders GROUP BY user_id ORDER BY 2 DESC', set: parallel, options: 'VERBOSE' },
  {
    sql: 'SELECT * FROM users u JOIN orders o ON o.user_id = u.id WHERE total > 490',
    set: parallel,
    options: 'VERBOSE',
  },
  { sql: 'SELECT * FROM events WHERE id > 8990', set: parallel },
  { sql: 'SELECT * FROM orders ORDER BY total', set: parallel, options: 'VERBOSE' },
  { sql: 'SELECT * FROM orders ORDER BY total', set: oneWorker(16), options: 'VERBOSE', since: 16 },
  { sql: 'SELECT * FROM orders ORDER BY total', set: oneWorker(15), options: 'VERBOSE', until: 15 },
  { sql: 'SELECT sum(total), avg(score) FROM orders JOIN users ON users.id = user_id', set: jit },
  { sql: 'INSERT INTO audit (what) SELECT email FROM users WHERE id < 100', options: 'WAL, BUFFERS' },
  { sql: 'INSERT INTO parts VALUES (1000, 3), (1001, 4)', options: 'VERBOSE' },
  {
    sql: 'INSERT INTO stock VALUES (1, 1), (999, 2) ON CONFLICT (product) DO UPDATE SET amount = excluded.amount WHERE stock.amount < 5 RETURNING *',
    options: 'VERBOSE',
  },
  { sql: 'INSERT INTO stock VALUES (1, 1) ON CONFLICT DO NOTHING' },
  { sql: 'UPDATE stock SET amount = amount + 1 WHERE product < 10' },
  { sql: 'UPDATE stock SET amount = amount + 1 WHERE product < 10', options: 'VERBOSE, WAL' },
  { sql: "UPDATE events SET kind = 'x' WHERE id < 20" },
  { sql: 'UPDATE orders SET total = 0 FROM users u WHERE u.id = orders.user_id AND u.id < 3' },
  { sql: 'DELETE FROM stock WHERE product < 5' },
  { sql: "DELETE FROM events WHERE at < '2025-01-03'" },
  {
    sql: 'MERGE INTO stock s USING (SELECT id, id * 2 AS n FROM users WHERE id > 190 AND id < 220) u ON u.id = s.product WHEN MATCHED AND n > 390 THEN DELETE WHEN MATCHED THEN UPDATE SET amount = n WHEN NOT MATCHED AND n < 410 THEN INSERT VALUES (u.id, n)',
    since: 15,
  },
  {
    sql: "MERGE INTO events e USING (SELECT 1 AS id) s ON e.id = s.id WHEN MATCHED THEN UPDATE SET kind = 'z'",
    since: 15,
    broken: true,
  },
  {
    sql: 'WITH gone AS (DELETE FROM parts WHERE id < 9 RETURNING id) INSERT INTO audit (what) SELECT id::text FROM gone',
  },
  { sql: 'CREATE TABLE copied AS SELECT * FROM users WHERE id < 5' },
  { sql: 'SELECT * FROM users WHERE id = $1', analyze: false, options: 'GENERIC_PLAN', since: 16 },
  { sql: 'SELECT * FROM users WHERE id < 100', options: 'MEMORY, SERIALIZE, BUFFERS, SUMMARY', since: 17 },
  { sql: 'SELECT * FROM users', set: ['SET LOCAL enable_seqscan = off'], options: 'SETTINGS' },
];
