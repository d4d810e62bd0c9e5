import type { Design, Designs } from './design.ts';

/** Orders and their lines, as every relational engine has them; the dialects differ in types and keys. */
interface Dialect {
  readonly id: string;
  readonly text: (length: number) => string;
  readonly instant: string;
  readonly now: string;
  readonly after: string;
  readonly page: (rows: number) => string;
}

function orders({ id, text, instant, now, after, page }: Dialect): Design {
  return {
    says: 'Third normal form: customers, orders and their lines, the price copied to the line. Keys, foreign keys and CHECKs are declared, not left to the application.',
    schema: [
      `CREATE TABLE customers (id ${id}, email ${text(255)} NOT NULL UNIQUE, name ${text(255)} NOT NULL)${after};`,
      `CREATE TABLE products (id ${id}, name ${text(255)} NOT NULL, price decimal(12, 2) NOT NULL CHECK (price >= 0), stock int NOT NULL CHECK (stock >= 0))${after};`,
      `CREATE TABLE orders (id ${id}, customer_id bigint NOT NULL, status ${text(20)} DEFAULT 'open' NOT NULL CHECK (status IN ('open', 'paid', 'shipped', 'cancelled')), created_at ${instant} DEFAULT ${now} NOT NULL, FOREIGN KEY (customer_id) REFERENCES customers (id))${after};`,
      `CREATE TABLE order_items (order_id bigint NOT NULL, product_id bigint NOT NULL, quantity int NOT NULL CHECK (quantity > 0), price decimal(12, 2) NOT NULL CHECK (price >= 0), PRIMARY KEY (order_id, product_id), FOREIGN KEY (order_id) REFERENCES orders (id), FOREIGN KEY (product_id) REFERENCES products (id))${after};`,
    ],
    indexes: [
      'CREATE INDEX idx_orders_customer_id_created_at ON orders (customer_id, created_at); -- a customer’s orders, and the foreign key',
      'CREATE INDEX idx_order_items_product_id ON order_items (product_id); -- the foreign key',
    ],
    examples: [
      "INSERT INTO customers (email, name) VALUES ('ann@example.com', 'Ann');",
      "INSERT INTO products (name, price, stock) VALUES ('Lamp', 49.90, 10);",
      'UPDATE products SET stock = stock - 2 WHERE id = 1 AND stock >= 2;',
      'INSERT INTO orders (customer_id) VALUES (1);',
      'INSERT INTO order_items (order_id, product_id, quantity, price) VALUES (1, 1, 2, 49.90);',
      `SELECT orders.id, sum(quantity * price) AS total FROM orders JOIN order_items ON order_items.order_id = orders.id WHERE customer_id = 1 GROUP BY orders.id ORDER BY orders.id DESC ${page(20)};`,
    ],
    tips: [
      'Put the update of the stock and the order into one transaction; no row changed means sold out.',
      'Page by key (WHERE id < last), not by OFFSET.',
    ],
  };
}

const limit = (rows: number) => `LIMIT ${rows}`;

