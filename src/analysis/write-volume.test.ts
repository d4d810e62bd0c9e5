import { expect, test } from 'vitest';
import type { PlanNode } from '#vocabulary/plan.ts';
import { handMadePlan, ran } from './hand-made-plan.fixture.ts';
import { weighPlan } from './plan-weights.ts';
import { hasManyEntries, indexWritesPerRow, isImageHeavy, type WriteVolume, writeVolume } from './write-volume.ts';

function volumeOf(wal: PlanNode['wal'], operation = 'Insert', rows = 1000): WriteVolume | undefined {
  const source = { type: 'Function Scan', actual: ran(1, rows) };
  const plan = handMadePlan({
    type: 'ModifyTable',
    operation,
    relation: 't',
    actual: ran(5, 0),
    wal,
    children: [source],
  });
  const [weight] = weighPlan(plan).nodes;
  return weight && writeVolume(weight);
}

test('whole blocks for single rows', () => {
  const scattered = volumeOf({ records: 1000, fullPageImages: 900, bytes: 6_500_000 }, 'Update');
  expect(scattered).toMatchObject({ rows: 1000 });
  expect(scattered && isImageHeavy(scattered)).toBe(true);
  const dense = volumeOf({ records: 1000, fullPageImages: 20, bytes: 240_000 }, 'Update');
  expect(dense && isImageHeavy(dense)).toBe(false);
});

test('index entries by the records of the log; chunks of long values and GIN are none', () => {
  const root = handMadePlan({ type: 'ModifyTable', operation: 'Update', relation: 't' }).root;
  const many = volumeOf({ records: 9000, fullPageImages: 0, bytes: 630_000 }, 'Update');
  expect(indexWritesPerRow(root, many, undefined)).toBe(8);
  const long = volumeOf({ records: 9000, fullPageImages: 0, bytes: 9_000_000 }, 'Update');
  expect(indexWritesPerRow(root, long, undefined)).toBe(0);
  const words = volumeOf({ records: 150_000, fullPageImages: 0, bytes: 12_000_000 }, 'Update');
  expect(indexWritesPerRow(root, words, undefined)).toBe(0);
  expect(words && hasManyEntries(words)).toBe(true);
});

test('nothing without EXPLAIN (WAL)', () => {
  expect(volumeOf(undefined)).toBeUndefined();
});
