import { drawFunction } from './shop-database.ts';

/** What nobody has looked after: old statistics, tables full of holes, pages never vacuumed. */
export function wornDatabase(): readonly string[] {
  return [
    drawFunction,
    'create extension pg_buffercache',
    'alter database worn set max_parallel_workers_per_gather = 0',
    // Analyzed while it was a tenth, and all statuses were open.
    `create table invoices as
select i as id, 'open' as status, i % 1000 as account_id, date '2024-01-01' + i / 200 as due_on, repeat('i', 40) as text from generate_series(1, 20000) i`,
    'alter table invoices add primary key (id)',
    'create index on invoices (due_on)',
    'create index on invoices (status)',
    'vacuum analyze invoices',
    `insert into invoices select i, 'paid', i % 1000, date '2024-01-01' + i / 200, repeat('i', 40) from generate_series(20001, 200000) i`,
    `create table accounts as select i as id, 'Account ' || i as name, i % 7 as tier from generate_series(0, 999) i`,
    'alter table accounts add primary key (id)',
    'vacuum analyze accounts',
    // Never analyzed.
    `create table uploads as
select i as id, case when i % 2000 = 0 then 'bad' else 'good' end as state, i % 500 as owner_id, repeat('u', 60) as path from generate_series(1, 100000) i`,
    'create index on uploads (owner_id)',
    // 95 of 100 rows are gone, their room is not.
    `create table carts as select i as id, i % 50 as shop_id, repeat('c', 200) as content from generate_series(1, 150000) i`,
    'alter table carts add primary key (id)',
    'delete from carts where id % 20 <> 0',
    'vacuum analyze carts',
    // Written anew seven times without a vacuum between.
    'create table counters (id int primary key, n int not null, label text not null)',
    `insert into counters select i, 0, repeat('l', 80) from generate_series(1, 10000) i`,
    ...Array.from({ length: 7 }, () => 'update counters set n = n + 1'),
    'vacuum analyze counters',
    // Analyzed, never vacuumed: no page is known to be visible to all.
    `create table visits as select i as id, 1 + floor(2000 * u(i, 1))::int as page_id, i % 97 as seconds, repeat('v', 50) as agent from generate_series(1, 150000) i`,
    'create index on visits (page_id, seconds)',
    'create index on visits (id, seconds)',
    'analyze visits',
    // The same, vacuumed.
    'create table visits_kept as select * from visits',
    'create index on visits_kept (page_id, seconds)',
    'vacuum analyze visits_kept',
    // One row of each page was deleted after the last vacuum, and nobody has read it since.
    ...['notes_a', 'notes_b', 'notes_c'].flatMap((table) => [
      `create table ${table} as select i as id, i % 1000 as topic, repeat('n', 250) as text from generate_series(1, 60000) i`,
      `vacuum analyze ${table}`,
      `delete from ${table} where id % 25 = 0`,
    ]),
  ];
}
