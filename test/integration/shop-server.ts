import pg from 'pg';
import { startTestServer, type TestServerRequest } from '../servers.ts';

/** A small shop on a real server: 60,000 orders of 5,000 customers, 20,000 events in four partitions. */
export interface ShopServer {
  /** The address of a database as a role; the shop as superuser without arguments. */
  readonly url: (role?: string, database?: string) => string;
  /** Runs SQL as superuser, in the shop where nothing else is named. */
  readonly sql: (text: string, database?: string) => Promise<readonly Record<string, unknown>[]>;
  /** Opens a connection that the caller ends. */
  readonly open: (role?: string) => Promise<pg.Client>;
  readonly stop: () => Promise<void>;
}

export async function startShop(request: TestServerRequest = {}): Promise<ShopServer> {
  const server = await startTestServer(request);
  const url = (role = 'postgres', database = 'shop') =>
    server.url.replace(/^postgres:\/\/[^@]*@/, `postgres://${role}@`).replace(/\/[^/]*$/, `/${database}`);
  const open = async (role?: string, database?: string) => {
    const client = new pg.Client({ connectionString: url(role, database), application_name: 'test' });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  const sql = async (text: string, database?: string) => {
    const client = await open('postgres', database);
    try {
      const results: unknown = await client.query(text);
      return ((Array.isArray(results) ? results.at(-1) : results) as pg.QueryResult).rows;
    } finally {
      await client.end();
    }
  };
  try {
    await sql('CREATE DATABASE shop', 'postgres');
    await sql(shopSql);
    await sql('VACUUM (ANALYZE)');
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url, sql, open, stop: () => server.stop() };
}

/** Every value is computed from the row's number, so that each run makes the same rows. */
const shopSql = `
  CREATE TABLE customers (
    id int PRIMARY KEY, email text NOT NULL UNIQUE, name text NOT NULL, country char(2) NOT NULL, secret text);
  CREATE TABLE orders (
    id int PRIMARY KEY, customer_id int NOT NULL, status text NOT NULL, total numeric(10,2) NOT NULL,
    note text, placed_at timestamptz NOT NULL);
  CREATE TABLE events (id int NOT NULL, customer_id int NOT NULL, kind text NOT NULL, at date NOT NULL)
    PARTITION BY RANGE (at);
  CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2025-04-01');
  CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM ('2025-04-01') TO ('2025-07-01');
  CREATE TABLE events_3 PARTITION OF events FOR VALUES FROM ('2025-07-01') TO ('2025-10-01');
  CREATE TABLE events_4 PARTITION OF events FOR VALUES FROM ('2025-10-01') TO ('2026-01-01');
  INSERT INTO customers
    SELECT i, 'c' || i || '@example.com', 'Customer ' || i, (array['DE','US','FR','GB'])[1 + i % 4], md5(i::text)
    FROM generate_series(1, 5000) i;
  INSERT INTO orders
    SELECT i, 1 + (i::bigint * 7919 % 5000), CASE WHEN i % 97 = 0 THEN 'open' ELSE 'done' END, i * 31 % 9999 / 10.0,
           repeat('x', 60), timestamptz '2025-12-31' - (60000 - i) * interval '7 minutes'
    FROM generate_series(1, 60000) i;
  INSERT INTO events
    SELECT i, 1 + (i::bigint * 104729 % 5000), (array['view','cart','buy'])[1 + i % 3], date '2025-01-01' + i % 365
    FROM generate_series(1, 20000) i;
  CREATE ROLE reader LOGIN;
  GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader;
  CREATE ROLE half_reader LOGIN;
  GRANT SELECT ON orders TO half_reader;
  GRANT SELECT (id, country) ON customers TO half_reader;
  CREATE ROLE stranger LOGIN;`;
