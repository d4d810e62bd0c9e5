import { expect, test } from 'vitest';
import { Plan } from '#vocabulary/plan.ts';
import { overlookedIndex } from './overlooked-index.ts';
import { index } from './shop.fixture.ts';

const wanted = index('orders', ['total * 2 + (1)']);
const candidates = [
  index('users', ['status']),
  { ...wanted, name: 'covering', include: ['id'] },
  { ...wanted, name: 'partial', predicate: 'total > 5' },
  wanted,
];

function scan(facts: { readonly expected: number; readonly kept: number; readonly run?: boolean }): Plan {
  const { expected, kept, run = true } = facts;
  return Plan.parse({
    root: {
      id: '0',
      type: 'Seq Scan',
      schema: 'public',
      relation: 'orders',
      conditions: { filter: '(made up)' },
      estimated: { startupCost: 0, totalCost: 1000, rows: expected, width: 8 },
      ...(run
        ? { actual: { startupMs: 0, totalMs: 50, rows: kept, loops: 1 }, removed: { filter: 100_000 - kept } }
        : {}),
      children: [],
    },
    analyzed: run,
    ...(run ? { executionMs: 50 } : {}),
  });
}

test.each([
  ['far fewer rows than expected: the plain candidate of that table', scan({ expected: 33_000, kept: 200 }), wanted],
  ['as many as expected', scan({ expected: 300, kept: 200 }), undefined],
  ['most rows are kept', scan({ expected: 1_000_000, kept: 50_000 }), undefined],
  ['never run', scan({ expected: 33_000, kept: 200, run: false }), undefined],
])('%s', (_, plan, found) => expect(overlookedIndex(plan, candidates)).toEqual(found));

test('no candidate on that table', () => {
  expect(overlookedIndex(scan({ expected: 33_000, kept: 200 }), candidates.slice(0, 3))).toBeUndefined();
});
