import { expect, test } from 'vitest';
import { membersOf } from './answer-cache.ts';
import { plainerSets } from './plainer-sets.ts';
import { index } from './shop.fixture.ts';

const plain = index('orders', ['user_id']);
const candidates = [
  { ...plain, name: 'covering', include: ['total'] },
  plain,
  index('users', ['status']),
  index('orders', ['status'], { name: 'other_covering', include: ['total'] }),
];
const sets = (...members: readonly number[]) =>
  plainerSets(
    members.reduce((set, at) => set | (1n << BigInt(at)), 0n),
    candidates,
  ).map(membersOf);

test('the same keys without included columns, and one index less', () => {
  expect(sets(0, 2)).toEqual([[1, 2], [2], [0], [1]]);
});

test('a plain index alone has nothing plainer', () => {
  expect(sets(1)).toEqual([]);
});

test('a covering one without a bare form stays', () => {
  expect(sets(3)).toEqual([]);
  expect(sets(0, 3)).toEqual([[1, 3], [3], [0], [1]]);
});
