-- The SQL that the application runs: one statement for each place in the code, with values as they are common.

-- Customers: look-ups
select id, email, name, country, created_at from customers where id = 4217;
select id, name from customers where email = 'Customer.4217@example.org';
select id, name from customers where lower(email) = lower('customer.4217@example.org');
select exists (select 1 from customers where lower(email) = 'new@example.org');
select id, name from customers where id in (17, 4217, 90210, 311042);
select name, country from customers where id = 4217 and country = 'DE';
select id, email from customers where created_at >= '2025-12-31' order by created_at desc limit 50;
select count(*) from customers where created_at >= '2025-12-30' and created_at < '2025-12-31';
select country, count(*) from customers where created_at >= '2025-12-01' group by country;
select id, name from customers where created_at between '2025-12-24' and '2025-12-25' and country = 'FR';
update customers set name = 'Ada' where id = 4217;
update customers set email = 'ada@example.org' where id = 4217;
insert into customers (id, email, name, country, created_at) values (500001, 'new@example.org', 'New', 'DE', '2026-01-01');
select c.id, c.name, max(o.created_at) from customers c left join orders o on o.customer_id = c.id where c.id = 4217 group by c.id, c.name;

-- Orders of a customer
select id, status, total, created_at from orders where customer_id = 4217 order by created_at desc limit 20;
select id, status, total from orders where customer_id = 4217 and created_at >= '2025-01-01';
select id, total from orders where customer_id = 4217 and status = 'completed' order by created_at desc limit 5;
select count(*), sum(total) from orders where customer_id = 4217;
select max(created_at) from orders where customer_id = 4217;
select exists (select 1 from orders where customer_id = 4217 and status = 'pending');
select id, created_at from orders where customer_id = 4217 and created_at < '2025-06-01' order by created_at desc limit 20;
select status, count(*) from orders where customer_id = 4217 group by status;
select customer_id, count(*) from orders where customer_id in (17, 4217, 90210) group by customer_id;
select date_trunc('month', created_at) as month, sum(total) from orders where customer_id = 4217 group by month order by month;
select o.id, o.total, c.name from orders o join customers c on c.id = o.customer_id where c.id = 4217 order by o.created_at desc limit 10;
select avg(total) from orders where customer_id = 4217 and status <> 'cancelled';
select id from orders where customer_id = 4217 and note is not null;
select currency, sum(total) from orders where customer_id = 4217 and created_at >= '2024-01-01' group by currency;

-- One order
select * from orders where id = 81442;
select id, status from orders where id = 81442 and customer_id = 4217;
select line, product_id, quantity, price from order_items where order_id = 81442 order by line;
select sum(quantity * price) from order_items where order_id = 81442;
select i.line, p.name, i.quantity from order_items i join products p on p.id = i.product_id where i.order_id = 81442 order by i.line;
select o.id, c.name, c.email, o.ship_to from orders o join customers c on c.id = o.customer_id where o.id = 81442;
select o.id, count(*) from orders o join order_items i on i.order_id = o.id where o.id = 81442 group by o.id;
select id, status from orders where id in (81442, 81443, 81444, 99001);
update orders set status = 'paid' where id = 81442;
update orders set status = 'shipped', shipped_at = '2026-01-01' where id = 81442 and status = 'paid';
update orders set note = 'Ring twice' where id = 81442;
insert into orders (id, customer_id, status, currency, total, ship_to, created_at) values (3000001, 4217, 'pending', 'EUR', 20, '1 Station Road', '2026-01-01');
insert into order_items (order_id, line, product_id, quantity, price) values (3000001, 1, 4711, 2, 10);
delete from order_items where order_id = 81442 and line = 2;
select max(line) from order_items where order_id = 81442;
select 1 from orders where id = 81442 for update;

-- The warehouse
select id, customer_id, total from orders where status = 'pending' order by created_at limit 50;
select count(*) from orders where status = 'pending';
select id from orders where status = 'paid' and created_at < '2025-12-30' order by created_at limit 100;
select o.id, c.name, o.ship_to from orders o join customers c on c.id = o.customer_id where o.status = 'paid' order by o.created_at limit 50;
select id from orders where status = 'pending' and created_at < '2025-12-01' order by created_at limit 20;
select min(created_at) from orders where status = 'paid';
select o.id, i.product_id, i.quantity from orders o join order_items i on i.order_id = o.id where o.status = 'pending' and o.created_at >= '2025-12-31' limit 200;
update orders set status = 'cancelled' where status = 'pending' and created_at < '2025-06-01';
select id, shipped_at from orders where status = 'shipped' and created_at >= '2025-12-28' order by created_at desc limit 50;
select status, count(*) from orders where status in ('pending', 'paid') group by status;
select id from orders where status = 'paid' and currency = 'JPY' order by created_at limit 20;
select o.id from orders o where o.status = 'paid' and exists (select 1 from order_items i where i.order_id = o.id and i.product_id = 4711) order by o.created_at limit 20;

