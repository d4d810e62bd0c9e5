import type { IndexCase } from './index-case.ts';

/** Equality, ranges, lists, OR, row comparison and parameters on one table. */
export const conditionCases: readonly IndexCase[] = [
  {
    name: 'equality, many NULLs',
    query: 'select * from sessions where user_id = 42',
    accept: ['sessions (user_id)', 'sessions (user_id) where user_id is not null'],
  },
  {
    name: 'equality, one row',
    query: "select id, user_id from sessions where token = 'a87ff679a2f3e71d9181a67b7542122c'",
    accept: ['sessions (token)', 'sessions using hash (token)'],
  },
  {
    name: 'two equalities',
    query: "select * from people where last_name = 'Last77' and city = 'City12'",
    accept: ['people (last_name, city |)'],
  },
  {
    name: 'three equalities',
    query: "select * from people where city = 'City12' and first_name = 'First8' and last_name = 'Last77'",
    accept: ['people (first_name, last_name |)', 'people (first_name, last_name, city |)'],
  },
  {
    name: 'equality and range',
    query: "select * from orders where customer_id = 5 and created_at >= '2025-06-01'",
    accept: ['orders (customer_id, created_at)'],
  },
  { name: 'open range', query: 'select * from orders where total > 405', accept: ['orders (total)'] },
  {
    name: 'BETWEEN dates',
    query: "select * from people where born between '1990-03-01' and '1990-03-07'",
    accept: ['people (born)'],
  },
  {
    name: 'two ranges, the selective one leads',
    query: "select * from orders where total > 404 and created_at > '2023-01-01'",
    accept: ['orders (total)', 'orders (total, created_at)'],
  },
  {
    name: 'IN list',
    query: 'select * from orders where customer_id in (300, 4217, 9001)',
    accept: ['orders (customer_id)'],
  },
  {
    name: '= ANY of an array',
    query: "select * from people where external_id = any (array['10048271', '10096542', '10144813'])",
    accept: ['people (external_id)'],
  },
  {
    name: 'equality and IN list, counted',
    query: "select count(*) from orders where customer_id = 1 and status in ('pending', 'paid')",
    accept: ['orders (customer_id, status)', "orders (customer_id) where status in ('pending', 'paid')"],
  },
  {
    name: 'parameter',
    query: 'select * from sessions where token = $1',
    param: { 1: 'a87ff679a2f3e71d9181a67b7542122c' },
    accept: ['sessions (token)', 'sessions using hash (token)'],
  },
  {
    name: 'two parameters',
    query: 'select id, total from orders where customer_id = $1 and status = $2',
    param: { 1: '5', 2: 'pending' },
    accept: ['orders (customer_id, status |)'],
  },
  {
    name: 'OR of two columns',
    query: 'select * from orders where customer_id = 4217 or total > 407.9',
    accept: ['orders (customer_id) + orders (total)'],
  },
  {
    name: 'OR of one column',
    query: 'select * from orders where customer_id = 3000 or customer_id = 4217',
    accept: ['orders (customer_id)'],
  },
  {
    name: 'row comparison',
    query: "select * from people where (last_name, born) >= ('Last99', '1995-06-01')",
    accept: ['people (last_name, born)'],
  },
  {
    name: 'row equality',
    query: "select * from people where (last_name, born) = ('Last77', '1990-03-01')",
    accept: ['people (last_name, born |)'],
  },
  {
    name: 'range type',
    query: "select * from bookings where during && tsrange('2025-05-01 10:00', '2025-05-01 11:00')",
    accept: ['bookings using gist (during)'],
  },
];
