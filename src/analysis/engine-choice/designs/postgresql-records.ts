import type { Design } from './design.ts';

/** Records that belong together, in three shapes. PostgreSQL 15 and later. */

export const orders: Design = {
  says: 'Third normal form: customers, products, orders and their lines, with the price copied to the line at the time of the order. Stock is taken by a guarded update, so that it cannot go below zero.',
  schema: [
    `CREATE TABLE customers (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email text NOT NULL,
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);`,
    `CREATE TABLE products (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  price numeric(12, 2) NOT NULL CHECK (price >= 0),
  stock int NOT NULL CHECK (stock >= 0)
);`,
    `CREATE TABLE orders (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id bigint NOT NULL REFERENCES customers (id),
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'paid', 'shipped', 'cancelled')),
  payment_key uuid UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now()
);`,
    `CREATE TABLE order_items (
  order_id bigint NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  product_id bigint NOT NULL REFERENCES products (id),
  quantity int NOT NULL CHECK (quantity > 0),
  price numeric(12, 2) NOT NULL CHECK (price >= 0),
  PRIMARY KEY (order_id, product_id)
);`,
  ],
  indexes: [
    'CREATE UNIQUE INDEX idx_customers_email ON customers (lower(email)); -- one account an address',
    'CREATE INDEX idx_orders_customer_id_created_at ON orders (customer_id, created_at DESC); -- a customer’s orders, and the foreign key',
    "CREATE INDEX idx_orders_status ON orders (created_at) WHERE status = 'open'; -- the few that wait",
    'CREATE INDEX idx_order_items_product_id ON order_items (product_id); -- the foreign key',
  ],
  examples: [
    `INSERT INTO customers (email, name) VALUES ('ann@example.com', 'Ann');`,
    `INSERT INTO products (name, price, stock) VALUES ('Lamp', 49.90, 10);`,
    `WITH taken AS (
  UPDATE products SET stock = stock - 2 WHERE id = 1 AND stock >= 2 RETURNING id, price
), placed AS (
  INSERT INTO orders (customer_id) SELECT 1 FROM taken RETURNING id
)
INSERT INTO order_items (order_id, product_id, quantity, price) SELECT placed.id, taken.id, 2, taken.price FROM placed, taken;`,
    `UPDATE orders SET status = 'paid', payment_key = gen_random_uuid() WHERE id = 1 AND status = 'open';`,
    `SELECT orders.id, sum(quantity * price) AS total FROM orders JOIN order_items ON order_items.order_id = orders.id WHERE customer_id = 1 GROUP BY orders.id ORDER BY orders.id DESC LIMIT 20;`,
  ],
  tips: [
    "Guard each change of state in its WHERE (status = 'open'): no row changed means that somebody was quicker.",
    'Page by key (WHERE id < last), not by OFFSET.',
  ],
};

export const ledger: Design = {
  says: 'Double entry: a transfer has at least two postings that add up to zero, checked by a deferred trigger when the transaction ends. Postings are never changed; a mistake is posted back.',
  schema: [
    `CREATE TABLE accounts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE,
  currency char(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$')
);`,
    `CREATE TABLE transfers (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  request_key uuid NOT NULL UNIQUE,
  booked_at timestamptz NOT NULL DEFAULT now()
);`,
    `CREATE TABLE postings (
  transfer_id bigint NOT NULL REFERENCES transfers (id),
  line int NOT NULL CHECK (line > 0),
  account_id bigint NOT NULL REFERENCES accounts (id),
  amount numeric(18, 2) NOT NULL CHECK (amount <> 0),
  PRIMARY KEY (transfer_id, line)
);`,
    `CREATE FUNCTION check_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT sum(amount) FROM postings WHERE transfer_id = NEW.transfer_id) <> 0 THEN
    RAISE EXCEPTION 'transfer % does not add up to zero', NEW.transfer_id;
  END IF;
  RETURN NULL;
END $$;`,
    `CREATE CONSTRAINT TRIGGER postings_balance AFTER INSERT ON postings DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_balance();`,
  ],
  indexes: [
    'CREATE INDEX idx_postings_account_id ON postings (account_id, transfer_id) INCLUDE (amount); -- balances and statements from the index alone',
  ],
  examples: [
    `INSERT INTO accounts (name, currency) VALUES ('cash', 'EUR'), ('sales', 'EUR');`,
    `WITH booked AS (
  INSERT INTO transfers (request_key) VALUES (gen_random_uuid()) RETURNING id
)
INSERT INTO postings (transfer_id, line, account_id, amount) SELECT id, 1, 1, 100 FROM booked UNION ALL SELECT id, 2, 2, -100 FROM booked;`,
    `SELECT account_id, sum(amount) AS balance FROM postings GROUP BY account_id ORDER BY account_id;`,
  ],
  tips: [
    'The request key makes a repeated request harmless: it meets the unique constraint.',
    'Where an account may not go below zero, lock its row first (SELECT … FOR UPDATE), accounts in the order of their ids.',
  ],
};

export const bookings: Design = {
  says: 'A booking holds a span of time as a range; an exclusion constraint refuses two that overlap, whoever is first. No code can book twice.',
  schema: [
    'CREATE EXTENSION IF NOT EXISTS btree_gist;',
    `CREATE TABLE rooms (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE);`,
    `CREATE TABLE bookings (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  room_id bigint NOT NULL REFERENCES rooms (id),
  guest text NOT NULL,
  during tstzrange NOT NULL CHECK (NOT isempty(during)),
  status text NOT NULL DEFAULT 'held' CHECK (status IN ('held', 'confirmed', 'cancelled')),
  CONSTRAINT bookings_no_overlap EXCLUDE USING gist (room_id WITH =, during WITH &&) WHERE (status <> 'cancelled')
);`,
  ],
  indexes: [
    'The exclusion constraint is an index on room and time: it serves "is it free" too.',
    'CREATE INDEX idx_bookings_guest ON bookings (guest, id DESC); -- a guest’s bookings',
  ],
  examples: [
    `INSERT INTO rooms (name) VALUES ('101'), ('102');`,
    `INSERT INTO bookings (room_id, guest, during) VALUES (1, 'Ann', '[2026-12-01 15:00+00, 2026-12-03 11:00+00)');`,
    `SELECT name FROM rooms WHERE NOT EXISTS (SELECT FROM bookings WHERE room_id = rooms.id AND status <> 'cancelled' AND during && '[2026-12-02 15:00+00, 2026-12-04 11:00+00)');`,
    `UPDATE bookings SET status = 'confirmed' WHERE id = 1 AND status = 'held';`,
  ],
  tips: [
    'Half-open ranges [from, to): one guest leaves at the minute in which the next one comes.',
    'The error 23P01 means "taken": show the next free span, do not try again.',
  ],
};
