import type { Draw } from '../draw.ts';
import type { WorkloadQuery } from '../workload.ts';

/** Reports on what was sold: when, where, what, to whom, by whom, under which promotion. */
export function starSales({ int, skewed, pick }: Draw, scale: number): readonly WorkloadQuery[] {
  const year = () => int(2022, 2025);
  const month = () => int(1, 12);
  const category = () => `Category ${int(2, 14)}`;
  const product = () => int(100, 12_000 * scale);
  const country = () => pick(['AT', 'CH', 'NL', 'IT', 'FR']);
  const missed = month();
  const monthDays = (y: number, m: number) => `between ${y * 10000 + m * 100 + 1} and ${y * 10000 + m * 100 + 31}`;
  return [
    {
      name: 'turnover by month',
      weight: 2,
      text: `select d.year, d.month, sum(s.net) from sales s join dates d on d.date_id = s.date_id where d.year = ${year()} group by d.year, d.month order by 1, 2`,
    },
    {
      name: 'turnover of a day by store',
      weight: 20,
      text: `select st.name, sum(s.net), count(*) from sales s join stores st on st.store_id = s.store_id where s.date_id = ${year()}0${int(1, 9)}1${int(0, 9)} group by st.name order by 2 desc`,
    },
    {
      name: 'turnover of a store by day',
      weight: 12,
      text: `select d.day, sum(s.net), sum(s.net - s.cost) from sales s join dates d on d.date_id = s.date_id where s.store_id = ${int(40, 220)} and s.date_id ${monthDays(year(), month())} group by d.day order by d.day`,
    },
    {
      name: 'store against its target',
      weight: 8,
      text: `select t.month, t.target, sum(s.net) from targets t join dates d on d.year = t.year and d.month = t.month join sales s on s.date_id = d.date_id and s.store_id = t.store_id where t.store_id = ${int(30, 220)} and t.year = ${year()} group by t.month, t.target order by t.month`,
    },
    {
      name: 'stores under target',
      weight: 2,
      text: `with sold as (select s.store_id, sum(s.net) as net from sales s where s.date_id ${monthDays(2025, missed)} group by s.store_id) select st.name, t.target, sold.net from targets t join stores st on st.store_id = t.store_id left join sold on sold.store_id = t.store_id where t.year = 2025 and t.month = ${missed} and coalesce(sold.net, 0) < t.target order by t.target - coalesce(sold.net, 0) desc`,
    },
    {
      name: 'category by region and quarter',
      weight: 2,
      text: `select r.country, r.region, d.quarter, sum(s.net) from sales s join products p on p.product_id = s.product_id join stores st on st.store_id = s.store_id join regions r on r.region_id = st.region_id join dates d on d.date_id = s.date_id where p.category = '${category()}' and d.year = ${year()} group by 1, 2, 3`,
    },
    {
      name: 'country by category, month',
      weight: 3,
      text: `select p.category, sum(s.net), sum(s.quantity) from sales s join products p on p.product_id = s.product_id join stores st on st.store_id = s.store_id join regions r on r.region_id = st.region_id where r.country = '${country()}' and s.date_id ${monthDays(year(), month())} group by p.category order by 2 desc`,
    },
    {
      name: 'product by month',
      weight: 25,
      text: `select d.year, d.month, sum(s.quantity), sum(s.net) from sales s join dates d on d.date_id = s.date_id where s.product_id = ${product()} group by 1, 2 order by 1, 2`,
    },
    {
      name: 'product by store',
      weight: 15,
      text: `select st.name, sum(s.quantity) from sales s join stores st on st.store_id = s.store_id where s.product_id = ${product()} and s.date_id >= 20250101 group by st.name order by 2 desc limit 20`,
    },
    {
      name: 'brand, two years',
      weight: 4,
      text: `select d.year, sum(s.net), sum(s.net - s.cost) from sales s join products p on p.product_id = s.product_id join dates d on d.date_id = s.date_id where p.brand = 'Brand ${int(20, 179)}' and d.year in (2024, 2025) group by d.year`,
    },
    {
      name: 'best products of a category',
      weight: 6,
      text: `select p.product_id, p.name, sum(s.net) from products p join sales s on s.product_id = p.product_id where p.subcategory = 'Sub ${int(3, 14)}-${int(0, 7)}' and s.date_id >= 20250701 group by p.product_id, p.name order by 3 desc limit 10`,
    },
    {
      name: 'rank in category',
      weight: 1,
      text: `select * from (select p.category, p.name, sum(s.net) as net, rank() over (partition by p.category order by sum(s.net) desc) as place from sales s join products p on p.product_id = s.product_id where s.date_id ${monthDays(2025, month())} group by p.category, p.name) ranked where place <= 5`,
    },
    {
      name: 'margin by supplier',
      weight: 2,
      text: `select u.name, sum(s.net - s.cost) / nullif(sum(s.net), 0) from sales s join products p on p.product_id = s.product_id join suppliers u on u.supplier_id = p.supplier_id where u.country = '${pick(['PL', 'TR'])}' and s.date_id >= 20251001 group by u.name order by 2`,
    },
    {
      name: 'one supplier by quarter',
      weight: 5,
      text: `select d.year, d.quarter, sum(s.quantity), sum(s.cost) from sales s join products p on p.product_id = s.product_id join dates d on d.date_id = s.date_id where p.supplier_id = ${int(60, 350)} and d.year >= 2024 group by 1, 2 order by 1, 2`,
    },
    {
      name: 'customer history',
      weight: 60,
      text: `select s.sale_id, d.day, p.name, s.quantity, s.net from sales s join dates d on d.date_id = s.date_id join products p on p.product_id = s.product_id where s.customer_id = ${skewed(60_000 * scale, 2)} order by s.date_id desc, s.sale_id desc limit 30`,
    },
    {
      name: 'worth of a customer',
      weight: 40,
      text: `select count(*), sum(net), max(date_id) from sales where customer_id = ${skewed(60_000 * scale, 2)} and date_id >= 20240101`,
    },
    {
      name: 'gold customers of a country',
      weight: 3,
      text: `select c.customer_id, sum(s.net) from customers c join sales s on s.customer_id = c.customer_id where c.loyalty = 'gold' and c.country = '${country()}' and s.date_id >= 20250101 group by c.customer_id order by 2 desc limit 50`,
    },
    {
      name: 'segment by category',
      weight: 1,
      text: `select c.segment, p.category, sum(s.net) from sales s join customers c on c.customer_id = s.customer_id join products p on p.product_id = s.product_id where s.date_id ${monthDays(2024, month())} group by 1, 2`,
    },
    {
      name: 'students in a city',
      weight: 4,
      text: `select p.category, count(*), avg(s.net) from customers c join sales s on s.customer_id = c.customer_id join products p on p.product_id = s.product_id where c.segment = 'student' and c.city = 'City ${int(50, 599)}' group by p.category`,
    },
    {
      name: 'customers who left',
      weight: 1,
      text: `select c.customer_id, c.city from customers c where c.country = '${country()}' and c.loyalty = 'silver' and exists (select 1 from sales s where s.customer_id = c.customer_id and s.date_id between 20230101 and 20231231) and not exists (select 1 from sales s where s.customer_id = c.customer_id and s.date_id >= 20250101)`,
    },
    {
      name: 'first purchase',
      weight: 2,
      text: `select c.customer_id, first.date_id, first.net from customers c cross join lateral (select s.date_id, s.net from sales s where s.customer_id = c.customer_id order by s.date_id limit 1) first where c.joined_on >= '2025-08-01' and c.country = '${country()}'`,
    },
    {
      name: 'basket of a product',
      weight: 3,
      text: `select b.product_id, count(*) from sales a join sales b on b.customer_id = a.customer_id and b.date_id = a.date_id and b.product_id <> a.product_id where a.product_id = ${product()} group by 1 order by 2 desc limit 10`,
    },
    {
      name: 'promotion: sold and given',
      weight: 10,
      text: `select count(*), sum(s.net), sum(s.discount) from sales s where s.promotion_id = ${int(100, 499)}`,
    },
    {
      name: 'promotion against before',
      weight: 2,
      text: `select s.product_id, sum(s.net) filter (where s.promotion_id = m.promotion_id), sum(s.net) filter (where s.promotion_id is null) from promotions m join sales s on s.date_id between m.starts - 20 and m.ends where m.promotion_id = ${int(200, 490)} group by s.product_id order by 2 desc nulls last limit 30`,
    },
    {
      name: 'clearances by store',
      weight: 2,
      text: `select st.name, sum(s.net), sum(s.discount) from sales s join promotions m on m.promotion_id = s.promotion_id join stores st on st.store_id = s.store_id where m.kind = 'clearance' and s.date_id >= 20250101 group by st.name order by 3 desc`,
    },
    {
      name: 'coupons on the web',
      weight: 2,
      text: `select m.name, count(*), sum(s.net) from sales s join promotions m on m.promotion_id = s.promotion_id where s.channel in ('web', 'app') and m.kind = 'coupon' and s.date_id >= 20250601 group by m.name`,
    },
    {
      name: 'employees of a store',
      weight: 10,
      text: `select e.name, e.role, count(s.sale_id), sum(s.net) from employees e left join sales s on s.employee_id = e.employee_id and s.date_id ${monthDays(2025, month())} where e.store_id = ${int(1, 220)} and e.left_on is null group by e.employee_id, e.name, e.role order by 4 desc nulls last`,
    },
    {
      name: 'one employee by month',
      weight: 12,
      text: `select d.month, sum(s.net) from sales s join dates d on d.date_id = s.date_id where s.employee_id = ${int(1, 2400)} and d.year = 2025 group by d.month`,
    },
    {
      name: 'phone orders',
      weight: 4,
      text: `select s.sale_id, s.date_id, s.customer_id, s.net from sales s where s.channel = 'phone' and s.net > 800 and s.date_id >= 20250901 order by s.net desc limit 100`,
    },
    {
      name: 'weekend share',
      weight: 1,
      text: `select st.format, sum(s.net) filter (where d.weekday >= 6) / sum(s.net) from sales s join dates d on d.date_id = s.date_id join stores st on st.store_id = s.store_id where d.year = 2025 and d.quarter = ${int(1, 4)} group by st.format`,
    },
    {
      name: 'holiday sales of outlets',
      weight: 3,
      text: `select d.day, sum(s.net) from sales s join dates d on d.date_id = s.date_id join stores st on st.store_id = s.store_id where d.holiday and d.year = ${year()} and st.format = 'outlet' group by d.day order by d.day`,
    },
    {
      name: 'newly launched products',
      weight: 2,
      text: `select p.product_id, p.name, sum(s.quantity) from products p join sales s on s.product_id = p.product_id where p.launched_on >= '2025-03-01' and s.date_id >= 20250301 group by 1, 2 order by 3 desc limit 40`,
    },
    {
      name: 'largest sales of a day',
      weight: 8,
      text: `select sale_id, store_id, net from sales where date_id = 2025${pick(['03', '06', '09', '11'])}15 order by net desc limit 10`,
    },
    {
      name: 'sales of closed stores',
      weight: 1,
      text: `select st.name, st.closed_on, sum(s.net) from stores st join sales s on s.store_id = st.store_id where st.closed_on is not null and s.date_id >= 20240101 group by 1, 2`,
    },
    {
      name: 'correct a sale',
      weight: 6,
      text: `update sales set discount = discount + 1, net = net - 1 where sale_id = ${int(1, 900_000 * scale)}`,
    },
  ];
}
