import type { IndexCase } from './index-case.ts';

/** Nothing was adjusted to these: labelled last, asked once. Their share of right answers is the honest figure. */
export const thirdSet: readonly IndexCase[] = [
  {
    name: 'equality, range and sort on one column',
    query: "select * from people where last_name = 'Last77' and born > '1990-01-01' order by born limit 10",
    accept: ['people (last_name, born)'],
  },
  {
    name: 'equality and a prefix',
    query: "select * from people where last_name like 'Last7%' and city = 'City12'",
    accept: ['people (city, last_name text_pattern_ops)'],
  },
  {
    name: 'partitions, a rare kind counted',
    query: "select count(*) from events where kind = 'error'",
    accept: ['events (kind)', "events (*) where kind = 'error'"],
  },
  {
    name: 'IN list of states, sort, limit',
    query: "select * from orders where status in ('pending', 'paid') order by created_at limit 10",
    accept: [
      "orders (created_at) where status in ('pending', 'paid')",
      'orders (status)',
      'orders (status, created_at)',
    ],
  },
  {
    name: 'UPDATE of the state that it looks for',
    query: "update orders set status = 'shipped' where status = 'paid' and customer_id = 50",
    accept: ['orders (customer_id)', 'orders (customer_id, status |)', "orders (customer_id) where status = 'paid'"],
  },
  {
    name: 'groups of one day',
    query: "select queue, count(*) from jobs where run_at between '2025-06-01' and '2025-06-02' group by queue",
    accept: ['jobs (run_at)', 'jobs (run_at) include (queue)', 'jobs (run_at, queue)'],
  },
  {
    name: 'parameter that is an array',
    query: 'select * from sessions where user_id = any ($1)',
    param: { 1: '{42,43}' },
    accept: ['sessions (user_id)', 'sessions (user_id) where user_id is not null'],
  },
  {
    name: 'products never sold',
    query: 'select id, name from products p where not exists (select from order_items i where i.product_id = p.id)',
    accept: ['order_items (product_id)'],
  },
  {
    name: 'DISTINCT of a rare state',
    query: "select distinct customer_id from orders where status = 'pending'",
    accept: [
      'orders (status)',
      'orders (status, customer_id)',
      'orders (status) include (customer_id)',
      "orders (*) where status = 'pending'",
    ],
  },
  {
    name: 'IN list of texts',
    query: "select * from customers where phone in ('+49 1079190', '+49 1087109')",
    accept: ['customers (phone)'],
  },
  {
    name: 'equality beside an unselective member',
    query: "select * from documents where meta ->> 'lang' = 'de' and owner_id = 9",
    accept: ['documents (owner_id)', "documents (owner_id, meta ->> 'lang' |)"],
  },
  { name: 'LIKE in the body', query: "select id from documents where body like '%zebra%'", accept: ['none'] },
  {
    name: 'window, the latest of three',
    query: `select * from (select o.*, row_number() over (partition by customer_id order by created_at desc) as place
from orders o where customer_id in (5, 50, 300)) ranked where place = 1`,
    accept: ['orders (customer_id)', 'orders (customer_id, created_at desc)'],
  },
  { name: 'average of a table', query: 'select avg(salary) from employees', accept: ['none'] },
  {
    name: 'top salaries with a tie-break',
    query: 'select * from employees order by salary desc, id limit 10',
    accept: ['employees (salary desc, id)', 'employees (salary)'],
  },
  {
    name: 'year of a time with zone',
    query: 'select * from orders where extract(year from created_at) = 2025',
    accept: ['none'],
  },
  {
    name: 'one day of moves',
    query: "select * from stock_moves where moved_at >= '2025-03-14' and moved_at < '2025-03-15'",
    accept: ['stock_moves (moved_at)'],
  },
  {
    name: 'full join of everything',
    query: 'select count(*) from customers c full join orders o on o.customer_id = c.id',
    accept: ['none'],
  },
  {
    name: 'rare state and priority',
    query: "select * from jobs where priority = 9 and status = 'queued'",
    accept: ['jobs (status, priority |)', 'jobs (status)', "jobs (*) where status = 'queued'"],
  },
  {
    name: 'one customer with items, aggregated',
    query: `select o.id, sum(i.quantity * i.price) from orders o join order_items i on i.order_id = o.id
where o.customer_id = 50 group by o.id`,
    accept: ['orders (customer_id)'],
  },
  { name: 'tiny table, sorted', query: 'select * from app_settings order by value', accept: ['none'] },
  {
    name: 'materialized CTE',
    query: `with living as materialized (select * from people where city = 'City12')
select * from living where last_name = 'Last77'`,
    accept: ['people (city)'],
  },
  {
    name: 'join into partitions',
    query: "select e.* from events e join customers c on c.id = e.customer_id where c.phone = '+49 1079190'",
    accept: ['customers (phone) + events (customer_id)'],
  },
  {
    name: 'range beside an unindexable expression',
    query: "select * from orders where coalesce(note, '') = '' and total > 407",
    accept: ['orders (total)'],
  },
];
