/** Tables that the forms are about. `items` refers to `orders`; nothing refers to `users`. */
export const shop = `
CREATE TABLE users (
  id int PRIMARY KEY, email varchar(40) NOT NULL UNIQUE, name text, age int, born timestamp, seen timestamptz,
  balance numeric(10, 2), data json);
INSERT INTO users SELECT i, 'u' || i || '@example.com', 'name ' || i, i % 9, '2026-01-01', '2026-01-01', i, '{}'
  FROM generate_series(1, 30) i;
CREATE INDEX users_age ON users (age);
CREATE TABLE orders (
  id int PRIMARY KEY, user_id int NOT NULL, status text, total numeric(10, 2), note varchar(20), created timestamp,
  CONSTRAINT status_known CHECK (status IS NOT NULL));
INSERT INTO orders SELECT i, 1 + i % 30, 'open', i, 'n', '2026-01-01' FROM generate_series(1, 40) i;
CREATE INDEX orders_user ON orders (user_id);
CREATE INDEX orders_created ON orders (created);
ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total >= 0) NOT VALID;
ALTER TABLE orders ADD CONSTRAINT note_known CHECK (note IS NOT NULL) NOT VALID;
CREATE TABLE items (order_id int CONSTRAINT items_order REFERENCES orders, sku text);
INSERT INTO items SELECT i, 's' FROM generate_series(1, 30) i;
CREATE TABLE notes (id int NOT NULL, code int, text text);
INSERT INTO notes SELECT i, i, 't' FROM generate_series(1, 20) i;
`;

/** The indexes of `users` and of `orders`. */
export const usersIndexes = ['users_age', 'users_email_key', 'users_pkey'];
export const ordersIndexes = ['orders_created', 'orders_pkey', 'orders_user'];
