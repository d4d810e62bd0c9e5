import { describe, expect, test } from 'vitest';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { Statistics } from '#vocabulary/statistics.ts';
import { compareBaseline } from './compare-baseline.ts';
import { type HandMadeNode, handMadePlan, planned } from './hand-made-plan.fixture.ts';
import { recordPlan } from './record-plan.ts';

const months = ['events_01', 'events_02', 'events_03'];
const table = (name: string, more: object = {}) => ({ schema: 'public', name, columns: [], ...more });
const schema = DatabaseSchema.parse({
  engine: 'postgres',
  searchPath: ['public'],
  collation: { provider: 'libc', name: 'C' },
  tables: [
    table('orders'),
    table('events', { kind: 'partitioned' }),
    ...months.map((name) => table(name, { partitionOf: { schema: 'public', table: 'events', bound: 'DEFAULT' } })),
  ],
});
const relation = (name: string, rows: number, pages: number) => ({
  schema: 'public',
  name,
  kind: 'table',
  rows,
  pages,
});
const statistics = Statistics.parse({
  origin: 'catalog',
  relations: [relation('orders', 300_000, 9000), ...months.map((name) => relation(name, 1000, 100))],
});
const statement = { fingerprint: 'f1', normalized: 'select *\n  from orders\n where status = $1' };

function recorded(...roots: readonly HandMadeNode[]) {
  const plans = roots.map((root) => ({ plan: handMadePlan(root), share: 1 }));
  return recordPlan({ statement, plans, weight: 0.5, schema, statistics });
}

test('cost over the samples, each form once, indexes and tables in order', () => {
  const record = recorded(
    { type: 'Seq Scan', relation: 'orders', estimated: planned(9000, 100_000) },
    { type: 'Index Scan', relation: 'orders', index: 'orders_status', estimated: planned(100, 9) },
  );
  expect(record).toEqual({
    fingerprint: 'f1',
    normalized: 'select * from orders where status = $1',
    cost: 4550,
    shape: 'Index Scan orders orders_status or Seq Scan orders',
    indexes: ['orders_status'],
    sequentialScans: [{ table: 'public.orders', rows: 300_000, pages: 9000, kept: 100_000 }],
    weight: 0.5,
  });
});

test('a scan that a LIMIT ends early does not read the table whole', () => {
  const scan = { type: 'Seq Scan', relation: 'orders', estimated: planned(9000, 300_000) };
  expect(recorded({ type: 'Limit', estimated: planned(0.4, 10), children: [scan] }).sequentialScans).toEqual([]);
});

test('rows of a parallel scan are those of all its processes', () => {
  const scan = { type: 'Seq Scan', parallelAware: true, relation: 'orders', estimated: planned(5000, 1000) };
  const gather = { type: 'Gather', workers: { planned: 2 }, estimated: planned(6000, 2400), children: [scan] };
  expect(recorded(gather).sequentialScans).toMatchObject([{ kept: 2400 }]);
});

describe('partitions', () => {
  const append = (...names: readonly string[]) => ({
    type: 'Append',
    estimated: planned(900, 3000),
    children: names.map((name) => ({
      type: 'Seq Scan',
      relation: name,
      schema: 'public',
      estimated: planned(100, 1000),
    })),
  });
  const through = (...names: readonly string[]) => ({
    type: 'Append',
    estimated: planned(30, 3),
    children: names.map((name) => ({
      type: 'Index Scan',
      relation: name,
      index: `${name}_at_idx`,
      estimated: planned(10, 1),
    })),
  });

  test('add up under the name of their table', () => {
    const record = recorded(append(...months));
    expect(record.sequentialScans).toEqual([{ table: 'public.events', rows: 3000, pages: 300, kept: 3000 }]);
    expect(record.shape).toBe('Append(Seq Scan events)');
  });

  test('one more month is no other plan', () => {
    expect(compareBaseline([recorded(through('events_01', 'events_02'))], [recorded(through(...months))])).toEqual([]);
    expect(compareBaseline([recorded(through(...months))], [recorded(append(...months))])).toMatchObject([
      { rule: 'new-sequential-scan', at: 'public.events', regression: true },
    ]);
  });
});
