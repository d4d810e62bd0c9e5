import { expect, test } from 'vitest';
import { RelationStatistics } from '#vocabulary/statistics.ts';
import { hasOldStatistics, isNeverAnalyzed } from './old-statistics.ts';

const analyzed = {
  lastAnalyze: '2026-01-01T00:00:00Z',
  columns: [{ column: 'id', nullFraction: 0, averageWidth: 4, distinct: -1 }],
};

function table(figures: Partial<RelationStatistics>): RelationStatistics {
  return RelationStatistics.parse({
    schema: 'public',
    name: 't',
    kind: 'table',
    pages: 100,
    recordedPages: 100,
    ...figures,
  });
}

test.each([
  ['a tenth changed and more', { ...analyzed, rows: 10_000, modifiedRows: 1500 }, true],
  ['less than a tenth changed', { ...analyzed, rows: 10_000, modifiedRows: 900 }, false],
  ['a handful of rows in a small table', { ...analyzed, rows: 100, modifiedRows: 60 }, false],
  ['loaded and analyzed at once, counted late', { ...analyzed, rows: 10_000, modifiedRows: 10_000 }, false],
  ['doubled since', { ...analyzed, rows: 10_000, modifiedRows: 10_000, pages: 200 }, true],
  ['never analyzed', { pages: 500 }, true],
  ['never analyzed and small', { pages: 5 }, false],
  ['rows counted by CREATE INDEX only', { rows: 50_000 }, true],
] as const)('%s', (_, figures, old) => {
  expect(
    hasOldStatistics(
      table({
        ...figures,
        columns: 'columns' in figures ? [...figures.columns].map((one) => ({ ...one, inherited: false })) : [],
      }),
    ),
  ).toBe(old);
});

test('a table that VACUUM counted was still never analyzed', () => {
  expect(isNeverAnalyzed(table({ rows: 5000 }))).toBe(true);
  expect(isNeverAnalyzed(table({ rows: 5000, lastAnalyze: '2026-01-01T00:00:00Z' }))).toBe(false);
});
