import type { EmbeddedRequest } from '#contracts/engine.ts';
import { hashedValuesSql } from '../hashed-values.ts';

/** Eighteen months of bookings, stored as they came: time and number go together; few accounts are booked most. */
export function ledgerDatabase(scale: number): EmbeddedRequest {
  const n = (rows: number) => Math.max(10, Math.round(rows * scale));
  return {
    label: 'ledger',
    steps: [
      { label: 'tables', sql: `${hashedValuesSql}${tables}` },
      { label: 'owners and accounts', sql: accounts(n(25_000), n(40_000)) },
      { label: 'transactions and entries', sql: entries(n(300_000), n(40_000)) },
      { label: 'balances, holds, alerts', sql: states(n(40_000), n(300_000)) },
      { label: 'events and audit', sql: events(n(350_000), n(120_000), n(40_000)) },
      { label: 'keys', sql: keys },
      { label: 'statistics', sql: 'vacuum (analyze)' },
    ],
  };
}

const tables = `
create table owners (id int not null, kind text not null, name text not null, tax_number text not null, country text not null,
  risk text not null, kyc jsonb not null, created_at timestamptz not null);
create table accounts (id int not null, owner_id int not null, number text not null, kind text not null, currency text not null,
  status text not null, branch_id int not null, parent_id int, credit_limit numeric(14,2), opened_on date not null, closed_on date);
create table batches (id int not null, source text not null, status text not null, received_at timestamptz not null, total numeric(16,2));
create table transactions (id int not null, kind text not null, status text not null, reference text not null, description text,
  batch_id int, channel text not null, created_at timestamptz not null, posted_on date, meta jsonb not null);
create table entries (id bigint not null, transaction_id int not null, account_id int not null, side text not null,
  amount numeric(14,2) not null, booked_at timestamptz not null, value_date date not null, reconciled boolean not null,
  statement_id int);
create table balances (account_id int not null, day date not null, balance numeric(16,2) not null);
create table holds (id int not null, account_id int not null, amount numeric(14,2) not null, reason text not null,
  placed_at timestamptz not null, expires_at timestamptz not null, released_at timestamptz);
create table alerts (id int not null, account_id int not null, transaction_id int, rule text not null, severity int not null,
  state text not null, assignee text, raised_at timestamptz not null, resolved_at timestamptz, details jsonb not null);
create table events (id bigint not null, stream text not null, stream_id int not null, version int not null, kind text not null,
  payload jsonb not null, occurred_at timestamptz not null, published_at timestamptz);
create table audit_log (id bigint not null, actor text not null, action text not null, target text not null, target_id int not null,
  at timestamptz not null, address text, data jsonb);
create table rates (currency text not null, day date not null, rate numeric(12,6) not null);`;

function accounts(owners: number, accounts: number): string {
  return `
insert into owners
select i, case when u(i, 1) < 0.15 then 'company' else 'person' end, 'Owner ' || floor(3000 * u(i, 2))::int || ' ' || md5(i::text),
  lpad((i::bigint * 7919 % 99999989)::text, 11, '0'), (array['DE','DE','DE','DE','AT','CH','FR','NL','IT','PL'])[1 + floor(10 * u(i, 3))::int],
  case when u(i, 4) < 0.01 then 'high' when u(i, 4) < 0.08 then 'medium' else 'low' end,
  jsonb_build_object('level', 1 + floor(3 * u(i, 5))::int, 'pep', u(i, 6) < 0.004, 'document', (array['passport','card','permit'])[1 + floor(3 * u(i, 7))::int]),
  timestamptz '2015-01-01' + interval '1 hour' * floor(95000 * u(i, 8))
from generate_series(1, ${owners}) i;
insert into accounts
select i, 1 + floor(${owners} * u(i, 10))::int, 'DE' || lpad((i::bigint * 48271 % 2147483647)::text, 18, '0'),
  (array['giro','giro','giro','savings','loan','card'])[1 + floor(6 * u(i, 11))::int], (array['EUR','EUR','EUR','EUR','EUR','CHF','USD','GBP'])[1 + floor(8 * u(i, 12))::int],
  case when u(i, 13) < 0.08 then 'closed' when u(i, 13) < 0.09 then 'frozen' else 'open' end, 1 + floor(150 * power(u(i, 14), 2))::int,
  case when u(i, 15) < 0.1 then 1 + floor(${accounts} * u(i, 16))::int end, case when u(i, 17) < 0.4 then 500 * floor(20 * u(i, 18)) end,
  date '2015-01-01' + floor(3900 * u(i, 19))::int, case when u(i, 13) < 0.08 then date '2025-06-30' - floor(900 * u(i, 20))::int end
from generate_series(1, ${accounts}) i;
insert into rates select c, date '2024-01-01' + d, round((0.7 + 0.6 * u(d, hashtext(c)))::numeric, 6) from unnest(array['CHF','USD','GBP','SEK','PLN','JPY']) c, generate_series(0, 545) d;`;
}

