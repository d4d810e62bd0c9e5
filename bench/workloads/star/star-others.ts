import type { Draw } from '../draw.ts';
import type { WorkloadQuery } from '../workload.ts';

/** Reports on returns, stock and visits, and on how these go together with sales. */
export function starOthers({ int, skewed, pick }: Draw, scale: number): readonly WorkloadQuery[] {
  const product = () => int(100, 12_000 * scale);
  const stockDay = () => pick([20250106, 20250303, 20250526, 20250915, 20251110]);
  const store = int(30, 220);
  const country = () => pick(['AT', 'CH', 'NL', 'IT', 'FR']);
  return [
    {
      name: 'returns by reason',
      weight: 3,
      text: `select r.reason, r.fault, count(*), sum(x.amount) from returns x join reasons r on r.reason_id = x.reason_id where x.date_id between 20250901 and 20250930 group by 1, 2 order by 3 desc`,
    },
    {
      name: 'returns of a product',
      weight: 20,
      text: `select d.year, d.month, count(*) from returns x join dates d on d.date_id = x.date_id where x.product_id = ${product()} group by 1, 2 order by 1, 2`,
    },
    {
      name: 'return of a sale',
      weight: 30,
      text: `select return_id, date_id, amount from returns where sale_id = ${int(1, 900_000 * scale)}`,
    },
    {
      name: 'returns of a customer',
      weight: 15,
      text: `select x.date_id, p.name, r.reason from returns x join products p on p.product_id = x.product_id join reasons r on r.reason_id = x.reason_id where x.customer_id = ${skewed(60_000 * scale, 2)} order by x.date_id desc`,
    },
    {
      name: 'share returned by supplier',
      weight: 1,
      text: `select u.name, count(x.return_id)::float8 / count(*) from sales s join products p on p.product_id = s.product_id join suppliers u on u.supplier_id = p.supplier_id left join returns x on x.sale_id = s.sale_id where s.date_id between 20250601 and 20250630 group by u.name having count(*) > 20 order by 2 desc limit 20`,
    },
    {
      name: 'faulty goods of a category',
      weight: 2,
      text: `select p.brand, count(*) from returns x join products p on p.product_id = x.product_id join reasons r on r.reason_id = x.reason_id where r.fault = 'supplier' and p.category = 'Category ${int(3, 14)}' and x.date_id >= 20250101 group by p.brand order by 2 desc`,
    },
    {
      name: 'days until returned',
      weight: 1,
      text: `select p.category, avg(dx.day - ds.day) from returns x join sales s on s.sale_id = x.sale_id join dates dx on dx.date_id = x.date_id join dates ds on ds.date_id = s.date_id join products p on p.product_id = s.product_id where x.date_id between 20250501 and 20250531 group by p.category`,
    },
    {
      name: 'returns of a store, month',
      weight: 8,
      text: `select r.reason, count(*), sum(x.amount) from returns x join reasons r on r.reason_id = x.reason_id where x.store_id = ${int(20, 220)} and x.date_id between 20250801 and 20250831 group by r.reason`,
    },
    {
      name: 'customers who return most',
      weight: 2,
      text: `with many as (select customer_id, count(*) as times from returns where customer_id is not null and date_id >= 20250101 group by customer_id having count(*) >= 4) select c.customer_id, c.segment, m.times from many m join customers c on c.customer_id = m.customer_id order by m.times desc limit 50`,
    },
    {
      name: 'never returned bestsellers',
      weight: 1,
      text: `select p.product_id, p.name, sum(s.quantity) from products p join sales s on s.product_id = p.product_id where p.category = 'Category ${int(5, 14)}' and s.date_id >= 20251101 and not exists (select 1 from returns x where x.product_id = p.product_id and x.date_id >= 20250101) group by 1, 2 order by 3 desc limit 20`,
    },
    {
      name: 'stock of a product',
      weight: 25,
      text: `select st.name, k.on_hand, k.on_order from stock k join stores st on st.store_id = k.store_id where k.product_id = ${1 + 97 * int(0, Math.floor((12_000 * scale - 1) / 97))} and k.date_id = 20251110`,
    },
    {
      name: 'stock of a store',
      weight: 10,
      text: `select p.name, k.on_hand from stock k join products p on p.product_id = k.product_id where k.store_id = ${int(1, 220)} and k.date_id = ${stockDay()} and k.on_hand < 2 order by p.name`,
    },
    {
      name: 'history of a stock',
      weight: 12,
      text: `select date_id, on_hand, on_order from stock where product_id = ${1 + 97 * int(0, Math.floor((12_000 * scale - 1) / 97))} and store_id = ${int(1, 220)} order by date_id`,
    },
    {
      name: 'sold out by region',
      weight: 2,
      text: `select r.region, count(*) from stock k join stores st on st.store_id = k.store_id join regions r on r.region_id = st.region_id where k.date_id = ${stockDay()} and k.on_hand = 0 group by r.region order by 2 desc`,
    },
    {
      name: 'sold out and on no order',
      weight: 4,
      text: `select k.store_id, k.product_id, p.name from stock k join products p on p.product_id = k.product_id where k.on_hand = 0 and k.on_order = 0 and k.date_id = 20251110 and not p.discontinued and p.category = 'Category ${int(4, 14)}'`,
    },
    {
      name: 'on order',
      weight: 5,
      text: `select u.name, sum(k.on_order) from stock k join products p on p.product_id = k.product_id join suppliers u on u.supplier_id = p.supplier_id where k.on_order > 0 and k.date_id = 20251110 group by u.name order by 2 desc`,
    },
    {
      name: 'turn of stock',
      weight: 1,
      text: `with sold as (select product_id, store_id, sum(quantity) as quantity from sales where date_id between 20251001 and 20251031 group by 1, 2) select k.store_id, avg(coalesce(sold.quantity, 0)::float8 / nullif(k.on_hand, 0)) from stock k left join sold on sold.product_id = k.product_id and sold.store_id = k.store_id where k.date_id = 20251013 group by k.store_id`,
    },
    {
      name: 'visits by source',
      weight: 3,
      text: `select source, count(*), avg(converted::int), avg(seconds) from visits where date_id between 20251001 and 20251031 group by source`,
    },
    {
      name: 'visits of a customer',
      weight: 30,
      text: `select date_id, source, device, pages from visits where customer_id = ${skewed(60_000 * scale, 2)} order by date_id desc limit 20`,
    },
    {
      name: 'converted by device and month',
      weight: 1,
      text: `select d.year, d.month, v.device, count(*) from visits v join dates d on d.date_id = v.date_id where v.converted group by 1, 2, 3 order by 1, 2, 3`,
    },
    {
      name: 'long visits without sale',
      weight: 2,
      text: `select v.visit_id, v.customer_id, v.seconds from visits v where v.seconds > 1500 and not v.converted and v.customer_id is not null and v.date_id >= 20251101 and not exists (select 1 from sales s where s.customer_id = v.customer_id and s.date_id >= v.date_id)`,
    },
    {
      name: 'visits before a purchase',
      weight: 1,
      text: `select v.source, count(distinct s.sale_id) from sales s join visits v on v.customer_id = s.customer_id and v.date_id = s.date_id where s.channel = 'web' and s.date_id >= 20251201 group by v.source`,
    },
    {
      name: 'mail to silver customers',
      weight: 2,
      text: `select c.country, count(*) from visits v join customers c on c.customer_id = v.customer_id where v.source = 'mail' and c.loyalty = 'silver' and v.date_id >= 20250601 group by c.country`,
    },
    {
      name: 'sales and returns of a store',
      weight: 4,
      text: `with sold as (select date_id, sum(net) as net from sales where store_id = ${store} and date_id >= 20251001 group by date_id), back as (select date_id, sum(amount) as amount from returns where store_id = ${store} and date_id >= 20251001 group by date_id) select d.day, sold.net, back.amount from dates d left join sold on sold.date_id = d.date_id left join back on back.date_id = d.date_id where d.date_id between 20251001 and 20251231 order by d.day`,
    },
    {
      name: 'customers by city',
      weight: 4,
      text: `select city, count(*) from customers where country = '${country()}' and joined_on >= '2024-01-01' group by city order by 2 desc limit 20`,
    },
    {
      name: 'old customers',
      weight: 2,
      text: `select c.customer_id, c.city from customers c where c.birth_year < 1945 and c.loyalty is not null and exists (select 1 from visits v where v.customer_id = c.customer_id and v.date_id >= 20251001)`,
    },
    {
      name: 'products by name',
      weight: 20,
      text: `select product_id, name, list_price from products where name like 'Product ${int(10, 99)}%' order by name limit 20`,
    },
    {
      name: 'products of a brand',
      weight: 15,
      text: `select product_id, name, list_price from products where brand = 'Brand ${int(10, 179)}' and not discontinued order by list_price desc`,
    },
    {
      name: 'promotions now',
      weight: 20,
      text: `select promotion_id, name, kind, percent from promotions where starts <= 20250815 and ends >= 20250815`,
    },
    {
      name: 'discontinue products',
      weight: 1,
      text: `update products set discontinued = true where launched_on < '2018-06-01' and not exists (select 1 from sales s where s.product_id = products.product_id and s.date_id >= 20250101)`,
    },
  ];
}
