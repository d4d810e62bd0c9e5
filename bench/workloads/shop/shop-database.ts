import type { EmbeddedRequest } from '#contracts/engine.ts';
import { hashedValuesSql } from '../hashed-values.ts';

/** Two years of a shop that grows: most orders are late, few customers order most, few products sell most. */
export function shopDatabase(scale: number): EmbeddedRequest {
  const n = (rows: number) => Math.max(10, Math.round(rows * scale));
  return {
    label: 'shop',
    steps: [
      { label: 'tables', sql: `${hashedValuesSql}${tables}` },
      { label: 'catalogue', sql: catalogue(n(20_000)) },
      { label: 'customers', sql: customers(n(60_000)) },
      { label: 'orders', sql: orders(n(300_000), n(60_000), n(20_000)) },
      { label: 'visits', sql: visits(n(100_000), n(60_000), n(20_000), n(300_000)) },
      { label: 'keys', sql: keys },
      { label: 'statistics', sql: 'vacuum (analyze)' },
    ],
  };
}

const tables = `
create table categories (id int not null, parent_id int, slug text not null, name text not null);
create table products (id int not null, sku text not null, category_id int not null, brand text not null, name text not null,
  description text not null, price numeric(10,2) not null, status text not null, tags text[] not null,
  attributes jsonb not null, created_at timestamptz not null, updated_at timestamptz not null);
create table inventory (product_id int not null, warehouse_id int not null, quantity int not null, reserved int not null,
  updated_at timestamptz not null);
create table customers (id int not null, email text not null, name text not null, country text not null, city text not null,
  tier text not null, status text not null, newsletter boolean not null, last_login_at timestamptz, created_at timestamptz not null);
create table addresses (id int not null, customer_id int not null, kind text not null, city text not null, postcode text not null,
  country text not null);
create table orders (id int not null, customer_id int not null, address_id int, status text not null, channel text not null,
  currency text not null, total numeric(12,2) not null, coupon_id int, note text, placed_at timestamptz not null, shipped_at timestamptz);
create table order_items (order_id int not null, line int not null, product_id int not null, quantity int not null,
  price numeric(10,2) not null, discount numeric(10,2));
create table payments (id int not null, order_id int not null, method text not null, status text not null,
  amount numeric(12,2) not null, reference text not null, created_at timestamptz not null, paid_at timestamptz);
create table shipments (id int not null, order_id int not null, carrier text not null, tracking text not null, status text not null,
  created_at timestamptz not null, delivered_at timestamptz);
create table reviews (id int not null, product_id int not null, customer_id int not null, rating int not null, body text not null,
  approved boolean not null, helpful int not null, created_at timestamptz not null);
create table carts (id int not null, customer_id int, token text not null, updated_at timestamptz not null, checked_out boolean not null);
create table cart_items (cart_id int not null, product_id int not null, quantity int not null, added_at timestamptz not null);
create table sessions (id int not null, customer_id int, token text not null, device text not null,
  started_at timestamptz not null, expires_at timestamptz not null);
create table coupons (id int not null, code text not null, percent int not null, starts_on date not null, ends_on date not null);
create table tickets (id int not null, customer_id int not null, order_id int, status text not null, priority int not null,
  assignee_id int, subject text not null, created_at timestamptz not null, updated_at timestamptz not null);`;

