import { drawFunction } from './shop-database.ts';

/** Tables that are written to: triggers, foreign keys with and without an index, many indexes. */
export function writesDatabase(): readonly string[] {
  return [
    drawFunction,
    'alter database writes set max_parallel_workers_per_gather = 0',
    `create table parents as select i as id, 'Parent ' || i as name, i % 10 as kind from generate_series(1, 20000) i`,
    'alter table parents add primary key (id)',
    // The reference has no index.
    `create table children as select i as id, 1 + floor(10000 * u(i, 1))::int as parent_id, repeat('c', 30) as text from generate_series(1, 100000) i`,
    'alter table children add primary key (id), add foreign key (parent_id) references parents',
    // This one has.
    `create table wards as select i as id, 1 + floor(10000 * u(i, 2))::int as parent_id, repeat('w', 30) as text from generate_series(1, 50000) i`,
    'alter table wards add primary key (id), add foreign key (parent_id) references parents on delete cascade',
    'create index on wards (parent_id)',
    `create table owners as select i as id, 'Owner ' || i as name from generate_series(1, 5000) i`,
    'alter table owners add primary key (id)',
    `create table pets as select i as id, 1 + i % 5000 as owner_id, repeat('p', 30) as name from generate_series(1, 80000) i`,
    'alter table pets add primary key (id), add foreign key (owner_id) references owners on delete cascade',
    `create table makers as select i as id, 'Maker ' || i as name from generate_series(1, 3000) i`,
    'alter table makers add primary key (id)',
    `create table goods as select i as id, 1 + i % 3000 as maker_id, i % 500 as weight from generate_series(1, 60000) i`,
    'alter table goods add primary key (id), add foreign key (maker_id) references makers on delete cascade',
    'create index on goods (maker_id)',
    // Every row is counted anew by a trigger.
    'create table audit (at timestamp, said text)',
    `create table tasks as select i as id, i % 20 as state, repeat('t', 40) as text from generate_series(1, 20000) i`,
    'alter table tasks add primary key (id)',
    `create function recount() returns trigger language plpgsql as $$ declare n int; begin
  select count(*) into n from audit; for i in 1 .. 300 loop n := n + i; end loop;
  insert into audit values (now(), 'now ' || n); return new; end $$`,
    'create trigger tasks_recount after insert or update on tasks for each row execute function recount()',
    `create table letters as select i as id, i % 20 as state, repeat('t', 40) as text from generate_series(1, 20000) i`,
    'alter table letters add primary key (id)',
    `create function scrub() returns trigger language plpgsql as $$ begin
  for i in 1 .. 400 loop new.text := overlay(new.text placing md5(new.text) from 1 for 32); end loop; return new; end $$`,
    'create trigger letters_scrub before insert or update on letters for each row execute function scrub()',
    `create table stamps as select i as id, i % 20 as state, now() as changed_at, repeat('t', 40) as text from generate_series(1, 20000) i`,
    'alter table stamps add primary key (id)',
    `create function stamp() returns trigger language plpgsql as $$ begin new.changed_at := now(); return new; end $$`,
    'create trigger stamps_stamp before update on stamps for each row when (old.state <> new.state and new.state > 900) execute function stamp()',
    `create table items as select i as id, i % 100 as a, i % 200 as b, i % 300 as c, i % 400 as d, i % 500 as e, i % 600 as f, repeat('i', 60) as text
from generate_series(1, 60000) i`,
    'alter table items add primary key (id)',
    ...['a', 'b', 'c', 'd', 'e', 'f', 'a, b', 'c, d', 'e, f'].map((keys) => `create index on items (${keys})`),
    `create table plain with (fillfactor = 45) as select i as id, i % 100 as a, repeat('q', 60) as text from generate_series(1, 60000) i`,
    'alter table plain add primary key (id)',
    `create table bulky as select i as id, i % 100 as a, repeat(md5(i::text), 12) as text from generate_series(1, 60000) i`,
    'alter table bulky add primary key (id)',
    `create table settings_kept as select i as id, 'Name ' || i as name, 0 as n from generate_series(1, 60000) i`,
    'alter table settings_kept add primary key (id)',
    'create unique index on settings_kept (name)',
    'create table inbox (id int primary key, text text)',
    `create table queue as select i as id, case when i % 1000 = 0 then 'ready' else 'done' end as state from generate_series(1, 10000) i`,
    'alter table queue add primary key (id)',
    `create index on queue (id) where state = 'ready'`,
    'vacuum (analyze)',
  ];
}
