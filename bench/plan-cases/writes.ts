import type { PlanCase } from './plan-case.ts';
import { every, figure, has, type RawPlan, rowsOf, timeOf } from './raw-plan.ts';

/** Triggers, foreign keys, write-ahead log, indexes to keep, conflicts and locks. */
export const writeCases: readonly PlanCase[] = [
  {
    name: 'trigger: a count for each inserted row',
    database: 'writes',
    query: `insert into tasks select i, 1, 'new' from generate_series(100001, 101000) i`,
    faults: ['trigger-dominating'],
    shows: triggerShare('tasks_recount', 0.5),
  },
  {
    name: 'trigger: after an update',
    database: 'writes',
    query: 'update tasks set state = 21 where id <= 1500',
    faults: ['trigger-dominating'],
    shows: triggerShare('tasks_recount', 0.5),
  },
  {
    name: 'trigger: before an update',
    database: 'writes',
    query: 'update letters set state = 21 where id <= 1000',
    faults: ['trigger-dominating'],
    shows: triggerShare('letters_scrub', 0.5),
  },
  {
    name: 'foreign key: parents deleted, the reference has no index',
    database: 'writes',
    query: 'delete from parents where id > 19950',
    faults: ['foreign-key-check-dominating'],
    also: ['trigger-dominating'],
    shows: triggerShare('children_parent_id_fkey', 0.5),
  },
  {
    name: 'foreign key: the key itself changes',
    database: 'writes',
    query: 'update owners set id = id + 100000 where id between 2000 and 2030',
    before: ['delete from pets where owner_id between 2000 and 2030'],
    faults: ['foreign-key-check-dominating'],
    also: ['trigger-dominating'],
    shows: triggerShare('pets_owner_id_fkey', 0.5),
  },
  {
    name: 'foreign key: a cascade without an index',
    database: 'writes',
    query: 'delete from owners where id > 4960',
    faults: ['foreign-key-check-dominating'],
    also: ['trigger-dominating'],
    shows: triggerShare('pets_owner_id_fkey', 0.5),
  },
  {
    name: 'wal: every row of a bulky table',
    database: 'writes',
    query: 'update bulky set a = a + 1',
    faults: ['wal-heavy-write'],
    shows: has('ModifyTable Update', (node) => figure(node, 'WAL Bytes') > 20_000_000),
  },
  {
    name: 'wal: a few rows on each page after a checkpoint',
    database: 'writes',
    before: ['checkpoint'],
    query: 'update plain set a = a + 1 where id % 20 = 0',
    faults: ['wal-heavy-write'],
    also: ['row-estimate-off', 'unindexable-predicate', 'selective-sequential-scan'],
    shows: has('ModifyTable Update', (node) => figure(node, 'WAL FPI') > 1000),
  },
  {
    name: 'wal: a copy of a table',
    database: 'writes',
    query: 'insert into inbox select id, text from bulky union all select id + 100000, text from bulky',
    faults: ['wal-heavy-write'],
    shows: has('ModifyTable Insert', (node) => figure(node, 'WAL Bytes') > 40_000_000),
  },
  {
    name: 'many indexes: an insert',
    database: 'writes',
    query: `insert into items select i, i % 100, i % 200, i % 300, i % 400, i % 500, i % 600, 'new' from generate_series(100001, 115000) i`,
    faults: ['write-to-many-indexes'],
    also: ['wal-heavy-write'],
    shows: has('ModifyTable Insert', (node) => figure(node, 'WAL Records') > 100_000),
  },
  {
    name: 'many indexes: an update that moves every row',
    database: 'writes',
    runs: 1,
    query: 'update items set a = a + 1, e = e + 1 where id <= 10000',
    faults: ['write-to-many-indexes'],
    also: ['wal-heavy-write'],
    shows: has('ModifyTable Update', (node) => figure(node, 'WAL Records') > 70_000),
  },
  {
    name: 'many indexes: an upsert',
    database: 'writes',
    query: `insert into items select i, 1, 2, 3, 4, 5, 6, 'new' from generate_series(50001, 70000) i on conflict (id) do update set b = excluded.b, c = excluded.c`,
    faults: ['write-to-many-indexes'],
    also: ['wal-heavy-write', 'conflicting-insert'],
    shows: has('ModifyTable Insert', (node) => figure(node, 'WAL Records') > 100_000),
  },
  {
    name: 'conflicts: nearly every row is there already',
    database: 'writes',
    query: `insert into settings_kept select i, 'Name ' || i, 1 from generate_series(1, 20000) i on conflict do nothing`,
    faults: ['conflicting-insert'],
    shows: has('ModifyTable Insert', (node) => figure(node, 'Conflicting Tuples') >= 20_000),
  },
  {
    name: 'conflicts: an upsert that only updates',
    database: 'writes',
    query: `insert into settings_kept select i, 'Name ' || i, 1 from generate_series(30001, 45000) i on conflict (id) do update set n = settings_kept.n + 1`,
    faults: ['conflicting-insert'],
    also: ['wal-heavy-write', 'write-to-many-indexes'],
    shows: has('ModifyTable Insert', (node) => figure(node, 'Conflicting Tuples') >= 15_000),
  },
  {
    name: 'lock wait: an update of a row that another holds',
    database: 'writes',
    runs: 1,
    holding: 'update stamps set text = text where id = 77',
    query: 'update stamps set state = 1 where id = 77',
    faults: ['row-lock-wait'],
    shows: (plan) =>
      has('ModifyTable Update', (node) => figure(node, 'Actual Total Time') > 200)(plan) && blocks(plan) < 200,
  },
  {
    name: 'lock wait: the next job of a queue',
    database: 'writes',
    runs: 1,
    holding: `select id from queue where state = 'ready' order by id limit 1 for update`,
    query: `select id from queue where state = 'ready' order by id limit 1 for update`,
    faults: ['row-lock-wait'],
    shows: has('LockRows', (node) => figure(node, 'Actual Total Time') > 200 && rowsOf(node) === 1),
  },
  {
    name: 'lock wait: a delete',
    database: 'writes',
    runs: 1,
    holding: 'select id from stamps where id = 99 for update',
    query: 'delete from stamps where id between 95 and 100',
    faults: ['row-lock-wait'],
    shows: (plan) =>
      has('ModifyTable Delete', (node) => figure(node, 'Actual Total Time') > 200)(plan) && blocks(plan) < 200,
  },
];

function blocks(plan: RawPlan): number {
  return figure(plan.Plan, 'Shared Hit Blocks') + figure(plan.Plan, 'Shared Read Blocks');
}

/** A trigger, or a constraint's, takes at least this share of the time. */
function triggerShare(name: string, share: number): (plan: RawPlan) => boolean {
  const isIt = (one: { readonly 'Trigger Name'?: string; readonly 'Constraint Name'?: string }) =>
    one['Trigger Name'] === name || one['Constraint Name'] === name;
  return every(
    (plan) => (plan.Triggers ?? []).some((one) => isIt(one) && one.Time > share * timeOf(plan)),
    (plan) => timeOf(plan) > 20,
  );
}
