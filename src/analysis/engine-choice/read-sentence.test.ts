import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { heldOut } from './held-out.fixture.ts';
import { readSentence } from './read-sentence.ts';
import { scenarios } from './scenarios.fixture.ts';

const read = (text: string) => readSentence(text).requirements;

describe('figures', () => {
  test.each([
    ['sessions for 5M users', { users: 5_000_000 }],
    ['2 TB of orders', { bytes: 2e12 }],
    ['10k writes/s', { writesPerSecond: 10_000 }],
    ['1.5 million requests per second', { requestsPerSecond: 1_500_000 }],
    ['120 reads per minute', { readsPerSecond: 2 }],
    ['95:5 reads', { reads: 0.95 }],
    ['80% reads', { reads: 0.8 }],
    ['30 % writes', { reads: 0.7 }],
    ['items of 400 KB', { itemBytes: 400_000 }],
    ['under 500 µs', { latencyMs: 0.5 }],
    ['active-active in 3 regions', { regions: { count: 3, writes: 'all' } }],
    ['read in 4 regions', { regions: { count: 4, writes: 'one' } }],
    ['massive scale', { dataVolume: 'massive' }],
  ])('%s', (text, wanted) => {
    expect(read(text)).toMatchObject(wanted);
  });

  test.each([
    ['metrics from 50k sensors every 10 s', { kind: 'time-series', writesPerSecond: 5000 }],
    ['full-text search over 10M products', { kind: 'search', items: 10_000_000 }],
    ['vector search over 2 billion embeddings', { kind: 'vector', items: 2e9 }],
    ['social graph, 4 hops', { kind: 'graph', depth: 4 }],
    ['a data warehouse of 20 TB', { kind: 'analytics', bytes: 2e13 }],
  ])('%s', (text, group) => {
    expect(read(text).workloads).toContainEqual(group);
  });
});

describe('words', () => {
  test.each([
    ['on AWS, fully managed', { hosting: { cloud: 'aws', managed: true } }],
    ['must be open source, on premises', { licence: 'open-source', hosting: { selfHosted: true } }],
    ['we already run MySQL', { existing: ['mysql'] }],
    ['the team knows SQL Server', { skills: ['sql-server'] }],
    ['orders, but not MongoDB', { avoid: ['mongodb'] }],
    ['eventual consistency is fine', { consistency: 'eventual' }],
  ])('%s', (text, wanted) => {
    expect(read(text)).toMatchObject(wanted);
  });

  test('a denied wish is no wish, and is told so', () => {
    const { requirements, readings } = readSentence('JSON documents, no transactions, without joins');
    expect(requirements.workloads).toEqual([{ kind: 'documents' }]);
    expect(requirements.needs).toEqual([]);
    expect(readings.map(({ says }) => says)).toContain('not wanted: joins');
  });

  test('what is not understood is listed', () => {
    expect(readSentence('orders with blockchain notarization on a mainframe').unread).toEqual([
      'blockchain',
      'notarization',
      'mainframe',
    ]);
  });

  test('a warehouse with stock is no data warehouse', () => {
    expect(read('several warehouses with stock and orders').workloads).toEqual([{ kind: 'transactions' }]);
    expect(read('a data warehouse').workloads).toEqual([{ kind: 'analytics' }]);
  });

  test('most words of plain requests are understood', () => {
    const all = [...scenarios, ...heldOut].map(({ asked }) => asked);
    const words = all.flatMap((text) => text.split(/\s+/)).length;
    const unread = all.flatMap((text) => readSentence(text).unread);
    console.log(`${unread.length} of ${words} words not understood: ${unread.join(' ')}`);
    expect(unread.length / words).toBeLessThan(0.08);
  });
});

describe('any text', () => {
  test('is read without a fault, twice the same', () => {
    const words = fc.constantFrom(
      '5M',
      'users',
      '10',
      'TB',
      'not',
      'PostgreSQL',
      'reads',
      '95:5',
      ':',
      'cache',
      'every',
      's',
      'graph',
      '…',
      '\u0000',
      'sessions',
      'over',
      '3 regions',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words, { maxLength: 20 }).map((parts) => parts.join(' ')),
        ),
        (text) => {
          expect(readSentence(text)).toEqual(readSentence(text));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('every word is either read, silent or listed', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[b-df-hj-np-tv-z]{9,14}$/), (strange) => {
        expect(readSentence(`orders and ${strange} payments`).unread).toContain(strange);
      }),
      { numRuns: 100 },
    );
  });

  test('a long text takes no long time', () => {
    const start = performance.now();
    readSentence('a data warehouse of several warehouses with many logs and searching in '.repeat(28).slice(0, 2000));
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
