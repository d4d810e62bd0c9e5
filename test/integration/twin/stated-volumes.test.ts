import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Twin } from '#contracts/engine.ts';
import type { WhatIf } from '#contracts/instrument.ts';
import { connect } from '#engines/postgres/connect.ts';
import { fabricateStatistics } from '#engines/postgres/fabricate-statistics.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { settings } from '#engines/postgres/settings.ts';
import { openTwinConnection, type TwinConnection } from '#engines/postgres/twin/connection.ts';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { createStatisticsTwin } from '#engines/postgres/twin/statistics-twin.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import { type Volumes, Volumes as VolumesSchema } from '#vocabulary/volumes.ts';
import { startTestServer } from '../../servers.ts';
import { comparePlans, median, planOf } from './compare-plans.ts';
import { testContext } from './shop-source.ts';

/*
 * The rows are made by plain SQL of its own, which knows nothing of how statistics are fabricated; the volumes say in words
 * what that SQL does.
 */
const schemaSql = `
  CREATE TYPE order_status AS ENUM ('open', 'paid', 'sent', 'returned');
  CREATE TABLE customers (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE, name text NOT NULL,
    country char(2) NOT NULL, active boolean NOT NULL, created_at timestamptz NOT NULL);
  CREATE TABLE products (
    id int PRIMARY KEY, sku varchar(20) NOT NULL UNIQUE, title text NOT NULL, price numeric(10,2) NOT NULL, weight real);
  CREATE TABLE orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers,
    status order_status NOT NULL, total numeric(10,2) NOT NULL, note text, created_at timestamptz NOT NULL);
  CREATE TABLE order_lines (
    order_id bigint NOT NULL REFERENCES orders, line smallint NOT NULL, product_id int NOT NULL REFERENCES products,
    quantity int NOT NULL, PRIMARY KEY (order_id, line));
  CREATE TABLE visits (
    id bigint NOT NULL, customer_id bigint, kind text NOT NULL, at timestamptz NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
  CREATE TABLE visits_1 PARTITION OF visits FOR VALUES FROM ('2025-01-01') TO ('2025-05-01');
  CREATE TABLE visits_2 PARTITION OF visits FOR VALUES FROM ('2025-05-01') TO ('2025-09-01');
  CREATE TABLE visits_3 PARTITION OF visits FOR VALUES FROM ('2025-09-01') TO ('2026-01-01');
  CREATE INDEX orders_customer ON orders (customer_id);
  CREATE INDEX orders_created ON orders (created_at);
  CREATE INDEX orders_open ON orders (created_at) WHERE status = 'open';
  CREATE INDEX customers_created ON customers (created_at);
  CREATE INDEX visits_customer ON visits (customer_id);`;

const rowsSql = `
  SELECT setseed(0.25);
  INSERT INTO customers (email, name, country, active, created_at)
    SELECT 'someone.' || lpad(i::text, 6, '0') || '@example.com', 'Customer ' || md5(i::text), (ARRAY['DE','DE','DE','DE','FR','AT'])[1 + floor(random() * 6)::int],
      random() < 0.8, timestamptz '2023-01-01' + i * interval '26 minutes' FROM generate_series(1, 40000) i;
  INSERT INTO products SELECT i, 'SKU-' || lpad(i::text, 6, '0'), 'Product ' || md5(i::text), (1 + random() * 499)::numeric(10,2),
    CASE WHEN random() < 0.75 THEN random() * 100 END FROM generate_series(1, 5000) i;
  INSERT INTO orders (customer_id, status, total, note, created_at)
    SELECT 1 + floor(random() * 40000)::int,
      (CASE WHEN r < 0.02 THEN 'open' WHEN r < 0.1 THEN 'paid' WHEN r < 0.97 THEN 'sent' ELSE 'returned' END)::order_status,
      (random() * 1000)::numeric(10,2), CASE WHEN random() < 0.1 THEN 'note ' || md5(i::text) END,
      timestamptz '2024-01-01' + i * interval '8 minutes'
    FROM (SELECT i, random() AS r FROM generate_series(1, 120000) i) x;
  INSERT INTO order_lines SELECT o, l, 1 + floor(random() * 5000)::int, 1 + floor(random() * 5)::int
    FROM generate_series(1, 120000) o, generate_series(1, 3) l;
  INSERT INTO visits SELECT i, CASE WHEN random() < 0.7 THEN 1 + floor(random() * 40000)::int END,
    (ARRAY['view','view','view','click','cart','buy'])[1 + floor(random() * 6)::int], timestamptz '2025-01-01' + i * interval '5 minutes 15 seconds'
    FROM generate_series(1, 100000) i;`;

