import type { PlanCase } from './plan-case.ts';
import { calm, every, filteredOf, has, lacks, rowsOf, sortsOnDisk, wellEstimated, words } from './raw-plan.ts';

/** Plans that look like faults of sorts, limits and groups, and are right as they are. */
export const healthySortCases: readonly PlanCase[] = [
  {
    name: 'healthy: rows in the order of the table',
    database: 'shop',
    query: 'select id, total from orders order by created_at limit 30000',
    faults: [],
    shows: every(calm, has('Index Scan orders'), lacks('Sort')),
  },
  {
    name: 'healthy: some scattered rows',
    database: 'shop',
    query: `select id, amount from payments order by paid_on limit 200`,
    faults: [],
    shows: every(calm, has('Index Scan payments')),
  },
  {
    name: 'healthy: the last ten orders',
    database: 'shop',
    query: 'select * from orders order by created_at desc limit 10',
    faults: [],
    shows: every(calm, has('Limit'), lacks('Sort')),
  },
  {
    name: 'healthy: the limit is soon reached',
    database: 'shop',
    query: `select id, total from orders where status = 'completed' and total > 100 order by id limit 20`,
    faults: [],
    shows: every(
      calm,
      has('Index Scan orders', (node) => filteredOf(node) < 100),
    ),
  },
  {
    name: 'healthy: the newest of the zip that only they have',
    database: 'shop',
    query: 'select id, total from orders where zip = 5000 order by id desc limit 10',
    faults: [],
    shows: every(
      calm,
      has('Index Scan orders', (node) => filteredOf(node) === 0),
    ),
  },
  {
    name: 'healthy: a top ten of a small table',
    database: 'shop',
    query: 'select id, price from products where category_id < 4 order by price desc limit 10',
    faults: [],
    shows: every(
      calm,
      has('Sort', (node) => words(node, 'Sort Method') === 'top-N heapsort'),
    ),
  },
  {
    name: 'healthy: a top ten of aggregated rows',
    database: 'shop',
    query: 'select currency, sum(total) from orders group by currency order by 2 desc limit 2',
    faults: [],
    shows: every(calm, has('Sort'), has('Aggregate Hashed')),
  },
  {
    name: 'healthy: a sort that fits',
    database: 'shop',
    query: 'select id, total from orders where customer_id between 100 and 150 order by total',
    faults: [],
    shows: every(
      calm,
      has('Sort', (node) => !sortsOnDisk(node)),
      lacks('Seq Scan'),
    ),
  },
  {
    name: 'healthy: a large sort that fits',
    database: 'shop',
    settings: { work_mem: '64MB' },
    query: 'select id, total from orders order by total',
    faults: [],
    shows: every(
      calm,
      has('Sort', (node) => !sortsOnDisk(node) && rowsOf(node) >= 200_000),
    ),
  },
  {
    name: 'healthy: an incremental sort of small groups with a limit',
    database: 'shop',
    query: 'select customer_id, total from orders order by customer_id, total limit 100',
    faults: [],
    shows: every(
      calm,
      has('Incremental Sort', (node) => rowsOf(node) <= 100),
    ),
  },
  {
    name: 'healthy: hashed groups in memory',
    database: 'shop',
    query: 'select zip, count(*), avg(total) from orders group by zip',
    faults: [],
    shows: every(calm, wellEstimated(), has('Aggregate Hashed')),
  },
  {
    name: 'healthy: the second page',
    database: 'shop',
    query: 'select id, total from orders order by id offset 20 limit 20',
    faults: [],
    shows: every(calm, has('Limit'), lacks('Sort')),
  },
  {
    name: 'healthy: the next page by key',
    database: 'shop',
    query: 'select id, total from orders where id > 150000 order by id limit 20',
    faults: [],
    shows: every(calm, has('Limit'), lacks('Sort')),
  },
  {
    name: 'healthy: a window over a few rows',
    database: 'shop',
    query: 'select id, total, sum(total) over (order by id) from orders where customer_id = 99',
    faults: [],
    shows: every(calm, has('WindowAgg')),
  },
  {
    name: 'healthy: a window that stops when it has enough',
    database: 'shop',
    query: `select * from (select id, row_number() over (order by id) as n from orders) o where n <= 10`,
    faults: [],
    shows: every(
      has('WindowAgg', (node) => rowsOf(node) <= 11),
      lacks('*', (node) => rowsOf(node) > 20),
    ),
  },
  {
    name: 'healthy: a count of a few rows by an index',
    database: 'shop',
    query: `select count(*) from orders where created_at >= '2025-02-15'`,
    faults: [],
    shows: every(calm, wellEstimated(), lacks('Seq Scan')),
  },
  {
    name: 'healthy: a count of a small table',
    database: 'shop',
    query: 'select count(*) from bands',
    faults: [],
    shows: every(calm, has('Aggregate')),
  },
  {
    name: 'healthy: narrow columns of a wide table',
    database: 'shop',
    query: 'select id, kind, summary from articles where id between 100 and 300',
    faults: [],
    shows: every(
      calm,
      has('*', (node) => words(node, 'Relation Name') === 'articles'),
      lacks('*', (node) => Number(node['Plan Width']) > 500),
    ),
  },
  {
    name: 'healthy: one wide row',
    database: 'shop',
    query: 'select * from articles where id = 5',
    faults: [],
    shows: every(
      calm,
      has('Index Scan articles', (node) => rowsOf(node) === 1),
    ),
  },
];
