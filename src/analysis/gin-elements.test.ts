import { describe, expect, it } from 'vitest';
import { ColumnStatistics } from '#vocabulary/statistics.ts';
import { ginElements } from './gin-elements.ts';

const column = (fields: object) =>
  ColumnStatistics.parse({ column: 'c', nullFraction: 0, averageWidth: 40, distinct: -1, ...fields });

describe('ginElements', () => {
  it('takes array elements from the list of the most common ones', () => {
    const tags = column({
      mostCommonElements: ['a', 'b'],
      mostCommonElementFrequencies: [0.5, 0.25, 0.25, 0.5, 0],
      elementCountHistogram: [1, 1, 2, 0.75],
    });
    expect(ginElements(tags, 1000, 'array_ops')).toEqual({
      perRow: 0.75,
      distinct: 2,
      width: 2,
      commonFrequencies: [0.5, 0.25],
    });
  });

  it('counts keys and values of JSON, and for jsonb_path_ops values only', () => {
    const samples = Array.from({ length: 100 }, (_, at) => JSON.stringify({ lang: 'de', user: 500 * at }));
    const keysAndValues = ginElements(column({ histogram: samples }), 50_000, 'jsonb_ops');
    expect(keysAndValues?.perRow).toBeCloseTo(4);
    // Each row has a user of its own.
    expect(keysAndValues?.distinct).toBeGreaterThan(49_000);
    expect(ginElements(column({ histogram: samples }), 50_000, 'jsonb_path_ops')?.perRow).toBeCloseTo(2);
  });

  it('cuts text into trigrams as pg_trgm does', () => {
    const words = column({ histogram: ['cat', 'cat dog', 'cow'] });
    // "  c" " ca" "cat" "at " | the same and "  d" " do" "dog" "og " | "  c" " co" "cow" "ow "
    expect(ginElements(words, 1000, 'gin_trgm_ops')?.perRow).toBeCloseTo((4 + 8 + 4) / 3);
  });

  it('guesses where there is no sample', () => {
    expect(ginElements(column({}), 1000, 'jsonb_ops')?.perRow).toBe(4);
  });
});
