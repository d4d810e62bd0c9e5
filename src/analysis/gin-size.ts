import type { GinElements, IndexShape } from './index-shape.ts';

const pageBytes = 8152;
/** A longer list of rows moves out of its entry, into pages of its own. */
const longestList = 2600;
/** Entries are inserted in runs, so their pages are not full. */
const entryFill = 0.75;

/**
 * Pages of a GIN index: one entry for each different element with the compressed list of its rows.
 * Rough: within a factor of about 1.5. https://www.postgresql.org/docs/18/gin.html#GIN-IMPLEMENTATION
 */
export function ginPages({ rows, keys, heapPages }: IndexShape): number {
  let entryBytes = 0;
  let listPages = 0;
  const add = (count: number, rowsOfEach: number, width: number) => {
    if (count <= 0 || rowsOfEach <= 0) return;
    const list = 6 + (rowsOfEach - 1) * bytesOfRow(rows / rowsOfEach, rows, heapPages);
    entryBytes += count * (align8(8 + width + (list > longestList ? 10 : list)) + 4);
    if (list > longestList) listPages += count * Math.ceil(list / (pageBytes * 0.97));
  };
  for (const key of keys) {
    const present = rows * (1 - (key.nullFraction ?? 0));
    const { perRow, distinct, width, commonFrequencies } =
      key.elements ?? scalarElements(key.distinct ?? rows, key.width ?? 8);
    for (const share of commonFrequencies) add(1, share * present, width);
    const common = commonFrequencies.reduce((sum, share) => sum + share, 0);
    const others = Math.max(0, distinct - commonFrequencies.length);
    add(others, Math.max(1, (Math.max(0, perRow - common) * present) / Math.max(1, others)), width);
  }
  return Math.max(2, 2 + Math.ceil(entryBytes / (pageBytes * entryFill)) + Math.ceil(listPages));
}

/**
 * A row pointer is stored as its distance from the one before: seven bits a byte, of which eleven bits in all count
 * rows within a page (src/backend/access/gin/ginpostinglist.c).
 */
function bytesOfRow(gapInRows: number, rows: number, heapPages: number): number {
  const gapInPages = (gapInRows * Math.max(1, heapPages)) / Math.max(1, rows);
  if (gapInPages < 0.05) return 1;
  // Gaps scatter about their mean: a share of them stays on the same page and fits into one byte.
  const samePage = -Math.expm1(-1 / gapInPages) * 0.5;
  const bytes = gapInPages < 8 ? 2 : gapInPages < 1024 ? 3 : 4;
  return samePage + (1 - samePage) * bytes;
}

function scalarElements(distinct: number, width: number): GinElements {
  return { perRow: 1, distinct, width, commonFrequencies: [] };
}

function align8(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}
