/** A number from 0 to 1 that depends on the row and a salt only, so that each run makes the same rows. */
export const drawFunction = `create function u(i bigint, salt bigint) returns double precision language sql immutable
  parallel safe return (hashint8extended(i, salt) & 2147483647) / 2147483648.0`;

/** A shop that is well kept: vacuumed, analyzed, and indexed where it is said so. No parallel plans but where asked for. */
export function shopDatabase(): readonly string[] {
  return [
    drawFunction,
    'create extension pg_trgm',
    'create extension pg_buffercache',
    `create table customers as
select i as id, 'c' || i || '@mail.example' as email, 'Customer ' || i as name,
  case when u(i, 1) < 0.005 then 'IS' else (array['DE','US','FR','GB'])[1 + floor(4 * u(i, 2))::int] end as country,
  'City' || floor(200 * u(i, 3))::int as city, floor(1000 * u(i, 4))::int as points
from generate_series(1, 20000) i`,
    // A zip lies in one region; the last 1000 orders all come from zip 5000.
    `create table orders as
select i as id, customer, case when s < 0.01 then 'pending' when s < 0.03 then 'paid' when s < 0.06 then 'cancelled' else 'completed' end as status,
  round((5 + 900 * u(i, 11))::numeric, 2) as total, zip / 10 as region, zip,
  case when c.country = 'IS' then 'ISK' when c.country = 'US' then 'USD' when c.country = 'GB' then 'GBP' else 'EUR' end as currency,
  timestamp '2024-01-01' + i * interval '3 minutes' as created_at, 'gift ' || floor(5000 * u(i, 12))::int as note,
  case when u(i, 13) < 0.5 then i end as parent_id
from (select i, 1 + floor(20000 * u(i, 14))::int as customer, u(i, 15) as s,
        case when i > 199000 then 5000 else floor(1000 * u(i, 16))::int end as zip from generate_series(1, 200000) i) made
join customers c on c.id = customer order by i`,
    'alter table orders rename customer to customer_id',
    'create table members as select id, name, points from customers where id <= 5000',
    `create table products as
select i as id, 1 + floor(50 * u(i, 20))::int as category_id, 'SKU-' || i as sku, 'Product ' || i as name,
  round((1 + 500 * u(i, 21))::numeric, 2) as price,
  jsonb_build_object('color', (array['red','green','blue','black','white'])[1 + floor(5 * u(i, 22))::int], 'n', i) as attributes
from generate_series(1, 5000) i`,
    // Product 1 is sold far more often than the others.
    `create table order_items as
select o as order_id, line, 1 + floor(5000 * power(u(o * 4 + line, 30), 3))::int as product_id,
  1 + floor(4 * u(o * 4 + line, 31))::int as quantity, round((1 + 90 * u(o * 4 + line, 32))::numeric, 2) as price
from generate_series(1, 200000) o, generate_series(1, 2) line order by o, line`,
    // Nothing but its primary key is indexed.
    `create table reviews as
select i as id, 1 + floor(5000 * power(u(i, 40), 3))::int as product_id, 1 + floor(20000 * u(i, 41))::int as customer_id,
  1 + floor(5 * u(i, 42))::int as rating, floor(1000 * u(i, 43))::int as minute, 'A fine thing, number ' || i as body
from generate_series(1, 60000) i`,
    // Its days are strewn over the table.
    `create table payments as
select i as id, 1 + floor(200000 * u(i, 50))::int as order_id, 1 + floor(50 * u(i, 51))::int as method_id,
  date '2024-01-01' + floor(400 * u(i, 52))::int as paid_on, round((5 + 900 * u(i, 53))::numeric, 2) as amount, repeat('x', 40) as reference
from generate_series(1, 200000) i`,
    `create table shipments as
select i as id, 1 + floor(20000 * u(i, 60))::int as customer_id, (array['air','road','sea'])[1 + floor(3 * u(i, 61))::int] as way,
  date '2024-01-01' + floor(400 * u(i, 62))::int as shipped_on, floor(3000 * u(i, 63))::int as weight, repeat('y', 60) as label
from generate_series(1, 200000) i`,
    // Country, state and city name each other: three conditions are no more than one.
    `create table addresses as
select i as id, 'C' || k as country, 'S' || k as state, 'Y' || k as city, 1 + floor(20000 * u(i, 71))::int as customer_id, repeat('z', 40) as street
from (select i, floor(60 * u(i, 70))::int as k from generate_series(1, 120000) i) made`,
    `create table tickets as
select i as id, i / 50000 as stage, floor(100000 * u(i, 80))::int as score, repeat('t', 50) as title from generate_series(1, 149999) i`,
    `create table docs as
select i as id, 'the ' || (array['old','quick','lazy'])[1 + i % 3] || ' red fox number ' || i || ' runs along the wide river' as body,
  jsonb_build_object('a', jsonb_build_object('k', 'y' || i % 5), 'b', jsonb_build_object('k', 'x' || i % 5)) as meta,
  to_tsvector('simple', 'the d' || i % 4 || ' fox meets c' || i % 4 || ' at the wide river ' || i) as words
from generate_series(1, 20000) i`,
    // 2 kB in the row itself: nothing is compressed or put elsewhere.
    `create table articles (id int, kind int, body text, summary text)`,
    `alter table articles alter body set storage plain`,
    `insert into articles select i, i % 10, repeat(md5(i::text), 90), 'About ' || i from generate_series(1, 8000) i`,
    `create table bands as select i as id, i * 10 as low, i * 10 + 9 as high, 'Band ' || i as name from generate_series(0, 99) i`,
    "create table statuses as select i as id, (array['pending','paid','cancelled','completed'])[i] as name from generate_series(1, 4) i",
    'create table zips as select i as zip, i / 10 as region from generate_series(0, 999) i',
    'create table nothing (id int primary key, product_id int)',
    `create function many_ids(n int) returns setof int language plpgsql stable as $$ begin return query select generate_series(1, n); end $$`,
    ...[
      'customers',
      'members',
      'orders',
      'products',
      'reviews',
      'payments',
      'shipments',
      'addresses',
      'tickets',
      'docs',
      'articles',
      'bands',
      'statuses',
    ].map((table) => `alter table ${table} add primary key (id)`),
    'alter table order_items add primary key (order_id, line)',
    'create unique index on customers (email)',
    'create index on orders (customer_id)',
    'create index on orders (created_at)',
    'create index on order_items (product_id)',
    'create index on payments (method_id)',
    'create index on payments (paid_on)',
    'create index on shipments (customer_id, shipped_on)',
    'create index on shipments (way, weight)',
    'create index on addresses (customer_id)',
    'create index on tickets (stage)',
    'create index on docs using gin (body gin_trgm_ops)',
    'create index on docs using gin (meta)',
    'create index on docs using gin (words)',
    'create table tallies as select * from order_items where order_id <= 50000',
    'create index on tallies (product_id)',
    // The planner is told that few orders are in it, so that it trusts in a cache.
    'create table clicks as select i as id, 1 + floor(200000 * u(i, 90))::int as order_id from generate_series(1, 60000) i',
    'alter table clicks alter order_id set (n_distinct = 20)',
    'alter database shop set max_parallel_workers_per_gather = 0',
    'vacuum (analyze)',
  ];
}