/** MySQL 8.0.16 and MariaDB 10.6 and later. */
export const mysqlDesigns: Designs = {
  transactions: () => {
    const base = orders({
      id: 'bigint AUTO_INCREMENT PRIMARY KEY',
      text: (length) => `varchar(${length})`,
      instant: 'datetime(6)',
      now: 'CURRENT_TIMESTAMP(6)',
      after: ' ENGINE = InnoDB',
      page: limit,
    });
    return {
      ...base,
      tips: [
        'The primary key is the table: keep it short and rising, every other index repeats it.',
        'innodb_buffer_pool_size to three quarters of the memory; binlog_format ROW.',
        ...base.tips,
      ],
    };
  },
  documents: () => ({
    says: 'Common fields as columns, the rest as JSON; a field that is searched gets a generated column with an index.',
    schema: [
      "CREATE TABLE products (id bigint AUTO_INCREMENT PRIMARY KEY, sku varchar(64) NOT NULL UNIQUE, attributes json NOT NULL, color varchar(40) GENERATED ALWAYS AS (json_unquote(json_extract(attributes, '$.color'))) STORED) ENGINE = InnoDB;",
    ],
    indexes: ['CREATE INDEX idx_products_color ON products (color); -- the field that is searched'],
    examples: [
      'INSERT INTO products (sku, attributes) VALUES (\'S-1\', \'{"color": "red"}\');',
      "SELECT sku FROM products WHERE color = 'red';",
    ],
    tips: ['JSON has no index of its own: every field that is searched needs its column.'],
  }),
  queue: () => ({
    says: 'Jobs as rows; workers take them with FOR UPDATE SKIP LOCKED.',
    schema: [
      'CREATE TABLE jobs (id bigint AUTO_INCREMENT PRIMARY KEY, kind varchar(40) NOT NULL, payload json NOT NULL, run_at datetime(6) DEFAULT CURRENT_TIMESTAMP(6) NOT NULL, attempts int DEFAULT 0 NOT NULL) ENGINE = InnoDB;',
    ],
    indexes: ['CREATE INDEX idx_jobs_run_at ON jobs (run_at); -- the next jobs'],
    examples: [
      "INSERT INTO jobs (kind, payload) VALUES ('mail', '{\"order\": 1}');",
      'SELECT id, kind, payload FROM jobs WHERE run_at <= now(6) ORDER BY run_at LIMIT 10 FOR UPDATE SKIP LOCKED;',
      'DELETE FROM jobs WHERE id = 1;',
    ],
    tips: ['Delete what is done; history belongs into another table.'],
  }),
};

/** SQL Server 2019 and later. */
export const sqlServerDesigns: Designs = {
  transactions: () => {
    const base = orders({
      id: 'bigint IDENTITY PRIMARY KEY',
      text: (length) => `nvarchar(${length})`,
      instant: 'datetime2(3)',
      now: 'sysutcdatetime()',
      after: '',
      page: (rows) => `OFFSET 0 ROWS FETCH NEXT ${rows} ROWS ONLY`,
    });
    return {
      ...base,
      tips: [
        'ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON: readers wait for no writer.',
        'Query Store on: it keeps the plans that were good.',
        ...base.tips,
      ],
    };
  },
};

/** SQLite 3.37 and later. The tests run every statement. */
export const sqliteDesigns: Designs = {
  transactions: () => {
    const base = orders({
      id: 'integer PRIMARY KEY',
      text: () => 'text',
      instant: 'text',
      now: 'CURRENT_TIMESTAMP',
      after: '',
      page: limit,
    });
    return {
      ...base,
      says: `${base.says} One file beside the application; write-ahead logging lets readers read while one writes.`,
      schema: ['PRAGMA journal_mode = wal;', 'PRAGMA foreign_keys = on;', ...base.schema],
      tips: [
        'PRAGMA foreign_keys and busy_timeout at every connection: they are not kept in the file.',
        'One connection writes; BEGIN IMMEDIATE, so that a transaction does not fail half-way.',
        'Back up with VACUUM INTO or the backup API, never by copying a file in use.',
      ],
    };
  },
  'key-value': () => ({
    says: 'One table with the key as primary key, WITHOUT ROWID: the key is the table.',
    schema: [
      'CREATE TABLE entries (key text PRIMARY KEY, value text NOT NULL CHECK (json_valid(value)), updated_at text DEFAULT CURRENT_TIMESTAMP NOT NULL) WITHOUT ROWID, STRICT;',
    ],
    indexes: ["CREATE INDEX idx_entries_kind ON entries (json_extract(value, '$.kind')); -- one field inside"],
    examples: [
      'INSERT INTO entries (key, value) VALUES (\'theme\', \'{"kind": "setting", "dark": true}\') ON CONFLICT (key) DO UPDATE SET value = excluded.value;',
      "SELECT value FROM entries WHERE key = 'theme';",
    ],
    tips: ['Writes in one transaction are hundreds of times faster than one by one.'],
  }),
};
