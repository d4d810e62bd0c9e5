import type { IndexCase } from './index-case.ts';

/** Statements that write, and partitioned tables. */
export const writeCases: readonly IndexCase[] = [
  {
    name: 'UPDATE',
    query: "update sessions set ended_at = '2026-01-01' where user_id = 42 and ended_at is null",
    accept: [
      'sessions (user_id)',
      'sessions (user_id) where user_id is not null',
      'sessions (user_id, ended_at |)',
      'sessions (user_id) where ended_at is null',
    ],
  },
  {
    name: 'UPDATE … FROM',
    query: `update orders o set note = 'x' from customers c
where c.id = o.customer_id and c.email = 'Customer.5@mail.example'`,
    accept: ['orders (customer_id)'],
  },
  {
    name: 'DELETE',
    query: "delete from sessions where started_at < '2023-01-03'",
    accept: ['sessions (started_at)'],
  },
  {
    name: 'INSERT … SELECT',
    query: 'insert into order_archive select * from orders where customer_id = 4217',
    accept: ['orders (customer_id)'],
  },
  {
    name: 'partitions, equality',
    query: 'select * from events where customer_id = 42',
    accept: ['events (customer_id)'],
  },
  {
    name: 'partitions, pruned, equality',
    query: `select * from events
where occurred_at >= '2025-03-01' and occurred_at < '2025-04-01' and kind = 'error'`,
    accept: ['events (kind)', 'events (kind, occurred_at)', "events (occurred_at) where kind = 'error'"],
  },
  {
    name: 'partitions, sort, limit',
    query: 'select * from events where customer_id = 42 order by occurred_at desc limit 10',
    accept: ['events (customer_id | occurred_at desc)'],
  },
];
