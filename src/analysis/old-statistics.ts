import type { RelationStatistics } from '#vocabulary/statistics.ts';

/** From this size on a wrong choice is felt. */
const fewRows = 1000;

/**
 * True where the planner knows a table as it was before a tenth of its rows changed (autovacuum analyzes at a tenth:
 * later than that something is wrong), or knows nothing of its values.
 */
export function hasOldStatistics(table: RelationStatistics): boolean {
  const { rows = 0, modifiedRows = 0, pages } = table;
  if (isNeverAnalyzed(table)) return Math.max(rows, modifiedRows, 10 * pages) >= fewRows;
  return modifiedRows >= 100 && modifiedRows > rows / 10 && !isCountedLate(table);
}

/** CREATE INDEX and VACUUM count rows too, but look at no column. */
export function isNeverAnalyzed({ rows, columns, lastAnalyze }: RelationStatistics): boolean {
  return rows === undefined || (columns.length === 0 && lastAnalyze === undefined);
}

/**
 * Rows loaded and analyzed by one session right after each other are counted as changed only when the session reports
 * them, a moment after the ANALYZE: as many as there are or more, while the file has not grown.
 */
function isCountedLate({ rows = 0, modifiedRows = 0, pages, recordedPages = 0 }: RelationStatistics): boolean {
  if (modifiedRows < 0.99 * rows) return false;
  return pages <= recordedPages || (modifiedRows <= 1.1 * rows && pages <= 1.1 * recordedPages);
}
