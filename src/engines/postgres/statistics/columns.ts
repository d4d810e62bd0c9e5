import type { Row } from '#contracts/session.ts';
import { number, optional } from '#engines/postgres/inspect/rows.ts';
import { parseArray } from '#engines/postgres/parse/array.ts';
import type { ColumnStatistics } from '#vocabulary/statistics.ts';

/**
 * pg_stats, which shows a role only the columns that it may select from. The arrays of values have no type that a
 * client could know, so they come as text. https://www.postgresql.org/docs/18/view-pg-stats.html
 */
export function columnStatisticsQuery(major: number): string {
  const ranges =
    major < 17
      ? ''
      : `, CASE WHEN s.range_length_histogram IS NOT NULL THEN format('%s', s.range_length_histogram) END AS range_lengths, s.range_empty_frac AS range_empty,
         CASE WHEN s.range_bounds_histogram IS NOT NULL THEN format('%s', s.range_bounds_histogram) END AS range_bounds`;
  return `
  SELECT s.schemaname AS schema, s.tablename AS name, s.attname AS column, s.inherited,
         s.null_frac AS null_fraction, s.avg_width AS width, s.n_distinct AS distinct,
         CASE WHEN s.most_common_vals IS NOT NULL THEN format('%s', s.most_common_vals) END AS common, s.most_common_freqs AS common_frequencies,
         CASE WHEN s.histogram_bounds IS NOT NULL THEN format('%s', s.histogram_bounds) END AS histogram, s.correlation,
         CASE WHEN s.most_common_elems IS NOT NULL THEN format('%s', s.most_common_elems) END AS elements, s.most_common_elem_freqs AS element_frequencies,
         s.elem_count_histogram AS element_counts${ranges}
    FROM pg_stats s
   WHERE left(s.schemaname, 3) <> 'pg_' AND s.schemaname <> 'information_schema'
   ORDER BY s.schemaname, s.tablename, s.attname, s.inherited`;
}

/** A key that no dot in a name can blur. */
export function relationKey(schema: unknown, name: unknown): string {
  return JSON.stringify([schema, name]);
}

/** By `relationKey`; a table and an index with expressions both have columns. */
export function columnStatisticsByRelation(rows: readonly Row[]): ReadonlyMap<string, readonly ColumnStatistics[]> {
  const byRelation = new Map<string, ColumnStatistics[]>();
  for (const row of rows) {
    const key = relationKey(row['schema'], row['name']);
    const columns = byRelation.get(key) ?? [];
    columns.push(columnOf(row));
    byRelation.set(key, columns);
  }
  return byRelation;
}

/** Of a row with the names of `columnStatisticsQuery`. */
export function columnOf(row: Row): ColumnStatistics {
  return {
    column: String(row['column']),
    inherited: row['inherited'] === true,
    nullFraction: Number(row['null_fraction']),
    averageWidth: Number(row['width']),
    distinct: Number(row['distinct']),
    ...optional('mostCommonValues', values(row['common'])),
    ...optional('mostCommonFrequencies', numbers(row['common_frequencies'])),
    ...optional('histogram', values(row['histogram'])),
    ...number('correlation', row['correlation']),
    ...optional('mostCommonElements', values(row['elements'])),
    ...optional('mostCommonElementFrequencies', numbers(row['element_frequencies'])),
    ...optional('elementCountHistogram', numbers(row['element_counts'])),
    ...optional('rangeLengthHistogram', values(row['range_lengths'])),
    ...number('rangeEmptyFraction', row['range_empty']),
    ...optional('rangeBoundsHistogram', values(row['range_bounds'])),
  };
}

/** There are no NULLs among them: those are counted apart. */
function values(text: unknown): string[] | undefined {
  const elements = typeof text === 'string' ? parseArray(text) : undefined;
  return elements?.every((element) => element !== null) ? [...elements] : undefined;
}

function numbers(array: unknown): number[] | undefined {
  return Array.isArray(array) ? array.map(Number) : undefined;
}
