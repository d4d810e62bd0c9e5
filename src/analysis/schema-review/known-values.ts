import { columnStatistics, tableStatistics } from '#analysis/column-selectivity.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import type { TableSample } from '#vocabulary/table-sample.ts';

interface Place {
  readonly schema: string;
  readonly name: string;
}

export interface KnownValues {
  /** Each value once, NULL left out. */
  readonly values: readonly string[];
  readonly from: 'sample' | 'statistics';
}

/** What is known of a column's values: of the rows that were read, else of the planner's common values and histogram. */
export function knownValues(
  known: { readonly statistics?: Statistics | undefined; readonly samples?: readonly TableSample[] | undefined },
  table: Place,
  column: string,
): KnownValues | undefined {
  const sampled = sampledColumn(sampleOf(known.samples, table), column)?.flatMap((value) => value ?? []);
  if (sampled !== undefined && sampled.length > 0) return { values: [...new Set(sampled)], from: 'sample' };
  const found = columnStatistics(tableStatistics(known.statistics, table), column);
  const values = [...(found?.mostCommonValues ?? []), ...(found?.histogram ?? [])];
  return values.length === 0 ? undefined : { values: [...new Set(values)], from: 'statistics' };
}

export function sampleOf(samples: readonly TableSample[] | undefined, table: Place): TableSample | undefined {
  return samples?.find((one) => one.schema === table.schema && one.table === table.name);
}

/** One column's values, row by row; undefined where some were left out. */
export function sampledColumn(sample: TableSample | undefined, column: string): readonly (string | null)[] | undefined {
  const at = sample?.columns.indexOf(column) ?? -1;
  if (sample === undefined || at < 0 || sample.cut.includes(column)) return undefined;
  return sample.rows.map((row) => row[at] ?? null);
}

/** The planner's row count, or the table's own; undefined where it was never analyzed. */
export function rowsOf(
  statistics: Statistics | undefined,
  table: Place & { readonly rows?: number | undefined },
): number | undefined {
  return tableStatistics(statistics, table)?.rows ?? table.rows;
}
