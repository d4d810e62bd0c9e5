import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleStatistics } from './sample-statistics.ts';
import { wordStatistics } from './sample-words.ts';

const sampleOf = fc
  .record({
    values: fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 1500 }),
    nulls: fc.nat(500),
    wide: fc.nat(20),
    times: fc.integer({ min: 1, max: 1000 }),
    target: fc.integer({ min: 1, max: 100 }),
  })
  .map(({ values, nulls, wide, times, target }) => {
    const positions = new Map<number, number[]>();
    for (const [at, value] of values.entries()) positions.set(value, [...(positions.get(value) ?? []), at]);
    const rows = values.length + nulls + wide;
    return {
      values: [...positions]
        .sort(([a], [b]) => a - b)
        .map(([value, places]) => ({ value: String(value), positions: places })),
      ...{ ordered: true, rows, nulls, wide, averageWidth: 4, totalRows: rows * times, target },
    };
  });

describe('statistics of a sample', () => {
  it('hold together, whatever the sample', () => {
    fc.assert(
      fc.property(sampleOf, (sample) => {
        const found = sampleStatistics('x', sample);
        const { mostCommonValues = [], mostCommonFrequencies = [], histogram = [], correlation = 0 } = found;
        expect(mostCommonFrequencies.length).toBe(mostCommonValues.length);
        expect(mostCommonValues.length).toBeLessThanOrEqual(sample.target);
        expect(mostCommonFrequencies).toEqual([...mostCommonFrequencies].sort((a, b) => b - a));
        const common = mostCommonFrequencies.reduce((all, share) => all + share, found.nullFraction);
        expect(common).toBeLessThanOrEqual(1 + 1e-9);
        expect(histogram.length).toBeLessThanOrEqual(sample.target + 1);
        expect(histogram.map(Number)).toEqual(histogram.map(Number).sort((a, b) => a - b));
        expect(histogram.filter((bound) => mostCommonValues.includes(bound))).toEqual([]);
        const distinct = found.distinct < 0 ? -found.distinct * sample.totalRows : found.distinct;
        expect(found.distinct).toBeGreaterThanOrEqual(-1);
        // As many as were seen, as far as they are not told as a share of the rows.
        expect(distinct).toBeGreaterThanOrEqual(sample.values.length - 1e-6);
        expect(distinct).toBeLessThanOrEqual(sample.totalRows + 1e-6);
        expect(Math.abs(correlation)).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  it('list words by length and bytes, with the least and the greatest share behind', () => {
    const words = ['the', 'a', 'zebra', 'ant', 'é'].map((word, at) => ({ word, documents: 80 - at * 10 }));
    const found = wordStatistics('x', { words, allWords: 300, rows: 100, nulls: 0, averageWidth: 30, target: 100 });
    expect(found.mostCommonElements).toEqual(['a', 'é', 'ant', 'the', 'zebra']);
    expect(found.mostCommonElementFrequencies).toEqual([0.7, 0.4, 0.5, 0.8, 0.6, 0.4, 0.8]);
    expect(found.distinct).toBe(-1);
  });
});
