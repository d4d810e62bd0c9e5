import { describe, expect, test } from 'vitest';
import { handMadePlan, ran } from './hand-made-plan.fixture.ts';
import { isEmptyHanded, partitionScans } from './partition-scans.ts';

const scan = (relation: string, alias: string, rows = 1) => ({
  type: 'Seq Scan',
  relation,
  alias,
  actual: ran(1, rows),
});

describe('partitionScans', () => {
  test('knows partitions by their numbered aliases, below joins and aggregates too', () => {
    const side = { type: 'Hash Join', children: [scan('events_2024_02', 'e_2', 0), scan('users_2', 'u_2')] };
    const plan = handMadePlan({
      type: 'Append',
      actual: ran(3),
      children: [{ type: 'Hash Join', children: [scan('events_2024_01', 'e_1'), scan('users_1', 'u_1')] }, side],
    });
    const [events, users] = partitionScans(plan);
    expect(events).toMatchObject({ alias: 'e', removed: 0, whole: true });
    expect(events?.scans.map(isEmptyHanded)).toEqual([false, true]);
    expect(users?.alias).toBe('u');
  });

  test('names of their own are no partitions unless they count from 1', () => {
    const years = [scan('sales_2023', 'sales_2023'), scan('sales_2024', 'sales_2024')];
    expect(partitionScans(handMadePlan({ type: 'Append', children: years }))).toEqual([]);
    const months = [scan('sales_01', 'sales_01'), scan('sales_02', 'sales_02')];
    expect(partitionScans(handMadePlan({ type: 'Append', children: months }))).toEqual([]);
    const parts = [scan('sales_1', 'sales_1'), scan('sales_2', 'sales_2')];
    expect(partitionScans(handMadePlan({ type: 'Append', children: parts }))).toHaveLength(1);
  });

  test('one table twice is a UNION ALL', () => {
    const twice = [scan('sales', 'sales'), scan('sales', 'sales_1')];
    expect(partitionScans(handMadePlan({ type: 'Append', children: twice }))).toEqual([]);
  });

  test('what was left out when the query began counts, and then not all were read', () => {
    const plan = handMadePlan({ type: 'Append', subplansRemoved: 11, children: [scan('events_x', 'events_3')] });
    expect(partitionScans(plan)[0]).toMatchObject({ removed: 11, whole: false });
  });
});
