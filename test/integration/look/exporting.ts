/** A shop with skew, correlation, partitions and a secret, small enough to be filled in a second. */
export const shop = `
  CREATE SCHEMA sales;
  CREATE TYPE sales.status AS ENUM ('open', 'paid', 'sent');
  CREATE TABLE sales.users (id int PRIMARY KEY, email text NOT NULL UNIQUE, country char(2), tags text[], born date);
  CREATE TABLE sales.orders (
    id int PRIMARY KEY, user_id int REFERENCES sales.users, status sales.status, total numeric(10,2),
    created_at timestamptz, note text);
  CREATE TABLE sales.events (id int, at date NOT NULL, kind text) PARTITION BY RANGE (at);
  CREATE TABLE sales.events_1 PARTITION OF sales.events FOR VALUES FROM ('2026-01-01') TO ('2026-07-01');
  CREATE TABLE sales.events_2 PARTITION OF sales.events FOR VALUES FROM ('2026-07-01') TO ('2027-01-01');
  COMMENT ON TABLE sales.users IS 'anna.secret@example.org asked for this';
  INSERT INTO sales.users
    SELECT i, CASE i WHEN 7 THEN 'anna.secret@example.org' ELSE 'user' || i || '@example.org' END,
           (ARRAY['de','de','de','fr','us'])[1 + i % 5], ARRAY['tag' || i % 7], date '1950-01-01' + i % 20000
      FROM generate_series(1, 5000) i;
  INSERT INTO sales.orders
    SELECT i, 1 + (i::bigint * i) % 5000, (ARRAY['open','paid','paid','paid','sent'])[1 + i % 5]::sales.status, i % 977 / 7.0,
           timestamptz '2026-01-01 UTC' + i * interval '3 min', 'secret note ' || i % 3
      FROM generate_series(1, 60000) i;
  INSERT INTO sales.events SELECT i, date '2026-01-01' + i % 360, 'kind' || i % 4 FROM generate_series(1, 20000) i;
  CREATE INDEX ON sales.orders (created_at);
  ANALYZE;
  CREATE ROLE exporter LOGIN;
  GRANT USAGE ON SCHEMA sales TO exporter;
  GRANT SELECT ON sales.users, sales.orders TO exporter;`;