function catalogue(products: number): string {
  return `
insert into categories select i, case when i > 12 then 1 + i % 12 end, 'category-' || i, 'Category ' || i from generate_series(1, 120) i;
insert into products
select i, 'SKU-' || lpad(i::text, 7, '0'), 1 + floor(120 * power(u(i, 1), 2))::int, 'Brand ' || (1 + floor(250 * power(u(i, 2), 2.5)))::int,
  (array['Oak','Steel','Linen','Glass','Wool','Clay'])[1 + floor(6 * u(i, 3))::int] || ' ' ||
  (array['chair','table','lamp','shelf','rug','vase','bowl','desk'])[1 + floor(8 * u(i, 4))::int] || ' ' || i,
  'Made by hand. ' || repeat('Good for many years. ', 3 + floor(6 * u(i, 5))::int),
  round((4 + 900 * power(u(i, 6), 3))::numeric, 2),
  case when u(i, 7) < 0.82 then 'active' when u(i, 7) < 0.95 then 'retired' else 'draft' end,
  array['tag' || floor(60 * power(u(i, 8), 2))::int, 'tag' || floor(300 * u(i, 9))::int],
  jsonb_build_object('color', (array['red','green','blue','black','white','grey'])[1 + floor(6 * power(u(i, 10), 2))::int],
    'weight', floor(20000 * u(i, 11))::int, 'fragile', u(i, 12) < 0.1),
  timestamptz '2020-01-01' + interval '1 minute' * floor(2800000 * u(i, 13)), timestamptz '2025-01-01' + interval '1 minute' * floor(520000 * u(i, 14))
from generate_series(1, ${products}) i;
insert into inventory
select p, w, case when u(p * 4 + w, 15) < 0.08 then 0 else floor(300 * power(u(p * 4 + w, 16), 2))::int end, floor(5 * u(p * 4 + w, 17))::int,
  timestamptz '2025-12-31' - interval '1 minute' * floor(400000 * power(u(p * 4 + w, 18), 2))
from generate_series(1, ${products}) p, generate_series(1, 3) w where u(p * 4 + w, 19) < 0.8;
insert into coupons
select i, 'SAVE' || i, 5 * (1 + i % 6), date '2024-01-01' + i, date '2024-01-15' + i from generate_series(1, 700) i;`;
}

function customers(rows: number): string {
  return `
insert into customers
select i, 'customer' || i || (array['@example.com','@example.org','@mail.example'])[1 + floor(3 * u(i, 20))::int], 'First' || floor(700 * u(i, 21))::int || ' Last' || floor(2500 * u(i, 22))::int,
  (array['DE','DE','DE','DE','US','US','US','GB','GB','FR','NL','AT','CH','SE','JP'])[1 + floor(15 * u(i, 23))::int], 'City ' || floor(400 * power(u(i, 24), 2))::int,
  case when u(i, 25) < 0.03 then 'gold' when u(i, 25) < 0.15 then 'silver' else 'basic' end,
  case when u(i, 26) < 0.02 then 'blocked' when u(i, 26) < 0.1 then 'dormant' else 'active' end, u(i, 27) < 0.35,
  case when u(i, 28) < 0.8 then timestamptz '2026-01-01' - interval '1 minute' * floor(1000000 * power(u(i, 29), 2)) end,
  timestamptz '2020-01-01' + interval '1 minute' * floor(3120000.0 * i / ${rows})
from generate_series(1, ${rows}) i;
insert into addresses
select row_number() over (), c.id, case when k = 1 then 'home' when k = 2 then 'work' else 'other' end, c.city,
  lpad(floor(99999 * u(c.id * 4 + k, 31))::int::text, 5, '0'), c.country
from customers c, generate_series(1, 3) k where k = 1 or u(c.id * 4 + k, 30) < 0.15;`;
}

function orders(rows: number, customers: number, products: number): string {
  return `
insert into orders
select i, customer, case when u(i, 40) < 0.9 then customer end,
  case when age > 0.03 then case when u(i, 41) < 0.05 then 'cancelled' when u(i, 41) < 0.08 then 'returned' else 'completed' end
       when u(i, 41) < 0.15 then 'pending' when u(i, 41) < 0.5 then 'paid' else 'shipped' end,
  (array['web','web','web','app','app','store'])[1 + floor(6 * u(i, 42))::int], (array['EUR','EUR','EUR','USD','USD','GBP'])[1 + customer % 6],
  round((9 + 600 * power(u(i, 43), 4))::numeric, 2), case when u(i, 44) < 0.12 then 1 + floor(700 * u(i, 45))::int end,
  case when u(i, 46) < 0.1 then 'Please leave it at the door.' end, placed,
  case when age > 0.03 then placed + interval '1 hour' * floor(10 + 90 * u(i, 47)) end
from (select i, (${rows} - i)::float8 / ${rows} as age, 1 + floor(${customers} * power(u(i, 48), 3))::int as customer,
        timestamptz '2026-01-01' - interval '1 second' * floor(63000000 * power((${rows} - i)::float8 / ${rows}, 0.8)) as placed
      from generate_series(1, ${rows}) i) made;
insert into order_items
select o, line, 1 + floor(${products} * power(u(o::bigint * 8 + line, 50), 3))::int, 1 + floor(4 * power(u(o::bigint * 8 + line, 51), 3))::int,
  round((4 + 300 * power(u(o::bigint * 8 + line, 52), 3))::numeric, 2), case when u(o::bigint * 8 + line, 53) < 0.15 then 2.50 end
from generate_series(1, ${rows}) o, generate_series(1, 1 + floor(4 * power(u(o, 54), 1.6))::int) line;
insert into payments
select row_number() over (), id, (array['card','card','card','transfer','wallet','invoice'])[1 + floor(6 * u(id, 60))::int],
  case when status = 'pending' then 'open' when u(id, 61) < 0.02 then 'failed' when status = 'returned' then 'refunded' else 'settled' end,
  total, md5(id::text), placed_at, case when status <> 'pending' then placed_at + interval '1 minute' * floor(3000 * power(u(id, 62), 4)) end
from orders where status <> 'cancelled';
insert into shipments
select row_number() over (), id, (array['post','post','parcel','parcel','express'])[1 + floor(5 * u(id, 65))::int], 'T' || md5(('s' || id)::text),
  case when shipped_at is null then 'packing' when u(id, 66) < 0.01 then 'lost' else 'delivered' end, coalesce(shipped_at, placed_at),
  shipped_at + interval '1 hour' * floor(20 + 60 * u(id, 67))
from orders where status in ('shipped', 'completed', 'returned');`;
}

