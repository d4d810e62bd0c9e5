import type { IndexCase } from './index-case.ts';

/** Labelled after the first cases were mended; 23 of these 26 were right when first asked, and what failed was mended then. */
export const secondSet: readonly IndexCase[] = [
  {
    name: 'equality, <>, sort, limit',
    query: "select * from orders where customer_id = 5 and status <> 'cancelled' order by created_at desc limit 10",
    accept: ['orders (customer_id | created_at desc)'],
  },
  {
    name: 'groups of the last week',
    query: "select user_id, count(*) from sessions where started_at >= '2025-12-25' group by user_id",
    accept: ['sessions (started_at)', 'sessions (started_at) include (user_id)', 'sessions (started_at, user_id)'],
  },
  {
    name: 'another key within an existing partial index',
    query: "select count(*) from jobs where queue = 'mail' and status = 'failed'",
    accept: ['none', "jobs (queue) where status = 'failed'", 'jobs (queue, status |)'],
  },
  {
    name: 'the oldest of a name',
    query: "select * from people where first_name = 'First8' order by born limit 5",
    accept: ['people (first_name | born)'],
  },
  {
    name: 'join by an owner',
    query: "select d.id, d.title from documents d join employees e on e.id = d.owner_id where e.name = 'Employee 77'",
    accept: ['employees (name) + documents (owner_id)'],
  },
  {
    name: 'equality and a range type',
    query: "select * from bookings where room_id = 17 and during && tsrange('2025-05-01 10:00', '2025-05-02 11:00')",
    accept: ['bookings (room_id)', 'bookings using gist (during)'],
  },
  {
    name: 'sort by the start of a range',
    query: 'select * from bookings where room_id = 17 order by lower(during) limit 10',
    accept: ['bookings (room_id)', 'bookings (room_id | lower(during))'],
  },
  {
    name: 'partitions, jsonb @>',
    query: `select * from events where payload @> '{"n": 4242}'`,
    accept: ['events using gin (payload jsonb_path_ops)', 'events using gin (payload)'],
  },
  {
    name: 'DELETE by the second key column',
    query: 'delete from document_reads where document_id = 777',
    accept: ['document_reads (document_id)'],
  },
  {
    name: 'equal to a subquery',
    query: `select o.* from orders o
where o.customer_id = (select id from customers where email = 'Customer.4217@Example.com')`,
    accept: ['orders (customer_id)'],
  },
  {
    name: 'unselective expression beside a range',
    query: "select * from orders where upper(currency) = 'JPY' and total > 404",
    accept: ['orders (total)', 'orders (upper(currency), total)'],
  },
  {
    name: 'top groups of everything',
    query: 'select last_name, count(*) from people group by last_name order by 2 desc limit 5',
    accept: ['none', 'people (last_name)'],
  },
  {
    name: 'two flags',
    query: 'select * from sessions where user_id is null and flagged',
    accept: [
      'sessions (flagged)',
      'sessions (flagged, user_id |)',
      'sessions (*) where flagged',
      'sessions (*) where user_id is null and flagged',
      'sessions (*) where flagged and user_id is null',
    ],
  },
  {
    name: 'equality and array @>',
    query: "select id from documents where owner_id = 9 and tags @> array['tag77']",
    accept: ['documents (owner_id)', 'documents using gin (tags)'],
  },
  {
    name: 'SELECT EXISTS',
    query: "select exists (select 1 from orders where customer_id = 39999 and status = 'pending')",
    accept: ['orders (customer_id)', 'orders (customer_id, status |)', "orders (customer_id) where status = 'pending'"],
  },
  { name: 'primary key', query: 'select * from people where id = 500', accept: ['none'] },
  {
    name: 'an existing index has another column between',
    query: "select * from stock_moves where warehouse_id = 3 and moved_at > '2025-12-30'",
    accept: ['stock_moves (warehouse_id, moved_at)'],
  },
  {
    name: 'groups of a small table',
    query: 'select country, count(*), max(name) from customers group by country',
    accept: ['none'],
  },
  {
    name: 'IN (SELECT …) of items',
    query: 'select * from orders where id in (select order_id from order_items where product_id = 5500)',
    accept: ['order_items (product_id)'],
  },
  {
    name: 'now()',
    query: "select * from orders where created_at > timestamptz '2026-01-01' - interval '1 day'",
    accept: ['none'],
  },
  {
    name: 'keyset page downwards',
    query: `select id from sessions where (started_at, id) < ('2025-06-01', 5000)
order by started_at desc, id desc limit 50`,
    accept: ['sessions (started_at, id)', 'sessions (started_at)'],
  },
  {
    name: 'case-insensitive prefix without pg_trgm',
    query: "select * from documents where title ilike 'report on lattice 42%'",
    accept: ['none'],
  },
  {
    name: 'equality, range, IS NOT NULL',
    query: 'select * from orders where note is not null and customer_id = 5 and total > 390',
    accept: ['orders (customer_id, total)', 'orders (customer_id, total) where note is not null'],
  },
  { name: 'maximum of the key', query: 'select max(id) from orders', accept: ['none'] },
  {
    name: 'both ends of an indexed column',
    query: 'select min(created_at), max(created_at) from orders',
    accept: ['none'],
  },
  {
    name: 'count distinct in an indexed range',
    query: "select count(distinct customer_id) from orders where created_at > '2025-12-01'",
    accept: ['none'],
  },
];
