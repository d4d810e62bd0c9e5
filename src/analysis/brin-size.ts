import type { IndexKeySize, IndexShape } from './index-shape.ts';
import { align8, valueBytes } from './index-tuple.ts';
import { valueClasses } from './value-classes.ts';

/**
 * Pages of a BRIN index: its metapage, a map of six bytes a range of pages, and one summary a range, of one size each.
 * https://www.postgresql.org/docs/18/brin.html; src/backend/access/brin/{brin_tuple,brin_bloom,brin_minmax_multi}.c
 */
export function brinPages({ heapPages, pagesPerRange = 128, keys, rows }: IndexShape): number {
  const ranges = Math.max(1, Math.ceil(heapPages / pagesPerRange));
  const inRange = rows / ranges;
  const summary = align8(8 + keys.reduce((sum, key) => sum + summaryBytes(key, pagesPerRange, inRange, rows), 0)) + 4;
  const onPage = Math.max(1, Math.floor(8144 / summary));
  return 1 + Math.ceil(ranges / mapEntries) + Math.ceil(ranges / onPage);
}

/** REVMAP_PAGE_MAXITEMS. */
const mapEntries = 1360;

function summaryBytes(key: IndexKeySize, pagesPerRange: number, inRange: number, rows: number): number {
  const operatorClass = key.operatorClass ?? '';
  if (operatorClass.includes('bloom')) return bloomBytes(key, pagesPerRange, inRange, rows);
  // values_per_range is 32, of which about three quarters are used, behind a header of 24 bytes.
  if (operatorClass.includes('multi')) return 24 + 24 * valueBytes(key);
  if (operatorClass.includes('inclusion')) return valueBytes(key) + 4;
  return 2 * valueBytes(key);
}

const rowsOnPage = 291;
const distinctShare = 0.1;
const leastDistinct = 16;
/** -ln(0.01) / ln(2)^2 for the usual false positive rate. */
const bitsPerValue = 9.585;
const hashes = 7;
/** What pglz makes of a lone bit among zeros. */
const bytesPerBit = 4.25;

/** A tenth of the most rows that a range can hold is reckoned with; a sparse filter is compressed. */
function bloomBytes(key: IndexKeySize, pagesPerRange: number, inRange: number, rows: number): number {
  const values = Math.max(leastDistinct, distinctShare * rowsOnPage * pagesPerRange);
  const bits = Math.ceil(values * bitsPerValue);
  const present = valueClasses(key, rows).reduce(
    (sum, { count, share }) => sum + count * -Math.expm1(-share * inRange * (1 - (key.nullFraction ?? 0))),
    0,
  );
  const set = bits * -Math.expm1((-hashes * present) / bits);
  const plain = Math.ceil(bits / 8) + 16;
  // Below a quarter of TOAST_TUPLE_THRESHOLD nothing is compressed.
  return plain < 508 ? plain : Math.min(plain, 24 + set * bytesPerBit);
}
