import { drawFunction } from './shop-database.ts';

/** Partitions: a year of months, a very uneven table, one of far too many parts. */
export function partsDatabase(): readonly string[] {
  return [
    drawFunction,
    `create table events (id int not null, kind text not null, customer_id int not null, occurred_at timestamp not null, payload text)
  partition by range (occurred_at)`,
    `do $$ begin for m in 1 .. 12 loop
  execute format('create table events_%s partition of events for values from (%L) to (%L)', m,
    make_date(2025, m, 1), make_date(2025, m, 1) + interval '1 month');
end loop; end $$`,
    `insert into events
select i, case when u(i, 1) < 0.001 then 'error' when u(i, 1) < 0.2 then 'cart' else 'view' end, 1 + floor(3000 * u(i, 2))::int,
  timestamp '2025-01-01' + interval '1 second' * floor(31535999 * u(i, 3)), repeat('e', 40)
from generate_series(1, 240000) i`,
    'create index on events (occurred_at)',
    // One part is thirty times the others; each is read by one worker alone.
    'create table tenants_data (tenant int not null, amount double precision not null, note text) partition by list (tenant)',
    `do $$ begin for t in 1 .. 4 loop
  execute format('create table tenants_data_%s partition of tenants_data for values in (%s) with (parallel_workers = 0)', t, t);
end loop; end $$`,
    `insert into tenants_data select case when i <= 450000 then 1 else 2 + i % 3 end, u(i, 4), repeat('n', 30) from generate_series(1, 480000) i`,
    'create table parcels (id int not null, bucket int not null, weight int not null) partition by list (bucket)',
    `do $$ begin for b in 0 .. 699 loop
  execute format('create table parcels_%s partition of parcels for values in (%s)', b, b);
end loop; end $$`,
    'insert into parcels select i, i % 700, i % 90 from generate_series(1, 7000) i',
    'create table hashed (id int not null, owner_id int not null, amount int not null) partition by hash (owner_id)',
    `do $$ begin for b in 0 .. 7 loop
  execute format('create table hashed_%s partition of hashed for values with (modulus 8, remainder %s)', b, b);
end loop; end $$`,
    'insert into hashed select i, 1 + floor(5000 * u(i, 5))::int, i % 1000 from generate_series(1, 160000) i',
    'create index on hashed (owner_id)',
    'create table windows (name text primary key, starts timestamp not null, ends timestamp not null)',
    "insert into windows values ('sale', '2025-03-05', '2025-03-08'), ('fair', '2025-09-01', '2025-09-03')",
    `create function long_ago() returns timestamp language plpgsql volatile as $$ begin return timestamp '2025-12-20'; end $$`,
    'vacuum (analyze)',
  ];
}
