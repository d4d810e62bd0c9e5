import type { EmbeddedRequest } from '#contracts/engine.ts';
import { hashedValuesSql } from '../hashed-values.ts';

/** Four years of sales, loaded day by day; half of them in a fifth of the stores and a tenth of the products. */
export function starDatabase(scale: number): EmbeddedRequest {
  const n = (rows: number) => Math.max(10, Math.round(rows * scale));
  return {
    label: 'star',
    steps: [
      { label: 'tables', sql: `${hashedValuesSql}${tables}` },
      { label: 'dimensions', sql: dimensions(n(60_000), n(12_000)) },
      { label: 'sales', sql: sales(n(900_000), n(60_000), n(12_000)) },
      { label: 'other facts', sql: others(n(200_000), n(60_000), n(12_000)) },
      { label: 'keys', sql: keys },
      { label: 'statistics', sql: 'vacuum (analyze)' },
    ],
  };
}

const tables = `
create table dates (date_id int not null, day date not null, year int not null, quarter int not null, month int not null,
  week int not null, weekday int not null, holiday boolean not null);
create table regions (region_id int not null, country text not null, region text not null);
create table stores (store_id int not null, region_id int not null, name text not null, format text not null, square_meters int not null,
  opened_on date not null, closed_on date);
create table employees (employee_id int not null, store_id int not null, name text not null, role text not null, hired_on date not null, left_on date);
create table suppliers (supplier_id int not null, name text not null, country text not null, rating int not null);
create table products (product_id int not null, supplier_id int not null, category text not null, subcategory text not null, brand text not null,
  name text not null, list_price numeric(10,2) not null, launched_on date not null, discontinued boolean not null);
create table customers (customer_id int not null, segment text not null, country text not null, city text not null, birth_year int,
  joined_on date not null, loyalty text);
create table promotions (promotion_id int not null, name text not null, kind text not null, starts int not null, ends int not null, percent int not null);
create table reasons (reason_id int not null, reason text not null, fault text not null);
create table sales (sale_id int not null, date_id int not null, store_id int not null, product_id int not null, customer_id int,
  employee_id int not null, promotion_id int, channel text not null, quantity int not null, unit_price numeric(10,2) not null,
  discount numeric(10,2) not null, net numeric(12,2) not null, cost numeric(12,2) not null);
create table returns (return_id int not null, sale_id int not null, date_id int not null, store_id int not null, product_id int not null,
  customer_id int, reason_id int not null, quantity int not null, amount numeric(12,2) not null);
create table stock (date_id int not null, store_id int not null, product_id int not null, on_hand int not null, on_order int not null);
create table visits (visit_id int not null, date_id int not null, customer_id int, source text not null, device text not null, pages int not null,
  seconds int not null, converted boolean not null);
create table targets (store_id int not null, year int not null, month int not null, target numeric(12,2) not null);
create function day_key(d date) returns int language sql immutable return (extract(year from d) * 10000 + extract(month from d) * 100 + extract(day from d))::int;`;

function dimensions(customers: number, products: number): string {
  return `
insert into dates
select day_key(d), d, extract(year from d), extract(quarter from d), extract(month from d), extract(week from d), extract(isodow from d), u(extract(doy from d)::int, 1) < 0.03
from (select date '2021-01-01' + i as d from generate_series(0, 1825) i) made;
insert into regions select i, (array['DE','DE','DE','AT','CH','FR','FR','NL','IT','IT'])[1 + i % 10], 'Region ' || i from generate_series(1, 24) i;
insert into stores
select i, 1 + floor(24 * power(u(i, 2), 1.5))::int, 'Store ' || i, (array['city','city','mall','outlet','market'])[1 + floor(5 * u(i, 3))::int], 200 + floor(3000 * power(u(i, 4), 2))::int,
  date '2005-01-01' + floor(6500 * u(i, 5))::int, case when u(i, 6) < 0.06 then date '2024-01-01' + floor(500 * u(i, 7))::int end
from generate_series(1, 220) i;
insert into employees
select i, 1 + floor(220 * u(i, 10))::int, 'Employee ' || i, (array['clerk','clerk','clerk','clerk','lead','manager'])[1 + floor(6 * u(i, 11))::int],
  date '2010-01-01' + floor(5500 * u(i, 12))::int, case when u(i, 13) < 0.3 then date '2022-01-01' + floor(1300 * u(i, 14))::int end
from generate_series(1, 2400) i;
insert into suppliers select i, 'Supplier ' || i, (array['DE','IT','CN','CN','PL','TR'])[1 + floor(6 * u(i, 15))::int], 1 + floor(5 * u(i, 16))::int from generate_series(1, 350) i;
insert into products
select i, 1 + floor(350 * power(u(i, 20), 2))::int, 'Category ' || c, 'Sub ' || c || '-' || floor(8 * u(i, 21))::int, 'Brand ' || floor(180 * power(u(i, 22), 2))::int, 'Product ' || i,
  round((2 + 700 * power(u(i, 23), 3))::numeric, 2), date '2018-01-01' + floor(2700 * u(i, 24))::int, u(i, 25) < 0.12
from (select i, 1 + floor(14 * power(u(i, 26), 1.6))::int as c from generate_series(1, ${products}) i) made;
insert into customers
select i, (array['family','family','single','senior','student','business'])[1 + floor(6 * u(i, 30))::int], (array['DE','DE','DE','DE','AT','CH','FR','FR','NL','IT'])[1 + floor(10 * u(i, 31))::int],
  'City ' || floor(600 * power(u(i, 32), 2))::int, case when u(i, 33) < 0.75 then 1940 + floor(66 * u(i, 34))::int end, date '2012-01-01' + floor(5000 * u(i, 35))::int,
  case when u(i, 36) < 0.04 then 'gold' when u(i, 36) < 0.2 then 'silver' end
from generate_series(1, ${customers}) i;
insert into promotions
select i, 'Promotion ' || i, (array['percent','percent','bundle','coupon','clearance'])[1 + floor(5 * u(i, 40))::int], day_key(d), day_key(d + 5 + floor(16 * u(i, 41))::int), 5 + 5 * floor(8 * u(i, 42))::int
from (select i, date '2021-01-05' + (i * 3.6)::int as d from generate_series(1, 500) i) made;
insert into reasons select i, 'Reason ' || i, (array['customer','store','supplier'])[1 + i % 3] from generate_series(1, 14) i;
insert into targets select s, y, m, round((20000 + 60000 * u(s * 100 + m, y))::numeric, 2) from generate_series(1, 220) s, generate_series(2021, 2025) y, generate_series(1, 12) m;`;
}

