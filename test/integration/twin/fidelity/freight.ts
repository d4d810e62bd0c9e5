/**
 * A shipping company, made for joins: eleven tables, each tied to the next, with skew, NULLs, correlation and ranges.
 * Every value comes of its row's number (`u` is a hash that gives 0 … 1), so each server makes the same rows.
 */
export const freight = `
create function u(i bigint, salt bigint) returns float8 language sql immutable
  as 'select (hashint8extended(i, salt) & 2147483647) / 2147483648.0';
create schema tariff;
create type voyage_status as enum ('planned', 'sailing', 'arrived', 'delayed', 'cancelled');
create domain container_code as varchar(11) check (value ~ '^[A-Z]{4}[0-9]{7}$');

create table countries (code char(2) primary key, name text not null, continent text not null);
create table ports (id int primary key, country char(2) not null references countries, name text not null, depth real);
create table companies (id int primary key, country char(2) not null references countries, name text not null, segment text not null, parent_id int references companies);
create table vessels (id int primary key, owner_id int not null references companies, name text not null, kind text not null, capacity int not null, built date not null);
create table voyages (id int primary key, vessel_id int not null references vessels, from_port int not null references ports, to_port int not null references ports,
  departs timestamptz not null, arrives timestamptz, status voyage_status not null);
create table containers (id int primary key, code container_code not null unique, owner_id int not null references companies, kind text not null, size smallint not null);
create table bookings (id int primary key, company_id int not null references companies, voyage_id int not null references voyages,
  status text not null, booked_at timestamptz not null, price numeric(10, 2) not null, remark text);
create table loads (booking_id int not null references bookings, container_id int not null references containers, weight int not null, temperature real, primary key (booking_id, container_id));
create table inspections (id int primary key, container_id int not null references containers, at timestamptz not null, result text not null, notes text);
create table invoices (id int primary key, booking_id int not null references bookings, due date not null, paid_at timestamptz, amount numeric(10, 2) not null);
create table tariff.rates (from_port int not null references ports, to_port int not null references ports, valid daterange not null, price numeric(8, 2) not null, primary key (from_port, to_port, valid));

insert into countries select chr(65 + i / 26) || chr(65 + i % 26), 'Country ' || i, (array['Europe','Asia','Africa','America','Oceania'])[1 + i % 5] from generate_series(0, 59) i;
insert into ports select i, chr(65 + c / 26) || chr(65 + c % 26), 'Port ' || md5(i::text), case when u(i, 2) < 0.8 then 5 + 15 * u(i, 3) end
  from (select i, floor(60 * power(u(i, 1), 2))::int as c from generate_series(1, 600) i) x;
insert into companies select i, chr(65 + c / 26) || chr(65 + c % 26), initcap(md5((i / 3)::text)), (array['retail','retail','retail','industry','industry','food','charter'])[1 + floor(7 * power(u(i, 5), 1.5))::int],
  case when i > 20 and u(i, 6) < 0.15 then 1 + floor(20 * u(i, 7))::int end
  from (select i, floor(60 * power(u(i, 4), 2))::int as c from generate_series(1, 3000) i) x;
insert into vessels select i, 1 + floor(200 * power(u(i, 8), 2))::int, 'MS ' || md5(i::text), (array['feeder','feeder','panamax','ulcv'])[1 + floor(4 * u(i, 9))::int], 500 + floor(20000 * power(u(i, 10), 3))::int, date '1995-01-01' + floor(10000 * u(i, 11))::int
  from generate_series(1, 800) i;
insert into voyages select i, 1 + floor(800 * power(u(i, 12), 1.5))::int, 1 + floor(600 * power(u(i, 13), 2))::int, 1 + floor(600 * power(u(i, 14), 2))::int,
  timestamptz '2022-01-01 00:00+00' + i * interval '66 minutes', case when i < 19400 then timestamptz '2022-01-01 00:00+00' + i * interval '66 minutes' + (3 + 40 * u(i, 15)) * interval '1 day' end,
  (case when i > 19700 then 'planned' when i > 19400 then 'sailing' when u(i, 16) < 0.004 then 'delayed' when u(i, 16) < 0.03 then 'cancelled' else 'arrived' end)::voyage_status
  from generate_series(1, 20000) i;
insert into containers select i, (array['MSKU','TGHU','HLXU'])[1 + i % 3] || lpad((i * 37)::text, 7, '0'), 1 + floor(300 * power(u(i, 17), 2))::int,
  case when u(i, 18) < 0.9 then 'dry' when u(i, 18) < 0.996 then 'reefer' else 'tank' end, case when u(i, 19) < 0.6 then 40 else 20 end
  from generate_series(1, 15000) i;
insert into bookings select i, 1 + floor(3000 * power(u(i, 20), 3))::int, least(20000, 1 + floor(i / 4.0 + 60 * u(i, 21))::int),
  case when u(i, 22) < 0.93 then 'done' when u(i, 22) < 0.97 then 'cancelled' when u(i, 22) < 0.999 then 'open' else 'disputed' end,
  timestamptz '2021-12-01 00:00+00' + i * interval '16 minutes', round((100 + 9900 * power(u(i, 23), 4))::numeric, 2), case when u(i, 24) < 0.05 then repeat(md5(i::text), 3) end
  from generate_series(1, 80000) i;
insert into loads select distinct on (b, c) b, c, 2000 + floor(24000 * u(b * 10 + n, 26))::int, case when u(b * 10 + n, 27) < 0.08 then -25 + 30 * u(b * 10 + n, 28) end
  from (select b, n, 1 + floor(15000 * u(b * 10 + n, 25))::int as c from generate_series(1, 80000) b, generate_series(1, 3) n where n <= 1 + b % 3) x;
insert into inspections select i, 1 + floor(15000 * power(u(i, 29), 2))::int, timestamptz '2022-01-01 00:00+00' + i * interval '220 minutes', case when u(i, 30) < 0.97 then 'passed' else 'failed' end, case when u(i, 31) < 0.2 then md5(i::text) end
  from generate_series(1, 6000) i;
insert into invoices select i, least(80000, 1 + floor(i * 4.0 / 3)::int), date '2022-01-01' + i / 70, case when u(i, 32) < 0.97 then timestamptz '2022-01-10 00:00+00' + i * interval '21 minutes' end, round((100 + 9900 * power(u(i, 33), 2))::numeric, 2)
  from generate_series(1, 60000) i;
insert into tariff.rates select distinct on (f, t, y) f, t, daterange(date '2022-01-01' + y * 365, date '2022-01-01' + y * 365 + 365), round((200 + 3000 * u(i, 36))::numeric, 2)
  from (select i, 1 + floor(600 * power(u(i, 34), 2))::int as f, 1 + floor(600 * u(i, 35))::int as t, i % 3 as y from generate_series(1, 8000) i) x;

create index ports_country on ports (country);
create index companies_country on companies (country);
create index companies_name on companies (name);
create index voyages_vessel on voyages (vessel_id);
create index voyages_route on voyages (from_port, to_port);
create index voyages_departs on voyages (departs);
create index voyages_status on voyages (status);
create index containers_kind on containers (kind);
create index bookings_company on bookings (company_id, booked_at desc);
create index bookings_voyage on bookings (voyage_id);
create index bookings_booked on bookings (booked_at);
create index bookings_status on bookings (status);
create index bookings_price on bookings (price);
create index loads_container on loads (container_id);
create index loads_cold on loads (temperature) where temperature is not null;
create index inspections_container on inspections (container_id);
create index inspections_at on inspections using brin (at) with (pages_per_range = 8);
create index invoices_booking on invoices (booking_id);
create index invoices_due on invoices (due) include (amount);
create index invoices_unpaid on invoices (paid_at);
create index rates_valid on tariff.rates using gist (valid);
alter table bookings alter column company_id set statistics 500;
alter database freight set search_path = public, tariff`;

/** What happens later: each line turns a plan of freightFlips. Only ANALYZE follows, so that pages stay not all visible. */
export const freightLater = `
update voyages set status = 'delayed' where id % 20 < 19;
update containers set kind = 'tank' where id % 20 > 0;
update invoices set paid_at = null where id % 10 < 6;
update bookings set price = 9500 where id % 3 = 0;
update bookings set status = 'disputed' where id % 4 = 1;
delete from ports where id > 12 and id not in (select from_port from voyages union select to_port from voyages union select from_port from tariff.rates union select to_port from tariff.rates);
insert into inspections select 100000 + i, 1 + floor(15000 * u(i, 41))::int, timestamptz '2024-06-01 00:00+00' + i * interval '1 minute', 'passed', repeat(md5(i::text), 5) from generate_series(1, 120000) i;
delete from loads where booking_id % 400 <> 7;
update companies set segment = 'charter' where id % 10 > 0;
create table shuffled as select * from invoices order by u(id, 42);
truncate invoices;
insert into invoices select * from shuffled;
drop table shuffled`;
