/** Schemas that are hard to make rows for: each is one reason why a generator of plain values fails. */
export interface SeedSchema {
  readonly ddl: string;
  readonly rows: number;
  /** Queries that must give no row: what a person would expect and no constraint says. */
  readonly never?: readonly string[];
}

export const seedSchemas: Readonly<Record<string, SeedSchema>> = {
  cycle: {
    rows: 400,
    ddl: `
      CREATE TABLE departments (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE, head_id int);
      CREATE TABLE employees (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, department_id int NOT NULL REFERENCES departments,
        full_name text NOT NULL, email text NOT NULL UNIQUE, salary numeric(10,2) NOT NULL CHECK (salary BETWEEN 20000 AND 200000));
      ALTER TABLE departments ADD FOREIGN KEY (head_id) REFERENCES employees`,
    never: ['SELECT 1 FROM departments HAVING count(head_id) = 0'],
  },
  'cycle without nulls': {
    rows: 300,
    ddl: `
      CREATE TABLE teams (id bigint PRIMARY KEY, name text NOT NULL, captain_id bigint NOT NULL);
      CREATE TABLE players (id bigint PRIMARY KEY, team_id bigint NOT NULL REFERENCES teams DEFERRABLE INITIALLY IMMEDIATE, name text NOT NULL);
      ALTER TABLE teams ADD FOREIGN KEY (captain_id) REFERENCES players DEFERRABLE INITIALLY DEFERRED`,
  },
  'composite keys': {
    rows: 600,
    ddl: `
      CREATE TABLE tenants (id uuid PRIMARY KEY, name text NOT NULL, slug text NOT NULL UNIQUE);
      CREATE TABLE accounts (tenant_id uuid NOT NULL REFERENCES tenants, id int NOT NULL, email text NOT NULL, PRIMARY KEY (tenant_id, id));
      CREATE UNIQUE INDEX ON accounts (tenant_id, lower(email));
      CREATE TABLE documents (tenant_id uuid NOT NULL, id int NOT NULL, owner_id int NOT NULL, title text NOT NULL, parent_id int,
        PRIMARY KEY (tenant_id, id), FOREIGN KEY (tenant_id, owner_id) REFERENCES accounts, FOREIGN KEY (tenant_id, parent_id) REFERENCES documents);
      CREATE TABLE shares (tenant_id uuid NOT NULL, document_id int NOT NULL, account_id int NOT NULL, level text NOT NULL CHECK (level IN ('read', 'write')),
        PRIMARY KEY (tenant_id, document_id, account_id), FOREIGN KEY (tenant_id, document_id) REFERENCES documents, FOREIGN KEY (tenant_id, account_id) REFERENCES accounts)`,
  },
  'partial and expression indexes': {
    rows: 500,
    ddl: `
      CREATE TABLE users (id bigserial PRIMARY KEY, username text NOT NULL, email text NOT NULL, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, deleted_at timestamptz, CHECK (updated_at >= created_at));
      CREATE UNIQUE INDEX ON users (lower(email)) WHERE deleted_at IS NULL;
      CREATE UNIQUE INDEX ON users (lower(username));
      CREATE TABLE addresses (id bigserial PRIMARY KEY, user_id bigint NOT NULL REFERENCES users, label text NOT NULL, is_default boolean NOT NULL);
      CREATE UNIQUE INDEX ON addresses (user_id) WHERE is_default;
      CREATE UNIQUE INDEX ON addresses (user_id, label) NULLS NOT DISTINCT`,
    never: ["SELECT 1 FROM users WHERE email !~ '@example\\.(com|org|net)$'"],
  },
  exclusions: {
    rows: 600,
    ddl: `
      CREATE TABLE rooms (id int PRIMARY KEY, name text NOT NULL, seats int NOT NULL CHECK (seats BETWEEN 2 AND 40));
      CREATE TABLE bookings (id bigserial PRIMARY KEY, room_id int NOT NULL REFERENCES rooms, during tstzrange NOT NULL, CHECK (NOT isempty(during)),
        EXCLUDE USING gist (int4range(room_id, room_id, '[]') WITH &&, during WITH &&));
      CREATE TABLE stays (id bigserial PRIMARY KEY, room_id int NOT NULL REFERENCES rooms, check_in date NOT NULL, check_out date NOT NULL, status text NOT NULL CHECK (status IN ('booked', 'cancelled')),
        CHECK (check_out > check_in), EXCLUDE USING gist (int4range(room_id, room_id, '[]') WITH &&, daterange(check_in, check_out) WITH &&) WHERE (status <> 'cancelled'))`,
  },
  'checks across columns': {
    rows: 500,
    ddl: `
      CREATE TABLE events (id bigserial PRIMARY KEY, title text NOT NULL, starts_at timestamptz NOT NULL, ends_at timestamptz NOT NULL, min_seats int NOT NULL, max_seats int NOT NULL, price_from numeric(8,2), price_to numeric(8,2),
        CHECK (starts_at < ends_at), CHECK (min_seats > 0 AND min_seats <= max_seats AND max_seats <= 500), CHECK ((price_from IS NULL) = (price_to IS NULL)), CHECK (price_from < price_to));
      CREATE TABLE lines (id bigserial PRIMARY KEY, quantity int NOT NULL CHECK (quantity > 0), unit_price numeric(8,2) NOT NULL CHECK (unit_price >= 0), discount numeric(8,2) NOT NULL DEFAULT 0,
        total numeric(12,2) NOT NULL, CHECK (discount <= unit_price), CHECK (total = quantity * unit_price));
      CREATE TABLE owners (id bigserial PRIMARY KEY, person_id int, company_id int, CHECK (num_nonnulls(person_id, company_id) = 1))`,
  },
  'patterns and domains': {
    rows: 400,
    ddl: `
      CREATE DOMAIN email AS text CHECK (VALUE ~* '^[a-z0-9._+-]+@[a-z0-9.-]+\\.[a-z]{2,}$');
      CREATE DOMAIN money_amount AS numeric(12,2) NOT NULL CHECK (VALUE >= 0) CHECK (VALUE < 100000);
      CREATE DOMAIN country AS char(2) CHECK (VALUE ~ '^[A-Z]{2}$');
      CREATE TABLE contacts (id int PRIMARY KEY, mail email NOT NULL UNIQUE, country country NOT NULL, phone text CHECK (phone ~ '^\\+[0-9]{7,15}$'),
        zip varchar(10) NOT NULL CHECK (zip ~ '^[0-9]{5}$'), sku text NOT NULL UNIQUE CHECK (sku ~ '^[A-Z]{3}-[0-9]{4,8}$'), code text NOT NULL CHECK (code = upper(code) AND length(code) = 6),
        slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'), name varchar(12) NOT NULL CHECK (length(trim(name)) > 1), credit money_amount, iban text CHECK (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'))`,
  },
  partitions: {
    rows: 800,
    ddl: `
      CREATE TABLE devices (id int PRIMARY KEY, name text NOT NULL, region text NOT NULL CHECK (region IN ('eu', 'us')));
      CREATE TABLE readings (device_id int NOT NULL REFERENCES devices, at timestamptz NOT NULL, value double precision NOT NULL, PRIMARY KEY (device_id, at)) PARTITION BY RANGE (at);
      CREATE TABLE readings_2024 PARTITION OF readings FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
      CREATE TABLE readings_2025 PARTITION OF readings FOR VALUES FROM ('2025-01-01') TO ('2025-07-01');
      CREATE TABLE logs (id bigint GENERATED ALWAYS AS IDENTITY, region text NOT NULL, message text NOT NULL, PRIMARY KEY (id, region)) PARTITION BY LIST (region);
      CREATE TABLE logs_eu PARTITION OF logs FOR VALUES IN ('eu');
      CREATE TABLE logs_us PARTITION OF logs FOR VALUES IN ('us', 'ca');
      CREATE TABLE hits (id bigint NOT NULL, path text NOT NULL) PARTITION BY HASH (id);
      CREATE TABLE hits_0 PARTITION OF hits FOR VALUES WITH (MODULUS 2, REMAINDER 0);
      CREATE TABLE hits_1 PARTITION OF hits FOR VALUES WITH (MODULUS 2, REMAINDER 1)`,
  },
  'generated columns': {
    rows: 400,
    ddl: `
      CREATE TABLE people (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, first_name text NOT NULL, last_name text NOT NULL,
        full_name text GENERATED ALWAYS AS (first_name || ' ' || last_name) STORED, email text NOT NULL, email_key text GENERATED ALWAYS AS (lower(email)) STORED UNIQUE, born date NOT NULL CHECK (born > '1920-01-01'));
      CREATE TABLE invoices (number text PRIMARY KEY, net numeric(10,2) NOT NULL CHECK (net > 0), tax numeric(10,2) NOT NULL CHECK (tax >= 0), gross numeric(11,2) GENERATED ALWAYS AS (net + tax) STORED, person_id bigint NOT NULL REFERENCES people)`,
  },
  tree: {
    rows: 500,
    ddl: `
      CREATE TABLE categories (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent_id int REFERENCES categories, name text NOT NULL, slug text NOT NULL, position int NOT NULL, CHECK (parent_id <> id), UNIQUE NULLS NOT DISTINCT (parent_id, position));
      CREATE TABLE comments (id bigserial PRIMARY KEY, category_id int NOT NULL REFERENCES categories, reply_to bigint REFERENCES comments, body text NOT NULL, created_at timestamptz NOT NULL);
      CREATE TABLE roots (id int PRIMARY KEY, parent_id int NOT NULL REFERENCES roots)`,
    never: ['SELECT 1 FROM categories HAVING count(parent_id) = 0'],
  },
  'one to one and singletons': {
    rows: 300,
    ddl: `
      CREATE TABLE settings (id boolean PRIMARY KEY DEFAULT true CHECK (id), title text NOT NULL);
      CREATE TABLE users (id uuid PRIMARY KEY, name text NOT NULL);
      CREATE TABLE profiles (user_id uuid PRIMARY KEY REFERENCES users, bio text, avatar_url text);
      CREATE TABLE seats (line char(1) NOT NULL CHECK (line IN ('A', 'B', 'C')), number smallint NOT NULL CHECK (number BETWEEN 1 AND 20), PRIMARY KEY (line, number));
      CREATE TABLE tickets (id bigserial PRIMARY KEY, line char(1) NOT NULL, number smallint NOT NULL, user_id uuid NOT NULL REFERENCES users, UNIQUE (line, number), FOREIGN KEY (line, number) REFERENCES seats)`,
  },
  'states with their times': {
    rows: 600,
    ddl: `
      CREATE TYPE state AS ENUM ('pending', 'paid', 'shipped', 'delivered', 'cancelled');
      CREATE TABLE customers (id bigserial PRIMARY KEY, first_name text NOT NULL, last_name text NOT NULL, created_at timestamptz NOT NULL);
      CREATE TABLE orders (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), customer_id bigint NOT NULL REFERENCES customers, status state NOT NULL, created_at timestamptz NOT NULL, paid_at timestamptz, shipped_at timestamptz, cancelled_at timestamptz, total numeric(10,2) NOT NULL,
        CHECK (paid_at >= created_at), CHECK (shipped_at >= paid_at), CHECK ((status = 'cancelled') = (cancelled_at IS NOT NULL)), CHECK (status NOT IN ('paid', 'shipped', 'delivered') OR paid_at IS NOT NULL));
      CREATE TABLE order_items (order_id uuid NOT NULL REFERENCES orders ON DELETE CASCADE, line_no smallint NOT NULL CHECK (line_no > 0), product text NOT NULL, quantity int NOT NULL DEFAULT 1 CHECK (quantity > 0), PRIMARY KEY (order_id, line_no))`,
    never: [
      'SELECT 1 FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.created_at < c.created_at',
      'SELECT 1 FROM orders o WHERE NOT EXISTS (SELECT FROM order_items WHERE order_id = o.id)',
      'SELECT 1 FROM order_items GROUP BY order_id HAVING max(line_no) <> count(*)',
      "SELECT 1 FROM orders WHERE status = 'pending' AND shipped_at IS NOT NULL",
      'SELECT 1 FROM (SELECT count(*) AS n FROM orders GROUP BY customer_id) AS c HAVING max(n) < 2 * avg(n)',
    ],
  },
  'types of all kinds': {
    rows: 200,
    ddl: `
      CREATE TYPE point3 AS (x int, y int, z numeric(6,2));
      CREATE TABLE things (id smallint PRIMARY KEY, a json NOT NULL, b jsonb NOT NULL CHECK (jsonb_typeof(b) = 'array'), c inet NOT NULL, d cidr NOT NULL, e macaddr NOT NULL, f bytea NOT NULL, g bit(6) NOT NULL, h int4range NOT NULL, i tsvector NOT NULL,
        j point NOT NULL, k time NOT NULL, l interval NOT NULL, m money NOT NULL, n uuid NOT NULL UNIQUE, o text[] NOT NULL CHECK (cardinality(o) BETWEEN 1 AND 3), p point3 NOT NULL, q real NOT NULL, r date[] NOT NULL, s "char" NOT NULL, t timestamp(0) NOT NULL, "Strange ""Name""" text NOT NULL)`,
  },
};

/** Constraints that no rows can keep, and what the refusal must name. */
export const hopeless: Readonly<Record<string, { readonly ddl: string; readonly names: RegExp }>> = {
  'a sum that cannot be': {
    ddl: `CREATE TABLE shares (id int PRIMARY KEY, a int NOT NULL CHECK (a >= 60), b int NOT NULL CHECK (b >= 60), CONSTRAINT at_most_hundred CHECK (a + b <= 100))`,
    names: /at_most_hundred on \S+shares/,
  },
  'bounds that contradict each other': {
    ddl: 'CREATE TABLE prices (id int PRIMARY KEY, price int NOT NULL, CONSTRAINT above CHECK (price > 10), CONSTRAINT below CHECK (price < 5))',
    names: /(above|below) on \S+prices/,
  },
  'a circle without NULL that is checked at once': {
    ddl: `CREATE TABLE a (id int PRIMARY KEY, b_id int NOT NULL); CREATE TABLE b (id int PRIMARY KEY, a_id int NOT NULL REFERENCES a);
      ALTER TABLE a ADD CONSTRAINT a_to_b FOREIGN KEY (b_id) REFERENCES b`,
    names: /(a_to_b|b_a_id_fkey) on /,
  },
};