function sales(rows: number, customers: number, products: number): string {
  return `
insert into sales
select i, day_key(date '2021-01-01' + floor(1825 * power(i::float8 / ${rows}, 0.85))::int), store, product, case when u(i, 50) < 0.62 then 1 + floor(${customers} * power(u(i, 51), 2.2))::int end,
  1 + ((store * 11 + floor(11 * u(i, 52))::int) % 2400), case when u(i, 53) < 0.18 then 1 + least(499, floor(500 * i::float8 / ${rows} + 3 * u(i, 54))::int) end,
  (array['store','store','store','store','web','web','app','phone'])[1 + floor(8 * power(u(i, 55), 1.2))::int], quantity, price, discount, quantity * price - discount, round(quantity * price * (0.4 + 0.3 * u(product, 56))::numeric, 2)
from (select i, 1 + floor(220 * power(u(i, 57), 1.8))::int as store, 1 + floor(${products} * power(u(i, 58), 2.5))::int as product, 1 + floor(5 * power(u(i, 59), 3))::int as quantity,
    round((2 + 300 * power(u(i, 60), 3))::numeric, 2) as price, case when u(i, 53) < 0.18 then round((5 * u(i, 61))::numeric, 2) else 0 end as discount
  from generate_series(1, ${rows}) i) made;
insert into returns
select row_number() over (order by sale_id), sale_id, day_key((select day from dates d where d.date_id = s.date_id) + floor(20 * u(sale_id, 62))::int), store_id, product_id, customer_id,
  1 + floor(14 * power(u(sale_id, 63), 2))::int, 1, unit_price
from sales s where u(sale_id, 64) < 0.06 + case when product_id % 17 = 0 then 0.2 else 0 end and date_id < 20251201;`;
}

function others(visits: number, customers: number, products: number): string {
  return `
insert into stock
select day_key(date '2025-01-06' + 28 * w), s, p, floor(60 * power(u(p::bigint * 1000 + s * 4 + w, 70), 3))::int, case when u(p::bigint * 1000 + s * 4 + w, 71) < 0.1 then 20 else 0 end
from generate_series(0, 11) w, generate_series(1, 220) s, generate_series(1, ${products}, 97) p where u(p::bigint * 1000 + s, 72) < 0.9;
insert into visits
select i, day_key(date '2024-01-01' + floor(730 * i::float8 / ${visits})::int), case when u(i, 80) < 0.35 then 1 + floor(${customers} * power(u(i, 81), 2))::int end,
  (array['search','search','mail','ad','social','direct'])[1 + floor(6 * u(i, 82))::int], (array['phone','phone','desktop','tablet'])[1 + floor(4 * u(i, 83))::int],
  1 + floor(30 * power(u(i, 84), 3))::int, floor(1800 * power(u(i, 85), 3))::int, u(i, 86) < 0.04
from generate_series(1, ${visits}) i;`;
}

const keys = `
alter table dates add primary key (date_id);
alter table regions add primary key (region_id);
alter table stores add primary key (store_id);
alter table employees add primary key (employee_id);
alter table suppliers add primary key (supplier_id);
alter table products add primary key (product_id);
alter table customers add primary key (customer_id);
alter table promotions add primary key (promotion_id);
alter table reasons add primary key (reason_id);
alter table sales add primary key (sale_id);
alter table returns add primary key (return_id);
alter table stock add primary key (date_id, store_id, product_id);
alter table visits add primary key (visit_id);
alter table targets add primary key (store_id, year, month);
create index sales_date_id on sales (date_id);
drop function u;
drop function day_key;`;
