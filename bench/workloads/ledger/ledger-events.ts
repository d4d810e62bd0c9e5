import { type Draw, dayAfter } from '../draw.ts';
import type { WorkloadQuery } from '../workload.ts';

const end = '2025-07-01';

/** What is asked of streams of events, of alerts and of the audit log. */
export function ledgerEvents({ int, skewed, pick, day }: Draw, scale: number): readonly WorkloadQuery[] {
  const account = () => skewed(40_000 * scale, 2);
  const since = (days: number) => dayAfter(end, -days);
  const someDay = day('2024-06-01', 300);
  return [
    {
      name: 'stream of events',
      weight: 500,
      text: `select version, kind, payload from events where stream = 'account' and stream_id = ${account()} order by version`,
    },
    {
      name: 'stream since a version',
      weight: 300,
      text: `select version, kind, payload from events where stream = 'card' and stream_id = ${account()} and version > 3 order by version`,
    },
    {
      name: 'events to publish',
      weight: 400,
      text: `select id, stream, kind, payload from events where published_at is null order by id limit 100`,
    },
    {
      name: 'mark as published',
      weight: 100,
      text: `update events set published_at = now() where published_at is null and occurred_at < '${since(0)}'`,
    },
    {
      name: 'events of a kind in an hour',
      weight: 40,
      text: `select id, stream_id, payload from events where kind = '${pick(['blocked', 'limit', 'address'])}' and occurred_at >= '${someDay} 10:00' and occurred_at < '${someDay} 11:00' order by occurred_at`,
    },
    {
      name: 'last login',
      weight: 250,
      text: `select max(occurred_at) from events where stream = 'owner' and stream_id = ${account()} and kind = 'login'`,
    },
    {
      name: 'events from a device',
      weight: 60,
      text: `select id, stream, stream_id, occurred_at from events where payload ->> 'device' = 'D${int(0, 1999)}' and occurred_at >= '${since(60)}' order by occurred_at desc limit 50`,
    },
    {
      name: 'events with a tag',
      weight: 10,
      text: `select count(*) from events where payload @> '{"tags": ["t${int(0, 39)}"], "by": "user${int(0, 899)}"}'`,
    },
    {
      name: 'large payments by event',
      weight: 12,
      text: `select id, stream_id, payload from events where kind = 'payment' and (payload ->> 'amount')::int > 4500 and occurred_at >= '${since(30)}'`,
    },
    {
      name: 'kinds by day',
      weight: 2,
      text: `select date_trunc('day', occurred_at) as day, kind, count(*) from events where occurred_at >= '${since(30)}' group by 1, 2 order by 1, 2`,
    },
    {
      name: 'minutes between events',
      weight: 4,
      text: `select stream_id, kind, occurred_at - lag(occurred_at) over (partition by stream_id order by occurred_at) as gap from events where stream = 'card' and occurred_at >= '${since(3)}'`,
    },
    {
      name: 'blocked cards and later payments',
      weight: 3,
      text: `select b.stream_id, b.occurred_at, count(p.id) from events b join events p on p.stream = b.stream and p.stream_id = b.stream_id and p.kind = 'payment' and p.occurred_at > b.occurred_at where b.stream = 'card' and b.kind = 'blocked' and b.occurred_at >= '${since(40)}' group by b.stream_id, b.occurred_at`,
    },
    {
      name: 'alerts to look at',
      weight: 250,
      text: `select id, account_id, rule, severity, raised_at from alerts where state = 'new' order by severity desc, raised_at limit 25`,
    },
    {
      name: 'alerts of an analyst',
      weight: 120,
      text: `select id, account_id, rule, severity, raised_at from alerts where assignee = 'analyst${int(0, 29)}' and state = 'working' order by raised_at`,
    },
    {
      name: 'alerts of an account',
      weight: 200,
      text: `select id, rule, severity, state, raised_at, details from alerts where account_id = ${account()} order by raised_at desc`,
    },
    {
      name: 'alert of a transaction',
      weight: 150,
      text: `select id, state, severity from alerts where transaction_id = ${int(1, 300_000 * scale)}`,
    },
    {
      name: 'alerts with high scores',
      weight: 20,
      text: `select a.id, a.account_id, o.name from alerts a join accounts c on c.id = a.account_id join owners o on o.id = c.owner_id where a.state in ('new', 'working') and (a.details ->> 'score')::int >= 90 and o.risk <> 'low'`,
    },
    {
      name: 'alerts from a device',
      weight: 15,
      text: `select id, account_id, state from alerts where details @> '{"device": "D${int(0, 1999)}"}'`,
    },
    {
      name: 'outcome of rules',
      weight: 2,
      text: `select rule, state, count(*), avg(resolved_at - raised_at) from alerts where raised_at >= '${since(90)}' group by rule, state`,
    },
    {
      name: 'take alerts',
      weight: 60,
      text: `update alerts set state = 'working', assignee = 'analyst7' where state = 'new' and rule = 'sanction' and severity >= 4`,
    },
    {
      name: 'audit of a target',
      weight: 60,
      text: `select actor, action, at, data from audit_log where target = 'owner' and target_id = ${int(1, 40_000 * scale)} order by at desc limit 50`,
    },
    {
      name: 'audit of a person',
      weight: 30,
      text: `select action, target, target_id, at from audit_log where actor = 'user${skewed(899, 3)}' and at >= '${since(30)}' order by at desc limit 100`,
    },
    {
      name: 'exports and deletions',
      weight: 8,
      text: `select actor, target, target_id, at from audit_log where action in ('export', 'delete') and at >= '${since(14)}' order by at`,
    },
    {
      name: 'who read most',
      weight: 1,
      text: `select actor, count(*) from audit_log where action = 'read' and at >= '${since(7)}' group by actor order by 2 desc limit 20`,
    },
    { name: 'forget old audits', weight: 1, text: `delete from audit_log where at < '2024-07-10' and action = 'read'` },
  ];
}
