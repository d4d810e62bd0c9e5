import type { EmbeddedRequest } from '#contracts/engine.ts';

/**
 * A shop as one finds it: sensible keys, a few indexes, skewed and correlated data. Every value is a hash of the row's
 * number, so that each machine and each version makes the same rows.
 *
 * Skew: few customers place most orders, few products sell most. Correlation: old orders are completed, open ones are
 * recent; the currency follows the country; a product's price follows its category.
 */
export const shop: EmbeddedRequest = {
  label: 'shop',
  steps: [
    {
      label: 'tables',
      sql: `
create function u(i bigint, salt bigint) returns double precision language sql immutable parallel safe
  return (hashint8extended(i, salt) & 2147483647) / 2147483648.0;

create table categories (
  id   int primary key,
  name text not null unique
);
create table products (
  id          int primary key,
  category_id int not null,
  name        text not null,
  price       numeric(10,2) not null check (price > 0),
  attributes  jsonb not null,
  active      boolean not null
);
create table customers (
  id         int primary key,
  email      text not null,
  name       text not null,
  country    char(2) not null,
  created_at timestamptz not null
);
create table orders (
  id          int not null,
  customer_id int not null,
  status      text not null,
  currency    char(3) not null,
  total       numeric(12,2) not null,
  ship_to     text not null,
  note        text,
  created_at  timestamptz not null,
  shipped_at  timestamptz
);
create table order_items (
  order_id   int not null,
  line       int not null,
  product_id int not null,
  quantity   int not null,
  price      numeric(10,2) not null
);
comment on table orders is 'One row for each order placed; never deleted.';
comment on column orders.status is 'pending, paid, shipped, completed or cancelled';`,
    },
    {
      label: '40 categories, 6,000 products',
      sql: `
insert into categories select i, 'Category ' || i from generate_series(1, 40) i;
insert into products
select i, 1 + floor(40 * power(u(i, 1), 2))::int, 'Product ' || i,
       round((3 + 20 * floor(40 * power(u(i, 1), 2)) * u(i, 2))::numeric, 2) + 1,
       jsonb_build_object('color', (array['red','green','blue','black','white'])[1 + floor(5 * u(i, 3))::int],
                          'weight', floor(2000 * u(i, 4))::int),
       u(i, 5) > 0.1
from generate_series(1, 6000) i;`,
    },
    {
      label: '60,000 customers',
      sql: `
insert into customers
select i, 'Customer.' || i || (array['@Example.com','@example.org','@mail.example'])[1 + floor(3 * u(i, 10))::int],
       'Customer ' || i,
       (array['DE','DE','DE','US','US','US','US','FR','GB','JP'])[1 + floor(10 * u(i, 11))::int],
       timestamptz '2022-01-01' + interval '1 second' * floor(126230400 * u(i, 12))
from generate_series(1, 60000) i;`,
    },
    {
      label: '300,000 orders',
      sql: `
insert into orders
select i, c.id,
       case when age > 0.02 then case when u(i, 21) < 0.06 then 'cancelled' else 'completed' end
            when u(i, 21) < 0.15 then 'pending' when u(i, 21) < 0.40 then 'paid' else 'shipped' end,
       case c.country when 'US' then 'USD' when 'GB' then 'GBP' when 'JP' then 'JPY' else 'EUR' end,
       round((8 + 400 * power(u(i, 22), 3))::numeric, 2),
       'Customer ' || c.id || ', ' || c.id % 89 + 1 || ' Station Road, Building ' || c.id % 7 || ', Entrance at the back, ' ||
         10000 + c.id % 70000 || ' Newtown upon the River, ' || c.country,
       case when u(i, 23) < 0.3 then 'Please ring twice and leave the parcel at the neighbour''s if nobody opens.' end,
       timestamptz '2026-01-01' - interval '1 second' * floor(126230400 * age),
       case when age > 0.02 then timestamptz '2026-01-01' - interval '1 second' * floor(126230400 * age) + interval '2 days' end
from (select i, (300000 - i) / 300000.0 as age, 1 + floor(60000 * power(u(i, 20), 4))::int as customer
      from generate_series(1, 300000) i) made
join customers c on c.id = made.customer
order by i;`,
    },
    {
      label: '800,000 order items',
      sql: `
insert into order_items
select o, line, 1 + floor(6000 * power(u(o * 8 + line, 30), 3))::int, 1 + floor(3 * power(u(o * 8 + line, 31), 2))::int,
       round((3 + 90 * u(o * 8 + line, 32))::numeric, 2)
from generate_series(1, 300000) o, generate_series(1, 1 + floor(5 * power(u(o, 33), 1.3))::int) line;`,
    },
    {
      label: 'keys and indexes',
      sql: `
alter table orders add primary key (id);
alter table order_items add primary key (order_id, line);
alter table customers add unique (email);
alter table products add foreign key (category_id) references categories;
alter table orders add foreign key (customer_id) references customers;
alter table order_items add foreign key (order_id) references orders, add foreign key (product_id) references products;
create index idx_products_category_id on products (category_id);
create index idx_orders_created_at on orders (created_at);
drop function u;`,
    },
    { label: 'statistics', sql: 'vacuum (analyze)' },
  ],
};
