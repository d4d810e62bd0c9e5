import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { Advisor, AdvisorTask } from '../bench/advisors/advisor.ts';
import { candidatePool } from '../bench/advisors/candidate-pool.ts';
import { type AskCost, type Costs, createCosts } from '../bench/advisors/costs.ts';
import { db2advis } from '../bench/advisors/db2advis.ts';
import { dta } from '../bench/advisors/dta.ts';
import { extend } from '../bench/advisors/extend.ts';
import { relaxation } from '../bench/advisors/relaxation.ts';

const peers: Readonly<Record<string, Advisor>> = { extend, dta, db2advis, relaxation };

/** A plan can be had where all its indexes are present; the cheapest one is taken, as a planner does. */
interface SyntheticPlan {
  readonly cost: number;
  readonly needs: readonly number[];
}

describe.each(Object.keys(peers))('%s', (name) => {
  const peer = peers[name]!;

  test('reaches the optimum where indexes have nothing to do with each other and all fit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 20, max: 90 }), { minLength: 1, maxLength: 7 }), async (costs) => {
        const plans = costs.map((cost, at) => [plan(100), plan(cost, at)]);
        const task = taskOf(
          plans,
          costs.map(() => 10),
          10 * costs.length,
        );
        expect(await costAfter(peer, task, plans)).toBe(optimum(task, plans));
      }),
    );
  });

  test('reaches the optimum where as many of the same size fit', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 10, max: 90 }), { minLength: 2, maxLength: 7 }),
        fc.integer({ min: 1, max: 6 }),
        async (costs, room) => {
          const plans = costs.map((cost, at) => [plan(100), plan(cost, at)]);
          const task = taskOf(
            plans,
            costs.map(() => 10),
            10 * room,
          );
          expect(await costAfter(peer, task, plans)).toBe(optimum(task, plans));
        },
      ),
    );
  });

  test('never breaks the budget, never names an index twice, never makes anything worse', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.array(
            fc.record({
              cost: fc.integer({ min: 1, max: 99 }),
              needs: fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 3 }),
            }),
            { maxLength: 5 },
          ),
          { minLength: 1, maxLength: 5 },
        ),
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 8, maxLength: 8 }),
        fc.integer({ min: 0, max: 150 }),
        async (some, bytes, budget) => {
          const plans = some.map((all) => [plan(100), ...all]);
          const task = taskOf(plans, bytes, budget);
          const chosen = await peer(task, viewOf(task, plans));
          expect(new Set(chosen).size).toBe(chosen.length);
          expect(chosen.reduce((sum, index) => sum + bytes[index]!, 0)).toBeLessThanOrEqual(budget);
          expect(totalCost(task, plans, chosen)).toBeLessThanOrEqual(totalCost(task, plans, []));
        },
      ),
    );
  });
});

test('a longer index serves two queries: extend grows one, dta merges two', async () => {
  // (a), (b), (a, b), (b, a): the first query wants (a), the second (a, b); together (a, b) is smaller than both.
  const columns = [['a'], ['b'], ['a', 'b'], ['b', 'a']];
  const plans = [
    [plan(100), plan(10, 0), plan(12, 2)],
    [plan(100), plan(60, 0), plan(5, 2), plan(70, 1), plan(8, 3)],
  ];
  const task = taskOf(plans, [10, 10, 15, 15], 15, columns);
  for (const peer of [extend, dta]) expect(await peer(task, viewOf(task, plans))).toEqual([2]);
});

test('questions are counted once for the same query and the same relevant indexes', async () => {
  const plans = [[plan(100), plan(10, 0)], [plan(50)]];
  const task = taskOf(plans, [10, 10], 100);
  const costs = viewOf(task, plans);
  const none = await costs.none();
  expect(none.cost).toBe(150);
  expect(costs.asked()).toBe(2);
  const one = await costs.change(none, { add: [0] });
  await costs.change(none, { add: [0, 1] });
  expect(one).toMatchObject({ cost: 60, bytes: 10, indexes: [0] });
  expect(costs.asked()).toBe(3);
  expect((await costs.change(one, { remove: [0] })).cost).toBe(150);
  expect(costs.asked()).toBe(3);
});

