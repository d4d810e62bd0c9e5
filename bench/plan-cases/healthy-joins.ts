import type { PlanCase } from './plan-case.ts';
import { below, calm, every, figure, has, lacks, loopsOf, rowsOf, wellEstimated, words } from './raw-plan.ts';

/** Joins and subqueries that look like faults, and are right as they are. */
export const healthyJoinCases: readonly PlanCase[] = [
  {
    name: 'healthy: a loop of ten rows',
    database: 'shop',
    query: 'select o.id, i.price from orders o join order_items i on i.order_id = o.id where o.customer_id = 77',
    faults: [],
    shows: every(calm, wellEstimated(), has('Nested Loop')),
  },
  {
    name: 'healthy: a loop of some two hundred rows',
    database: 'shop',
    query: `select o.id, c.name from orders o join customers c on c.id = o.customer_id where o.created_at between '2024-06-01' and '2024-06-01 08:00'`,
    faults: [],
    shows: every(calm, wellEstimated(), has('Nested Loop')),
  },
  {
    name: 'healthy: a hash join in memory',
    database: 'shop',
    settings: { work_mem: '16MB' },
    query: 'select c.country, sum(o.total) from orders o join customers c on c.id = o.customer_id group by c.country',
    faults: [],
    shows: every(
      calm,
      wellEstimated(),
      has('Hash', (node) => figure(node, 'Hash Batches') === 1),
    ),
  },
  {
    name: 'healthy: a hash join of everything',
    database: 'shop',
    query:
      'select p.category_id, sum(i.price) from order_items i join products p on p.id = i.product_id group by p.category_id',
    faults: [],
    shows: every(calm, wellEstimated(), has('Hash Join')),
  },
  {
    name: 'healthy: a parallel hash join in memory',
    database: 'metrics',
    query: 'select s.building, avg(r.value) from readings r join sensors s on s.id = r.sensor_id group by s.building',
    faults: [],
    shows: every(calm, wellEstimated(), has('Hash Join')),
  },
  {
    name: 'healthy: a merge of two indexes',
    database: 'shop',
    query: 'select o.id, i.price from orders o join order_items i on i.order_id = o.id order by o.id limit 500',
    faults: [],
    shows: every(calm, has('Merge Join'), lacks('Sort')),
  },
  {
    name: 'healthy: a join filter that lets most rows pass',
    database: 'shop',
    query: 'select count(*) from products p join reviews r on r.product_id = p.id and p.price > r.rating',
    faults: [],
    also: ['join-estimate-off'],
    shows: every(
      calm,
      has('Hash Join', (node) => words(node, 'Join Filter') !== '' && rowsOf(node) > 50_000),
    ),
  },
  {
    name: 'healthy: every pair of a few rows',
    database: 'shop',
    query: 'select s.name, b.name from statuses s cross join bands b',
    faults: [],
    shows: every(calm, has('Nested Loop')),
  },
  {
    name: 'healthy: one row beside each of many',
    database: 'shop',
    query:
      'select o.id, o.total / s.id from orders o cross join (select id from statuses where id = 2) s where o.customer_id < 100',
    faults: [],
    shows: every(
      has('Nested Loop', (node) => below(node, '*', (one) => rowsOf(one) === 1)),
      lacks('Seq Scan orders'),
    ),
  },
  {
    name: 'healthy: memoize that hits',
    database: 'shop',
    query: `select sum(p.price) from order_items i join products p on p.id = i.product_id where i.order_id between 1000 and 1400`,
    faults: [],
    shows: every(
      calm,
      wellEstimated(),
      has('*', (node) => /Loop|Join/.test(words(node, 'Node Type'))),
    ),
  },
  {
    name: 'healthy: a materialized handful',
    database: 'shop',
    query: 'select c.id, s.name from customers c cross join statuses s where c.id <= 200',
    faults: [],
    shows: every(calm, has('Nested Loop')),
  },
  {
    name: 'healthy: distinct that keeps most rows',
    database: 'shop',
    query: `select distinct customer_id from orders where created_at >= '2025-02-01'`,
    faults: [],
    shows: every(
      calm,
      has('Aggregate', (node) => rowsOf(node) > 2000),
    ),
  },
  {
    name: 'healthy: exists as a semi join',
    database: 'shop',
    query: `select count(*) from products p where exists (select 1 from reviews r where r.product_id = p.id)`,
    faults: [],
    shows: every(calm, wellEstimated(), has('Hash Join')),
  },
  {
    name: 'healthy: not exists as an anti join',
    database: 'shop',
    query: `select count(*) from customers c where not exists (select 1 from reviews r where r.customer_id = c.id)`,
    faults: [],
    shows: every(
      calm,
      has('*', (node) => words(node, 'Join Type').includes('Anti')),
    ),
  },
  {
    name: 'healthy: a hashed not in',
    database: 'shop',
    query: 'select count(*) from products where id not in (select product_id from reviews where rating = 1)',
    faults: [],
    shows: every(
      has('*', (node) => words(node, 'Filter').includes('hashed')),
      lacks('Materialize'),
    ),
  },
  {
    name: 'healthy: a subplan for ten rows',
    database: 'shop',
    query:
      'select id, (select name from customers c where c.id = o.customer_id) from orders o where o.id between 100 and 110',
    faults: [],
    shows: every(
      calm,
      has('*', (node) => words(node, 'Subplan Name').startsWith('SubPlan') && loopsOf(node) === 11),
    ),
  },
  {
    name: 'healthy: a subquery that runs once',
    database: 'shop',
    query: 'select id, total from orders where id = (select max(id) from orders)',
    faults: [],
    shows: every(
      calm,
      has('*', (node) => words(node, 'Subplan Name').startsWith('InitPlan')),
    ),
  },
  {
    name: 'healthy: a CTE that two read',
    database: 'shop',
    query: `with sums as (select zip, sum(total) as total from orders group by zip) select count(*) from sums where total > (select avg(total) from sums)`,
    faults: [],
    shows: every(calm, wellEstimated(), has('CTE Scan sums')),
  },
  {
    name: 'healthy: a CTE that the planner folds in',
    database: 'shop',
    query: 'with mine as (select * from orders) select id, total from mine where customer_id = 5',
    faults: [],
    shows: every(calm, lacks('CTE Scan'), lacks('Seq Scan')),
  },
  {
    name: 'healthy: a small CTE that one reads',
    database: 'shop',
    query:
      'with few as materialized (select id, name from bands) select f.name, s.name from few f join statuses s on s.id = f.id',
    faults: [],
    shows: every(calm, has('CTE Scan few')),
  },
  {
    name: 'healthy: or inside one table of a join',
    database: 'shop',
    query: `select o.id from customers c join orders o on o.customer_id = c.id where c.id = 5 or c.id = 6`,
    faults: [],
    shows: every(
      calm,
      lacks('*', (node) => words(node, 'Join Filter').includes('OR')),
    ),
  },
  {
    name: 'healthy: series with a known number of rows',
    database: 'shop',
    query: `select d, count(o.id) from generate_series(timestamp '2024-06-01', timestamp '2024-06-07', '1 day') d left join orders o on o.created_at >= d and o.created_at < d + interval '1 hour' group by d`,
    faults: [],
    also: ['row-estimate-off', 'join-estimate-off'],
    shows: every(calm, has('Function Scan generate_series')),
  },
];