const volumes: Volumes = VolumesSchema.parse({
  tables: {
    customers: {
      rows: 40_000,
      columns: {
        name: { width: 42 },
        email: { width: 27 },
        country: { values: { DE: 0.667, FR: 0.167, AT: 0.166 } },
        active: { values: { t: 0.8, f: 0.2 } },
        created_at: { min: '2023-01-01', max: '2024-12-23', correlation: 1 },
      },
    },
    products: {
      rows: 5000,
      columns: { price: { min: 1, max: 500 }, weight: { nulls: 0.25, min: 0, max: 100 }, title: { width: 41 } },
    },
    orders: {
      rows: 120_000,
      columns: {
        status: { values: { open: 0.02, paid: 0.08, sent: 0.87, returned: 0.03 } },
        total: { min: 0, max: 1000, distinct: 70_000 },
        note: { nulls: 0.9, width: 38 },
        created_at: { min: '2024-01-01', max: '2025-10-28', correlation: 1 },
      },
    },
    order_lines: {
      rows: 360_000,
      columns: {
        order_id: { distinct: 120_000, correlation: 1 },
        line: { distinct: 3, min: 1, max: 3 },
        quantity: { distinct: 5, min: 1, max: 5 },
      },
    },
    visits: {
      rows: 100_000,
      columns: {
        customer_id: { nulls: 0.3, distinct: 33_000, min: 1, max: 40_000 },
        kind: { values: { view: 0.5, click: 0.167, cart: 0.167, buy: 0.166 } },
        at: { min: '2025-01-01', max: '2025-12-31', correlation: 1 },
      },
    },
  },
});

const queries: Readonly<Record<string, string>> = {
  primaryKey: 'SELECT * FROM orders WHERE id = 4711',
  uniqueText: `SELECT * FROM customers WHERE email = 'someone.000100@example.com'`,
  foreignKey: 'SELECT * FROM orders WHERE customer_id = 777',
  foreignKeyWithoutIndex: 'SELECT * FROM order_lines WHERE product_id = 40',
  range: `SELECT * FROM orders WHERE created_at >= '2024-06-01' AND created_at < '2024-06-03'`,
  wideRange: `SELECT * FROM orders WHERE created_at >= '2024-06-01'`,
  partial: `SELECT * FROM orders WHERE status = 'open' ORDER BY created_at DESC LIMIT 20`,
  common: `SELECT count(*) FROM orders WHERE status = 'sent'`,
  join: `SELECT c.name, o.total FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.country = 'AT' AND o.total > 990`,
  joinOfThree: `SELECT o.id, p.title FROM orders o JOIN order_lines l ON l.order_id = o.id JOIN products p ON p.id = l.product_id WHERE o.customer_id = 5`,
  nestedLoop: `SELECT o.* FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.created_at BETWEEN '2023-03-01' AND '2023-03-02'`,
  exists: `SELECT c.id FROM customers c WHERE EXISTS (SELECT FROM orders o WHERE o.customer_id = c.id AND o.total > 999)`,
  group: `SELECT c.country, count(*) FROM customers c JOIN orders o ON o.customer_id = c.id GROUP BY c.country`,
  groupMany: 'SELECT customer_id, sum(total) FROM orders GROUP BY customer_id',
  top: 'SELECT * FROM products ORDER BY price DESC LIMIT 10',
  nulls: 'SELECT count(*) FROM orders WHERE note IS NOT NULL',
  pruned: `SELECT kind, count(*) FROM visits WHERE at >= '2025-06-01' AND at < '2025-06-08' GROUP BY kind`,
  partitions: 'SELECT * FROM visits WHERE customer_id = 99 ORDER BY at DESC LIMIT 5',
  allPartitions: `SELECT count(*) FROM visits WHERE kind = 'buy'`,
  boolean: 'SELECT count(*) FROM customers WHERE NOT active',
  inList: 'SELECT * FROM orders WHERE id IN (1, 50, 700, 9000, 100000)',
  distinct: 'SELECT DISTINCT product_id FROM order_lines',
  merge: 'SELECT o.id, l.line FROM orders o JOIN order_lines l ON l.order_id = o.id ORDER BY o.id, l.line',
};

