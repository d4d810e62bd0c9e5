import type { IndexCase } from './index-case.ts';

const none = ['none'];

/** Queries that no further index helps, or not enough to be worth its upkeep. */
export const noIndexCases: readonly IndexCase[] = [
  { name: 'exists', query: "select * from orders where created_at >= '2025-12-30'", accept: none },
  {
    name: 'prefix of an existing one',
    query: 'select * from stock_moves where warehouse_id = 3 and product_id = 17',
    accept: none,
  },
  {
    name: 'unique constraint',
    query: "select id, name from customers where email = 'Customer.5@mail.example'",
    accept: none,
  },
  { name: 'tiny table', query: "select * from app_settings where name = 'setting 4'", accept: none },
  { name: 'most of the table', query: "select * from orders where status = 'completed'", accept: none },
  {
    name: 'unselective boolean',
    query: 'select id, token, user_id, device from sessions where remembered',
    accept: none,
  },
  { name: 'unselective <>', query: "select * from orders where status <> 'pending'", accept: none },
  {
    name: 'large offset',
    query: 'select id, customer_id, status, total from orders order by id limit 20 offset 179980',
    accept: none,
  },
  {
    name: 'aggregate of everything',
    query: 'select count(*), sum(quantity), avg(price) from order_items',
    accept: none,
  },
  {
    name: 'groups of everything',
    query: 'select customer_id, count(*), sum(total), max(note) from orders group by customer_id',
    accept: none,
  },
  { name: 'function scan', query: 'select * from generate_series(1, 200000) g where g % 977 = 0', accept: none },
  { name: 'already index-only', query: 'select count(*) from stock_moves where warehouse_id = 3', accept: none },
  { name: 'volatile function', query: 'select * from people where random() < 0.001', accept: none },
  {
    name: 'expression that depends on the time zone',
    query: "select * from orders where date_trunc('day', created_at) = '2025-03-14'",
    accept: none,
  },
  {
    name: 'join through keys',
    query: 'select i.* from orders o join order_items i on i.order_id = o.id where o.id = 777',
    accept: none,
  },
  { name: 'key and a filter', query: 'select * from order_items where order_id = 55 and quantity > 2', accept: none },
  { name: 'sort by the key', query: 'select * from people order by id desc limit 10', accept: none },
  {
    name: 'existing partial index',
    query: "select * from jobs where status = 'failed' and run_at > '2025-12-01'",
    accept: none,
  },
  {
    name: 'hash join of most rows',
    query: `select sum(o.total) from orders o join customers c on c.id = o.customer_id where c.country in ('DE', 'US')`,
    accept: none,
  },
  { name: 'INSERT of a row', query: "insert into app_settings values ('new', '1')", accept: none },
];
