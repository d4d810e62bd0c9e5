import type { GinElements, IndexKeySize, IndexShape } from './index-shape.ts';
import { align8 } from './index-tuple.ts';

const pageBytes = 8152;
/** A longer list of rows moves out of its entry, into pages of its own (GinMaxItemSize). */
const longestList = 2700;
/** What a page of such a list holds, its segments' headers taken off (src/backend/access/gin/gindatapage.c). */
const listPageBytes = 7900;
const linePointer = 4;
/** The list's header with the first row; the others are made even. */
const listHeader = 8;
/** The default of maintenance_work_mem. */
const buildMemory = 64 * 1024 * 1024;

export interface GinParts {
  /** Of all columns together. */
  readonly entries: number;
  /** Pages that hold long lists of rows. */
  readonly listPages: number;
  /** 8-kB pages of the whole index. */
  readonly pages: number;
}

/**
 * The parts of a GIN index as CREATE INDEX builds it: one entry for each different element with the compressed list of its
 * rows. Entries are collected in memory and inserted in their order, and a page that is full is cut in the middle
 * (ginentrypage.c, entrySplitPage), which leaves pages half full and as much of an entry as stands over; when memory does
 * not hold them all, later rounds fill the gaps. https://www.postgresql.org/docs/18/gin.html#GIN-IMPLEMENTATION
 */
export function ginParts({ rows, keys, heapPages }: Pick<IndexShape, 'rows' | 'keys' | 'heapPages'>): GinParts {
  let entryBytes = 0;
  let entrySquares = 0;
  let entries = 0;
  let pairs = 0;
  let listPages = 0;
  const columnNumber = keys.length > 1 ? 2 : 0;
  const add = (count: number, rowsOfEach: number, width: number) => {
    if (count <= 0 || rowsOfEach <= 0) return;
    const list = Math.max(0, rowsOfEach - 1) * bytesOfRow(Math.max(1, rows / rowsOfEach), rows, heapPages);
    const isLong = list > longestList - width;
    const listed = isLong ? 0 : listHeader + list + (list > 0.5 ? 0.5 : 0);
    const entry = align8(align8(8 + columnNumber + width) + listed) + linePointer;
    entryBytes += count * entry;
    entrySquares += count * entry ** 2;
    entries += count;
    pairs += count * rowsOfEach;
    if (isLong) listPages += count * (list < listPageBytes ? 1 : 1 + Math.ceil(list / listPageBytes));
  };
  for (const key of keys) for (const { count, share, width } of elementClasses(key, rows)) add(count, share, width);
  const rounds = Math.max(1, (entries * 180 + pairs * 9) / buildMemory);
  const atOnce = Math.min(0.7, 0.5 + (0.75 * entrySquares) / Math.max(1, entryBytes) / pageBytes);
  const fill = 0.7 - (0.7 - atOnce) / rounds;
  const entryPages = Math.ceil(entryBytes / (pageBytes * fill));
  const innerPages = entryPages > 1 ? Math.ceil((entryPages * 28) / (pageBytes * 0.5)) : 0;
  return {
    entries,
    listPages: Math.ceil(listPages),
    pages: Math.max(2, 1 + entryPages + innerPages + Math.ceil(listPages)),
  };
}

function elementClasses(key: IndexKeySize, rows: number) {
  const nulls = key.nullFraction ?? 0;
  const present = rows * (1 - nulls);
  const elements = key.elements ?? scalarElements(key.distinct ?? rows, key.width ?? 8);
  const { perRow, distinct, width, commonFrequencies } = elements;
  const common = commonFrequencies.reduce((sum, share) => sum + share, 0);
  const unlisted = Math.max(0, distinct - commonFrequencies.length);
  const others = elements.others ?? [{ count: unlisted, share: Math.max(0, perRow - common) / Math.max(1, unlisted) }];
  return [
    // One entry stands for all rows that are null.
    { count: nulls * rows >= 1 ? 1 : 0, share: nulls * rows, width: 0 },
    ...commonFrequencies.map((share) => ({ count: 1, share: share * present, width })),
    ...others.map(({ count, share }) => ({ count, share: Math.max(1, share * present), width })),
  ];
}

/**
 * A row pointer is stored as its distance from the one before: seven bits a byte, of which eleven bits in all count
 * rows within a page (src/backend/access/gin/ginpostinglist.c). Rows are taken to lie anywhere.
 */
function bytesOfRow(gapInRows: number, rows: number, heapPages: number): number {
  const onPage = Math.max(1e-9, rows / Math.max(1, heapPages) / gapInRows);
  const pageHasOne = -Math.expm1(-onPage);
  const samePage = 1 - pageHasOne / onPage;
  const within = (pages: number) => 1 - (1 - pageHasOne) ** pages;
  const bytes = 2 * within(7) + 3 * (within(1023) - within(7)) + 4 * (1 - within(1023));
  return samePage + (1 - samePage) * bytes;
}

function scalarElements(distinct: number, width: number): GinElements {
  return { perRow: 1, distinct, width, commonFrequencies: [] };
}
