import { expect, test } from 'vitest';
import { handMadePlan, ran } from './hand-made-plan.fixture.ts';
import { parallelShares } from './parallel-shares.ts';

test('what the workers did not do is the leader’s', () => {
  const worker = (number: number, ms: number, rows: number) => ({
    'Worker Number': number,
    'Actual Total Time': ms,
    'Actual Rows': rows,
    'Actual Loops': 1,
  });
  const { root } = handMadePlan({
    type: 'Seq Scan',
    actual: ran(40, 100, 3),
    extra: { Workers: [worker(0, 90, 250), worker(1, 20, 40)] },
  });
  expect(parallelShares(root)).toEqual([
    { worker: undefined, rows: 10, ms: 10 },
    { worker: 0, rows: 250, ms: 90 },
    { worker: 1, rows: 40, ms: 20 },
  ]);
  expect(parallelShares(handMadePlan({ actual: ran(40, 100, 3) }).root)).toEqual([]);
});
