import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IndexDefinition } from '#vocabulary/index-definition.ts';
import { type BuildSite, buildTime, scaledBuildTime } from './build-time.ts';
import type { IndexKeySize, IndexShape } from './index-shape.ts';

const definition = (method: string, keys = 1) =>
  IndexDefinition.parse({
    schema: 'public',
    table: 't',
    name: 'x',
    method,
    keys: Array.from({ length: keys }, (_, at) => ({ column: `c${at}` })),
  });
const shape = (fields: Partial<IndexShape> = {}): IndexShape => ({
  method: 'btree',
  unique: false,
  rows: 300_000,
  keys: [{ type: 'integer', width: 4, distinct: 300_000 }],
  include: [],
  heapPages: 15_680,
  ...fields,
});
const alone = { workers: 0, concurrently: false };
const seconds = (fields: Partial<IndexShape> = {}, site: Partial<BuildSite> = alone) =>
  buildTime(definition(fields.method ?? 'btree'), { shape: shape(fields), ...site }).seconds;

/** As PostgreSQL 18.4 built them on the machine that the constants come from, s. */
describe('near what was measured', () => {
  const text: IndexKeySize = { type: 'text', width: 33, distinct: 300_000 };
  it.each<[string, Partial<IndexShape>, number]>([
    ['scattered integers', {}, 0.28],
    ['rising integers', { keys: [{ type: 'integer', distinct: 300_000, correlation: 1 }] }, 0.17],
    ['texts', { keys: [text] }, 0.5],
    ['texts of long common beginnings, repeated', { keys: [{ ...text, width: 14, distinct: 50_000 }] }, 1.3],
    ['a partial index of a hundredth', { rows: 3000, tableRows: 300_000 }, 0.09],
    ['hash', { method: 'hash' }, 0.52],
    ['BRIN', { method: 'brin' }, 0.08],
    [
      'GIN of trigrams',
      { method: 'gin', keys: [{ ...text, elements: { perRow: 33, distinct: 4600, width: 4, commonFrequencies: [] } }] },
      6.7,
    ],
    ['GiST of words', { method: 'gist', keys: [{ type: 'tsvector', width: 60 }] }, 29],
  ])('%s', (_, fields, real) => {
    const told = seconds(fields);
    expect(told).toBeGreaterThan(real / 2);
    expect(told).toBeLessThan(real * 2);
  });
});

it('tells when the sort does not fit into memory, and then takes longer', () => {
  const small = { ...alone, memoryBytes: 4 * 1024 ** 2 };
  expect(seconds({}, small)).toBeGreaterThan(seconds());
  expect(buildTime(definition('btree'), { shape: shape(), ...small }).because).toMatch(
    /Sorting needs 14 MB, more than maintenance_work_mem \(4,096 kB\)/,
  );
  expect(buildTime(definition('btree'), { shape: shape(), ...alone }).because).toBe(
    '300,000 rows (123 MB) are read, 6,608 kB of index are written.',
  );
});

it('is quicker by several processes and slower CONCURRENTLY', () => {
  const memoryBytes = 1024 ** 3;
  expect(seconds({}, { workers: 2, memoryBytes, concurrently: false })).toBeLessThan(seconds());
  expect(seconds({}, { workers: 0, concurrently: true })).toBeGreaterThan(seconds());
  expect(buildTime(definition('btree'), { shape: shape(), memoryBytes }).because).toContain('read twice');
});

it('is finite and positive, grows with the rows, and lies in its range', () => {
  const key = fc.record({
    type: fc.constantFrom(
      'bigint',
      'text',
      'numeric(10,2)',
      'jsonb',
      'point',
      'int4range',
      'tsvector',
      'text[]',
      'inet',
    ),
    width: fc.integer({ min: 1, max: 3000 }),
    distinct: fc.double({ min: 0, max: 1e10, noNaN: true }),
    correlation: fc.double({ min: -1, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(
      fc.constantFrom('btree', 'hash', 'gin', 'gist', 'spgist', 'brin', 'bloom'),
      fc.array(key, { minLength: 1, maxLength: 4 }),
      fc.double({ min: 0, max: 1e10, noNaN: true }),
      fc.integer({ min: 0, max: 1e8 }),
      fc.integer({ min: 1, max: 100 }),
      (method, keys, rows, heapPages, times) => {
        const given = shape({ method, keys, rows, heapPages });
        const told = buildTime(definition(method, keys.length), { shape: given });
        expect(Number.isFinite(told.seconds)).toBe(true);
        expect(told.low).toBeLessThanOrEqual(told.seconds);
        expect(told.seconds).toBeLessThanOrEqual(told.high);
        const more = buildTime(definition(method, keys.length), { shape: { ...given, rows: rows * times } });
        // What was a repeated text among more rows is so still; nothing else makes it quicker.
        expect(more.seconds).toBeGreaterThanOrEqual(told.seconds * 0.99);
      },
    ),
  );
});

describe('from a building that was measured', () => {
  it('on as many rows it is what was measured', () => {
    expect(scaledBuildTime(2500, 1e6, 1e6)).toMatchObject({ seconds: 2.5, because: expect.stringContaining('2.5 s') });
  });

  it('grows by n·log n, and the further it is stretched the less is known', () => {
    const near = scaledBuildTime(280, 3e4, 3e5);
    const far = scaledBuildTime(280, 3e4, 3e8);
    expect(near.seconds).toBeCloseTo(0.28 * 10 * (Math.log2(3e5) / Math.log2(3e4)), 5);
    expect(far.high / far.low).toBeGreaterThan(near.high / near.low);
    expect(scaledBuildTime(3, 100, 1e6).low).toBeLessThan(scaledBuildTime(3, 100, 1e6).seconds / 2);
  });

  it('of no rows at all is still a time', () => {
    for (const [measured, few, many] of [
      [0, 0, 0],
      [5, 0, 1e6],
      [5, 1, 0],
    ] as const) {
      expect(Number.isFinite(scaledBuildTime(measured, few, many).high)).toBe(true);
    }
  });
});
