import pg from 'pg';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';

/** A shop as many have it: extensions, views over views, functions, operators, casts and domains that only read. */
export async function prepareHarmlessDatabase(server: EmbeddedServer): Promise<void> {
  const client = new pg.Client(server.url);
  await client.connect();
  try {
    for (const part of [...parts, ...(server.major >= 14 ? since14 : [])]) await client.query(part);
  } finally {
    await client.end();
  }
}

const parts: readonly string[] = [
  ...['pg_trgm', 'citext', 'hstore', 'tablefunc', 'pgcrypto', 'unaccent', 'btree_gin', 'ltree', 'cube', 'earthdistance']
    .concat(['fuzzystrmatch', 'intarray', 'tsm_system_rows', 'uuid-ossp'])
    .map((name) => `CREATE EXTENSION IF NOT EXISTS "${name}"`),
  `CREATE ROLE reader LOGIN;
   CREATE SCHEMA sales; CREATE SCHEMA "Odd Names"; GRANT USAGE ON SCHEMA sales, "Odd Names" TO reader;`,
  `CREATE TYPE sales.state AS ENUM ('new', 'paid', 'sent', 'returned');
   CREATE DOMAIN sales.percentage AS numeric CHECK (VALUE >= 0 AND VALUE <= 100);
   CREATE DOMAIN sales.email AS citext CHECK (VALUE ~ '^[^@]+@[^@]+$');
   CREATE TYPE sales.address AS (street text, city text, zip varchar(10));
   CREATE TABLE sales.customers (id int PRIMARY KEY, name text NOT NULL, mail sales.email, home sales.address,
     labels hstore, discount sales.percentage, born date, position point);
   CREATE TABLE sales.products (id int PRIMARY KEY, name text, price money, cost numeric(10,2), tags text[], details jsonb,
     valid daterange, path ltree, words tsvector GENERATED ALWAYS AS (to_tsvector('english', coalesce(name, ''))) STORED);
   CREATE TABLE sales.orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id int REFERENCES sales.customers,
     product_id int REFERENCES sales.products, state sales.state, quantity int, total numeric(12,2), placed timestamptz,
     token uuid, payload bytea, flags bit(8), address inet);
   CREATE TABLE sales.events (id int, at timestamp, kind text, value double precision) PARTITION BY RANGE (at);
   CREATE TABLE sales.events_2024 PARTITION OF sales.events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
   CREATE TABLE sales.events_2025 PARTITION OF sales.events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
   CREATE TABLE sales.staff (id int PRIMARY KEY, boss int, name text);
   CREATE TABLE "Odd Names"."Mixed Case" ("Id" int, "select" text, "a ""quoted"" one" text);`,
  `INSERT INTO sales.customers SELECT i, 'Customer ' || i, 'c' || i || '@example.org',
     ROW('Street ' || i, (ARRAY['Rome', 'Oslo', 'Lima'])[i % 3 + 1], lpad(i::text, 5, '0'))::sales.address,
     hstore('level', (i % 4)::text), i % 30, date '1960-01-01' + i * 97, point(i, i * 2) FROM generate_series(1, 200) i;
   INSERT INTO sales.products (id, name, price, cost, tags, details, valid, path) SELECT i, 'Product number ' || i || ' running shoes',
     (i * 1.25)::numeric::money, i * 0.75, ARRAY['t' || i % 5, 't' || i % 7], jsonb_build_object('size', i % 10, 'colors',
     jsonb_build_array('red', 'c' || i % 3), 'dims', jsonb_build_object('w', i, 'h', i * 2)),
     daterange(date '2024-01-01' + i, date '2024-03-01' + i), ('top.c' || i % 4 || '.p' || i)::ltree FROM generate_series(1, 100) i;
   INSERT INTO sales.orders (customer_id, product_id, state, quantity, total, placed, token, payload, flags, address)
     SELECT i * 7 % 200 + 1, i * 13 % 100 + 1, (enum_range(NULL::sales.state))[i % 4 + 1], i % 9 + 1, (i * 37 % 1000) / 4.0,
     timestamptz '2024-01-01 00:00+00' + i * interval '7 hours', md5(i::text)::uuid, decode(md5(i::text), 'hex'),
     (i % 256)::bit(8), ('10.0.' || i % 4 || '.' || i % 250)::inet FROM generate_series(1, 1500) i;
   INSERT INTO sales.events SELECT i, timestamp '2024-06-01' + i * interval '3 hours', 'k' || i % 4, sin(i) FROM generate_series(1, 2000) i
     WHERE i % 11 <> 0;
   INSERT INTO sales.staff SELECT i, NULLIF(i / 3, 0), 'Person ' || i FROM generate_series(1, 40) i;
   INSERT INTO "Odd Names"."Mixed Case" VALUES (1, 'one', 'x'), (2, 'two', 'y');
   CREATE INDEX ON sales.customers USING gin (name gin_trgm_ops);
   CREATE INDEX ON sales.customers (lower(name));`,
  `CREATE VIEW sales.open_orders AS SELECT o.*, c.name AS customer FROM sales.orders o JOIN sales.customers c ON c.id = o.customer_id
     WHERE o.state <> 'returned';
   CREATE VIEW sales.daily AS SELECT date_trunc('day', placed) AS day, count(*) AS orders, sum(total) AS total FROM sales.open_orders GROUP BY 1;
   CREATE VIEW sales.monthly AS SELECT date_trunc('month', day) AS month, sum(total) AS total FROM sales.daily GROUP BY 1;
   CREATE MATERIALIZED VIEW sales.totals AS SELECT customer_id, sum(total) AS total FROM sales.orders GROUP BY 1;
   CREATE RECURSIVE VIEW sales.tree (id, path) AS SELECT id, name FROM sales.staff WHERE boss IS NULL
     UNION ALL SELECT s.id, t.path || ' > ' || s.name FROM sales.staff s JOIN tree t ON s.boss = t.id;`,
  `CREATE FUNCTION sales.with_tax(amount numeric, rate numeric DEFAULT 0.2) RETURNS numeric LANGUAGE sql IMMUTABLE AS
     $$ SELECT round(amount * (1 + rate), 2) $$;
   CREATE FUNCTION sales.customer_total(customer int) RETURNS numeric LANGUAGE sql STABLE AS
     $$ SELECT coalesce(sum(total), 0) FROM sales.orders WHERE customer_id = customer $$;
   CREATE FUNCTION sales.top_customers(n int) RETURNS TABLE (customer int, total numeric) LANGUAGE sql STABLE AS
     $$ SELECT customer_id, sales.with_tax(sum(o.total)) FROM sales.orders o GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT n $$;
   CREATE FUNCTION sales.same_city(a sales.address, b sales.address) RETURNS boolean LANGUAGE sql IMMUTABLE AS
     $$ SELECT (a).city = (b).city $$;
   CREATE OPERATOR sales.=~= (LEFTARG = sales.address, RIGHTARG = sales.address, FUNCTION = sales.same_city);
   CREATE FUNCTION sales.address_text(a sales.address) RETURNS text LANGUAGE sql IMMUTABLE AS
     $$ SELECT concat_ws(', ', (a).street, (a).city, (a).zip) $$;
   CREATE CAST (sales.address AS text) WITH FUNCTION sales.address_text(sales.address);
   CREATE FUNCTION sales.initials(sales.customers) RETURNS text LANGUAGE sql STABLE AS $$ SELECT left($1.name, 1) $$;
   CREATE FUNCTION sales.largest(state int, value int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT greatest(state, value) $$;
   CREATE AGGREGATE sales.largest_of(int) (sfunc = sales.largest, stype = int);`,
  `GRANT SELECT ON ALL TABLES IN SCHEMA sales, "Odd Names" TO reader;
   GRANT UPDATE ON sales.orders TO reader; ANALYZE;`,
];

const since14: readonly string[] = [
  `CREATE FUNCTION sales.order_count(customer int) RETURNS bigint LANGUAGE sql STABLE
     BEGIN ATOMIC SELECT count(*) FROM sales.orders WHERE customer_id = customer; END;
   CREATE FUNCTION sales.doubled(a int) RETURNS int LANGUAGE sql IMMUTABLE RETURN a * 2;`,
];
