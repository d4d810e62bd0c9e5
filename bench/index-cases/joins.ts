import type { IndexCase } from './index-case.ts';

/** Joins, subqueries, CTEs, views. */
export const joinCases: readonly IndexCase[] = [
  {
    name: 'join without an index on the many side',
    query: `select o.id, o.total from customers c join orders o on o.customer_id = c.id
where c.email = 'Customer.4217@Example.com' or c.email = 'Customer.4217@example.org'`,
    accept: ['orders (customer_id)'],
  },
  {
    name: 'join, aggregated',
    query: `select p.name, sum(i.quantity) from products p join order_items i on i.product_id = p.id
where p.category_id = 40 group by p.name`,
    accept: ['order_items (product_id)', 'order_items (product_id) include (quantity)'],
  },
  {
    name: 'three tables, unqualified columns',
    query: `select email, quantity, product_id from customers c join orders o on customer_id = c.id
join order_items on order_id = o.id where phone = '+49 1079190'`,
    accept: ['customers (phone) + orders (customer_id)'],
  },
  {
    name: 'five tables, unqualified columns',
    query: `select c.name, email, total from categories c join products p on category_id = c.id
join order_items on product_id = p.id join orders o on o.id = order_id join customers u on u.id = customer_id
where sku = 'SKU-005900'`,
    accept: ['order_items (product_id)'],
  },
  {
    name: 'USING',
    query: `select sum(quantity) from order_items join (select id as product_id from products where sku = 'SKU-005900') p
using (product_id)`,
    accept: ['order_items (product_id)'],
  },
  {
    name: 'anti join by LEFT JOIN',
    query: `select c.id, c.name from customers c left join orders o on o.customer_id = c.id
where o.id is null and c.created_at > '2025-12-20'`,
    // EXPLAIN ANALYZE: with a plain index the planner still reads all orders; the label was only the first two.
    accept: [
      'orders (customer_id)',
      'customers (created_at) + orders (customer_id)',
      'orders (customer_id) include (id)',
      'customers (created_at) + orders (customer_id) include (id)',
    ],
  },
  {
    name: 'self join',
    query: "select e.name from employees e join employees m on m.id = e.manager_id where m.name = 'Employee 77'",
    accept: ['employees (name) + employees (manager_id)'],
  },
  {
    name: 'join, filter, sort, limit',
    query: `select o.id, o.created_at from orders o join customers c on c.id = o.customer_id
where c.country = 'JP' and o.status = 'pending' order by o.created_at limit 20`,
    accept: ['orders (status | created_at)', "orders (created_at) where status = 'pending'", 'orders (status)'],
  },
  {
    name: 'EXISTS',
    query: `select c.id from customers c where c.id between 20000 and 20100
and exists (select 1 from orders o where o.customer_id = c.id and o.total > 300)`,
    accept: ['orders (customer_id)', 'orders (customer_id, total)'],
  },
  {
    name: 'NOT EXISTS',
    query: `select d.id from documents d where d.owner_id = 9
and not exists (select 1 from document_reads r where r.document_id = d.id)`,
    accept: ['documents (owner_id) + document_reads (document_id)'],
  },
  {
    name: 'IN (SELECT …)',
    query: "select id, total from orders where customer_id in (select id from customers where phone = '+49 1079190')",
    accept: ['customers (phone) + orders (customer_id)'],
  },
  {
    name: 'correlated maximum',
    query: `select c.id, (select max(o.created_at) from orders o where o.customer_id = c.id) from customers c
where c.id <= 200`,
    accept: ['orders (customer_id, created_at)'],
  },
  {
    name: 'correlated count',
    query: `select p.id, (select count(*) from order_items i where i.product_id = p.id) from products p
where p.category_id = 40`,
    accept: ['order_items (product_id)'],
  },
  {
    name: 'LATERAL top three',
    query: `select c.id, o.id, o.total from customers c
cross join lateral (select id, total from orders where customer_id = c.id order by total desc limit 3) o
where c.id between 1 and 50`,
    accept: ['orders (customer_id | total desc)'],
  },
  {
    name: 'CTE',
    query: `with open as (select * from orders where status = 'paid' and currency = 'JPY')
select open.id, c.name from open join customers c on c.id = open.customer_id`,
    accept: [
      'orders (status, currency |)',
      "orders (currency) where status = 'paid'",
      "orders (status) where currency = 'JPY'",
    ],
  },
  {
    name: 'recursive CTE',
    query: `with recursive below as (
  select id, manager_id, name from employees where id = 7
  union all
  select e.id, e.manager_id, e.name from employees e join below b on e.manager_id = b.id
) select count(*) from below`,
    accept: ['employees (manager_id)'],
  },
  {
    name: 'view with a join',
    query: 'select * from open_orders where customer_id = 5',
    accept: [
      'orders (customer_id)',
      'orders (customer_id, status)',
      "orders (customer_id) where status in ('pending', 'paid')",
    ],
  },
  {
    name: 'view with an aggregate',
    query: 'select * from product_sales where product_id = 5500',
    accept: ['order_items (product_id)'],
  },
  {
    name: 'UNION ALL of two arms',
    query: `select id, 'order' as kind from orders where customer_id = 4217
union all select id, 'session' from sessions where user_id = 42`,
    accept: ['orders (customer_id) + sessions (user_id)'],
  },
];
