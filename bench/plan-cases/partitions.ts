import type { PlanCase } from './plan-case.ts';
import { below, every, figure, has, lacks, loopsOf, nodesOf, type RawPlan, rowsOf, timeOf, words } from './raw-plan.ts';

const tenTables = Array.from({ length: 10 }, (_, at) => `dimension_${at + 1} d${at + 1}`);
const tenKeys = Array.from({ length: 9 }, (_, at) => `d${at + 2}.id = d${at + 1}.id`);

/** Partitions that could have been left out; workers that are missing, idle or not worth it. */
export const partitionCases: readonly PlanCase[] = [
  {
    name: 'pruning missed: a month cut out of the key',
    database: 'parts',
    settings: { max_parallel_workers_per_gather: '0' },
    query: `select count(*) from events where date_trunc('month', occurred_at) = '2025-03-01'`,
    faults: ['partition-pruning-missed'],
    also: ['index-scan-discarding-rows', 'unindexable-predicate', 'selective-sequential-scan', 'row-estimate-off'],
    shows: scansEvents,
  },
  {
    name: 'pruning missed: a cast to date',
    database: 'parts',
    settings: { max_parallel_workers_per_gather: '0' },
    query: `select id, kind from events where occurred_at::date = '2025-03-05'`,
    faults: ['partition-pruning-missed'],
    also: ['index-scan-discarding-rows', 'unindexable-predicate', 'selective-sequential-scan', 'row-estimate-off'],
    shows: scansEvents,
  },
  {
    name: 'pruning missed: the year and month as text, parallel',
    database: 'parts',
    settings: { min_parallel_table_scan_size: '256kB', parallel_setup_cost: '100' },
    query: `select count(payload) from events where to_char(occurred_at, 'YYYY-MM') = '2025-07'`,
    faults: ['partition-pruning-missed'],
    also: ['unindexable-predicate', 'selective-sequential-scan', 'row-estimate-off', 'gather-of-few-rows'],
    shows: every(has('Gather'), scansEvents),
  },
  {
    name: 'pruning missed: arithmetic on the key of a hash',
    database: 'parts',
    settings: { max_parallel_workers_per_gather: '0' },
    query: 'select sum(amount) from hashed where owner_id + 0 = 77',
    faults: ['partition-pruning-missed'],
    also: ['unindexable-predicate', 'selective-sequential-scan', 'row-estimate-off'],
    shows: has('Append', (node) => (node.Plans ?? []).length === 8 && below(node, 'Seq Scan')),
  },
  {
    name: 'not pruned at run time: a volatile function',
    database: 'parts',
    settings: { max_parallel_workers_per_gather: '0' },
    query: 'select count(*) from events where occurred_at >= long_ago()',
    faults: ['partitions-not-pruned-at-run-time'],
    also: [
      'index-scan-discarding-rows',
      'partition-pruning-missed',
      'unindexable-predicate',
      'selective-sequential-scan',
      'row-estimate-off',
    ],
    shows: scansEvents,
  },
  {
    name: 'not pruned at run time: the bounds come from a join',
    database: 'parts',
    settings: { max_parallel_workers_per_gather: '0', enable_indexscan: 'on' },
    query: `select w.name, count(*) from windows w join events e on date_trunc('day', e.occurred_at) = w.starts group by w.name`,
    faults: ['partitions-not-pruned-at-run-time'],
    also: [
      'partition-pruning-missed',
      'unindexable-predicate',
      'row-estimate-off',
      'join-estimate-off',
      'selective-sequential-scan',
    ],
    shows: every(scansEvents, has('Hash Join')),
  },
  {
    name: 'not pruned at run time: a parameter behind an expression',
    database: 'parts',
    settings: { max_parallel_workers_per_gather: '0', plan_cache_mode: 'force_generic_plan' },
    query: `select count(*) from events where occurred_at + interval '0' >= $1::timestamp`,
    values: `('2025-12-20')`,
    faults: ['partitions-not-pruned-at-run-time'],
    also: [
      'index-scan-discarding-rows',
      'partition-pruning-missed',
      'unindexable-predicate',
      'selective-sequential-scan',
      'row-estimate-off',
    ],
    shows: scansEvents,
  },
  {
    name: 'too many partitions: seven hundred for one weight',
    database: 'parts',
    settings: { max_parallel_workers_per_gather: '0' },
    query: 'select id from parcels where weight = 7',
    faults: ['too-many-partitions'],
    also: ['planning-dominating', 'partition-pruning-missed', 'selective-sequential-scan'],
    shows: tooMany,
  },
  {
    name: 'too many partitions: counted',
    database: 'parts',
    settings: { max_parallel_workers_per_gather: '0' },
    query: 'select count(*), max(weight) from parcels where id between 10 and 20',
    faults: ['too-many-partitions'],
    also: ['planning-dominating', 'partition-pruning-missed', 'selective-sequential-scan', 'row-estimate-off'],
    shows: tooMany,
  },
  {
    name: 'workers: none was to be had',
    database: 'metrics',
    settings: { max_parallel_workers: '0' },
    query: 'select sensor_id, avg(value) from readings group by sensor_id',
    faults: ['workers-not-launched'],
    also: ['parallelism-lost'],
    shows: has('Gather Merge', (node) => figure(node, 'Workers Planned') > figure(node, 'Workers Launched')),
  },
  {
    name: 'workers: one of two',
    database: 'metrics',
    settings: { max_parallel_workers: '1' },
    query: `select min(value), max(value) from readings where note like 'measured%'`,
    faults: ['workers-not-launched'],
    shows: has('Gather', (node) => figure(node, 'Workers Launched') === 1 && figure(node, 'Workers Planned') === 2),
  },
  {
    name: 'unbalanced: one part is thirty times the others',
    database: 'parts',
    settings: { parallel_setup_cost: '10' },
    query: 'select sum(amount) from tenants_data',
    faults: ['parallel-workers-unbalanced'],
    shows: unbalanced,
  },
  {
    name: 'unbalanced: grouped by part',
    database: 'parts',
    settings: { parallel_setup_cost: '10' },
    query: 'select tenant, max(amount), min(note) from tenants_data where amount > 0.1 group by tenant',
    faults: ['parallel-workers-unbalanced'],
    shows: unbalanced,
  },
  {
    name: 'parallelism lost: an unsafe function in the filter',
    database: 'metrics',
    query: 'select count(*) from readings where grade_unsafe(value) >= 5',
    faults: ['parallelism-lost'],
    also: ['unindexable-predicate', 'row-estimate-off'],
    shows: every(
      lacks('Gather'),
      has('Seq Scan readings', (node) => rowsOf(node) > 100_000),
    ),
  },
  {
    name: 'parallelism lost: an unsafe function grouped by',
    database: 'metrics',
    query: 'select grade(value) as grade, count(*), avg(value) from readings group by 1',
    faults: ['parallelism-lost'],
    also: ['row-estimate-off', 'hash-aggregate-on-disk', 'sort-on-disk'],
    shows: every(lacks('Gather'), has('Seq Scan readings')),
  },
  {
    name: 'parallelism lost: the query also writes',
    database: 'metrics',
    query: `with noted as (insert into journal values ('averages asked for') returning 1)
select avg(value), min(note), max(note) from readings`,
    faults: ['parallelism-lost'],
    shows: every(lacks('Gather'), has('Seq Scan readings')),
  },
  {
    name: 'gather: two hundred rows',
    database: 'metrics',
    settings: { parallel_setup_cost: '0', parallel_tuple_cost: '0', min_parallel_table_scan_size: '0' },
    query: 'select count(*) from sensors where building = 3',
    faults: ['gather-of-few-rows'],
    shows: has('Gather', (node) => figure(node, 'Workers Launched') > 0 && below(node, 'Seq Scan sensors')),
  },
  {
    name: 'gather: some rows by an index',
    database: 'metrics',
    settings: {
      parallel_setup_cost: '0',
      parallel_tuple_cost: '0',
      min_parallel_table_scan_size: '0',
      min_parallel_index_scan_size: '0',
    },
    query: 'select count(*) from readings where id between 1000 and 3000 and value > 0.01',
    faults: ['gather-of-few-rows'],
    shows: has('Gather', (node) => figure(node, 'Workers Launched') > 0 && rowsOf(node) < 10),
  },
  {
    name: 'planning: ten joins of a few rows',
    database: 'metrics',
    settings: { join_collapse_limit: '14' },
    query: `select count(*) from dimension_1 ${Array.from({ length: 9 }, (_, at) => `join dimension_${at + 2} using (id)`).join(' ')}`,
    faults: ['planning-dominating'],
    shows: planningDominates,
  },
  {
    name: 'too many partitions: joined with themselves, part by part',
    database: 'parts',
    settings: { max_parallel_workers_per_gather: '0', enable_partitionwise_join: 'on' },
    query:
      'select count(*) from parcels a join parcels b on b.bucket = a.bucket and b.id = a.id where a.weight = 3 and a.id < 100',
    faults: ['too-many-partitions'],
    also: [
      'planning-dominating',
      'partition-pruning-missed',
      'selective-sequential-scan',
      'row-estimate-off',
      'branch-never-executed',
      'join-estimate-off',
      'sequential-scan-in-loop',
      'join-filter-discarding-rows',
    ],
    shows: tooMany,
  },
  {
    name: 'planning: a list of ten tables',
    database: 'metrics',
    settings: { from_collapse_limit: '14' },
    query: `select d1.name_1, max(d10.name_10) from ${tenTables.join(', ')} where ${tenKeys.join(' and ')} group by d1.name_1`,
    faults: ['planning-dominating'],
    shows: planningDominates,
  },
  {
    name: 'jit: most of the time is compiling',
    database: 'metrics',
    settings: { max_parallel_workers_per_gather: '0' },
    query: 'select count(*), sum(value) from readings where id <= 50000',
    edit: (plan) => withJit(plan, 0.7),
    faults: ['jit-dominating'],
    shows: (plan) => plan.JIT !== undefined,
  },
  {
    name: 'jit: a third of the time, parallel',
    database: 'metrics',
    query: 'select sensor_id, avg(value) from readings group by sensor_id',
    edit: (plan) => withJit(plan, 0.4),
    faults: ['jit-dominating'],
    shows: (plan) => plan.JIT !== undefined,
  },
];

