import { columnStatistics, distinctValues } from '#analysis/column-selectivity.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { ColumnStatistics, RelationStatistics } from '#vocabulary/statistics.ts';

/** What an unknown value takes: a short text, or a number of medium size. */
const unknownWidth = 8;
/** The header of a B-tree page: 8 bytes of a leaf, 12 of an inner page. https://www.sqlite.org/fileformat2.html#b_tree_pages */
const pageHeader = 8;

/**
 * Bytes of a freshly built index: records one after the other, pages filled to the brim, since CREATE INDEX sorts first.
 * A record is its header (a byte for its length and one or two for each value's type), the values, and the row's number;
 * beside it a cell takes its own length and a pointer of two bytes.
 * https://www.sqlite.org/fileformat2.html#record_format
 */
export function indexBytes(
  index: IndexDefinition,
  rows: number,
  statistics: RelationStatistics | undefined,
  pageSize: number,
): number {
  const columns = [...index.keys.map(({ column, expression }) => column ?? expression), ...index.include];
  const values = columns.reduce((sum, column) => sum + widthOf(columnStatistics(statistics, column)), 0);
  const header =
    1 + columns.reduce((sum, column) => sum + (widthOf(columnStatistics(statistics, column)) > 57 ? 2 : 1), 0) + 1;
  const record = header + values + rowidWidth(statistics?.rows ?? rows);
  const cell = record + (record > 127 ? 2 : 1) + 2;
  const perPage = Math.max(4, Math.floor((pageSize - pageHeader) / cell));
  let pages = 0;
  for (let level = Math.max(1, Math.ceil(rows / perPage)); ; level = Math.ceil(level / Math.max(2, perPage))) {
    pages += level;
    if (level <= 1) return pages * pageSize;
  }
}

/** `N a1 a2 …` of sqlite_stat1: how many rows share the first key, the first two, … */
export function indexStat(index: IndexDefinition, rows: number, statistics: RelationStatistics | undefined): string {
  let groups = 1;
  const averages = [...index.keys.map(({ column, expression }) => column ?? expression), ...index.include].map(
    (column, at, all) => {
      const distinct = distinctValues(columnStatistics(statistics, column), rows) ?? Math.max(1, rows / 10);
      groups = Math.min(rows, groups * Math.max(1, distinct));
      const isLast = at === all.length - 1;
      return index.unique && isLast ? 1 : Math.max(1, Math.ceil(rows / Math.max(1, groups)));
    },
  );
  return [Math.max(1, Math.round(rows)), ...averages].join(' ');
}

function widthOf(column: ColumnStatistics | undefined): number {
  return column === undefined ? unknownWidth : column.averageWidth * (1 - column.nullFraction);
}

/** Whole numbers take as many bytes as they need. */
function rowidWidth(rows: number): number {
  return rows < 128 ? 1 : rows < 32_768 ? 2 : rows < 8_388_608 ? 3 : 4;
}
