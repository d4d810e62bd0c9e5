import { seededRandom } from '#analysis/row-generator/random.ts';
import { parseSchema } from '#engines/postgres/parse/schema.ts';
import { seedRows } from '#engines/postgres/seed/seed-rows.ts';
import { seedScript } from '#engines/postgres/seed/seed-script.ts';
import { seed } from '#engines/postgres/seed.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { quiet } from './quiet-context.ts';
import { benchSeedLoad } from './seed-load.ts';
import { printTable } from './table.ts';

/** Eight tables with the constraints that shops have. */
const ddl = `
  CREATE TABLE countries (code char(2) PRIMARY KEY, name text NOT NULL UNIQUE, currency char(3) NOT NULL);
  CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL, first_name text NOT NULL, last_name text NOT NULL, phone text,
    country_code char(2) NOT NULL REFERENCES countries, is_active boolean NOT NULL, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, deleted_at timestamptz);
  CREATE UNIQUE INDEX ON users (lower(email));
  CREATE TABLE addresses (id bigserial PRIMARY KEY, user_id bigint NOT NULL REFERENCES users, line1 text NOT NULL, city text NOT NULL, postal_code text NOT NULL,
    country_code char(2) NOT NULL REFERENCES countries, is_default boolean NOT NULL);
  CREATE UNIQUE INDEX ON addresses (user_id) WHERE is_default;
  CREATE TABLE products (id bigserial PRIMARY KEY, sku varchar(20) NOT NULL UNIQUE, name text NOT NULL, slug text NOT NULL UNIQUE, description text, price numeric(10,2) NOT NULL CHECK (price > 0), stock int NOT NULL CHECK (stock >= 0), attributes jsonb NOT NULL);
  CREATE TABLE orders (id uuid PRIMARY KEY, user_id bigint NOT NULL REFERENCES users, status text NOT NULL CHECK (status IN ('pending', 'paid', 'shipped', 'delivered', 'cancelled')),
    placed_at timestamptz NOT NULL, paid_at timestamptz, total numeric(12,2) NOT NULL CHECK (total >= 0), CHECK (paid_at >= placed_at), CHECK (status <> 'paid' OR paid_at IS NOT NULL));
  CREATE TABLE order_items (order_id uuid NOT NULL REFERENCES orders, line_no smallint NOT NULL, product_id bigint NOT NULL REFERENCES products, quantity int NOT NULL CHECK (quantity > 0), unit_price numeric(10,2) NOT NULL,
    PRIMARY KEY (order_id, line_no), UNIQUE (order_id, product_id));
  CREATE TABLE reviews (id bigserial PRIMARY KEY, product_id bigint NOT NULL REFERENCES products, user_id bigint NOT NULL REFERENCES users, rating smallint NOT NULL CHECK (rating BETWEEN 1 AND 5), body text NOT NULL, created_at timestamptz NOT NULL, UNIQUE (product_id, user_id));
  CREATE TABLE payments (id bigserial PRIMARY KEY, order_id uuid NOT NULL REFERENCES orders, idempotency_key text NOT NULL UNIQUE, amount numeric(12,2) NOT NULL CHECK (amount > 0), status text NOT NULL CHECK (status IN ('captured', 'failed')), created_at timestamptz NOT NULL)`;

/** Rows per second of processor time: made with every constraint kept, and against random values that keep none. */
export async function benchSeedData(): Promise<void> {
  const schema = await parseSchema(ddl, quiet);
  const lines: string[][] = [];
  for (const rows of [20_000, 200_000]) {
    const plain = measure(() => plainValues(schema, rows));
    const made = measure(() => drain(schema, rows));
    const script = measure(() => {
      for (const piece of seedScript(schema, seedRows(schema, { rows, seed: 7 }), 'copy')) if (piece === '') return 0;
      return rows;
    });
    lines.push([
      rows.toLocaleString('en'),
      perSecond(plain),
      perSecond(made),
      perSecond(script),
      `${(made.ms / plain.ms).toFixed(1)}×`,
      `${made.megabytes} MB`,
    ]);
  }
  printTable(
    'Rows per second of processor time, eight tables of a shop',
    ['rows', 'random values', 'made, all kept', 'made and written (COPY)', 'cost of keeping', 'heap'],
    lines,
  );
  const start = performance.now();
  const proof = await seed({ schema, settings: {} }, quiet).prove({ rows: 20_000, seed: 7 }, 20_000);
  const taken = Object.values(proof.accepted).reduce((sum, one) => sum + one, 0);
  console.log(
    `Proof: ${taken} of 20,000 rows taken by ${proof.by} in ${((performance.now() - start) / 1000).toFixed(1)} s`,
  );
  await benchSeedLoad(ddl, schema);
}

interface Measured {
  readonly rows: number;
  readonly ms: number;
  readonly megabytes: number;
}

/** Processor time, so that what else runs on the machine counts for little. */
function measure(work: () => number): Measured {
  work();
  const before = process.cpuUsage();
  const rows = work();
  const { user, system } = process.cpuUsage(before);
  return { rows, ms: (user + system) / 1000, megabytes: Math.round(process.memoryUsage().heapUsed / 1e6) };
}

function perSecond({ rows, ms }: Measured): string {
  return Math.round((rows / ms) * 1000).toLocaleString('en');
}

function drain(schema: DatabaseSchema, rows: number): number {
  let made = 0;
  for (const table of seedRows(schema, { rows, seed: 7 }).tables)
    for (const batch of table.batches()) made += batch.length;
  return made;
}

/** As many rows, each value by its type alone: no key, no CHECK, no meaning. */
function plainValues(schema: DatabaseSchema, rows: number): number {
  const random = seededRandom('plain');
  const wanted = seedRows(schema, { rows, seed: 7 }).tables;
  let made = 0;
  for (const { name, columns, rows: count } of wanted) {
    const table = schema.tables.find((one) => one.name === name);
    const types = columns.map((column) => table?.columns.find((one) => one.name === column)?.type ?? 'text');
    for (let from = 0; from < count; from += 1000) {
      const size = Math.min(1000, count - from);
      const batch = Array.from({ length: size }, () => types.map((type) => plainValue(type, random)));
      made += batch.length;
    }
  }
  return made;
}

function plainValue(type: string, random: () => number): string {
  if (/int/.test(type)) return String(Math.floor(random() * 1e6));
  if (/numeric/.test(type)) return (random() * 1000).toFixed(2);
  if (type === 'boolean') return random() < 0.5 ? 't' : 'f';
  if (/timestamp/.test(type)) return new Date(1.7e12 + random() * 3e10).toISOString();
  return Math.floor(random() * 2 ** 48).toString(36);
}