let server: EmbeddedServer;
let connection: TwinConnection;
let twin: (Twin & { readonly whatIf: WhatIf }) | undefined;

beforeAll(async () => {
  server = await startTestServer({ settings: { random_page_cost: '1.1', jit: 'off' } });
  connection = await openTwinConnection(server.url);
  await connection.query(schemaSql);
});
afterAll(async () => {
  await twin?.close();
  await connection?.close();
  await server?.stop();
});

it('plans as a database that is filled with what was stated', async () => {
  const session = await connect(server.url, { bounds: Bounds.parse({}) }, testContext);
  const schema = await inspect(session, testContext);
  const planner = await settings(session, testContext);
  await session.close();
  // The schema is read before there are rows: nothing is known but what was stated.
  const statistics = fabricateStatistics(schema, volumes, new Date('2026-01-01'));
  expect(statistics.unread).toEqual([]);
  twin = await createStatisticsTwin({ schema, statistics, settings: planner, major: server.major }, testContext);
  expect(twin.whatIf.notes).toEqual([]);

  await connection.query(rowsSql);
  // A fresh index is what the size models know; loaded in disorder it would be a third longer.
  await connection.query('REINDEX SCHEMA public');
  await connection.query('VACUUM ANALYZE');
  const rows = [];
  for (const [name, text] of Object.entries(queries)) {
    const source = await planOf(connection, text);
    const answer = await twin.whatIf.ask({ query: { text, parameters: {} }, indexes: [] });
    rows.push({ name, ...comparePlans(source, answer.plan.root) });
  }
  console.table(rows.map(({ shapes, ...row }) => row));
  console.log(rows.flatMap(({ shapes }) => (shapes === '' ? [] : [shapes])));
  console.log(
    'same shape',
    rows.filter((row) => row.sameShape).length,
    'of',
    rows.length,
    'median error of the cost',
    median(rows.map((row) => row.error)),
  );
  expect(rows.filter((row) => row.sameShape).length).toBeGreaterThanOrEqual(rows.length - 1);
  expect(rows.filter((row) => row.sameShape && row.error > 0.5)).toEqual([]);
  expect(median(rows.map((row) => row.error))).toBeLessThan(0.05);
});

it('measures pages as they will be', async () => {
  const actual = await connection.query(
    `SELECT relname AS name, pg_relation_size(oid) / 8192 AS pages FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
  );
  const session = await connect(server.url, { bounds: Bounds.parse({}) }, testContext);
  const stated = fabricateStatistics(await inspect(session, testContext), volumes, new Date('2026-01-01'));
  await session.close();
  const pages = actual.map(({ name, pages }) => ({
    name,
    actual: Number(pages),
    stated: stated.relations.find((one) => one.name === name)?.pages ?? 0,
  }));
  console.table(pages);
  for (const one of pages) expect(Math.abs(one.stated / one.actual - 1), String(one.name)).toBeLessThan(0.1);
});
