import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { GinElements, IndexShape } from '#analysis/index-shape.ts';
import { ginFiguresOf } from './gin-metapage.ts';

function figuresOf(elements: GinElements, size: Pick<IndexShape, 'rows' | 'heapPages'>, pages: number) {
  const shape = { method: 'gin', unique: false, keys: [{ type: 'text[]', elements }], include: [], ...size };
  return ginFiguresOf(shape, pages);
}

it('counts pages for row lists that do not fit into their entry', () => {
  // Two of four languages in 24,000 rows; ten rows a page.
  const languages = { perRow: 1, distinct: 4, width: 3, commonFrequencies: [0.5, 0.3, 0.05, 0.001] };
  const figures = figuresOf(languages, { rows: 24_000, heapPages: 2400 }, 12);
  expect(figures).toEqual({ entries: 4, pages: 12, dataPages: 6 });
});

it('says nothing of an index whose elements are not known, and of other kinds', () => {
  const shape = { method: 'gin', unique: false, rows: 10, heapPages: 1, keys: [{ type: 'text[]' }], include: [] };
  expect(ginFiguresOf(shape, 3)).toBeUndefined();
  expect(ginFiguresOf({ ...shape, method: 'btree' }, 3)).toBeUndefined();
});

it('never divides into more pages than there are', () => {
  const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 50 });
  const sizes = fc.record({ rows: fc.nat(1e9), heapPages: fc.nat(1e7), pages: fc.integer({ min: 2, max: 1e7 }) });
  fc.assert(
    fc.property(shares, sizes, (commonFrequencies, { pages: all, ...size }) => {
      const key = { perRow: 3, distinct: commonFrequencies.length, width: 8, commonFrequencies };
      const { dataPages, pages, entries } = figuresOf(key, size, all) ?? { dataPages: -1, pages: 0, entries: 0 };
      expect(dataPages).toBeGreaterThanOrEqual(0);
      expect(dataPages).toBeLessThanOrEqual(pages - 2);
      expect(entries).toBeGreaterThanOrEqual(1);
    }),
  );
});
