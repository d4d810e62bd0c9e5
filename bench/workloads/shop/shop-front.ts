import { type Draw, dayAfter } from '../draw.ts';
import type { WorkloadQuery } from '../workload.ts';

const end = '2026-01-01';

/** What the pages of the shop ask for. */
export function shopFront({ int, skewed, pick }: Draw, scale: number): readonly WorkloadQuery[] {
  const product = () => skewed(20_000 * scale, 3);
  const customer = () => skewed(60_000 * scale, 3);
  const order = () => int(1, Math.floor(300_000 * scale));
  const category = () => skewed(120, 2);
  return [
    {
      name: 'product by sku',
      weight: 900,
      text: `select id, name, price, status from products where sku = 'SKU-${String(product()).padStart(7, '0')}'`,
    },
    {
      name: 'product page',
      weight: 1500,
      text: `select p.*, c.name as category from products p join categories c on c.id = p.category_id where p.id = ${product()}`,
    },
    {
      name: 'products of a category by price',
      weight: 700,
      text: `select id, name, price from products where category_id = ${category()} and status = 'active' order by price limit 24`,
    },
    {
      name: 'newest of a category',
      weight: 400,
      text: `select id, name, price, created_at from products where category_id = ${category()} and status = 'active' order by created_at desc limit 24`,
    },
    {
      name: 'category between prices',
      weight: 220,
      text: `select id, name, price from products where category_id in (${category()}, ${category()}, ${category()}) and price between 20 and 60 and status = 'active' order by price desc limit 48`,
    },
    {
      name: 'products of a brand',
      weight: 200,
      text: `select id, name, price from products where brand = 'Brand ${skewed(250, 2.5)}' and status = 'active' order by name`,
    },
    {
      name: 'products with a tag',
      weight: 120,
      text: `select id, name, price from products where tags @> array['tag${int(60, 299)}'] and status = 'active'`,
    },
    {
      name: 'products by attribute',
      weight: 80,
      text: `select id, name from products where attributes @> '{"color": "${pick(['grey', 'white', 'black'])}", "fragile": true}' and category_id = ${category()}`,
    },
    {
      name: 'search by name',
      weight: 150,
      text: `select id, name, price from products where name ilike '%${pick(['oak', 'wool', 'glass'])} ${pick(['desk', 'bowl', 'rug'])} 12%' limit 20`,
    },
    {
      name: 'brands of a category',
      weight: 90,
      text: `select brand, count(*), min(price) from products where category_id = ${category()} and status = 'active' group by brand order by 2 desc`,
    },
    {
      name: 'stock of a product',
      weight: 1000,
      text: `select warehouse_id, quantity - reserved as free from inventory where product_id = ${product()}`,
    },
    {
      name: 'reviews of a product',
      weight: 600,
      text: `select r.rating, r.body, r.created_at, c.name from reviews r join customers c on c.id = r.customer_id where r.product_id = ${product()} and r.approved order by r.helpful desc, r.created_at desc limit 10`,
    },
    {
      name: 'rating of a product',
      weight: 900,
      text: `select avg(rating), count(*) from reviews where product_id = ${product()} and approved`,
    },
    {
      name: 'bought together',
      weight: 60,
      text: `select b.product_id, count(*) from order_items a join order_items b on b.order_id = a.order_id and b.product_id <> a.product_id where a.product_id = ${int(200, 4000 * scale + 200)} group by b.product_id order by 2 desc limit 8`,
    },
    {
      name: 'login',
      weight: 300,
      text: `select id, name, tier, status from customers where email = 'customer${customer()}@example.com'`,
    },
    {
      name: 'login, any case',
      weight: 120,
      text: `select id, name, tier, status from customers where lower(email) = 'customer${customer()}@example.org'`,
    },
    {
      name: 'session by token',
      weight: 2500,
      text: `select id, customer_id from sessions where token = md5('t${int(1, 150_000 * scale)}') and expires_at > '${end}'`,
    },
    {
      name: 'sessions of a customer',
      weight: 60,
      text: `select id, device, started_at from sessions where customer_id = ${customer()} and expires_at > '${end}' order by started_at desc`,
    },
    {
      name: 'cart by token',
      weight: 900,
      text: `select c.id, i.product_id, i.quantity, p.name, p.price from carts c join cart_items i on i.cart_id = c.id join products p on p.id = i.product_id where c.token = md5('c${int(1, 60_000 * scale)}') and not c.checked_out`,
    },
    {
      name: 'open cart of a customer',
      weight: 350,
      text: `select id, token, updated_at from carts where customer_id = ${customer()} and not checked_out order by updated_at desc limit 1`,
    },
    {
      name: 'orders of a customer',
      weight: 400,
      text: `select id, status, total, placed_at from orders where customer_id = ${customer()} order by placed_at desc limit 10`,
    },
    {
      name: 'open orders of a customer',
      weight: 180,
      text: `select id, status, total, placed_at from orders where customer_id = ${customer()} and status in ('pending', 'paid', 'shipped') order by placed_at desc`,
    },
    {
      name: 'order with its items',
      weight: 450,
      text: `select o.id, o.status, i.line, i.quantity, i.price, p.name from orders o join order_items i on i.order_id = o.id join products p on p.id = i.product_id where o.id = ${order()}`,
    },
    {
      name: 'payments of an order',
      weight: 350,
      text: `select id, method, status, amount, paid_at from payments where order_id = ${order()} order by created_at`,
    },
    {
      name: 'shipment of an order',
      weight: 350,
      text: `select carrier, tracking, status, delivered_at from shipments where order_id = ${order()}`,
    },
    {
      name: 'shipment by tracking',
      weight: 140,
      text: `select s.status, s.delivered_at, o.id, o.customer_id from shipments s join orders o on o.id = s.order_id where s.tracking = 'T' || md5('s${order()}')`,
    },
    {
      name: 'payment by reference',
      weight: 200,
      text: `select id, order_id, status from payments where reference = md5('${order()}')`,
    },
    {
      name: 'addresses of a customer',
      weight: 250,
      text: `select id, kind, city, postcode from addresses where customer_id = ${customer()} order by kind`,
    },
    {
      name: 'coupon',
      weight: 150,
      text: `select id, percent from coupons where code = 'SAVE${int(1, 700)}' and '${dayAfter('2024-01-10', int(1, 600))}' between starts_on and ends_on`,
    },
    {
      name: 'may review',
      weight: 70,
      text: `select exists (select 1 from orders o join order_items i on i.order_id = o.id where o.customer_id = ${customer()} and i.product_id = ${product()} and o.status = 'completed')`,
    },
    {
      name: 'tickets of a customer',
      weight: 60,
      text: `select id, status, subject, created_at from tickets where customer_id = ${customer()} order by created_at desc limit 20`,
    },
    {
      name: 'bestsellers of a category',
      weight: 40,
      text: `select p.id, p.name, sum(i.quantity) from products p join order_items i on i.product_id = p.id join orders o on o.id = i.order_id where p.category_id = ${int(30, 110)} and o.placed_at >= '${dayAfter(end, -30)}' group by p.id, p.name order by 3 desc limit 12`,
    },
  ];
}
