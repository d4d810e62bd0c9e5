import { expect, test } from 'vitest';
import type { Trial } from '#contracts/instrument.ts';
import { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { TwinSearch } from './search-in-twin.ts';
import { judgeTrial } from './verdict.ts';

const index = IndexDefinition.parse({ schema: 'public', table: 'orders', name: 'i', keys: [{ column: 'id' }] });
const searched = (base: number) => ({ search: { base, cost: base / 10, chosen: [index] } }) as unknown as TwinSearch;
const measured = (before: number, after: number) =>
  ({ before: { median: before }, after: { median: after }, sameRows: true }) as Trial;
const rows = { run: undefined, unseen: [] };

test.each([
  ['a costly query, not measured', searched(5000), rows, 'estimated'],
  ['a cheap query, not measured', searched(44), rows, 'none'],
  ['a cheap query that measuring showed to gain', searched(44), { ...rows, trial: measured(1, 0.1) }, 'proven'],
  ['a costly query that gains nothing when run', searched(5000), { ...rows, trial: measured(1, 0.9) }, 'paper'],
] as const)('%s', (_, search, trial, kind) => {
  expect(judgeTrial(search, trial, []).kind).toBe(kind);
});
