import { expect, test } from 'vitest';
import type { Plan } from '#vocabulary/plan.ts';
import { crowdedPartitions } from './crowded-partitions.ts';
import { handMadePlan, ran } from './hand-made-plan.fixture.ts';
import { latePartitionKeys } from './late-partition-keys.ts';
import { missedPruning } from './missed-pruning.ts';
import { partitionsInVain } from './partitions-in-vain.ts';

/** A plan over partitions with one filter, of which only the first `full` gave rows. */
function over(partitions: number, filter: string, full = 1, rest: Partial<Plan> = {}): Plan {
  const children = Array.from({ length: partitions }, (_, at) => ({
    type: 'Seq Scan',
    relation: `events_2024_${at + 10}`,
    alias: `events_${at + 1}`,
    conditions: { filter: filter.replaceAll('events.', `events_${at + 1}.`) },
    actual: ran(1, at < full ? 10 : 0),
  }));
  return handMadePlan({ type: 'Append', actual: ran(partitions, 10 * full), children }, rest);
}

test('a key in an expression, once half of the partitions gave nothing', () => {
  const filter = "(date_trunc('month'::text, events.created_at) = '2024-05-01'::timestamp)";
  const [missed] = missedPruning(over(6, filter));
  expect(missed).toMatchObject({ cause: 'wrapped', operand: "date_trunc('month'::text, events.created_at)" });
  expect(missedPruning(over(6, filter, 5))).toEqual([]);
  expect(partitionsInVain(over(6, filter)).size).toBe(5);
});

test('a bare key beside the expression is no fault', () => {
  const filter = "((events.created_at >= '2024-01-01'::date) AND (EXTRACT(dow FROM events.created_at) = '1'::numeric))";
  expect(missedPruning(over(6, filter))).toEqual([]);
});

test('varchar compared as text is the bare key', () => {
  expect(missedPruning(over(6, "((events.region)::text = 'eu'::text)"))).toEqual([]);
});

test('the setting, and a condition that does not name the key', () => {
  const bare = "(events.created_at >= '2024-05-01'::date)";
  const off = { settings: { enable_partition_pruning: 'off' } };
  expect(missedPruning(over(6, bare, 1, off))[0]?.cause).toBe('off');
  expect(missedPruning(over(12, '(events.user_id = 7)'))[0]?.cause).toBe('unnamed');
  expect(missedPruning(over(4, '(events.user_id = 7)'))).toEqual([]);
  expect(partitionsInVain(over(12, '(events.user_id = 7)')).size).toBe(0);
});

test('values that come too late', () => {
  expect(latePartitionKeys(over(6, '(events.at >= clock_timestamp())'))[0]?.cause).toBe('volatile');
  const wrapped = "((events.at + '00:00:00'::interval) >= $1)";
  expect(latePartitionKeys(over(6, wrapped))[0]?.cause).toBe('wrapped');
  expect(missedPruning(over(6, wrapped))).toEqual([]);
  expect(latePartitionKeys(over(6, '(($1 IS NULL) OR (events.at >= $1))'))[0]?.cause).toBe('optional');
  expect(latePartitionKeys(over(6, '(events.at >= now())'))).toEqual([]);
});

test('a join by the key with fewer rows than partitions', () => {
  const joined = (rows: number) => {
    const days = { type: 'Hash', actual: ran(1, rows), children: [{ type: 'Seq Scan', relation: 'days', alias: 'd' }] };
    const append = over(6, '(events.kind > 0)', 6).root;
    return handMadePlan({
      type: 'Hash Join',
      actual: ran(9),
      conditions: { hash: '(events.day = d.day)' },
      children: [{ ...append, children: append.children }, days],
    });
  };
  expect(latePartitionKeys(joined(1))[0]).toMatchObject({ cause: 'joined', needed: 1 });
  expect(latePartitionKeys(joined(30))).toEqual([]);
});

test('crowded: a hundred and more, and planning longer than running', () => {
  const plan = (partitions: number, planningMs: number) =>
    over(partitions, '(events.user_id = 7)', 1, { planningMs, executionMs: 3 });
  expect(crowdedPartitions(plan(120, 9))).toMatchObject({ partitions: 120, by: 'planning' });
  expect(crowdedPartitions(plan(120, 2))).toBeUndefined();
  expect(crowdedPartitions(plan(30, 9))).toBeUndefined();
});
