import type { PlanCase } from './plan-case.ts';
import {
  blocksOf,
  every,
  figure,
  has,
  lacks,
  loopsOf,
  missOf,
  type RawPlan,
  rowsOf,
  timeOf,
  words,
} from './raw-plan.ts';

/** Cold caches, holes, generic plans, forbidden methods, page costs, and plans that say too little. */
export const upkeepCases: readonly PlanCase[] = [
  {
    name: 'cold: the orders of some customers',
    database: 'shop',
    before: [`select pg_buffercache_evict_relation('orders')`],
    query: 'select sum(total) from orders where customer_id between 100 and 250',
    faults: ['blocks-read-from-disk'],
    also: ['index-scan-over-scattered-rows'],
    shows: isCold,
  },
  {
    name: 'cold: payments of one method',
    database: 'shop',
    before: [`select pg_buffercache_evict_relation('payments')`],
    query: 'select max(reference), sum(amount) from payments where method_id = 7',
    faults: ['blocks-read-from-disk'],
    also: ['index-scan-over-scattered-rows'],
    shows: isCold,
  },
  {
    name: 'cold: by an index, page after page',
    database: 'spinning',
    before: [
      `select pg_buffercache_evict_relation('trades')`,
      `select pg_buffercache_evict_relation('trades_account_id_idx')`,
    ],
    settings: { random_page_cost: '1.1' },
    query: 'select count(remark) from trades where account_id between 10 and 40',
    faults: ['blocks-read-from-disk'],
    also: ['index-scan-over-scattered-rows'],
    shows: isCold,
  },
  {
    name: 'dirtying: the first reader after a delete',
    database: 'worn',
    runs: 1,
    query: 'select topic, count(*) from notes_a group by topic',
    faults: ['select-dirtying-blocks'],
    also: ['blocks-read-from-disk', 'wal-heavy-write', 'bloated-table-scanned'],
    shows: dirties,
  },
  {
    name: 'dirtying: a join',
    database: 'worn',
    runs: 1,
    query: 'select a.name, max(n.text) from notes_b n join accounts a on a.id = n.topic group by a.name',
    faults: ['select-dirtying-blocks'],
    also: ['blocks-read-from-disk', 'wal-heavy-write', 'bloated-table-scanned'],
    shows: dirties,
  },
  {
    name: 'dirtying: for a sum',
    database: 'worn',
    runs: 1,
    query: 'select sum(length(text)) from notes_c where topic >= 0',
    faults: ['select-dirtying-blocks'],
    also: ['blocks-read-from-disk', 'wal-heavy-write', 'bloated-table-scanned'],
    shows: dirties,
  },
  {
    name: 'bloat: a twentieth of the carts is left',
    database: 'worn',
    query: 'select shop_id, count(*) from carts group by shop_id',
    faults: ['bloated-table-scanned'],
    shows: has('Seq Scan carts', (node) => blocksOf(node) > 3 * ((rowsOf(node) * 240) / 8192)),
  },
  {
    name: 'bloat: counters written anew again and again',
    database: 'worn',
    query: 'select sum(n) from counters',
    faults: ['bloated-table-scanned'],
    shows: has('Seq Scan counters', (node) => blocksOf(node) > 3 * ((rowsOf(node) * 120) / 8192)),
  },
  {
    name: 'bloat: in a join',
    database: 'worn',
    query: 'select a.tier, count(*), max(c.content) from carts c join accounts a on a.id = c.shop_id group by a.tier',
    faults: ['bloated-table-scanned'],
    shows: has('Seq Scan carts', (node) => blocksOf(node) > 3 * ((rowsOf(node) * 240) / 8192)),
  },
  {
    name: 'generic: the tenant that has most of the jobs',
    database: 'metrics',
    settings: { plan_cache_mode: 'force_generic_plan', max_parallel_workers_per_gather: '0' },
    query: 'select max(payload), count(*) from jobs where tenant_id = $1',
    values: '(1)',
    faults: ['generic-plan-of-skewed-parameter'],
    also: ['row-estimate-off', 'index-scan-over-scattered-rows'],
    shows: has('*', (node) => words(node, 'Index Cond').includes('$1') && missOf(node) > 100),
  },
  {
    name: 'generic: a state, joined',
    database: 'metrics',
    settings: { plan_cache_mode: 'force_generic_plan', max_parallel_workers_per_gather: '0' },
    query: `select j.id, r.value from jobs j join readings r on r.id = j.id where j.state = $1 and j.tenant_id = $2`,
    values: `('done', 1)`,
    faults: ['generic-plan-of-skewed-parameter'],
    also: [
      'row-estimate-off',
      'nested-loop-over-many-rows',
      'join-estimate-off',
      'index-scan-over-scattered-rows',
      'index-scan-discarding-rows',
    ],
    shows: has('*', (node) => words(node, 'Index Cond').includes('$2') && missOf(node) > 100),
  },
  {
    name: 'generic: explained without a value',
    database: 'metrics',
    explain: 'generic_plan, settings, verbose, format json',
    query: 'select count(*) from jobs where tenant_id = $1 and priority > 5',
    faults: ['generic-plan-of-skewed-parameter', 'incomplete-instrumentation'],
    shows: every(
      has('*', (node) => words(node, 'Index Cond').includes('$1')),
      (plan) => plan['Execution Time'] === undefined,
    ),
  },
  {
    name: 'disabled: no index may be used',
    database: 'shop',
    settings: { enable_indexscan: 'off', enable_bitmapscan: 'off' },
    query: 'select * from orders where customer_id = 417',
    faults: ['planner-method-disabled'],
    also: ['selective-sequential-scan'],
    shows: every(has('Seq Scan orders'), (plan) => plan.Settings?.['enable_indexscan'] === 'off'),
  },
  {
    name: 'disabled: no table may be scanned whole',
    database: 'shop',
    settings: { enable_seqscan: 'off' },
    query: `select sum(amount) from payments where paid_on > '2024-02-01'`,
    faults: ['planner-method-disabled'],
    also: ['index-scan-without-leading-column', 'index-scan-over-scattered-rows'],
    shows: every(
      has('*', (node) => /Index Scan|Bitmap Heap/.test(words(node, 'Node Type')) && rowsOf(node) > 150_000),
      (plan) => plan.Settings?.['enable_seqscan'] === 'off',
    ),
  },
  {
    name: 'disabled: groups only by sorting',
    database: 'shop',
    settings: { enable_hashagg: 'off', work_mem: '64MB' },
    query: 'select zip, count(*) from orders group by zip',
    faults: ['planner-method-disabled'],
    also: ['sort-on-disk'],
    shows: every(
      has('Sort', (node) => rowsOf(node) >= 200_000),
      lacks('Aggregate Hashed'),
    ),
  },
  {
    name: 'page cost: a scan under a semi-join',
    database: 'spinning',
    before: [`select pg_buffercache_evict_relation('trades')`],
    query:
      'select count(*), sum(price) from trades where account_id in (select id from accounts where branch in (3, 4))',
    faults: ['random-page-cost-of-spinning-disks'],
    also: [
      'nested-loop-over-many-rows',
      'join-estimate-off',
      'selective-sequential-scan',
      'blocks-read-from-disk',
      'index-scan-over-scattered-rows',
      'index-scan-discarding-rows',
    ],
    shows: every(quickReads, has('Seq Scan trades')),
  },
  {
    name: 'page cost: a scan under a join',
    database: 'spinning',
    before: [`select pg_buffercache_evict_relation('trades')`],
    query: 'select a.name, t.price from accounts a join trades t on t.account_id = a.id where a.branch < 3',
    faults: ['random-page-cost-of-spinning-disks'],
    also: [
      'selective-sequential-scan',
      'blocks-read-from-disk',
      'index-scan-over-scattered-rows',
      'nested-loop-over-many-rows',
    ],
    shows: every(quickReads, has('Hash Join'), has('Seq Scan trades')),
  },
  {
    name: 'instrumentation: not run at all',
    database: 'shop',
    explain: 'format json',
    query: 'select c.name from customers c join orders o on o.customer_id = c.id where o.id < 100',
    faults: ['incomplete-instrumentation'],
    shows: (plan) => plan.Plan['Actual Rows'] === undefined,
  },
  {
    name: 'instrumentation: no buffers',
    database: 'shop',
    explain: 'analyze, buffers off, settings, verbose, format json',
    query: 'select count(*) from orders where customer_id < 500',
    faults: ['incomplete-instrumentation'],
    shows: (plan) => plan.Plan['Actual Rows'] !== undefined && plan.Plan['Shared Hit Blocks'] === undefined,
  },
  {
    name: 'instrumentation: no times',
    database: 'shop',
    explain: 'analyze, buffers, timing off, settings, verbose, format json',
    query: 'select max(total) from orders where customer_id between 30 and 60',
    faults: ['incomplete-instrumentation'],
    shows: (plan) => plan.Plan['Actual Rows'] !== undefined && plan.Plan['Actual Total Time'] === undefined,
  },
  {
    name: 'instrumentation: what reading cost was not measured',
    database: 'shop',
    settings: { track_io_timing: 'off' },
    before: [`select pg_buffercache_evict_relation('orders')`],
    query: 'select currency, count(*) from orders group by currency',
    faults: ['incomplete-instrumentation'],
    also: ['blocks-read-from-disk'],
    shows: (plan) => figure(plan.Plan, 'Shared Read Blocks') > 1000 && plan.Plan['Shared I/O Read Time'] === undefined,
  },
];

function isCold(plan: RawPlan): boolean {
  const { Plan } = plan;
  const io = figure(Plan, 'Shared I/O Read Time');
  return (
    figure(Plan, 'Shared Read Blocks') > 0.8 * blocksOf(Plan) &&
    figure(Plan, 'Shared Read Blocks') > 1000 &&
    io > 0.3 * timeOf(plan)
  );
}

/** A block comes in far less than the four milliseconds of a disk that turns. */
function quickReads({ Plan }: RawPlan): boolean {
  const blocks = figure(Plan, 'Shared Read Blocks');
  return blocks > 100 && figure(Plan, 'Shared I/O Read Time') / blocks < 0.3;
}

function dirties({ Plan }: RawPlan): boolean {
  return figure(Plan, 'Shared Dirtied Blocks') > 1000 && loopsOf(Plan) === 1;
}
