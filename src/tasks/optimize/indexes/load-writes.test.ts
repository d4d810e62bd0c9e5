import { expect, test } from 'vitest';
import type { Usage } from '#vocabulary/usage.ts';
import { callsUnknown, loadWrites } from './load-writes.ts';
import type { Studied } from './study-load.ts';

const table = { kind: 'table', schema: 'public', name: 't' };
const read = (from: string) =>
  ({
    statement: { from: [from], calls: 1 },
    query: { kind: 'select', relations: [table], predicates: [], joins: [], writes: [] },
  }) as unknown as Studied;
const insert = {
  statement: { from: ['counted'], calls: 5, counted: { rows: 100_000 } },
  query: {
    kind: 'insert',
    relations: [{ ...table, target: true }],
    predicates: [],
    joins: [],
    writes: [{ relation: 0, kind: 'insert', columns: [] }],
  },
} as unknown as Studied;
const facts = {
  window: { since: '2026-01-01T00:00:00Z', until: '2026-01-31T00:00:00Z', seconds: 2_592_000 },
  usage: undefined as Usage | undefined,
  schema: { tables: [] } as never,
  statistics: undefined,
};
const inserted = (studied: readonly Studied[]) => loadWrites(studied, facts).get('public.t')?.inserted;

test('a file of SQL, called once, does not pay for what the server wrote in a month', () => {
  expect(inserted([read('written'), insert])).toBeUndefined();
});

test('reads that were counted pay for the writes of the same time', () => {
  expect(inserted([read('counted'), read('written'), insert])).toBe(100_000);
});

test('a file beside counters is told', () => {
  expect(callsUnknown([read('written'), insert])).toEqual([]);
  expect(callsUnknown([read('counted'), insert])).toEqual([]);
  expect(callsUnknown([read('counted'), read('written'), insert])).toEqual([
    '1 of 2 statements stands in a file alone: how often it runs is not known, and it counts as called once beside those that were counted.',
  ]);
});
