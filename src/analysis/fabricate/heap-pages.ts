import type { TypeLayout } from './type-layout.ts';

/** A column's values in the heap. */
export interface HeapColumn extends TypeLayout {
  readonly nullFraction: number;
}

const pageBytes = 8192;
const pageHeader = 24;
const linePointer = 4;
/** Above this, long values are moved out of the row (TOAST), which leaves a pointer of 18 bytes each. */
const longestTuple = 2032;
const toastPointer = 18;

/**
 * Pages of a freshly loaded table. A row has a header of 23 bytes and, where a value may be null, a bitmap, padded to
 * eight; then its values in order, each at its alignment; then padding.
 * https://www.postgresql.org/docs/18/storage-page-layout.html https://www.postgresql.org/docs/18/storage-toast.html
 */
export function heapPages(rows: number, columns: readonly HeapColumn[], fillfactor: number): number {
  if (rows === 0) return 0;
  const bytes = tupleBytes(columns) + linePointer;
  const usable = pageBytes - pageHeader - Math.floor((pageBytes * (100 - fillfactor)) / 100);
  // The last row of a page leaves half of one unused, on average.
  return Math.ceil(rows / Math.max(1, (usable - bytes / 2) / bytes));
}

/** More columns than these that are sometimes null are taken for their mean; each of these doubles the cases. */
const mostCases = 8;

/** Mean over rows with and without each of the values that may be null, each row padded to eight bytes. */
function tupleBytes(columns: readonly HeapColumn[]): number {
  const bitmap = Math.ceil(columns.length / 8);
  const walk = (at: number, bytes: number, anyNull: boolean, cases: number): number => {
    const column = columns[at];
    if (column === undefined) return align(align(23 + (anyNull ? bitmap : 0), 8) + bytes, 8);
    const { nullFraction, width, alignment } = column;
    const present = align(bytes, alignment) + width;
    if (nullFraction < 0.005) return walk(at + 1, present, anyNull, cases);
    if (nullFraction > 0.995) return walk(at + 1, bytes, true, cases);
    if (cases === 0) return walk(at + 1, bytes + (1 - nullFraction) * (present - bytes), true, 0);
    return (
      nullFraction * walk(at + 1, bytes, true, cases - 1) +
      (1 - nullFraction) * walk(at + 1, present, anyNull, cases - 1)
    );
  };
  const bytes = walk(0, 0, false, mostCases);
  const movable = columns.some(({ width }) => width > 100);
  if (bytes <= longestTuple || !movable) return bytes;
  return tupleBytes(
    columns.map((column) => (column.width > 100 ? { ...column, width: toastPointer, alignment: 1 } : column)),
  );
}

function align(bytes: number, alignment: number): number {
  return Math.ceil(bytes / alignment) * alignment;
}
