import type { EmbeddedRequest } from '#contracts/engine.ts';
import { kindsSteps } from './kinds-database.ts';

/**
 * The demo's shop, smaller and with more kinds of tables: partitions, NULLs, documents, arrays, ranges, a queue. Every
 * value is computed from the row's number, so that each run makes the same rows.
 */
export const indexDatabase: EmbeddedRequest = {
  label: 'index cases',
  steps: [
    {
      label: 'tables',
      sql: `
create function u(i bigint, salt bigint) returns double precision language sql immutable parallel safe
  return (hashint8extended(i, salt) & 2147483647) / 2147483648.0;

create table categories (id int primary key, name text not null unique);
create table products (id int primary key, category_id int not null, sku text not null unique, name text not null,
  price numeric(10,2) not null, attributes jsonb not null);
create table customers (id int primary key, email text not null unique, name text not null, country char(2) not null,
  phone text not null, created_at timestamptz not null);
create table orders (id int primary key, customer_id int not null, status text not null, currency char(3) not null,
  total numeric(12,2) not null, note text, created_at timestamptz not null, shipped_at timestamptz);
create table order_archive (like orders);
create table order_items (order_id int not null, line int not null, product_id int not null, quantity int not null,
  price numeric(10,2) not null);
create table sessions (id bigint primary key, user_id int, token text not null, device text not null,
  started_at timestamptz not null, ended_at timestamptz, flagged boolean not null, remembered boolean not null);
create table jobs (id bigint primary key, queue text not null, status text not null, priority int not null,
  run_at timestamptz not null, payload text not null);
create table documents (id int primary key, owner_id int not null, title text not null, body text not null,
  tags text[] not null, meta jsonb not null, published boolean not null, updated_at timestamptz not null,
  deleted_at timestamptz);
create table document_reads (reader_id int not null, document_id int not null, read_at timestamptz not null);
create table people (id int primary key, first_name text not null, last_name text not null, city text not null,
  born date not null, external_id text not null);
create table employees (id int primary key, manager_id int, name text not null, salary int not null);
create table stock_moves (id int primary key, warehouse_id int not null, product_id int not null,
  moved_at timestamp not null, delta int not null);
create table bookings (id int primary key, room_id int not null, during tsrange not null);
create table app_settings (name text, value text not null);
create table events (id int not null, customer_id int not null, kind text not null, occurred_at timestamp not null,
  payload jsonb not null) partition by range (occurred_at);
do $$ begin for m in 1 .. 12 loop
  execute format('create table events_%s partition of events for values from (%L) to (%L)', m,
    make_date(2025, m, 1), make_date(2025, m, 1) + interval '1 month');
end loop; end $$;`,
    },
    {
      label: 'catalogue and customers',
      sql: `
insert into categories select i, 'Category ' || i from generate_series(1, 40) i;
insert into products
select i, 1 + floor(40 * power(u(i, 1), 2))::int, 'SKU-' || lpad(i::text, 6, '0'), 'Product ' || i,
  round((3 + 800 * u(i, 2))::numeric, 2),
  jsonb_build_object('color', (array['red','green','blue','black','white'])[1 + floor(5 * u(i, 3))::int],
                     'weight', floor(2000 * u(i, 4))::int)
from generate_series(1, 6000) i;
insert into customers
select i, 'Customer.' || i || (array['@Example.com','@example.org','@mail.example'])[1 + floor(3 * u(i, 10))::int],
  'Customer ' || i, (array['DE','DE','DE','US','US','US','US','FR','GB','JP'])[1 + floor(10 * u(i, 11))::int],
  '+49 ' || (1000000 + (i::bigint * 7919) % 8999993),
  timestamptz '2022-01-01' + interval '1 second' * floor(126230400 * u(i, 12))
from generate_series(1, 40000) i;
insert into app_settings select 'setting ' || i, i::text from generate_series(1, 12) i;`,
    },
    {
      label: '200,000 orders with 330,000 items',
      sql: `
insert into orders
select i, c.id,
  case when age > 0.02 then case when u(i, 21) < 0.06 then 'cancelled' else 'completed' end
       when u(i, 21) < 0.15 then 'pending' when u(i, 21) < 0.40 then 'paid' else 'shipped' end,
  case c.country when 'US' then 'USD' when 'GB' then 'GBP' when 'JP' then 'JPY' else 'EUR' end,
  round((8 + 400 * power(u(i, 22), 3))::numeric, 2),
  case when u(i, 23) < 0.3 then 'Please ring twice and leave the parcel at the neighbour''s if nobody opens.' end,
  timestamptz '2026-01-01' - interval '1 second' * floor(126230400 * age),
  case when age > 0.02 then timestamptz '2026-01-01' - interval '1 second' * floor(126230400 * age) + interval '2 days' end
from (select i, (200000 - i) / 200000.0 as age, 1 + floor(40000 * power(u(i, 20), 4))::int as customer
      from generate_series(1, 200000) i) made
join customers c on c.id = made.customer
order by i;
insert into order_items
select o, line, 1 + floor(6000 * power(u(o * 8 + line, 30), 3))::int, 1 + floor(3 * power(u(o * 8 + line, 31), 2))::int,
  round((3 + 90 * u(o * 8 + line, 32))::numeric, 2)
from generate_series(1, 200000) o, generate_series(1, 1 + floor(3 * power(u(o, 33), 1.5))::int) line;`,
    },
    {
      label: 'sessions, jobs, moves',
      sql: `
insert into sessions
select i, case when u(i, 40) > 0.4 then 1 + floor(400 * u(i, 41))::int end, md5(i::text),
  (array['web','web','web','ios','android'])[1 + floor(5 * u(i, 42))::int], started,
  case when u(i, 43) > 0.01 then started + interval '1 minute' * floor(300 * u(i, 44)) end, u(i, 45) < 0.005, u(i, 46) < 0.5
from (select i, timestamptz '2023-01-01' + interval '1 second' * floor(94608000 * u(i, 47)) as started
      from generate_series(1, 200000) i) made;
insert into jobs
select i, (array['mail','image','report'])[1 + floor(3 * u(i, 50))::int],
  case when u(i, 51) < 0.005 then 'queued' when u(i, 51) < 0.01 then 'failed' else 'done' end,
  floor(10 * u(i, 52))::int, timestamptz '2025-01-01' + interval '1 second' * floor(31536000 * u(i, 53)), repeat('p', 80)
from generate_series(1, 200000) i;
insert into stock_moves
select i, 1 + floor(20 * u(i, 60))::int, 1 + floor(400 * u(i, 61))::int,
  timestamp '2025-01-01' + interval '1 second' * floor(31536000 * u(i, 62)), floor(50 * u(i, 63))::int - 20
from generate_series(1, 200000) i;`,
    },
    {
      label: 'documents, people, employees, bookings',
      sql: `
insert into documents
select i, 1 + floor(200 * u(i, 70))::int, 'Report on lattice ' || i,
  'The ' || (array['red','old','quick','lazy','small'])[1 + i % 5] || ' animal ' || i || ' walks by the river' ||
    case when u(i, 71) < 0.0005 then ' and meets a zebra' else '' end || '. ' || repeat('It rains and rains. ', 8),
  array['tag' || floor(500 * u(i, 72))::int, 'tag' || floor(500 * u(i, 73))::int, 'all'],
  jsonb_build_object('ref', 'R-' || i, 'size', floor(100000 * u(i, 74))::int, 'lang', (array['de','en'])[1 + i % 2])
    || case when u(i, 75) < 0.001 then '{"urgent": true}'::jsonb else '{}' end,
  u(i, 76) < 0.7, timestamptz '2024-01-01' + interval '1 second' * floor(63072000 * u(i, 77)),
  case when u(i, 78) < 0.1 then timestamptz '2025-12-01' end
from generate_series(1, 60000) i;
insert into document_reads
select distinct on (reader, document) reader, document, timestamptz '2025-06-01' + interval '1 second' * i
from (select i, 1 + floor(5000 * u(i, 80))::int as reader, 1 + floor(60000 * power(u(i, 81), 2))::int as document
      from generate_series(1, 150000) i) made;
insert into people
select i, 'First' || floor(900 * u(i, 90))::int, 'Last' || floor(600 * u(i, 91))::int, 'City' || floor(80 * u(i, 92))::int,
  date '1940-01-01' + floor(25000 * u(i, 93))::int, (10000000 + (i::bigint * 48271) % 89999999)::text
from generate_series(1, 150000) i;
insert into employees
select i, case when i > 1 then 1 + floor((i - 1) * u(i, 95))::int end, 'Employee ' || i, 30000 + floor(60000 * u(i, 96))::int
from generate_series(1, 30000) i;
insert into bookings
select i, 1 + floor(300 * u(i, 97))::int, tsrange(start, start + interval '2 hours')
from (select i, timestamp '2025-01-01' + interval '1 minute' * floor(525600 * u(i, 98)) as start
      from generate_series(1, 100000) i) made;`,
    },
    {
      label: '240,000 events in 12 partitions',
      sql: `
insert into events
select i, 1 + floor(3000 * u(i, 100))::int,
  case when u(i, 101) < 0.001 then 'error' when u(i, 101) < 0.05 then 'buy' when u(i, 101) < 0.2 then 'cart' else 'view' end,
  timestamp '2025-01-01' + interval '1 second' * floor(31535999 * u(i, 102)), jsonb_build_object('n', i)
from generate_series(1, 240000) i;`,
    },
    ...kindsSteps,
    {
      label: 'keys, indexes and views',
      sql: `
alter table order_items add primary key (order_id, line);
alter table document_reads add primary key (reader_id, document_id);
alter table events add primary key (occurred_at, id);
alter table products add foreign key (category_id) references categories;
alter table orders add foreign key (customer_id) references customers;
alter table order_items add foreign key (order_id) references orders, add foreign key (product_id) references products;
create index idx_products_category_id on products (category_id);
create index idx_orders_created_at on orders (created_at);
create index idx_stock_moves_place on stock_moves (warehouse_id, product_id, moved_at);
create index idx_jobs_failed on jobs (run_at) where status = 'failed';
create view open_orders as
  select o.id, o.customer_id, c.name, o.status, o.total, o.created_at
  from orders o join customers c on c.id = o.customer_id where o.status in ('pending', 'paid');
create view product_sales as
  select product_id, sum(quantity) as sold, count(*) as times from order_items group by product_id;
drop function u;`,
    },
    { label: 'statistics', sql: 'vacuum (analyze)' },
  ],
};