function scansEvents(plan: RawPlan): boolean {
  return has(
    'Append',
    (node) => (node.Plans ?? []).length === 12 && (node.Plans ?? []).every((one) => loopsOf(one) > 0),
  )(plan);
}

/** To find, open and close the parts takes longer than to read them. */
function tooMany(plan: RawPlan): boolean {
  const parts = has('Append', (node) => (node.Plans ?? []).length > 600);
  const reading = figure(plan.Plan, 'Actual Total Time');
  return parts(plan) && (plan['Planning Time'] ?? 0) + timeOf(plan) - reading > reading;
}

function planningDominates(plan: RawPlan): boolean {
  const [planning, running] = [plan['Planning Time'] ?? 0, plan['Execution Time'] ?? 0];
  return planning > 12 && planning > 1.2 * running;
}

/** One process reads nearly everything: the leader or one worker. */
function unbalanced(plan: RawPlan): boolean {
  return nodesOf(plan).some((node) => {
    const rows = (node.Workers ?? []).map(rowsOf);
    const leader = rowsOf(node) - rows.reduce((sum, one) => sum + one, 0);
    const most = Math.max(leader, ...rows);
    return words(node, 'Node Type') === 'Append' && most > 3 * ((rowsOf(node) - most) / 2) && rows.length === 2;
  });
}

/** A block as PostgreSQL prints it with jit on; its share of the time is added to the query's. */
function withJit(plan: RawPlan, share: number): RawPlan {
  const own = plan['Execution Time'] ?? 0;
  const total = (own * share) / (1 - share);
  const timing = {
    Generation: { Deform: total * 0.01, Total: total * 0.03 },
    Inlining: total * 0.17,
    Optimization: total * 0.45,
    Emission: total * 0.35,
    Total: total,
  };
  const options = { Inlining: true, Optimization: true, Expressions: true, Deforming: true };
  const Plan = {
    ...plan.Plan,
    'Actual Startup Time': figure(plan.Plan, 'Actual Startup Time') + total,
    'Actual Total Time': figure(plan.Plan, 'Actual Total Time') + total,
  };
  return { ...plan, Plan, JIT: { Functions: 14, Options: options, Timing: timing }, 'Execution Time': own + total };
}
