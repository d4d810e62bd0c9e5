import { type Draw, dayAfter } from '../draw.ts';
import type { WorkloadQuery } from '../workload.ts';

const end = '2025-07-01';

/** What risk, treasury and the auditors ask for at night and in between. */
export function ledgerReports({ int, skewed, pick, day }: Draw, scale: number): readonly WorkloadQuery[] {
  const since = (days: number) => dayAfter(end, -days);
  const someDay = day('2024-02-01', 450);
  const stated = skewed(40_000 * scale, 2);
  return [
    {
      name: 'transactions of a batch',
      weight: 30,
      text: `select id, status, reference from transactions where batch_id = ${int(1, 3000)} order by id`,
    },
    {
      name: 'batches not done',
      weight: 60,
      text: `select b.id, b.source, b.status, count(t.id) from batches b left join transactions t on t.batch_id = b.id where b.status <> 'done' group by b.id, b.source, b.status`,
    },
    {
      name: 'pending transactions',
      weight: 80,
      text: `select id, kind, reference, created_at from transactions where status = 'pending' order by created_at limit 200`,
    },
    {
      name: 'rejected of a channel',
      weight: 6,
      text: `select id, reference, created_at from transactions where status = 'rejected' and channel = '${pick(['file', 'atm', 'branch'])}' and created_at >= '${since(120)}'`,
    },
    {
      name: 'flagged transactions',
      weight: 8,
      text: `select id, created_at, meta from transactions where meta @> '{"flagged": true}' and created_at >= '${since(20)}'`,
    },
    {
      name: 'from an address',
      weight: 10,
      text: `select id, kind, created_at from transactions where meta ->> 'ip' = '10.${int(0, 249)}.0.${int(0, 249)}'`,
    },
    {
      name: 'turnover of merchants',
      weight: 1,
      text: `select t.meta ->> 'merchant' as merchant, count(*), sum(e.amount) from transactions t join entries e on e.transaction_id = t.id where t.kind = 'card' and t.created_at >= '${since(15)}' and e.side = 'debit' group by 1 order by 3 desc limit 50`,
    },
    {
      name: 'day of the books',
      weight: 4,
      text: `select a.currency, e.side, count(*), sum(e.amount) from entries e join accounts a on a.id = e.account_id where e.booked_at >= '${someDay}' and e.booked_at < '${dayAfter(someDay, 1)}' group by a.currency, e.side`,
    },
    {
      name: 'by value date and branch',
      weight: 2,
      text: `select a.branch_id, sum(case e.side when 'credit' then e.amount else -e.amount end) from entries e join accounts a on a.id = e.account_id where e.value_date between '${dayAfter(someDay, 30)}' and '${dayAfter(someDay, 33)}' group by a.branch_id`,
    },
    {
      name: 'not reconciled',
      weight: 6,
      text: `select account_id, count(*), sum(amount) from entries where not reconciled and value_date < '${since(7)}' group by account_id order by 2 desc limit 100`,
    },
    {
      name: 'large entries',
      weight: 6,
      text: `select e.id, e.account_id, e.amount, o.name from entries e join accounts a on a.id = e.account_id join owners o on o.id = a.owner_id where e.amount > 2900 and e.booked_at >= '${since(60)}' order by e.amount desc limit 50`,
    },
    {
      name: 'unbalanced transactions',
      weight: 1,
      text: `select transaction_id from entries where booked_at >= '${since(2)}' group by transaction_id having sum(case side when 'credit' then amount else -amount end) <> 0`,
    },
    {
      name: 'reversals of a kind of account',
      weight: 2,
      text: `select a.kind, count(*) from transactions t join entries e on e.transaction_id = t.id join accounts a on a.id = e.account_id where t.kind = 'reversal' and t.created_at >= '${since(90)}' group by a.kind`,
    },
    {
      name: 'running balance',
      weight: 12,
      text: `select booked_at, amount, sum(case side when 'credit' then amount else -amount end) over (order by booked_at, id) from entries where account_id = ${skewed(40_000 * scale, 2)} and booked_at >= '${since(180)}' order by booked_at, id`,
    },
    {
      name: 'statement with balances',
      weight: 20,
      text: `with months as (select day, balance, lead(day) over (order by day) as until from balances where account_id = ${stated}) select m.day, m.balance, count(e.id), sum(e.amount) from months m left join entries e on e.account_id = ${stated} and e.booked_at >= m.day and e.booked_at < m.until group by m.day, m.balance order by m.day`,
    },
    {
      name: 'overdrawn accounts',
      weight: 4,
      text: `select b.account_id, b.balance, a.credit_limit from balances b join accounts a on a.id = b.account_id where b.day = '2025-05-31' and b.balance < -coalesce(a.credit_limit, 0) and a.status = 'open' order by b.balance limit 200`,
    },
    {
      name: 'richest of a branch',
      weight: 5,
      text: `select a.id, a.number, b.balance from accounts a join balances b on b.account_id = a.id and b.day = '2025-05-31' where a.branch_id = ${int(20, 149)} and a.kind = 'savings' order by b.balance desc limit 20`,
    },
    {
      name: 'high risk owners and their entries',
      weight: 4,
      text: `select o.id, o.name, count(*), sum(e.amount) from owners o join accounts a on a.owner_id = o.id join entries e on e.account_id = a.id where o.risk = 'high' and o.country = '${pick(['CH', 'IT', 'PL'])}' and e.booked_at >= '${since(30)}' group by o.id, o.name`,
    },
    {
      name: 'exposed persons',
      weight: 3,
      text: `select o.id, o.name, a.number from owners o join accounts a on a.owner_id = o.id where o.kyc @> '{"pep": true}' and a.status = 'open'`,
    },
    {
      name: 'sleeping accounts',
      weight: 1,
      text: `select a.id, a.number from accounts a where a.status = 'open' and a.kind = 'giro' and a.branch_id = ${int(30, 149)} and not exists (select 1 from entries e where e.account_id = a.id and e.booked_at >= '${since(180)}')`,
    },
    {
      name: 'frozen accounts with holds',
      weight: 5,
      text: `select a.id, a.number, sum(h.amount) from accounts a join holds h on h.account_id = a.id where a.status = 'frozen' and h.released_at is null group by a.id, a.number`,
    },
    {
      name: 'worth in euro',
      weight: 3,
      text: `select a.currency, sum(b.balance / r.rate) from accounts a join balances b on b.account_id = a.id join rates r on r.currency = a.currency and r.day = b.day where b.day = '2025-01-31' and a.currency <> 'EUR' group by a.currency`,
    },
    {
      name: 'opened and closed by month',
      weight: 1,
      text: `select date_trunc('month', opened_on) as month, count(*) filter (where closed_on is null), count(*) from accounts where opened_on >= '2024-01-01' group by 1 order by 1`,
    },
    {
      name: 'many transfers in a day',
      weight: 2,
      text: `select e.account_id, e.booked_at::date as day, count(*) from entries e join transactions t on t.id = e.transaction_id where t.kind = 'transfer' and e.side = 'debit' and e.booked_at >= '${since(10)}' group by 1, 2 having count(*) > 10`,
    },
  ];
}
