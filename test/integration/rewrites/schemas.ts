/** The schemas that the pairs speak of. */
export const schemas = {
  shop: `
    CREATE TABLE users (
      id integer PRIMARY KEY, name text NOT NULL, email text UNIQUE, city text, vip boolean,
      manager_id integer REFERENCES users (id), created_at timestamptz NOT NULL, tags text[], profile jsonb);
    CREATE TABLE orders (
      id integer PRIMARY KEY, user_id integer REFERENCES users (id), status text NOT NULL, total numeric(10,2),
      discount numeric(10,2), placed_at timestamp NOT NULL, shipped_on date, note varchar(20));
    CREATE TABLE products (
      id integer PRIMARY KEY, code char(6) NOT NULL, title text, price numeric(8,2) NOT NULL);
    CREATE TABLE items (
      order_id integer NOT NULL REFERENCES orders (id), line integer NOT NULL,
      product_id integer NOT NULL REFERENCES products (id), quantity integer NOT NULL CHECK (quantity > 0),
      PRIMARY KEY (order_id, line));
    CREATE TABLE payments (
      id integer PRIMARY KEY, order_id integer NOT NULL REFERENCES orders (id), amount integer NOT NULL,
      method text, paid_at timestamptz);
    CREATE TABLE blocked (user_id integer, reason text);
    CREATE TABLE logins (user_id integer, at timestamp, place text);`,
  rules: `
    CREATE TYPE state AS ENUM ('new', 'open', 'done');
    CREATE DOMAIN slug AS text CHECK (VALUE ~ '^[a-z]{2,8}$');
    CREATE DOMAIN percent AS integer NOT NULL CHECK (VALUE BETWEEN 0 AND 100);
    CREATE TABLE teams (id integer PRIMARY KEY, slug slug NOT NULL UNIQUE, lead_id integer);
    CREATE TABLE members (
      id integer PRIMARY KEY, team_id integer NOT NULL REFERENCES teams (id), email text NOT NULL,
      lower_email text GENERATED ALWAYS AS (lower(email)) STORED, share percent, UNIQUE (team_id, id));
    ALTER TABLE teams ADD FOREIGN KEY (lead_id) REFERENCES members (id);
    CREATE TABLE tickets (
      team_id integer NOT NULL, number integer NOT NULL, state state NOT NULL, assignee_id integer,
      opened date NOT NULL, closed date, CHECK (closed IS NULL OR closed >= opened),
      CHECK ((state = 'done') = (closed IS NOT NULL)), PRIMARY KEY (team_id, number),
      FOREIGN KEY (team_id, assignee_id) REFERENCES members (team_id, id));
    CREATE TABLE prices (product_id integer NOT NULL, valid daterange NOT NULL, EXCLUDE USING gist (valid WITH &&));
    CREATE TABLE slots (place integer NOT NULL UNIQUE DEFERRABLE INITIALLY DEFERRED, label text);
    CREATE TABLE events (id integer NOT NULL, at timestamp NOT NULL, kind text, PRIMARY KEY (id, at))
      PARTITION BY RANGE (at);
    CREATE TABLE events_2023 PARTITION OF events FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
    CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
    CREATE UNIQUE INDEX tickets_open ON tickets (assignee_id) WHERE state = 'open';`,
} as const;

export type SchemaName = keyof typeof schemas;
