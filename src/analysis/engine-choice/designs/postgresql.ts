import { byteWords } from '#analysis/engine-choice/byte-words.ts';
import { count } from '#analysis/plan-words.ts';
import type { WorkloadKind } from '#vocabulary/engine-requirements.ts';
import type { Designer } from './design.ts';
import { bookings, ledger, orders } from './postgresql-records.ts';

/** PostgreSQL 15 and later. The tests run every statement. */
export const postgresqlDesigns: Readonly<Record<Exclude<WorkloadKind, 'cache'>, Designer>> = {
  transactions: (given) => {
    if (/\b(?:ledger|bank\w*|double[- ]entry|accounting)\b/i.test(given.text)) return ledger;
    if (/\b(?:booking|bookings|reservations?|appointments?|schedul\w+)\b/i.test(given.text)) return bookings;
    return orders;
  },

  documents: () => ({
    says: 'The fields that every entry has, and that are searched most, are columns; what varies is one jsonb column with a GIN index. A CHECK keeps its shape.',
    schema: [
      `CREATE TABLE products (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sku text NOT NULL UNIQUE,
  kind text NOT NULL,
  attributes jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(attributes) = 'object'),
  updated_at timestamptz NOT NULL DEFAULT now()
);`,
    ],
    indexes: [
      'CREATE INDEX idx_products_attributes ON products USING gin (attributes jsonb_path_ops); -- any attribute by @>',
      "CREATE INDEX idx_products_color ON products ((attributes ->> 'color')) WHERE kind = 'shirt'; -- one attribute that many queries name",
    ],
    examples: [
      `INSERT INTO products (sku, kind, attributes) VALUES ('S-1', 'shirt', '{"color": "red", "sizes": ["S", "M"]}');`,
      `SELECT sku FROM products WHERE attributes @> '{"color": "red"}';`,
      `UPDATE products SET attributes = jsonb_set(attributes, '{color}', '"blue"'), updated_at = now() WHERE sku = 'S-1';`,
    ],
    tips: [
      'An attribute that most queries name deserves a column: the planner has no statistics inside jsonb.',
      'A changed document is written whole: keep documents below some 2 KB, or they move to TOAST.',
    ],
  }),

  events: () => ({
    says: 'One table in partitions by month: old months are dropped, not deleted. The key starts with the stream, so that one stream is read in order.',
    schema: [
      `CREATE TABLE events (
  stream_id bigint NOT NULL,
  occurred_at timestamptz NOT NULL,
  event_id uuid NOT NULL DEFAULT gen_random_uuid(),
  kind text NOT NULL,
  payload jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (stream_id, occurred_at, event_id)
) PARTITION BY RANGE (occurred_at);`,
      `CREATE TABLE events_default PARTITION OF events DEFAULT;`,
    ],
    indexes: [
      'CREATE INDEX idx_events_occurred_at ON events USING brin (occurred_at); -- scans by time, a thousandth of the size of a B-tree',
    ],
    examples: [
      `CREATE TABLE events_2026_12 PARTITION OF events FOR VALUES FROM ('2026-12-01') TO ('2027-01-01');`,
      `INSERT INTO events (stream_id, occurred_at, kind) VALUES (7, '2026-12-03 10:00+00', 'opened');`,
      `SELECT kind, payload FROM events WHERE stream_id = 7 AND occurred_at < '2027-01-01' ORDER BY occurred_at DESC LIMIT 50;`,
      `DROP TABLE events_2026_12;`,
    ],
    tips: [
      'Make partitions ahead by a job (pg_partman); one that is missing sends its rows to the default partition.',
      'Write in batches of 100 to 1,000 rows, or with COPY.',
    ],
  }),

  'time-series': (given) => ({
    ...postgresqlDesigns.events(given),
    says: 'Readings in partitions by month, keyed by series and time; a table of hourly figures is kept beside them for charts.',
    schema: [
      `CREATE TABLE readings (
  series_id bigint NOT NULL,
  read_at timestamptz NOT NULL,
  value double precision NOT NULL,
  PRIMARY KEY (series_id, read_at)
) PARTITION BY RANGE (read_at);`,
      `CREATE TABLE readings_default PARTITION OF readings DEFAULT;`,
      `CREATE TABLE readings_hourly (
  series_id bigint NOT NULL,
  hour timestamptz NOT NULL,
  average double precision NOT NULL,
  highest double precision NOT NULL,
  PRIMARY KEY (series_id, hour)
);`,
    ],
    indexes: ['CREATE INDEX idx_readings_read_at ON readings USING brin (read_at); -- all series of a span of time'],
    examples: [
      `INSERT INTO readings (series_id, read_at, value) VALUES (1, '2026-11-22 10:00+00', 20.5), (1, '2026-11-22 10:10+00', 20.7) ON CONFLICT DO NOTHING;`,
      `INSERT INTO readings_hourly SELECT series_id, date_trunc('hour', read_at), avg(value), max(value) FROM readings WHERE read_at >= '2026-11-22' GROUP BY 1, 2 ON CONFLICT (series_id, hour) DO UPDATE SET average = excluded.average, highest = excluded.highest;`,
      `SELECT hour, average FROM readings_hourly WHERE series_id = 1 AND hour >= '2026-11-01' ORDER BY hour;`,
    ],
    tips: [
      'Above some 1,000 points a second the extension TimescaleDB compresses and thins out on its own; the tables stay.',
      'Drop old partitions, never DELETE them.',
    ],
  }),

  'key-value': () => ({
    says: 'A table with the key as primary key; one row is one read of the index and one of the heap.',
    schema: [
      `CREATE TABLE entries (
  key text PRIMARY KEY,
  value jsonb NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 80);`,
    ],
    indexes: ['The primary key serves every read by key.'],
    examples: [
      `INSERT INTO entries (key, value) VALUES ('cart:7', '{"items": []}') ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now();`,
      `SELECT value FROM entries WHERE key = 'cart:7';`,
    ],
    tips: ['Room in each page (fillfactor 80) lets updates stay beside the old version and spares the index.'],
  }),

  sessions: (given) => ({
    says: `A table keyed by the token${given.asked.users === undefined ? '' : ` for ${count(given.asked.users)} users`}; a session whose time is over is never read, and a job removes it. UNLOGGED saves the write-ahead log where logging in again after a crash is fine.`,
    schema: [
      `CREATE TABLE sessions (
  token text PRIMARY KEY,
  user_id bigint NOT NULL,
  data jsonb NOT NULL DEFAULT '{}',
  expires_at timestamptz NOT NULL
) WITH (fillfactor = 80);`,
    ],
    indexes: [
      'CREATE INDEX idx_sessions_expires_at ON sessions (expires_at); -- the job that removes',
      'CREATE INDEX idx_sessions_user_id ON sessions (user_id); -- log out everywhere',
    ],
    examples: [
      `INSERT INTO sessions (token, user_id, expires_at) VALUES ('t-1', 42, now() + interval '30 minutes');`,
      `SELECT user_id, data FROM sessions WHERE token = 't-1' AND expires_at > now();`,
      `UPDATE sessions SET expires_at = now() + interval '30 minutes' WHERE token = 't-1' AND expires_at < now() + interval '25 minutes';`,
      `DELETE FROM sessions WHERE token IN (SELECT token FROM sessions WHERE expires_at <= now() LIMIT 1000);`,
    ],
    tips: [
      'Prolong a session only when five minutes are gone: not every request should write.',
      'Remove in batches of 1,000, every minute.',
    ],
  }),

  graph: () => ({
    says: 'Edges as rows, indexed in both directions; paths by a recursive query with a bound on their length and a guard against circles.',
    schema: [
      `CREATE TABLE nodes (id bigint PRIMARY KEY, name text NOT NULL);`,
      `CREATE TABLE edges (
  from_id bigint NOT NULL REFERENCES nodes (id) ON DELETE CASCADE,
  to_id bigint NOT NULL REFERENCES nodes (id) ON DELETE CASCADE,
  PRIMARY KEY (from_id, to_id),
  CHECK (from_id <> to_id)
);`,
    ],
    indexes: [
      'CREATE INDEX idx_edges_to_id ON edges (to_id, from_id); -- the way back; the primary key serves the way out',
    ],
    examples: [
      `INSERT INTO nodes (id, name) VALUES (1, 'root'), (2, 'branch'), (3, 'leaf');`,
      `INSERT INTO edges (from_id, to_id) VALUES (1, 2), (2, 3);`,
      `WITH RECURSIVE reached AS (
  SELECT to_id AS id, 1 AS depth FROM edges WHERE from_id = 1
  UNION
  SELECT edges.to_id, reached.depth + 1 FROM reached JOIN edges ON edges.from_id = reached.id WHERE reached.depth < 2
)
SELECT nodes.name, min(depth) FROM reached JOIN nodes USING (id) GROUP BY nodes.name;`,
    ],
    tips: ['From 3 steps on, each step multiplies the rows by the number of neighbours: measure before you go deeper.'],
  }),

  search: (given) => ({
    says: `A generated tsvector over the texts, weighted, with a GIN index${given.group.items === undefined ? '' : ` over ${count(given.group.items)} entries`}. It knows stems and ranks; it forgives no typos (pg_trgm does for names) and counts no facets.`,
    schema: [
      `CREATE TABLE articles (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  title text NOT NULL,
  body text NOT NULL,
  words tsvector GENERATED ALWAYS AS (setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', body), 'B')) STORED
);`,
    ],
    indexes: ['CREATE INDEX idx_articles_words ON articles USING gin (words); -- search by words'],
    examples: [
      `INSERT INTO articles (title, body) VALUES ('Running shoes', 'Light shoes for long runs');`,
      `SELECT id, title, ts_rank(words, query) AS rank FROM articles, websearch_to_tsquery('english', 'shoe running') AS query WHERE words @@ query ORDER BY rank DESC LIMIT 20;`,
    ],
    tips: ['Ranking reads every match: keep queries selective, or rank the newest thousand only.'],
  }),

  vector: (given) => {
    const items = given.group.items ?? 1_000_000;
    return {
      says: `The extension pgvector: embeddings beside the rows that they belong to, with an HNSW index. ${count(items)} vectors of 1,024 dimensions take about ${byteWords(items * 4096)}; half of that as halfvec. The index should fit into memory.`,
      schema: [
        'CREATE EXTENSION IF NOT EXISTS vector;',
        `CREATE TABLE passages (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source text NOT NULL,
  body text NOT NULL,
  embedding vector(1024) NOT NULL
);`,
      ],
      indexes: [
        'CREATE INDEX idx_passages_embedding ON passages USING hnsw (embedding vector_cosine_ops); -- nearest by cosine',
      ],
      examples: [
        `SET hnsw.ef_search = 100;`,
        `SELECT id, body FROM passages WHERE source = 'manual' ORDER BY embedding <=> (SELECT embedding FROM passages WHERE id = 1) LIMIT 10;`,
      ],
      tips: [
        'With a filter, SET hnsw.iterative_scan = strict_order (pgvector 0.8), or too few rows come back.',
        'Load first, index then: building is many times faster, with maintenance_work_mem above the size of the index.',
      ],
    };
  },

  analytics: (given) => ({
    says: `Reports from materialized views over the tables of records${given.load.bytes === undefined ? '' : ` (${byteWords(given.load.bytes.value)})`}, on a replica where they are long; refreshed CONCURRENTLY, which needs a unique index.`,
    schema: [
      `CREATE TABLE sales (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, sold_at timestamptz NOT NULL, region text NOT NULL, amount numeric(12, 2) NOT NULL);`,
      `CREATE MATERIALIZED VIEW sales_monthly AS SELECT date_trunc('month', sold_at) AS month, region, sum(amount) AS amount, count(*) AS sales FROM sales GROUP BY 1, 2;`,
    ],
    indexes: [
      'CREATE UNIQUE INDEX idx_sales_monthly_month_region ON sales_monthly (month, region); -- refresh without a lock',
      'CREATE INDEX idx_sales_sold_at ON sales USING brin (sold_at); -- spans of time',
    ],
    examples: [
      `INSERT INTO sales (sold_at, region, amount) VALUES ('2026-11-22 10:00+00', 'north', 120.50);`,
      `REFRESH MATERIALIZED VIEW CONCURRENTLY sales_monthly;`,
      `SELECT month, sum(amount) FROM sales_monthly WHERE month >= '2026-01-01' GROUP BY month ORDER BY month;`,
    ],
    tips: ['From about 1 TB of scans on, columns win: a warehouse, fed by logical replication.'],
  }),

  rankings: () => ({
    says: 'One row a player with an index on the score: the top is read from it in order. The place of one player is a count of those above.',
    schema: [
      `CREATE TABLE scores (player_id bigint PRIMARY KEY, score bigint NOT NULL DEFAULT 0, updated_at timestamptz NOT NULL DEFAULT now()) WITH (fillfactor = 70);`,
    ],
    indexes: ['CREATE INDEX idx_scores_score ON scores (score DESC, player_id); -- the top, and places'],
    examples: [
      `INSERT INTO scores (player_id, score) VALUES (7, 10) ON CONFLICT (player_id) DO UPDATE SET score = scores.score + excluded.score, updated_at = now();`,
      `SELECT player_id, score FROM scores ORDER BY score DESC, player_id LIMIT 100;`,
      `SELECT count(*) + 1 AS place FROM scores WHERE score > (SELECT score FROM scores WHERE player_id = 7);`,
    ],
    tips: [
      'Each change of a score changes the index too: above some 10,000 a second a sorted set in Redis is the right place.',
    ],
  }),

  queue: (given) => ({
    says: `Jobs as rows; workers take them with FOR UPDATE SKIP LOCKED, so that none waits for another${given.load.writes === undefined ? '' : ` (${count(given.load.writes.value)} jobs a second)`}. A job is enqueued in the transaction that causes it: neither is lost.`,
    schema: [
      `CREATE TABLE jobs (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL,
  payload jsonb NOT NULL DEFAULT '{}',
  run_at timestamptz NOT NULL DEFAULT now(),
  attempts int NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  done_at timestamptz
);`,
    ],
    indexes: ['CREATE INDEX idx_jobs_run_at ON jobs (run_at) WHERE done_at IS NULL; -- only jobs that wait'],
    examples: [
      `INSERT INTO jobs (kind, payload) VALUES ('send-mail', '{"order": 1}');`,
      `WITH next AS (
  SELECT id FROM jobs WHERE done_at IS NULL AND run_at <= now() ORDER BY run_at LIMIT 10 FOR UPDATE SKIP LOCKED
)
UPDATE jobs SET attempts = attempts + 1, run_at = now() + interval '5 minutes' FROM next WHERE jobs.id = next.id RETURNING jobs.id, kind, payload;`,
      `DELETE FROM jobs WHERE id = 1;`,
    ],
    tips: [
      'The table must stay small: delete what is done, and let autovacuum run often (autovacuum_vacuum_scale_factor = 0.01).',
      'LISTEN and NOTIFY spare the workers asking every second.',
    ],
  }),
};
