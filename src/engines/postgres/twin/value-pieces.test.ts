import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ColumnStatistics } from '#vocabulary/statistics.ts';
import {
  distinctIn,
  endless,
  pieceStarts,
  poolSize,
  poolsByWidth,
  trueCorrelation,
  valuePieces,
} from './value-pieces.ts';

const statistics = (more: Partial<ColumnStatistics>): ColumnStatistics => ({
  column: 'c',
  inherited: false,
  nullFraction: 0,
  averageWidth: 4,
  distinct: -0.5,
  ...more,
});
const counts = { source: 10_000, made: 10_000, sorted: false };

/** Statistics as ANALYZE could have written them. */
const anyStatistics = fc
  .record({
    nullFraction: fc.double({ min: 0, max: 0.95, noNaN: true }),
    shares: fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { maxLength: 30 }),
    rest: fc.double({ min: 0.001, max: 1, noNaN: true }),
    bounds: fc.uniqueArray(fc.integer({ min: 0, max: 100_000 }), { minLength: 0, maxLength: 50 }),
  })
  .map(({ nullFraction, shares, rest, bounds }) => {
    const sum = shares.reduce((all, one) => all + one, bounds.length < 2 ? 0 : rest);
    const frequencies = shares.map((share) => (share / sum) * (1 - nullFraction));
    return statistics({
      nullFraction,
      mostCommonValues: shares.map((_, at) => `common ${at}`),
      mostCommonFrequencies: frequencies,
      histogram: bounds.sort((a, b) => a - b).map(String),
    });
  });

describe('valuePieces', () => {
  test('cover 0 to 1, and frequent values have their share of those that are not NULL', () => {
    fc.assert(
      fc.property(anyStatistics, (given) => {
        const pieces = valuePieces(given, counts);
        const all = pieces.reduce((sum, { weight }) => sum + weight, 0);
        expect(pieces.length === 0 ? 1 : all).toBeCloseTo(1, 9);
        const starts = pieceStarts(pieces);
        expect([...starts].sort((a, b) => a - b)).toEqual(starts);
        for (const [at, value] of (given.mostCommonValues ?? []).entries()) {
          const share = (given.mostCommonFrequencies?.[at] ?? 0) / (1 - given.nullFraction);
          expect(pieces.find(({ low }) => low === value)?.weight).toBeCloseTo(share, 6);
        }
      }),
    );
  });

  test('outside of the histogram and the frequent values there is nothing', () => {
    fc.assert(
      fc.property(anyStatistics, (given) => {
        const known = new Set([...(given.mostCommonValues ?? []), ...(given.histogram ?? [])]);
        for (const { low, high } of valuePieces(given, counts)) {
          expect(known.has(low) && (high === undefined || known.has(high))).toBe(true);
        }
      }),
    );
  });

  test('nothing is known of a column that is NULL always, or has no statistics', () => {
    expect(valuePieces(statistics({ nullFraction: 1 }), counts)).toEqual([]);
    expect(valuePieces(undefined, counts)).toEqual([]);
  });
});

describe('poolSize', () => {
  test('so many draws from it hit the wanted number of values', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 100_000 }),
        fc.double({ min: 0.01, max: 0.95, noNaN: true }),
        (draws, share) => {
          const distinct = Math.max(2, draws * share);
          const pool = poolSize(draws, distinct);
          expect(Math.abs(pool * -Math.expm1(-draws / pool) - distinct)).toBeLessThan(1 + distinct * 0.02);
        },
      ),
    );
  });

  test('ends', () => {
    expect(poolSize(100, 1)).toBe(1);
    expect(poolSize(100, 100)).toBe(endless);
  });
});

test('a sample of the rows has fewer values, never more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0.01, max: 1, noNaN: true }), (distinct, share) => {
      const made = Math.round(10_000 * share);
      const given = distinctIn(statistics({ distinct }), { ...counts, made });
      expect(given).toBeLessThanOrEqual(distinct + 1e-9);
      expect(given).toBeLessThanOrEqual(made * 1.01 + 1);
    }),
  );
});

test('narrow buckets have all their values, wide ones the rest', () => {
  const pieces = [
    { weight: 0.5, low: '0', high: '10', pool: 1 },
    { weight: 0.5, low: '10', high: '1000', pool: 1 },
  ];
  const [narrow, wide] = poolsByWidth(pieces, statistics({ distinct: 210 }), { ...counts, made: 2000 });
  expect(narrow?.pool).toBe(10);
  expect(wide?.pool).toBeGreaterThan(195);
  expect(wide?.pool).toBeLessThan(210);
});

test('the correlation that ties alone make is taken off', () => {
  const ties = statistics({ correlation: 0.34, mostCommonFrequencies: [0.5, 0.2, 0.2, 0.1] });
  expect(trueCorrelation(ties)).toBeCloseTo(0, 2);
  expect(trueCorrelation(statistics({ ...ties, correlation: 1 }))).toBe(1);
  expect(trueCorrelation(statistics({ correlation: -0.5 }))).toBe(-0.5);
});
