import { expect, test } from 'vitest';
import { outlineCost, outlineDifference, planOutline } from './plan-outline.ts';

const text = `Hash Join  (cost=1.00..2.00 rows=1 width=4) (actual rows=1.00 loops=1)
  Hash Cond: (o.customer_id = c.id)
  ->  Seq Scan on orders o  (cost=0.00..1.00 rows=1 width=4)
        Filter: (status = 'open (cost=1'::text)
  ->  Hash  (cost=0.5..0.5 rows=1 width=4)
        ->  Index Only Scan using customers_pkey on customers c  (cost=0.1..0.5 rows=1 width=4)`;
const json = JSON.stringify({
  'Query Text': 'select 1',
  Plan: {
    'Node Type': 'Hash Join',
    Plans: [
      { 'Node Type': 'Seq Scan', 'Relation Name': 'orders' },
      { 'Node Type': 'Index Only Scan', 'Relation Name': 'customers', 'Index Name': 'customers_pkey' },
    ],
  },
});

test.each([
  ['text', text, ['Hash Join', 'Seq Scan on orders o', 'Hash', 'Index Only Scan using customers_pkey on customers c']],
  ['JSON', json, ['Hash Join', 'Seq Scan on orders', 'Index Only Scan using customers_pkey on customers']],
  ['JSON that was cut', json.slice(0, 40), []],
  ['nothing', '', []],
])('the steps of a plan: %s', (_, plan, steps) => {
  expect(planOutline(plan)).toEqual(steps);
});

test('what one plan has in place of the other', () => {
  const usual = ['Limit', 'Index Scan using i on t'];
  expect(outlineDifference(['Limit', 'Sort', 'Seq Scan on t'], usual)).toBe(
    'Sort, Seq Scan on t in place of Index Scan using i on t',
  );
  expect(outlineDifference(usual, usual)).toBe('the same steps in another order');
  expect(outlineDifference([], [])).toBe('the plans could not be read');
});

test('the cost of a plan', () => {
  expect(outlineCost(text)).toBe(2);
  expect(outlineCost('[{"Plan": {"Node Type": "Result", "Startup Cost": 0.00, "Total Cost": 0.01}}]')).toBe(0.01);
  expect(outlineCost('Seq Scan on orders')).toBeUndefined();
});
