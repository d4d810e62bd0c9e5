import { drawFunction } from './shop-database.ts';

/** The cost of a random page is that of a disk that spins, though the disk is quick. */
export function spinningDatabase(): readonly string[] {
  return [
    drawFunction,
    'create extension pg_buffercache',
    'alter database spinning set random_page_cost = 4',
    'alter database spinning set max_parallel_workers_per_gather = 0',
    `alter database spinning set effective_cache_size = '64MB'`,
    `create table trades as
select i as id, floor(2000 * u(i, 1))::int as account_id, floor(40 * u(i, 2))::int as market_id, u(i, 3) as price, repeat('w', 300) as remark
from generate_series(1, 120000) i`,
    'alter table trades add primary key (id)',
    'create index on trades (account_id)',
    'create index on trades (market_id)',
    `create table accounts as select i as id, i % 100 as branch, 'Account ' || i as name from generate_series(1, 2000) i`,
    'alter table accounts add primary key (id)',
    'vacuum (analyze)',
  ];
}
