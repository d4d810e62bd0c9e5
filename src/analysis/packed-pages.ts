import type { ColumnStatistics } from '#vocabulary/statistics.ts';

const pageBytes = 8192;
const pageHeader = 24;
const linePointer = 4;
const tupleHeader = 24;

/**
 * Pages that so many rows would fill, freshly written, by the mean widths that ANALYZE found in the rows themselves
 * (of what is kept apart, only the pointer). Rather too many than too few: a page takes whole rows only.
 * https://www.postgresql.org/docs/18/storage-page-layout.html
 */
export function packedPages(rows: number, columns: readonly ColumnStatistics[], fillfactor = 100): number {
  const own = columns.filter(({ inherited }) => !inherited);
  const present = own.length > 0 ? own : columns;
  const bitmap = present.some(({ nullFraction }) => nullFraction > 0) ? Math.ceil(present.length / 8) : 0;
  const values = present.reduce(
    (bytes, { averageWidth, nullFraction }) =>
      bytes + (1 - nullFraction) * align(averageWidth, alignmentOf(averageWidth)),
    0,
  );
  const tuple = align(align(tupleHeader - 1 + bitmap, 8) + values, 8) + linePointer;
  const usable = ((pageBytes - pageHeader) * fillfactor) / 100;
  return rows === 0 ? 0 : Math.ceil(rows / Math.max(1, Math.floor(usable / tuple)));
}

/** Types of fixed size stand at their own size; long texts at four. */
function alignmentOf(width: number): number {
  if (width === 2 || width === 4 || width === 8) return width;
  return width > 127 ? 4 : 1;
}

function align(bytes: number, alignment: number): number {
  return Math.ceil(bytes / alignment) * alignment;
}