-- The catalogue
select id, name, price, active from products where id = 4711;
select id, name, price from products where id in (4711, 17, 311, 5900, 42);
select id, name, price from products where category_id = 7 and active order by name limit 40;
select count(*) from products where category_id = 7;
select id, name from categories order by name;
select c.name, count(*) from categories c join products p on p.category_id = c.id where c.id = 7 group by c.name;
select min(price), max(price) from products where category_id = 7 and active;
select p.id, p.name, c.name as category from products p join categories c on c.id = p.category_id where p.id = 4711;
select id, name from products where category_id = 7 and price between 10 and 20;
select id from categories where name = 'Category 7';
update products set price = 12.5 where id = 4711;
update products set active = false where id = 4711;
insert into products (id, category_id, name, price, active) values (60001, 7, 'New', 10, true);
select p.id, p.name from products p where p.category_id in (7, 8, 9) and p.active order by p.price limit 20;
select id, name, price from products where category_id = 7 order by price desc limit 3;

-- What sells
select count(*), sum(quantity) from order_items where product_id = 4711;
select order_id from order_items where product_id = 4711 order by order_id desc limit 20;
select exists (select 1 from order_items where product_id = 4711);
select o.id, o.created_at from order_items i join orders o on o.id = i.order_id where i.product_id = 4711 order by o.created_at desc limit 20;
select other.product_id, count(*) as times from order_items this join order_items other on other.order_id = this.order_id where this.product_id = 4711 and other.product_id <> 4711 group by other.product_id order by times desc limit 10;
select sum(i.quantity * i.price) from order_items i join orders o on o.id = i.order_id where i.product_id = 4711 and o.status = 'completed';
select product_id, sum(quantity) from order_items where product_id in (4711, 17, 311) group by product_id;
select p.name, sum(i.quantity) from products p join order_items i on i.product_id = p.id where p.id = 4711 group by p.name;
select distinct o.customer_id from order_items i join orders o on o.id = i.order_id where i.product_id = 4711 limit 50;
select i.order_id, i.line from order_items i where i.product_id = 4711 and i.quantity = 3 limit 20;
select count(distinct order_id) from order_items where product_id = 4711;

-- Days and hours
select count(*), sum(total) from orders where created_at >= '2025-12-31' and created_at < '2026-01-01';
select currency, sum(total) from orders where created_at >= '2025-12-31' group by currency;
select date_trunc('hour', created_at) as hour, count(*) from orders where created_at >= '2025-12-31' group by hour order by hour;
select id, total from orders where created_at >= '2025-12-31' order by created_at desc limit 100;
select id, total from orders where created_at >= '2025-12-31' and total > 400 order by total desc limit 10;
select c.country, count(*) from orders o join customers c on c.id = o.customer_id where o.created_at >= '2025-12-31' group by c.country;
select status, count(*) from orders where created_at >= '2025-12-30' group by status;
select count(*) from orders where created_at >= '2025-12-31' and status = 'cancelled';
select max(created_at) from orders;
select id from orders order by created_at desc limit 10;
select count(*) from orders where created_at >= '2025-12-31 12:00' and currency = 'GBP';
select p.category_id, sum(i.quantity) from orders o join order_items i on i.order_id = o.id join products p on p.id = i.product_id where o.created_at >= '2025-12-31' group by p.category_id;

-- Paging and checks
select id, total from orders where id > 81442 order by id limit 100;
select id, email from customers where id > 90210 order by id limit 100;
select order_id, line, price from order_items where (order_id, line) > (81442, 2) order by order_id, line limit 100;
select id, name from products where id > 4711 order by id limit 100;
select o.id from orders o where o.id between 81442 and 81500 and not exists (select 1 from order_items i where i.order_id = o.id);
with latest as (select id from orders where customer_id = 4217 order by created_at desc limit 1)
select i.product_id, i.quantity from latest join order_items i on i.order_id = latest.id;
