import { type Draw, dayAfter } from '../draw.ts';
import type { WorkloadQuery } from '../workload.ts';

const end = '2025-07-01';

/** What the counter, the app and the booking engine ask for and write. */
export function ledgerAccounts({ int, skewed, pick }: Draw, scale: number): readonly WorkloadQuery[] {
  const account = () => skewed(40_000 * scale, 2);
  const transaction = () => int(1, Math.floor(300_000 * scale));
  const since = (days: number) => dayAfter(end, -days);
  return [
    {
      name: 'account by number',
      weight: 1200,
      text: `select a.id, a.kind, a.status, o.name from accounts a join owners o on o.id = a.owner_id where a.number = 'DE${String((account() * 48271) % 2147483647).padStart(18, '0')}'`,
    },
    {
      name: 'accounts of an owner',
      weight: 700,
      text: `select id, number, kind, currency, status from accounts where owner_id = ${int(1, 25_000 * scale)} and status <> 'closed' order by opened_on`,
    },
    {
      name: 'latest entries',
      weight: 900,
      text: `select id, transaction_id, side, amount, booked_at from entries where account_id = ${account()} order by booked_at desc, id desc limit 20`,
    },
    {
      name: 'next page of entries',
      weight: 200,
      text: `select id, transaction_id, side, amount, booked_at from entries where account_id = ${account()} and (booked_at, id) < ('${since(90)}', 400000) order by booked_at desc, id desc limit 20`,
    },
    {
      name: 'entries of a month',
      weight: 300,
      text: `select e.booked_at, e.side, e.amount, t.kind, t.description from entries e join transactions t on t.id = e.transaction_id where e.account_id = ${account()} and e.booked_at >= '${since(60)}' and e.booked_at < '${since(30)}' order by e.booked_at`,
    },
    {
      name: 'entries of a transaction',
      weight: 600,
      text: `select e.account_id, e.side, e.amount, a.number from entries e join accounts a on a.id = e.account_id where e.transaction_id = ${transaction()}`,
    },
    {
      name: 'balance now',
      weight: 1500,
      text: `select b.balance + coalesce((select sum(case e.side when 'credit' then e.amount else -e.amount end) from entries e where e.account_id = b.account_id and e.booked_at >= b.day), 0) from balances b where b.account_id = ${account()} order by b.day desc limit 1`,
    },
    {
      name: 'balance on a day',
      weight: 200,
      text: `select balance from balances where account_id = ${account()} and day <= '${since(200)}' order by day desc limit 1`,
    },
    {
      name: 'active holds',
      weight: 900,
      text: `select coalesce(sum(amount), 0) from holds where account_id = ${account()} and released_at is null and expires_at > '${since(3)}'`,
    },
    {
      name: 'holds of an account',
      weight: 80,
      text: `select id, amount, reason, placed_at, released_at from holds where account_id = ${account()} order by placed_at desc limit 50`,
    },
    {
      name: 'transaction by reference',
      weight: 500,
      text: `select id, kind, status, created_at from transactions where reference = 'R' || md5('r${transaction()}')`,
    },
    {
      name: 'owner by tax number',
      weight: 60,
      text: `select id, name, kind from owners where tax_number = '${String((int(1, 25_000 * scale) * 7919) % 99999989).padStart(11, '0')}'`,
    },
    {
      name: 'owners by name',
      weight: 50,
      text: `select id, name, country from owners where name like 'Owner ${int(100, 2999)} %' order by name limit 20`,
    },
    {
      name: 'children of an account',
      weight: 70,
      text: `select id, number, status from accounts where parent_id = ${account()}`,
    },
    {
      name: 'search in descriptions',
      weight: 10,
      text: `select t.id, t.created_at, t.description from entries e join transactions t on t.id = e.transaction_id where e.account_id = ${account()} and t.description ilike '%${pick(['rent', 'insurance', 'invoice'])}%' order by t.created_at desc limit 20`,
    },
    {
      name: 'spent at a merchant',
      weight: 40,
      text: `select count(*), sum(e.amount) from entries e join transactions t on t.id = e.transaction_id where e.account_id = ${account()} and e.side = 'debit' and t.meta ->> 'merchant' = 'M${skewed(5000, 3)}'`,
    },
    {
      name: 'post a transaction',
      weight: 400,
      text: `update transactions set status = 'posted', posted_on = current_date where id = ${transaction()} and status = 'pending'`,
    },
    {
      name: 'release a hold',
      weight: 200,
      text: `update holds set released_at = now() where account_id = ${account()} and reason = 'card' and released_at is null`,
    },
    {
      name: 'expire holds',
      weight: 6,
      text: `update holds set released_at = now() where released_at is null and expires_at < '${since(2)}'`,
    },
    {
      name: 'set a balance',
      weight: 150,
      text: `insert into balances (account_id, day, balance) values (${account()}, '${end}', 100) on conflict (account_id, day) do update set balance = excluded.balance`,
    },
    {
      name: 'reconcile entries',
      weight: 20,
      text: `update entries set reconciled = true where account_id = ${account()} and not reconciled and value_date < '${since(10)}'`,
    },
    {
      name: 'entries onto a statement',
      weight: 20,
      text: `update entries set statement_id = 77 where account_id = ${account()} and statement_id is null and booked_at < '${since(5)}'`,
    },
    {
      name: 'close an account',
      weight: 5,
      text: `update accounts set status = 'closed', closed_on = current_date where id = ${account()} and not exists (select 1 from holds h where h.account_id = accounts.id and h.released_at is null)`,
    },
  ];
}
