import type { IndexShape } from '#analysis/index-shape.ts';
import { indexPages } from '#analysis/index-size.ts';
import { align8, tupleBytes } from '#analysis/index-tuple.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';

/** What one row entered into an index costs. */
export interface EntryPrice {
  /** The planner's unit: the descent and the change of the page, all in memory. */
  readonly cost: number;
  /** Of the log, without images of whole pages. */
  readonly walBytes: number;
  /** Pages changed between two checkpoints in which so many rows are entered: those that were there, and new ones. */
  readonly dirtied: (rows: number) => { readonly old: number; readonly fresh: number };
  readonly pages: number;
}

/*
 * Measured by `npm run bench write-tax` on PostgreSQL 18.4, all pages in memory: a unit of the planner's cost takes 1.9 µs
 * in look-ups by an index and 1.8 µs in a sequential scan on the machine that measured, and an entry, as INSERT … SELECT
 * of 20,000 rows into 200,000 took longer with the index than without:
 *
 *   B-tree, rising key, the last leaf        0.6 µs   0.3 units    66 bytes of log
 *   B-tree, 100 values, each value's end     0.9 µs   0.5 units    69
 *   B-tree, scattered over 551 pages         2.2 µs   1.2 units    64
 *   B-tree, scattered over 1,444 pages       2.8 µs   1.5 units    96 (text of 37 bytes)
 *   hash                                     0.9 µs   0.5 units    73
 *   BRIN                                     0.3 µs   0.2 units     0
 *   GIN, 4 numbers, merged by 1 … 4 MB       3.1 µs   1.6 units   310; without fastupdate 24 µs, 4,609 bytes
 *   GIN, jsonb of 6 parts                    6.9 µs   3.6 units   470
 *   GiST, points                             3.4 µs   1.8 units    97
 *   SP-GiST, points                          1.9 µs   1.0 units    88
 *
 * A scattered key costs more the more pages it falls on: their lines are in no cache of the processor.
 */
const atOnePage = 0.3;
const perSquareOfDoublings = 0.0105;
const perExpression = 0.1;
const record = 48;
const linePointer = 4;

export function entryPrice(index: IndexDefinition, shape: IndexShape): EntryPrice {
  const pages = Math.max(1, index.bytes === undefined ? indexPages(shape).pages : index.bytes / 8192);
  const bytes = tupleBytes([...shape.keys, ...shape.include]);
  const expressions = perExpression * index.keys.filter(({ expression }) => expression !== undefined).length;
  const price = (
    cost: number,
    walBytes: number,
    spots: number,
    perPage = 8192 / (bytes + linePointer),
  ): EntryPrice => ({
    cost: cost + expressions,
    walBytes,
    pages,
    dirtied: (rows) => dirtiedPages(rows, Math.min(pages, spots), perPage),
  });
  switch (index.method) {
    case 'btree': {
      const spots = Math.max(1, Math.min(pages, growingEnds(shape)));
      // A page that is full is cut: half of it is logged again, except at the end of the tree.
      const split = spots < 2 ? 0.1 : 0.7;
      return price(
        atOnePage + perSquareOfDoublings * Math.log2(spots) ** 2,
        record + bytes + split * (bytes + linePointer),
        spots,
      );
    }
    case 'hash':
      return price(0.45, 72, pages, 400);
    case 'brin':
      return price(0.15, 10, 1, Math.max(1, shape.rows / Math.max(1, shape.heapPages)) * 128);
    case 'gin':
      return ginPrice(index, shape, price);
    case 'spgist':
      return price(1, record + bytes, pages);
    default:
      return price(1.8, record + 10 + bytes, pages);
  }
}

/**
 * Places at which the tree grows: behind the leading keys that scatter, the first key that rises with time (correlation
 * near 1) leaves one place for each of their values; rows of equal keys are kept in the order of their addresses.
 */
function growingEnds({ keys, rows }: IndexShape): number {
  let ends = 1;
  for (const { distinct = rows, correlation = 0 } of keys) {
    // A few values that lie together are no rising key.
    if (Math.abs(correlation) > 0.95 && distinct > 0.1 * rows) return ends;
    ends = Math.min(rows, ends * Math.max(1, distinct));
  }
  return Math.max(1, ends);
}

/**
 * With fastupdate rows wait in a list and are merged by the thousand; without it each element is a descent, and the
 * entry with the list of its rows is logged anew. https://www.postgresql.org/docs/18/gin.html#GIN-FAST-UPDATE
 */
function ginPrice(
  { definition = '' }: IndexDefinition,
  { keys, rows }: IndexShape,
  price: (cost: number, walBytes: number, spots: number, perPage?: number) => EntryPrice,
): EntryPrice {
  const parts = keys.map(({ elements, width = 8, distinct = rows }) => ({
    perRow: elements?.perRow ?? 1,
    width: elements?.width ?? width,
    distinct: elements?.distinct ?? distinct,
  }));
  const count = parts.reduce((sum, { perRow }) => sum + perRow, 0);
  const distinct = parts.reduce((sum, one) => sum + one.distinct, 0);
  const bytes = parts.reduce((sum, { perRow, width }) => sum + perRow * (align8(8 + width) + linePointer), 0);
  const perPage = 8192 / Math.max(1, bytes);
  if (/fastupdate\s*=\s*'?(off|false|0)/i.test(definition)) {
    const list = (2.7 * rows * count) / Math.max(1, distinct);
    return price(3.2 * count, count * (80 + (list > 2700 ? 256 : list)), distinct, perPage);
  }
  return price(0.45 + 0.4 * count, 126 + bytes + 20 * count, distinct, perPage);
}

/** Rows fall on the spots by chance; what they add fills new pages. */
function dirtiedPages(rows: number, spots: number, perPage: number): { readonly old: number; readonly fresh: number } {
  if (rows <= 0) return { old: 0, fresh: 0 };
  return { old: Math.min(rows, spots * -Math.expm1(-rows / spots)), fresh: rows / Math.max(1, perPage) };
}
