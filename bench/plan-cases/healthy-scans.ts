import type { PlanCase } from './plan-case.ts';
import { calm, every, figure, filteredOf, has, lacks, rowsOf, wellEstimated, words } from './raw-plan.ts';

/** Plans that look like faults of scans, and are right as they are. */
export const healthyScanCases: readonly PlanCase[] = [
  {
    name: 'healthy: all orders are summed',
    database: 'shop',
    query: 'select sum(total), min(note), max(note) from orders',
    faults: [],
    shows: every(calm, has('Seq Scan orders')),
  },
  {
    name: 'healthy: nearly all orders pass',
    database: 'shop',
    query: `select currency, sum(total) from orders where status = 'completed' group by currency`,
    faults: [],
    shows: every(calm, wellEstimated(), has('Seq Scan orders')),
  },
  {
    name: 'healthy: a third of the orders passes',
    database: 'shop',
    query: 'select avg(total) from orders where total < 300',
    faults: [],
    shows: every(
      wellEstimated(),
      has('Seq Scan orders', (node) => rowsOf(node) > 50_000),
    ),
  },
  {
    name: 'healthy: parallel over everything',
    database: 'metrics',
    query: 'select sensor_id, avg(value) from readings group by sensor_id',
    faults: [],
    shows: every(
      calm,
      has('Gather Merge', (node) => figure(node, 'Workers Launched') === 2),
    ),
  },
  {
    name: 'healthy: parallel, one sum',
    database: 'metrics',
    query: 'select sum(value), max(note) from readings where value < 0.8',
    faults: [],
    shows: every(
      wellEstimated(),
      has('Gather', (node) => figure(node, 'Workers Launched') === 2),
    ),
  },
  {
    name: 'healthy: a safe function, parallel',
    database: 'metrics',
    query: 'select grade_safe(value) > 4, count(*) from readings where sensor_id > 0 group by 1',
    faults: [],
    also: ['row-estimate-off'],
    shows: every(
      calm,
      has('*', (node) => words(node, 'Node Type').startsWith('Gather')),
    ),
  },
  {
    name: 'healthy: a small table scanned for one row',
    database: 'shop',
    query: `select * from bands where name = 'Band 7'`,
    faults: [],
    shows: every(calm, has('Seq Scan bands')),
  },
  {
    name: 'healthy: a small table scanned by an expression',
    database: 'shop',
    query: `select * from statuses where upper(name) = 'PAID'`,
    faults: [],
    shows: every(calm, has('Seq Scan statuses')),
  },
  {
    name: 'healthy: two hundred sensors of one building',
    database: 'metrics',
    query: 'select * from sensors where building = 3',
    faults: [],
    shows: every(calm, has('Seq Scan sensors')),
  },
  {
    name: 'healthy: an unindexable condition beside a good one',
    database: 'shop',
    query: `select * from orders where customer_id = 417 and date_trunc('month', created_at) = '2024-06-01'`,
    faults: [],
    shows: every(
      calm,
      has('*', (node) => words(node, 'Index Cond').includes('customer_id')),
    ),
  },
  {
    name: 'healthy: one order',
    database: 'shop',
    query: 'select * from orders where id = 4711',
    faults: [],
    shows: every(calm, wellEstimated(), has('Index Scan orders')),
  },
  {
    name: 'healthy: the orders of a customer',
    database: 'shop',
    query: 'select * from orders where customer_id = 4711',
    faults: [],
    shows: every(calm, wellEstimated(), lacks('Seq Scan')),
  },
  {
    name: 'healthy: a day of orders',
    database: 'shop',
    query: `select id, total from orders where created_at >= '2024-06-01' and created_at < '2024-06-02'`,
    faults: [],
    shows: every(
      calm,
      wellEstimated(),
      lacks('Seq Scan'),
      lacks('*', (node) => filteredOf(node) > 0),
    ),
  },
  {
    name: 'healthy: half of what the index gives is thrown away',
    database: 'shop',
    query: `select count(note) from orders where created_at >= '2024-06-01' and created_at < '2024-06-15' and total < 450`,
    faults: [],
    shows: every(
      calm,
      wellEstimated(),
      has('Index Scan', (node) => filteredOf(node) > 1000),
    ),
  },
  {
    name: 'healthy: an index only scan of visible pages',
    database: 'worn',
    query: 'select sum(seconds) from visits_kept where page_id between 100 and 300',
    faults: [],
    shows: every(
      calm,
      wellEstimated(),
      has('Index Only Scan visits_kept', (node) => figure(node, 'Heap Fetches') === 0),
    ),
  },
  {
    name: 'healthy: skip scan over three ways',
    database: 'shop',
    query: `select way, weight from shipments where weight = 1234`,
    faults: [],
    shows: every(
      calm,
      has('*', (node) => figure(node, 'Index Searches') > 1 && figure(node, 'Index Searches') < 10),
    ),
  },
  {
    name: 'healthy: the leading column is there',
    database: 'shop',
    query: `select customer_id, shipped_on from shipments where customer_id = 7 and shipped_on > '2024-03-01'`,
    faults: [],
    shows: every(
      calm,
      has('Index Only Scan shipments', (node) => words(node, 'Index Cond').includes('customer_id')),
    ),
  },
  {
    name: 'healthy: an exact bitmap',
    database: 'shop',
    query: `select sum(amount) from payments where paid_on between '2024-03-01' and '2024-03-02'`,
    faults: [],
    shows: every(
      calm,
      wellEstimated(),
      has('Bitmap Heap Scan payments', (node) => figure(node, 'Lossy Heap Blocks') === 0),
    ),
  },
  {
    name: 'healthy: or of two values in one bitmap',
    database: 'shop',
    query: `select id, amount from payments where paid_on = '2024-03-01' or paid_on = '2024-10-02'`,
    faults: [],
    shows: every(calm, wellEstimated(), has('Bitmap Heap Scan payments')),
  },
  {
    name: 'healthy: or of two columns in two bitmaps',
    database: 'shop',
    query: `select count(*) from orders where customer_id = 7 or created_at between '2024-06-01' and '2024-06-01 01:00'`,
    faults: [],
    shows: every(calm, wellEstimated(), has('BitmapOr')),
  },
  {
    name: 'healthy: a trigram search that finds what it rechecks',
    database: 'shop',
    query: `select id from docs where body like '%number 777 runs%'`,
    faults: [],
    shows: every(
      calm,
      has('Bitmap Heap Scan docs', (node) => figure(node, 'Rows Removed by Index Recheck') < 20),
    ),
  },
];
