import { type Draw, dayAfter } from '../draw.ts';
import type { WorkloadQuery } from '../workload.ts';

const end = '2026-01-01';

/** What the people who run the shop ask for: the service desk, the warehouse, buying, the books. */
export function shopDesk({ int, skewed, pick, day }: Draw, scale: number): readonly WorkloadQuery[] {
  const since = (days: number) => dayAfter(end, -days);
  const someDay = day('2025-02-01', 300);
  return [
    {
      name: 'oldest pending orders',
      weight: 60,
      text: `select id, customer_id, total, placed_at from orders where status = 'pending' order by placed_at limit 50`,
    },
    {
      name: 'paid and not shipped',
      weight: 40,
      text: `select o.id, o.placed_at, c.name, c.tier from orders o join customers c on c.id = o.customer_id where o.status = 'paid' and o.shipped_at is null and o.placed_at < '${since(3)}' order by c.tier, o.placed_at limit 100`,
    },
    {
      name: 'latest orders',
      weight: 80,
      text: `select o.id, o.status, o.total, o.placed_at, c.name from orders o join customers c on c.id = o.customer_id order by o.placed_at desc limit 50`,
    },
    {
      name: 'orders of a day',
      weight: 20,
      text: `select channel, currency, count(*), sum(total) from orders where placed_at >= '${someDay}' and placed_at < '${dayAfter(someDay, 1)}' group by channel, currency`,
    },
    {
      name: 'large orders of a month',
      weight: 8,
      text: `select id, customer_id, total from orders where total > 500 and placed_at between '${since(40)}' and '${since(10)}' order by total desc`,
    },
    {
      name: 'orders with a coupon',
      weight: 6,
      text: `select o.id, o.total, o.placed_at from orders o join coupons k on k.id = o.coupon_id where k.code = 'SAVE${int(1, 700)}'`,
    },
    {
      name: 'next tickets',
      weight: 90,
      text: `select id, customer_id, subject, priority, created_at from tickets where status = 'open' and assignee_id is null order by priority desc, created_at limit 20`,
    },
    {
      name: 'tickets of an agent',
      weight: 70,
      text: `select t.id, t.subject, t.updated_at, c.name, c.tier from tickets t join customers c on c.id = t.customer_id where t.assignee_id = ${int(1, 25)} and t.status in ('open', 'waiting') order by t.updated_at desc`,
    },
    {
      name: 'tickets of an order',
      weight: 50,
      text: `select id, status, subject from tickets where order_id = ${int(1, 300_000 * scale)}`,
    },
    {
      name: 'tickets by agent this month',
      weight: 3,
      text: `select assignee_id, status, count(*), avg(updated_at - created_at) from tickets where created_at >= '${since(30)}' group by assignee_id, status`,
    },
    {
      name: 'customers by name',
      weight: 40,
      text: `select id, email, name, city from customers where name like 'First${int(100, 699)} Last%' order by name limit 30`,
    },
    {
      name: 'customers of a city',
      weight: 10,
      text: `select id, name, tier from customers where country = 'DE' and city = 'City ${skewed(400, 2)}' and status = 'active' order by created_at desc limit 50`,
    },
    {
      name: 'newsletter',
      weight: 2,
      text: `select id, email from customers where newsletter and status = 'active' and country = '${pick(['SE', 'JP', 'FR'])}' and last_login_at > '${since(60)}'`,
    },
    {
      name: 'dormant gold customers',
      weight: 3,
      text: `select id, email, last_login_at from customers where tier = 'gold' and (last_login_at < '${since(365)}' or last_login_at is null)`,
    },
    {
      name: 'low stock',
      weight: 25,
      text: `select i.product_id, i.warehouse_id, i.quantity, p.name from inventory i join products p on p.id = i.product_id where i.quantity - i.reserved < 0 and p.status = 'active' order by i.quantity limit 100`,
    },
    {
      name: 'out of stock in a warehouse',
      weight: 15,
      text: `select i.product_id, p.sku from inventory i join products p on p.id = i.product_id where i.warehouse_id = ${int(1, 3)} and i.quantity = 0 and p.status = 'active' order by p.sku`,
    },
    {
      name: 'stock changed lately',
      weight: 30,
      text: `select product_id, warehouse_id, quantity from inventory where updated_at > '${since(1)}' order by updated_at`,
    },
    {
      name: 'packing list',
      weight: 50,
      text: `select s.id, s.order_id, i.product_id, i.quantity from shipments s join order_items i on i.order_id = s.order_id where s.status = 'packing' and s.carrier = '${pick(['express', 'parcel'])}' order by s.created_at limit 200`,
    },
    {
      name: 'lost shipments',
      weight: 8,
      text: `select s.id, s.order_id, s.tracking, o.total from shipments s join orders o on o.id = s.order_id where s.status = 'lost' and s.created_at > '${since(90)}'`,
    },
    {
      name: 'days to deliver',
      weight: 2,
      text: `select carrier, count(*), avg(delivered_at - created_at) from shipments where delivered_at >= '${since(30)}' group by carrier`,
    },
    {
      name: 'open payments',
      weight: 30,
      text: `select p.id, p.order_id, p.amount, p.created_at from payments p where p.status = 'open' and p.created_at < '${since(7)}' order by p.created_at limit 100`,
    },
    {
      name: 'failed payments of a week',
      weight: 10,
      text: `select p.method, count(*), sum(p.amount) from payments p where p.status = 'failed' and p.created_at >= '${since(7)}' group by p.method`,
    },
    {
      name: 'settled by method in a month',
      weight: 2,
      text: `select method, date_trunc('day', paid_at) as day, sum(amount) from payments where status = 'settled' and paid_at >= '${since(60)}' and paid_at < '${since(30)}' group by 1, 2 order by 2, 1`,
    },
    {
      name: 'reviews to approve',
      weight: 25,
      text: `select id, product_id, rating, body from reviews where not approved order by created_at limit 50`,
    },
    {
      name: 'worst rated products',
      weight: 2,
      text: `select product_id, count(*), avg(rating) from reviews where approved and created_at >= '${since(180)}' group by product_id having count(*) >= 5 order by 3 limit 20`,
    },
    {
      name: 'sales of a product by month',
      weight: 12,
      text: `select date_trunc('month', o.placed_at) as month, sum(i.quantity), sum(i.quantity * i.price) from order_items i join orders o on o.id = i.order_id where i.product_id = ${int(500, 8000 * scale + 500)} and o.status <> 'cancelled' group by 1 order by 1`,
    },
    {
      name: 'turnover by category, week',
      weight: 2,
      text: `select c.name, sum(i.quantity * i.price) from orders o join order_items i on i.order_id = o.id join products p on p.id = i.product_id join categories c on c.id = p.category_id where o.placed_at >= '${since(7)}' and o.status not in ('cancelled', 'returned') group by c.name order by 2 desc`,
    },
    {
      name: 'best customers of a country',
      weight: 2,
      text: `select c.id, c.name, count(*), sum(o.total) from customers c join orders o on o.customer_id = c.id where c.country = '${pick(['AT', 'CH', 'NL'])}' and o.placed_at >= '${since(90)}' group by c.id, c.name order by 4 desc limit 25`,
    },
    {
      name: 'products nobody bought',
      weight: 1,
      text: `select p.id, p.sku, p.name from products p where p.status = 'active' and p.created_at < '2022-01-01' and not exists (select 1 from order_items i where i.product_id = p.id)`,
    },
    {
      name: 'first orders of new customers',
      weight: 2,
      text: `select c.id, c.created_at, first.placed_at, first.total from customers c cross join lateral (select o.placed_at, o.total from orders o where o.customer_id = c.id order by o.placed_at limit 1) first where c.created_at >= '${dayAfter('2025-11-20', int(0, 10))}'`,
    },
    {
      name: 'abandoned carts',
      weight: 4,
      text: `select c.id, c.customer_id, u.email, count(i.product_id) from carts c join customers u on u.id = c.customer_id join cart_items i on i.cart_id = c.id where not c.checked_out and c.updated_at between '${since(3)}' and '${since(1)}' and u.newsletter group by c.id, c.customer_id, u.email`,
    },
    {
      name: 'carts with a product',
      weight: 6,
      text: `select c.id, c.customer_id from cart_items i join carts c on c.id = i.cart_id where i.product_id = ${skewed(20_000 * scale, 2)} and not c.checked_out`,
    },
  ];
}
