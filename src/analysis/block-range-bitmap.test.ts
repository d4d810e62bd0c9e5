import { expect, test } from 'vitest';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { isBlockRangeBitmap } from './block-range-bitmap.ts';
import { handMadePlan, ran } from './hand-made-plan.fixture.ts';
import { indexOfNode } from './used-index.ts';

function bitmap(heapBlocks: { exact: number; lossy: number }, rows: number) {
  const scan = { type: 'Bitmap Index Scan', index: 'readings_taken', actual: ran(1, rows) };
  return handMadePlan({
    type: 'Bitmap Heap Scan',
    relation: 'readings',
    actual: ran(2, 5),
    heapBlocks,
    children: [scan],
  }).root;
}

function schema(method: string) {
  const index = { schema: 'public', table: 'readings', name: 'readings_taken', method, keys: [{ column: 'taken' }] };
  const table = { schema: 'public', name: 'readings', columns: [], indexes: [index] };
  return DatabaseSchema.parse({ engine: 'postgres', searchPath: ['public'], tables: [table] });
}

test('ten rows a block, and no block exact: BRIN', () => {
  expect(isBlockRangeBitmap(bitmap({ exact: 0, lossy: 128 }, 1280), undefined)).toBe(true);
});

test('blocks forgotten for want of memory are not', () => {
  expect(isBlockRangeBitmap(bitmap({ exact: 50, lossy: 128 }, 1780), undefined)).toBe(false);
  expect(isBlockRangeBitmap(bitmap({ exact: 0, lossy: 128 }, 1283), undefined)).toBe(false);
});

test('the schema knows better', () => {
  expect(isBlockRangeBitmap(bitmap({ exact: 0, lossy: 128 }, 1280), schema('btree'))).toBe(false);
  expect(isBlockRangeBitmap(bitmap({ exact: 3, lossy: 128 }, 777), schema('brin'))).toBe(true);
});

test('a bitmap scan names its index but no table', () => {
  const [scan] = bitmap({ exact: 0, lossy: 1 }, 10).children;
  expect(scan && indexOfNode(scan, schema('brin'))?.method).toBe('brin');
  expect(scan && indexOfNode({ ...scan, relation: 'others' }, schema('brin'))).toBeUndefined();
});
