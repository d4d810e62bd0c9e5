import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Finding } from '#vocabulary/finding.ts';
import type { QueryPlanRecord, SequentialScan } from '#vocabulary/query-plan-record.ts';
import { compareBaseline } from './compare-baseline.ts';

const orders: SequentialScan = { table: 'public.orders', rows: 300_000, pages: 9012, kept: 42 };

function record(more: Partial<QueryPlanRecord> = {}): QueryPlanRecord {
  return {
    fingerprint: 'f1',
    normalized: 'select * from orders where customer_id = $1',
    cost: 8.5,
    shape: 'Index Scan orders orders_customer_idx',
    indexes: ['orders_customer_idx'],
    sequentialScans: [],
    weight: 0.2,
    place: { file: 'queries.sql', line: 7 },
    ...more,
  };
}
const scanning = record({ cost: 9800, shape: 'Seq Scan orders', indexes: [], sequentialScans: [orders] });

describe('what became of a plan', () => {
  test('a large table is read whole now: a regression, with its figures, its place and the index that is gone', () => {
    const [finding, ...more] = compareBaseline([record()], [scanning], { by: 'statistics twin, PostgreSQL 18.4' });
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      rule: 'new-sequential-scan',
      severity: 'critical',
      at: 'public.orders',
      regression: true,
      place: { file: 'queries.sql', line: 7 },
      fingerprint: 'new-sequential-scan|f1|public.orders',
      evidence: [
        { before: 8.5, after: 9800, by: 'statistics twin, PostgreSQL 18.4' },
        { before: 'Index Scan orders orders_customer_idx', after: 'Seq Scan orders' },
      ],
    });
    for (const said of ['queries.sql:7', '300,000 rows', '9,012 pages', 'cost 8.5 before, 9,800 now']) {
      expect(finding?.message).toContain(said);
    }
    expect(finding?.message).toContain('no longer goes through orders_customer_idx');
  });

  test.each([
    ['a few pages', { ...orders, pages: 12 }],
    ['few rows, pages unknown', { table: 'public.orders', rows: 900 }],
  ])('a small table (%s) never alarms', (_, scan) => {
    const now = { ...scanning, cost: 20, sequentialScans: [scan] };
    expect(compareBaseline([record()], [now]).filter(({ severity }) => severity !== 'info')).toEqual([]);
    expect(compareBaseline([], [now])).toEqual([]);
  });

  test('read whole, yet no costlier: told, but no regression', () => {
    const [finding] = compareBaseline([record({ cost: 9900 })], [scanning]);
    expect(finding).toMatchObject({ rule: 'new-sequential-scan', severity: 'info' });
    expect(finding?.regression).toBeUndefined();
  });

  test('costlier without a new scan', () => {
    const [finding] = compareBaseline([record({ cost: 400 })], [record({ cost: 900 })]);
    expect(finding).toMatchObject({
      rule: 'costlier-plan',
      severity: 'warning',
      regression: true,
      at: 'queries.sql:7',
    });
    expect(finding?.message).toContain('costs 2.3 times as much');
    expect(finding?.message).toContain('by the same plan');
  });

  test.each([
    ['within the tolerance', 400, 435],
    ['a few units of a tiny plan', 8, 24],
  ])('%s it is silent', (_, cost, later) => {
    expect(compareBaseline([record({ cost })], [record({ cost: later })])).toEqual([]);
  });

  test('another plan at no higher cost is told only', () => {
    const found = compareBaseline([record()], [record({ shape: 'Bitmap Heap Scan orders', cost: 8 })]);
    expect(found).toMatchObject([{ rule: 'changed-plan', severity: 'info' }]);
    expect(found[0]?.regression).toBeUndefined();
  });
});

describe('a statement that the baseline does not hold', () => {
  test('wants few rows of a large table, and reads it whole', () => {
    const [finding] = compareBaseline([], [scanning]);
    expect(finding).toMatchObject({ rule: 'new-statement-without-index', severity: 'warning', regression: true });
    expect(finding?.message).toContain('to keep 42 rows');
  });

  test('wants all of it: told only', () => {
    const report = { ...scanning, sequentialScans: [{ ...orders, kept: 300_000 }] };
    const [finding] = compareBaseline([], [report]);
    expect(finding).toMatchObject({ severity: 'info' });
    expect(finding?.regression).toBeUndefined();
  });

  test('goes through an index: silent; and one that is gone is no finding', () => {
    expect(compareBaseline([], [record()])).toEqual([]);
    expect(compareBaseline([scanning], [])).toEqual([]);
  });
});

test('a statement that cannot be planned any more is a regression; one that never could be is none', () => {
  const failed = ['f1', 'f2'].map((fingerprint) => ({
    statement: { fingerprint, normalized: 'select gone from orders', place: { file: 'queries.sql', line: 7 } },
    why: 'The column gone does not exist.',
  }));
  const found = compareBaseline([record()], [], { failed });
  expect(found).toMatchObject([
    {
      rule: 'failing-statement',
      severity: 'critical',
      regression: true,
      at: 'queries.sql:7',
      fingerprint: 'failing-statement|f1',
    },
  ]);
  expect(found[0]?.message).toContain('The column gone does not exist.');
});

const names = fc.constantFrom('a', 'b', 'c');
const figure = fc.integer({ min: 0, max: 100_000 });
const scan: fc.Arbitrary<SequentialScan> = fc.record({ table: names, rows: figure, pages: figure, kept: figure });
const anyRecord: fc.Arbitrary<QueryPlanRecord> = fc.record({
  fingerprint: names,
  normalized: fc.string(),
  cost: fc.double({ min: 0, max: 1e9, noNaN: true }),
  shape: names,
  indexes: fc.uniqueArray(names),
  sequentialScans: fc.uniqueArray(scan, { selector: ({ table }) => table, maxLength: 3 }),
  weight: fc.double({ min: 0, max: 1, noNaN: true }),
});
const records = fc.array(anyRecord, { maxLength: 6 });

test('equal input gives nothing', () => {
  fc.assert(
    fc.property(records, (all) => {
      expect(compareBaseline(all, all)).toEqual([]);
    }),
  );
});

test('the order of the records does not matter', () => {
  const shuffled = records.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
  );
  fc.assert(
    fc.property(shuffled, shuffled, ([before, beforeToo], [after, afterToo]) => {
      expect(compareBaseline(beforeToo, afterToo)).toEqual(compareBaseline(before, after));
    }),
  );
});

test('every finding is one, a regression is never cheaper, and fingerprints are told apart', () => {
  fc.assert(
    fc.property(records, records, (before, after) => {
      const found = compareBaseline(before, after);
      for (const finding of found) {
        expect(Finding.parse(finding)).toEqual(expect.objectContaining({ rule: finding.rule }));
        const [cost] = finding.evidence;
        if (finding.regression && cost?.before !== undefined)
          expect(Number(cost.after)).toBeGreaterThan(Number(cost.before));
      }
      expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).toBe(found.length);
    }),
  );
});
