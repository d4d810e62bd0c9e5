-- The schema as the migrations of this branch leave it: pg_dump --schema-only, or the file that you keep by hand.
CREATE TABLE categories (
  id   int PRIMARY KEY,
  name text NOT NULL UNIQUE
);

CREATE TABLE products (
  id          int PRIMARY KEY,
  category_id int NOT NULL REFERENCES categories,
  name        text NOT NULL,
  price       numeric(10,2) NOT NULL CHECK (price > 0),
  active      boolean NOT NULL
);

CREATE TABLE customers (
  id         int PRIMARY KEY,
  email      text NOT NULL UNIQUE,
  name       text NOT NULL,
  country    char(2) NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE orders (
  id          int PRIMARY KEY,
  customer_id int NOT NULL REFERENCES customers,
  status      text NOT NULL,
  currency    char(3) NOT NULL,
  total       numeric(12,2) NOT NULL,
  ship_to     text NOT NULL,
  note        text,
  created_at  timestamptz NOT NULL,
  shipped_at  timestamptz
);

CREATE TABLE order_items (
  order_id   int NOT NULL REFERENCES orders,
  line       int NOT NULL,
  product_id int NOT NULL REFERENCES products,
  quantity   int NOT NULL,
  price      numeric(10,2) NOT NULL,
  PRIMARY KEY (order_id, line)
);

CREATE INDEX idx_products_category_id ON products (category_id);
CREATE INDEX idx_customers_lower_email ON customers (lower(email));
CREATE INDEX idx_customers_created_at ON customers (created_at);
CREATE INDEX idx_orders_customer_id_created_at ON orders (customer_id, created_at);
CREATE INDEX idx_orders_status_created_at ON orders (status, created_at);
CREATE INDEX idx_orders_created_at ON orders (created_at);
CREATE INDEX idx_order_items_product_id ON order_items (product_id);
