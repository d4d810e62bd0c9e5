import { expect, test } from 'vitest';
import { lighterSets } from './lighter-sets.ts';
import { index } from './shop.fixture.ts';

const candidates = [
  index('events', ['at']),
  index('events', ['at'], { method: 'brin', name: 'events_at_brin' }),
  index('orders', ['user_id']),
  index('orders', ['created_at'], { method: 'brin', name: 'orders_created_at_brin' }),
];

test('BRIN in the place of a B-tree on the same column, the others as they were', () => {
  expect(lighterSets(0b0001n, candidates)).toEqual([0b0010n]);
  expect(lighterSets(0b0101n, candidates)).toEqual([0b0110n]);
  expect(lighterSets(0b0100n, candidates)).toEqual([]);
  expect(lighterSets(0b0010n, candidates)).toEqual([]);
});
