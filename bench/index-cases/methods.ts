import type { IndexCase } from './index-case.ts';

const withTrigrams = [
  {
    name: "LIKE '%x%'",
    query: "select id, title from documents where title like '%lattice 4242%'",
    accept: ['documents using gin (title gin_trgm_ops)', 'documents using gist (title gist_trgm_ops)'],
  },
  {
    name: 'ILIKE',
    query: "select id from customers where name ilike '%omer 4217%'",
    accept: ['customers using gin (name gin_trgm_ops)', 'customers using gist (name gist_trgm_ops)'],
  },
];

/** Partial and expression indexes, patterns, documents, arrays, text search. */
export const methodCases: readonly IndexCase[] = [
  {
    name: 'rare boolean',
    query: 'select * from sessions where flagged',
    accept: ['sessions (flagged)', 'sessions (*) where flagged'],
  },
  {
    name: 'IS NULL and range',
    query: "select * from sessions where ended_at is null and started_at < '2023-08-01'",
    accept: ['sessions (started_at) where ended_at is null', 'sessions (ended_at, started_at)'],
  },
  {
    name: 'IS NULL and equality',
    query: 'select * from orders where shipped_at is null and customer_id = 5',
    accept: [
      'orders (customer_id)',
      'orders (customer_id, shipped_at |)',
      'orders (customer_id) where shipped_at is null',
    ],
  },
  {
    name: 'queue',
    query: `select id from jobs where status = 'queued' and run_at <= '2025-12-01' order by priority desc, run_at limit 10
for update skip locked`,
    accept: ['jobs (status | priority desc, run_at)', "jobs (priority desc, run_at) where status = 'queued'"],
  },
  {
    name: 'all but the common value',
    query: "select * from jobs where status <> 'done'",
    accept: ["jobs (*) where status <> 'done'"],
  },
  {
    name: 'lower()',
    query: "select id, name from customers where lower(email) = 'customer.4217@example.com'",
    accept: ['customers (lower(email))'],
  },
  {
    name: 'date_trunc() of a timestamp',
    query: "select * from stock_moves where date_trunc('day', moved_at) = '2025-03-14'",
    accept: ["stock_moves (date_trunc('day', moved_at))"],
  },
  {
    name: 'cast to date',
    query: "select * from stock_moves where moved_at::date = '2025-03-14'",
    accept: ['stock_moves (moved_at::date)'],
  },
  {
    name: 'jsonb ->>',
    query: "select id from documents where meta ->> 'ref' = 'R-4242'",
    accept: ["documents (meta ->> 'ref')"],
  },
  {
    name: 'jsonb ->> as a number',
    query: "select id from documents where (meta ->> 'size')::int > 99900",
    accept: ["documents ((meta ->> 'size')::int)"],
  },
  {
    name: 'text as a number',
    query: 'select * from people where external_id::int = 10048271',
    accept: ['people (external_id::int)'],
  },
  {
    name: 'product of columns',
    query: 'select * from order_items where quantity * price > 277',
    accept: ['order_items (quantity * price)'],
  },
  {
    name: 'sort by an expression',
    query: 'select id, email from customers order by lower(name) limit 20',
    accept: ['customers (lower(name))'],
  },
  {
    name: 'prefix LIKE',
    query: "select * from people where external_id like '12345%'",
    accept: ['people (external_id text_pattern_ops)'],
  },
  {
    name: 'prefix LIKE of lower()',
    query: "select id from customers where lower(email) like 'customer.421%'",
    accept: ['customers (lower(email) text_pattern_ops)'],
  },
  {
    name: 'jsonb @>',
    query: `select id from documents where meta @> '{"ref": "R-4242"}'`,
    accept: ['documents using gin (meta jsonb_path_ops)', 'documents using gin (meta)'],
  },
  {
    name: 'jsonb ?',
    query: "select id from documents where meta ? 'urgent'",
    accept: ['documents using gin (meta)', "documents (*) where meta ? 'urgent'"],
  },
  {
    name: 'array @>',
    query: "select id from documents where tags @> array['tag77']",
    accept: ['documents using gin (tags)'],
  },
  {
    name: 'array &&',
    query: "select id from documents where tags && array['tag77', 'tag91']",
    accept: ['documents using gin (tags)'],
  },
  {
    name: 'full text',
    query: "select id from documents where to_tsvector('english', body) @@ plainto_tsquery('english', 'zebra')",
    accept: ["documents using gin (to_tsvector('english', body))"],
  },
  ...withTrigrams.map(({ name, query }) => ({ name: `${name} without pg_trgm`, query, accept: ['none'] })),
  ...withTrigrams.map(({ name, ...rest }) => ({ ...rest, name: `${name} with pg_trgm`, extended: true as const })),
];
