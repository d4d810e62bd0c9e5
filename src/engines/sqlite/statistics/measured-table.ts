import type { ColumnStatistics } from '#vocabulary/statistics.ts';

export interface MeasuredTable {
  /** Counted. */
  readonly rows: number;
  readonly columns: readonly ColumnStatistics[];
}
