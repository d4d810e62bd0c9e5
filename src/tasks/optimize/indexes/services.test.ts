import { expect, test } from 'vitest';
import type { MeasuredSets } from './measure-sets.ts';
import type { ChangedPlan } from './plan-changed.ts';
import type { LoadSearch } from './search-load.ts';
import { servicesOf } from './services.ts';
import type { Settlement } from './settle-sets.ts';

/** A partitioned index for the first statement, and a plain one for the second. */
const item = (normalized: string) => ({
  studied: { statement: { normalized, calls: 1 } },
  sample: { share: 1 },
  weight: 1,
  cost: 9,
});
const search = {
  offered: [
    { index: { name: 'whole', table: 'events', partitioned: true }, exists: false },
    { index: { name: 'plain', table: 'orders' }, exists: false },
  ],
  weighed: { items: [item('a'), item('b')], rate: 1 },
  result: { base: 18, chosen: [0, 1], dropped: [], curve: [], itemCosts: [] },
  taxes: [],
  bytes: [],
} as unknown as LoadSearch;
const under = (median: number, index?: string) => ({ median, milliseconds: [median], plan: { root: { index } } });
const measured = {
  items: [0, 1],
  trial: {
    statements: [
      { kind: 'measured', sameRows: true, under: [under(8), under(1, 'events_1_at_idx')] },
      { kind: 'measured', sameRows: true, under: [under(7), under(2, 'plain')] },
    ],
  },
} as unknown as MeasuredSets;
const planned = new Map([
  [0, { after: { used: [0], cost: 1, doubts: ['Nobody knows.'] } }],
  [1, { after: { used: [1], cost: 1, doubts: [] } }],
]) as unknown as ReadonlyMap<number, ChangedPlan>;
const settlement = { chosen: { positions: [0, 1] }, onPaper: [], hurt: [] } as unknown as Settlement;

test('an index has the times and the doubts of the statements that use it, a partitioned one too', () => {
  const services = servicesOf(search, settlement, measured, planned, () => undefined);
  expect(services.map(({ times, doubts }) => [times.map(({ text, after }) => [text, after]), doubts])).toEqual([
    [[['a', 1]], ['Nobody knows.']],
    [[['b', 2]], []],
  ]);
});