function visits(rows: number, customers: number, products: number, orders: number): string {
  return `
insert into reviews
select i, 1 + floor(${products} * power(u(i, 70), 3))::int, 1 + floor(${customers} * u(i, 71))::int, 1 + floor(5 * power(u(i, 72), 0.5))::int,
  repeat('It is what it says. ', 1 + floor(6 * u(i, 73))::int), u(i, 74) < 0.93, floor(80 * power(u(i, 75), 6))::int,
  timestamptz '2024-01-01' + interval '1 minute' * floor(1050000 * u(i, 76))
from generate_series(1, ${rows}) i;
insert into carts
select i, case when u(i, 80) < 0.6 then 1 + floor(${customers} * power(u(i, 81), 2))::int end, md5('c' || i),
  timestamptz '2026-01-01' - interval '1 minute' * floor(260000 * power(u(i, 82), 2)), u(i, 83) < 0.4
from generate_series(1, ${Math.round(rows * 0.6)}) i;
insert into cart_items
select c, 1 + floor(${products} * power(u(c::bigint * 8 + k, 85), 2))::int, 1, timestamptz '2026-01-01' - interval '1 minute' * floor(260000 * u(c::bigint * 8 + k, 86))
from generate_series(1, ${Math.round(rows * 0.6)}) c, generate_series(1, 1 + floor(3 * u(c, 87))::int) k;
insert into sessions
select i, case when u(i, 90) < 0.5 then 1 + floor(${customers} * power(u(i, 91), 2))::int end, md5('t' || i),
  (array['phone','phone','desktop','tablet'])[1 + floor(4 * u(i, 92))::int], started, started + interval '30 days'
from (select i, timestamptz '2026-01-01' - interval '1 second' * floor(5200000 * u(i, 93)) as started from generate_series(1, ${Math.round(rows * 1.5)}) i) made;
insert into tickets
select i, 1 + floor(${customers} * power(u(i, 95), 2))::int, case when u(i, 96) < 0.7 then 1 + floor(${orders} * u(i, 97))::int end,
  case when u(i, 98) < 0.04 then 'open' when u(i, 98) < 0.07 then 'waiting' else 'closed' end, 1 + floor(4 * power(u(i, 99), 2))::int,
  case when u(i, 100) < 0.9 then 1 + floor(25 * u(i, 101))::int end, 'Question about ' || md5(i::text), opened, opened + interval '1 hour' * floor(200 * u(i, 102))
from (select i, timestamptz '2024-01-01' + interval '1 minute' * floor(1050000 * u(i, 103)) as opened from generate_series(1, ${Math.round(rows * 0.4)}) i) made;`;
}

const keys = `
alter table categories add primary key (id), add unique (slug);
alter table products add primary key (id), add unique (sku);
alter table inventory add primary key (product_id, warehouse_id);
alter table customers add primary key (id), add unique (email);
alter table addresses add primary key (id);
alter table orders add primary key (id);
alter table order_items add primary key (order_id, line);
alter table payments add primary key (id);
alter table shipments add primary key (id);
alter table reviews add primary key (id);
alter table carts add primary key (id);
alter table sessions add primary key (id), add unique (token);
alter table coupons add primary key (id), add unique (code);
alter table tickets add primary key (id);
create index orders_customer_id on orders (customer_id);
create index products_category_id on products (category_id);
drop function u;`;
