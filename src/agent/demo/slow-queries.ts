/** Five queries that are really slow in the shop, as an application would send them. */
export const slowQueries: readonly { readonly title: string; readonly query: string }[] = [
  {
    title: "A customer's latest orders",
    query: `select id, status, total, created_at
from orders
where customer_id = 4217
order by created_at desc
limit 20`,
  },
  {
    title: 'The packing queue: oldest open orders first',
    query: `select o.id, o.created_at, o.total, c.name
from orders o
join customers c on c.id = o.customer_id
where o.status = 'pending' and o.currency = 'EUR'
order by o.created_at
limit 50`,
  },
  {
    title: 'Login by e-mail address, whatever its case',
    query: `select id, name
from customers
where lower(email) = lower('customer.4217@example.org')`,
  },
  {
    title: 'Bought together with product 4711',
    query: `select other.product_id, count(*) as times
from order_items this
join order_items other on other.order_id = this.order_id
where this.product_id = 4711 and other.product_id <> 4711
group by other.product_id
order by times desc
limit 10`,
  },
  {
    title: 'Page 12,500 of the order list',
    query: `select *
from orders
order by id
limit 20 offset 249980`,
  },
];