function entries(transactions: number, accounts: number): string {
  return `
insert into batches
select i, (array['sepa','sepa','card','swift'])[1 + floor(4 * u(i, 30))::int], case when i > 2950 and u(i, 31) < 0.5 then 'running' when u(i, 31) < 0.01 then 'failed' else 'done' end,
  timestamptz '2024-01-01' + interval '262 minutes' * i, round((50000 * u(i, 32))::numeric, 2)
from generate_series(1, 3000) i;
insert into transactions
select i, (array['transfer','transfer','transfer','card','card','card','fee','interest','cash','reversal'])[1 + floor(10 * power(u(i, 33), 1.3))::int],
  case when u(i, 34) < 0.004 then 'rejected' when i > ${transactions} * 0.995 and u(i, 34) < 0.3 then 'pending' else 'posted' end,
  'R' || md5('r' || i), case when u(i, 35) < 0.7 then (array['Rent','Salary','Groceries','Invoice','Refund','Insurance'])[1 + floor(6 * u(i, 36))::int] || ' ' || floor(100000 * u(i, 37))::int end,
  case when u(i, 38) < 0.5 then 1 + (i::bigint * 3000 / ${transactions})::int end, (array['app','app','web','branch','atm','file'])[1 + floor(6 * u(i, 39))::int], made_at, made_at::date + 1,
  jsonb_build_object('ip', '10.' || floor(250 * u(i, 40))::int || '.0.' || floor(250 * u(i, 41))::int, 'merchant', 'M' || floor(5000 * power(u(i, 42), 3))::int)
    || case when u(i, 43) < 0.02 then '{"flagged": true}'::jsonb else '{}' end
from (select i, timestamptz '2024-01-01' + interval '1 second' * floor(47300000 * i::float8 / ${transactions}) as made_at from generate_series(1, ${transactions}) i) made;
insert into entries
select row_number() over (order by t.id, k), t.id, 1 + floor(${accounts} * power(u(t.id::bigint * 4 + k, 50), case k when 1 then 2 else 4 end))::int,
  case k when 1 then 'debit' else 'credit' end, round((1 + 3000 * power(u(t.id, 51), 5))::numeric, 2), t.created_at, t.created_at::date + floor(3 * u(t.id, 52))::int,
  t.created_at < '2025-05-15' or u(t.id, 53) < 0.4, case when t.created_at < '2025-06-01' and u(t.id, 54) < 0.9 then 1 + floor(60000 * u(t.id, 55))::int end
from transactions t, generate_series(1, 3) k where t.status <> 'rejected' and (k < 3 or t.kind = 'fee');`;
}

