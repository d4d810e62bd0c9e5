import { expect, test } from 'vitest';
import { orderedIndexes } from './ordered-indexes.ts';
import { index, query, shop, shopStatistics, where } from './shop.fixture.ts';

const candidates = [
  index('orders', ['user_id', 'created_at desc']),
  index('orders', ['user_id']),
  index('orders', ['created_at desc']),
  index('orders', ['total', 'created_at desc']),
];
const names = (column: string, limit?: string) => {
  const sketch = { from: ['orders o'], where: [where(`o.${column}`, '=', '$1')], order: ['o.created_at desc'] };
  const resolved = query(limit === undefined ? sketch : { ...sketch, limit });
  return [...orderedIndexes({ query: resolved, schema: shop(), statistics: shopStatistics }, candidates)];
};

test('equality first, then the order of a LIMIT', () => {
  expect(names('user_id', '10')).toEqual(['orders_user_id_created_at_desc_idx', 'orders_created_at_desc_idx']);
});

test('none where everything is wanted, or a value has one row', () => {
  expect(names('user_id')).toEqual([]);
  expect(names('id', '10')).toEqual([]);
});
