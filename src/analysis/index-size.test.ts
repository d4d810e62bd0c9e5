import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IndexKeySize, IndexShape } from './index-shape.ts';
import { indexPages } from './index-size.ts';

const shape = (fields: Partial<IndexShape>): IndexShape => ({
  method: 'btree',
  unique: false,
  rows: 150_000,
  keys: [{ type: 'bigint', distinct: 150_000 }],
  include: [],
  heapPages: 1500,
  ...fields,
});
const pages = (fields: Partial<IndexShape>) => indexPages(shape(fields)).pages;

/** Sizes as PostgreSQL 18 built them (pg_relation_size, bt_metap). */
describe('B-trees', () => {
  it.each<[string, Partial<IndexShape>, number, number]>([
    ['unique bigint', { unique: true }, 414, 1],
    ['one value in all rows', { keys: [{ type: 'bigint', distinct: 1, commonFrequencies: [1] }] }, 131, 1],
    ['numeric is never deduplicated', { keys: [{ type: 'numeric(10,2)', width: 6, distinct: 10 }] }, 414, 1],
    [
      'integer and timestamp',
      {
        keys: [
          { type: 'integer', distinct: 4 },
          { type: 'timestamp with time zone', distinct: 150_000 },
        ],
      },
      580,
      2,
    ],
    ['no rows', { rows: 0 }, 2, 0],
  ])('%s', (_, fields, built, level) => {
    const size = indexPages(shape(fields));
    expect(Math.abs(size.pages / built - 1)).toBeLessThan(0.05);
    expect(Math.abs((size.treeLevel ?? -1) - level)).toBeLessThanOrEqual(1);
  });

  it('are smaller where equal keys are stored once', () => {
    const few: readonly IndexKeySize[] = [{ type: 'text', width: 10, distinct: 20 }];
    expect(pages({ keys: few })).toBeLessThan(pages({ keys: few, unique: true }) / 3);
    expect(pages({ keys: few, include: [{ type: 'integer' }] })).toBeGreaterThan(pages({ keys: few }) * 3);
    const unlike = [{ type: 'text', width: 10, distinct: 20, deduplicates: false }];
    expect(pages({ keys: unlike })).toBe(pages({ keys: few, unique: true }));
  });
});

describe('any index', () => {
  const key = fc.record({
    type: fc.constantFrom('bigint', 'text', 'numeric(10,2)', 'jsonb', 'boolean', 'uuid', 'text[]'),
    width: fc.integer({ min: 1, max: 3000 }),
    nullFraction: fc.double({ min: 0, max: 1, noNaN: true }),
    distinct: fc.double({ min: 0, max: 1e10, noNaN: true }),
    commonFrequencies: fc.array(fc.double({ min: 0, max: 0.3, noNaN: true }), { maxLength: 100 }),
  });
  const any = fc.record({
    method: fc.constantFrom('btree', 'hash', 'gin', 'gist', 'spgist', 'brin', 'bloom'),
    unique: fc.boolean(),
    rows: fc.double({ min: 0, max: 1e10, noNaN: true }),
    keys: fc.array(key, { minLength: 1, maxLength: 4 }),
    include: fc.array(key, { maxLength: 2 }),
    heapPages: fc.integer({ min: 0, max: 1e8 }),
  });

  it('has a finite number of pages, at least one', () => {
    fc.assert(
      fc.property(any, (index) => {
        const size = indexPages(index);
        expect(Number.isInteger(size.pages)).toBe(true);
        expect(size.pages).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  it('does not shrink when rows come', () => {
    fc.assert(
      fc.property(any, fc.integer({ min: 2, max: 50 }), (index, times) => {
        const more = indexPages({ ...index, rows: index.rows * times }).pages;
        expect(more).toBeGreaterThanOrEqual(Math.floor(indexPages(index).pages * 0.8) - 2);
      }),
    );
  });
});
