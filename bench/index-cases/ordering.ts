import type { IndexCase } from './index-case.ts';

/** Sorting, paging, grouping, extremes and covering. */
export const orderingCases: readonly IndexCase[] = [
  {
    name: 'equality, sort, limit',
    query: 'select * from orders where customer_id = 5 order by total desc limit 10',
    accept: ['orders (customer_id | total desc)'],
  },
  {
    name: 'equality, sort, limit, a value with four rows',
    query: 'select * from orders where customer_id = 4217 order by total desc limit 10',
    accept: ['orders (customer_id | total desc)'],
  },
  {
    name: 'top of the table',
    query: 'select * from orders order by total desc limit 20',
    accept: ['orders (total)'],
  },
  {
    name: 'mixed directions',
    query: 'select * from people order by last_name, born desc limit 25',
    accept: ['people (last_name, born desc)'],
  },
  {
    name: 'descending, NULLs last',
    query: 'select * from sessions where user_id = 42 order by ended_at desc nulls last limit 20',
    accept: ['sessions (user_id | ended_at desc nulls last)'],
  },
  {
    name: 'ascending, NULLs first',
    query: 'select id, shipped_at from orders order by shipped_at nulls first limit 10',
    accept: ['orders (shipped_at nulls first)'],
  },
  {
    name: 'IN list beside the sort',
    query: "select * from sessions where user_id = 99 and device in ('ios', 'web') order by started_at desc limit 10",
    accept: ['sessions (user_id | started_at desc)'],
  },
  {
    name: 'other table of the same product',
    query: 'select * from stock_moves where product_id = 17 order by moved_at desc limit 5',
    accept: ['stock_moves (product_id | moved_at desc)'],
  },
  {
    name: 'range and sort on one column',
    query: "select * from sessions where started_at < '2024-06-01' order by started_at desc limit 50",
    accept: ['sessions (started_at)'],
  },
  {
    name: 'unselective filter, sort, limit',
    query: 'select id, title from documents where published order by updated_at desc limit 20',
    accept: [
      'documents (updated_at)',
      'documents (updated_at) where published',
      'documents (published | updated_at desc)',
    ],
  },
  {
    name: 'soft delete, sort, limit',
    query:
      'select id, title from documents where deleted_at is null and owner_id = 9 order by updated_at desc limit 20',
    accept: [
      'documents (owner_id | updated_at desc)',
      'documents (owner_id | updated_at desc) where deleted_at is null',
      'documents (owner_id, deleted_at | updated_at desc)',
    ],
  },
  {
    name: 'keyset page',
    query: "select * from people where (last_name, id) > ('Last77', 1000) order by last_name, id limit 20",
    accept: ['people (last_name, id)'],
  },
  {
    name: 'keyset page of one customer',
    query: `select * from orders where customer_id = 5 and (created_at, id) < ('2025-01-01', 150000)
order by created_at desc, id desc limit 20`,
    accept: ['orders (customer_id | created_at desc, id desc)', 'orders (customer_id | created_at desc)'],
  },
  {
    name: 'maximum of one customer',
    query: 'select max(total) from orders where customer_id = 1',
    accept: ['orders (customer_id, total)'],
  },
  { name: 'minimum of the table', query: 'select min(born) from people', accept: ['people (born)'] },
  {
    name: 'DISTINCT ON, the latest of each',
    query:
      'select distinct on (product_id) product_id, moved_at, delta from stock_moves order by product_id, moved_at desc',
    accept: [
      'stock_moves (product_id, moved_at desc)',
      'stock_moves (product_id, moved_at desc) include (delta)',
      'stock_moves (product_id, moved_at desc, delta)',
    ],
  },
  {
    name: 'GROUP BY of one customer',
    query: 'select status, count(*) from orders where customer_id = 1 group by status',
    accept: ['orders (customer_id, status)', 'orders (customer_id) include (status)'],
  },
  {
    name: 'sum over a twentieth',
    query: "select sum(total) from orders where status = 'cancelled'",
    accept: [
      'orders (status) include (total)',
      'orders (status, total)',
      "orders (total) where status = 'cancelled'",
      "orders (status) include (total) where status = 'cancelled'",
    ],
  },
  {
    name: 'count of equality and range',
    query: "select count(*) from sessions where device = 'ios' and started_at >= '2025-10-01'",
    accept: ['sessions (device, started_at)', "sessions (started_at) where device = 'ios'"],
  },
  {
    name: 'many rows in order, two columns',
    query: 'select created_at, total from orders where customer_id = 1 order by created_at',
    accept: [
      'orders (customer_id, created_at)',
      'orders (customer_id, created_at) include (total)',
      'orders (customer_id, created_at, total)',
    ],
  },
];
