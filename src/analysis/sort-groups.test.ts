import { expect, test } from 'vitest';
import { handMadePlan, ran } from './hand-made-plan.fixture.ts';
import { sortGroups } from './sort-groups.ts';

function sorted(extra: Record<string, unknown>) {
  return handMadePlan({ type: 'Incremental Sort', actual: ran(5), extra }).root;
}

test('pieces in memory', () => {
  const extra = { 'Full-sort Groups': { 'Group Count': 3 }, 'Pre-sorted Groups': { 'Group Count': 2 } };
  expect(sortGroups(sorted(extra))).toEqual({ full: 3, presorted: 2, diskKilobytes: 0 });
});

test('pieces that went through files, in two workers', () => {
  const spilled = (peak: number) => ({
    'Group Count': 4,
    'Sort Space Disk': { 'Average Sort Space Used': 5, 'Peak Sort Space Used': peak },
  });
  const worker = (peak: number) => ({ 'Full-sort Groups': { 'Group Count': 4 }, 'Pre-sorted Groups': spilled(peak) });
  expect(sortGroups(sorted({ Workers: [worker(100), worker(300)] }))).toEqual({
    full: 8,
    presorted: 8,
    diskKilobytes: 300,
  });
});

test('a plan that was not run says nothing', () => {
  expect(sortGroups(sorted({}))).toBeUndefined();
});