test('candidates grow out of, merge into and split into others of the pool', () => {
  const pool = candidatePool([
    ...[['a'], ['a', 'b'], ['a', 'b', 'c'], ['b'], ['c', 'b'], ['c', 'a', 'b']].map((keys) => indexOn(keys)),
    indexOn(['a'], ['c']),
    indexOn(['a'], [], 'b > 1'),
  ]);
  expect(pool.roots).toEqual([0, 3, 4, 5, 7]);
  expect(pool.extensions(0)).toEqual([1, 6]);
  expect(pool.extensions(1)).toEqual([2]);
  expect(pool.prefixes(2)).toEqual([0, 1, 6]);
  expect(pool.merged(0, 3)).toBe(1);
  expect(pool.merged(1, 4)).toBe(2);
  expect(pool.merged(0, 7)).toBeUndefined();
  expect(pool.split(1, 4)).toEqual([3, 0]);
});

function plan(cost: number, ...needs: readonly number[]): SyntheticPlan {
  return { cost, needs };
}

/** Columns of other tables, unless they are given. */
function taskOf(
  plans: readonly (readonly SyntheticPlan[])[],
  bytes: readonly number[],
  budget: number,
  columns: readonly (readonly string[])[] = bytes.map((_, at) => [`column_${at}`]),
): AdvisorTask {
  return {
    budget,
    items: plans.map((all) => ({
      weight: 1,
      relevant: [...new Set(all.flatMap(({ needs }) => needs))].sort((a, b) => a - b),
    })),
    indexes: bytes.map((size, at) => ({ index: indexOn(columns[at]!), bytes: size })),
  };
}

function indexOn(keys: readonly string[], include: readonly string[] = [], predicate?: string): IndexDefinition {
  return IndexDefinition.parse({
    ...{ schema: 'public', table: 't', name: keys.join('_'), keys: keys.map((column) => ({ column })), include },
    ...(predicate === undefined ? {} : { predicate }),
  });
}

function askOf(plans: readonly (readonly SyntheticPlan[])[]): AskCost {
  return async (item, present) => {
    const open = plans[item]!.filter(({ needs }) => needs.every((index) => present.includes(index)));
    const best = open.reduce((least, one) => (one.cost < least.cost ? one : least));
    return { cost: best.cost, used: best.needs };
  };
}

function viewOf({ items, indexes }: AdvisorTask, plans: readonly (readonly SyntheticPlan[])[]): Costs {
  return createCosts(
    items,
    indexes.map(({ bytes }) => bytes),
    askOf(plans),
  );
}

async function costAfter(
  peer: Advisor,
  task: AdvisorTask,
  plans: readonly (readonly SyntheticPlan[])[],
): Promise<number> {
  return totalCost(task, plans, await peer(task, viewOf(task, plans)));
}

function totalCost(
  { items }: AdvisorTask,
  plans: readonly (readonly SyntheticPlan[])[],
  present: readonly number[],
): number {
  return items.reduce((sum, { weight }, item) => {
    const open = plans[item]!.filter(({ needs }) => needs.every((index) => present.includes(index)));
    return sum + weight * Math.min(...open.map(({ cost }) => cost));
  }, 0);
}

/** Every set that fits. */
function optimum(task: AdvisorTask, plans: readonly (readonly SyntheticPlan[])[]): number {
  const count = task.indexes.length;
  const sets = Array.from({ length: 2 ** count }, (_, bits) =>
    [...task.indexes.keys()].filter((index) => Math.floor(bits / 2 ** index) % 2 === 1),
  );
  const fitting = sets.filter((set) => set.reduce((sum, index) => sum + task.indexes[index]!.bytes, 0) <= task.budget);
  return Math.min(...fitting.map((set) => totalCost(task, plans, set)));
}
