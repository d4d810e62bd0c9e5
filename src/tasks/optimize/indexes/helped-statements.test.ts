import { expect, test } from 'vitest';
import { helpedStatements } from './helped-statements.ts';
import type { LoadSearch } from './search-load.ts';

const studied = { statement: { fingerprint: 'a', calls: 100 } };
const item = (share: number, words?: string) => ({ studied, sample: { share, words }, weight: 100 * share });
const search = {
  weighed: { items: [item(0.25), item(0.25), item(0.25, "status = 'open'"), item(0.25)] },
  result: {
    itemCosts: [
      { before: 40, after: 10 },
      { before: 80, after: 30 },
      { before: 90, after: 1 },
      { before: 5, after: 5 },
    ],
  },
} as unknown as Pick<LoadSearch, 'weighed' | 'result'>;

test('samples that nothing tells apart are one row, with the mean of their costs and all of their gain', () => {
  expect(helpedStatements(search).map(({ studied: _, ...row }) => row)).toEqual([
    { words: " [status = 'open']", share: 0.25, before: 90, after: 1, gain: 2225 },
    { words: '', share: 0.5, before: 60, after: 20, gain: 2000 },
  ]);
});
