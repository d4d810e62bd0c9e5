import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ginFigures } from './gin-metapage.ts';

it('counts pages for row lists that do not fit into their entry', () => {
  // Two of four languages in 24,000 rows; ten rows a page.
  const languages = { perRow: 1, distinct: 4, width: 3, commonFrequencies: [0.5, 0.3, 0.05, 0.001] };
  const figures = ginFigures([languages], { rows: 24_000, heapPages: 2400, pages: 12 });
  expect(figures).toEqual({ entries: 4, pages: 12, dataPages: 6 });
});

it('never divides into more pages than there are', () => {
  const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 50 });
  const sizes = fc.record({ rows: fc.nat(1e9), heapPages: fc.nat(1e7), pages: fc.integer({ min: 2, max: 1e7 }) });
  fc.assert(
    fc.property(shares, sizes, (commonFrequencies, size) => {
      const key = { perRow: 3, distinct: commonFrequencies.length, width: 8, commonFrequencies };
      const { dataPages, pages, entries } = ginFigures([key], size);
      expect(dataPages).toBeGreaterThanOrEqual(0);
      expect(dataPages).toBeLessThanOrEqual(pages - 2);
      expect(entries).toBeGreaterThanOrEqual(1);
    }),
  );
});