function states(accounts: number, transactions: number): string {
  return `
insert into balances
select a, date '2024-01-31' + (interval '1 month' * m)::interval, round((20000 * power(u(a::bigint * 32 + m, 60), 4) - 300)::numeric, 2)
from generate_series(0, 16, 4) m, generate_series(1, ${accounts}) a where u(a, 61) < 0.9;
insert into holds
select i, 1 + floor(${accounts} * power(u(i, 65), 2))::int, round((5 + 400 * power(u(i, 66), 2))::numeric, 2), (array['card','card','card','legal','cheque'])[1 + floor(5 * u(i, 67))::int], placed,
  placed + interval '7 days', case when placed < '2025-06-20' then placed + interval '1 hour' * floor(150 * u(i, 68)) end
from (select i, timestamptz '2025-01-01' + interval '1 second' * floor(15700000 * u(i, 69)) as placed from generate_series(1, ${Math.round(accounts * 1.5)}) i) made;
insert into alerts
select i, 1 + floor(${accounts} * power(u(i, 70), 3))::int, case when u(i, 71) < 0.7 then 1 + floor(${transactions} * u(i, 72))::int end,
  (array['velocity','velocity','amount','country','device','sanction'])[1 + floor(6 * u(i, 73))::int], 1 + floor(5 * power(u(i, 74), 2))::int,
  case when u(i, 75) < 0.03 then 'new' when u(i, 75) < 0.06 then 'working' when u(i, 75) < 0.2 then 'confirmed' else 'dismissed' end,
  case when u(i, 75) >= 0.03 then 'analyst' || floor(30 * u(i, 76))::int end, raised, case when u(i, 75) >= 0.06 then raised + interval '1 hour' * floor(100 * u(i, 77)) end,
  jsonb_build_object('score', floor(100 * u(i, 78))::int, 'device', 'D' || floor(2000 * u(i, 79))::int)
from (select i, timestamptz '2024-01-01' + interval '1 second' * floor(47300000 * u(i, 80)) as raised from generate_series(1, ${accounts}) i) made;`;
}

function events(events: number, audits: number, accounts: number): string {
  return `
insert into events
select i, stream, id, row_number() over (partition by stream, id order by i), kind,
  jsonb_build_object('amount', floor(5000 * power(u(i, 90), 4))::int, 'by', 'user' || floor(900 * u(i, 91))::int, 'device', 'D' || floor(2000 * u(i, 92))::int,
    'tags', jsonb_build_array('t' || floor(40 * u(i, 93))::int)), at, case when i < ${events} * 0.999 then at + interval '2 seconds' end
from (select i, case when u(i, 94) < 0.7 then 'account' when u(i, 94) < 0.9 then 'card' else 'owner' end as stream, 1 + floor(${accounts} * power(u(i, 95), 2))::int as id,
    (array['payment','payment','payment','payment','login','login','limit','address','blocked','opened'])[1 + floor(10 * power(u(i, 96), 1.5))::int] as kind,
    timestamptz '2024-01-01' + interval '1 second' * floor(47300000 * i::float8 / ${events}) as at
  from generate_series(1, ${events}) i) made order by i;
insert into audit_log
select i, 'user' || floor(900 * power(u(i, 100), 3))::int, (array['read','read','read','update','export','delete'])[1 + floor(6 * power(u(i, 101), 1.7))::int],
  (array['account','owner','transaction'])[1 + floor(3 * u(i, 102))::int], 1 + floor(${accounts} * u(i, 103))::int,
  timestamptz '2024-07-01' + interval '1 second' * floor(31500000 * i::float8 / ${audits}), '10.0.0.' || floor(250 * u(i, 104))::int, case when u(i, 105) < 0.3 then jsonb_build_object('field', 'f' || floor(20 * u(i, 106))::int) end
from generate_series(1, ${audits}) i;`;
}

const keys = `
alter table owners add primary key (id);
alter table accounts add primary key (id), add unique (number);
alter table batches add primary key (id);
alter table transactions add primary key (id);
alter table entries add primary key (id);
alter table balances add primary key (account_id, day);
alter table holds add primary key (id);
alter table alerts add primary key (id);
alter table events add primary key (id), add unique (stream, stream_id, version);
alter table audit_log add primary key (id);
alter table rates add primary key (currency, day);
create index entries_transaction_id on entries (transaction_id);
create index entries_account_id on entries (account_id);
create index accounts_owner_id on accounts (owner_id);
drop function u;`;
