import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { index as indexOn } from '#analysis/shop.fixture.ts';
import { type ItemAnswer, type SearchIndex, searchWorkload, type WorkloadSearchRequest } from './search-workload.ts';
import { syntheticWorkload } from './synthetic-workload.fixture.ts';

/** A planner in small: each item knows a few ways to run, each needs some indexes, and it takes the cheapest. */
interface Way {
  readonly needs: readonly number[];
  readonly cost: number;
}
interface Small {
  readonly bytes: readonly number[];
  readonly taxes: readonly number[];
  readonly standing: number;
  readonly items: readonly { readonly weight: number; readonly base: number; readonly ways: readonly Way[] }[];
  readonly budget: number | undefined;
}

const { signal } = new AbortController();
const small: fc.Arbitrary<Small> = fc.integer({ min: 1, max: 8 }).chain((count) =>
  fc.record({
    bytes: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: count, maxLength: count }),
    taxes: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: count, maxLength: count }),
    standing: fc.integer({ min: 0, max: Math.min(2, count - 1) }),
    items: fc.array(
      fc.record({
        weight: fc.integer({ min: 1, max: 5 }),
        base: fc.integer({ min: 100, max: 1000 }),
        ways: fc.array(
          fc.record({
            needs: fc.uniqueArray(fc.integer({ min: 0, max: count - 1 }), { minLength: 1, maxLength: 4 }),
            cost: fc.integer({ min: 1, max: 900 }),
          }),
          { maxLength: 12 },
        ),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    budget: fc.option(fc.integer({ min: 0, max: 400 }), { nil: undefined }),
  }),
);

function wayOf({ items }: Small, item: number, present: readonly number[]): Way {
  const { base, ways } = items[item]!;
  const open = ways.filter(({ needs }) => needs.every((at) => present.includes(at)));
  return open.reduce((best, way) => (way.cost < best.cost ? way : best), { needs: [], cost: base });
}

function requestOf(given: Small, more: Partial<WorkloadSearchRequest> = {}): WorkloadSearchRequest {
  const indexes = given.bytes.map(
    (bytes, at): SearchIndex => ({
      index: indexOn(`t${at % 3}`, [`c${at}`]),
      exists: at < given.standing,
      tax: given.taxes[at]!,
      bytes,
    }),
  );
  return {
    items: given.items.map(({ weight }) => ({ weight, relevant: given.bytes.map((_, at) => at) })),
    indexes,
    ask: async (item, present) => {
      const { cost, needs } = wayOf(given, item, present);
      return { cost, used: needs };
    },
    signal,
    minimumGain: 0,
    ...(given.budget === undefined ? {} : { budget: given.budget }),
    ...more,
  };
}

function costOf(given: Small, present: readonly number[]): number {
  const taxes = present.reduce((sum, at) => sum + given.taxes[at]!, 0);
  return given.items.reduce((sum, { weight }, item) => sum + weight * wayOf(given, item, present).cost, taxes);
}

function presentIn(given: Small, found: { readonly chosen: readonly number[]; readonly dropped: readonly number[] }) {
  const kept = [...given.bytes.keys()].filter((at) => at < given.standing && !found.dropped.includes(at));
  return [...kept, ...found.chosen];
}

/** The least cost of any set that fits and drops only what may be dropped. */
function optimum(given: Small): number {
  const count = given.bytes.length;
  const standing = [...given.bytes.keys()].filter((at) => at < given.standing);
  const room = (given.budget ?? Number.POSITIVE_INFINITY) + standing.reduce((sum, at) => sum + given.bytes[at]!, 0);
  const before = given.items.map((_, item) => wayOf(given, item, standing).cost);
  let least = costOf(given, standing);
  for (let bits = 0; bits < 2 ** count; bits += 1) {
    const present = [...given.bytes.keys()].filter((at) => ((bits >> at) & 1) === 1);
    if (present.reduce((sum, at) => sum + given.bytes[at]!, 0) > room) continue;
    const dropped = standing.filter((at) => !present.includes(at));
    const cost = costOf(given, present);
    const isWorth = dropped.every((at) => costOf(given, [...present, at]) > cost);
    const isFine = before.every((one, item) => wayOf(given, item, present).cost <= one * 1.1);
    if (dropped.length === 0 || (isWorth && isFine)) least = Math.min(least, cost);
  }
  return least;
}

describe('searchWorkload on small workloads', () => {
  it('finds the optimum, and its lower bound is none above it (against all sets)', async () => {
    const runs = { all: 0, exact: 0, worst: 0, asked: 0, gap: 0 };
    await fc.assert(
      fc.asyncProperty(small, async (given) => {
        const found = await searchWorkload(requestOf(given, { maxQuestions: 5000 }));
        const best = optimum(given);
        const present = presentIn(given, found);
        expect(found.cost).toBeCloseTo(costOf(given, present), 6);
        expect(found.lowerBound).toBeLessThanOrEqual(best + 1e-6);
        expect(found.cost).toBeGreaterThanOrEqual(best - 1e-6);
        const over = found.cost / best - 1;
        runs.all += 1;
        runs.exact += over < 1e-9 ? 1 : 0;
        runs.worst = Math.max(runs.worst, over);
        runs.asked += found.asked;
        runs.gap += found.gap;
      }),
      { numRuns: 300, seed: 5 },
    );
    console.log(
      `optimum in ${runs.exact} of ${runs.all}, worst ${(100 * runs.worst).toFixed(3)} % over, ${(runs.asked / runs.all).toFixed(1)} questions, mean gap ${((100 * runs.gap) / runs.all).toFixed(2)} %`,
    );
    expect(runs.exact / runs.all).toBeGreaterThanOrEqual(0.95);
    expect(runs.worst).toBeLessThanOrEqual(0.01);
  });

  it('keeps to the budget, the number of indexes and of questions, and its trail only falls', async () => {
    await fc.assert(
      fc.asyncProperty(
        small,
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 1, max: 60 }),
        async (given, maxIndexes, maxQuestions) => {
          const found = await searchWorkload(requestOf(given, { maxIndexes, maxQuestions }));
          expect(found.asked).toBeLessThanOrEqual(Math.max(maxQuestions, given.items.length));
          expect(found.chosen.length).toBeLessThanOrEqual(maxIndexes);
          const present = presentIn(given, found);
          const sum = (positions: readonly number[]) => positions.reduce((all, at) => all + given.bytes[at]!, 0);
          if (given.budget !== undefined)
            expect(sum(found.chosen)).toBeLessThanOrEqual(given.budget + sum(found.dropped));
          // Without questions left the cost is what is known to be reached at the least.
          expect(found.cost).toBeGreaterThanOrEqual(costOf(given, present) - 1e-6);
          if (found.complete) expect(found.cost).toBeCloseTo(costOf(given, present), 6);
          expect(found.cost).toBeLessThanOrEqual(found.base + 1e-9);
          for (const [at, { cost, asked }] of found.trail.entries()) {
            const before = found.trail[at - 1];
            if (before !== undefined) expect(cost < before.cost && asked >= before.asked).toBe(true);
          }
          expect(found.curve.at(-1)?.indexes).toEqual(found.chosen);
          expect(found.curve.at(-1)?.cost).toBeCloseTo(found.cost, 6);
        },
      ),
      { numRuns: 150, seed: 6 },
    );
  });

  it('ends where it is told to, with what it has', async () => {
    const given: Small = {
      bytes: [1, 1],
      taxes: [0, 0],
      standing: 0,
      budget: undefined,
      items: [0, 1].map((at) => ({ weight: 1, base: 100, ways: [{ needs: [at], cost: 10 }] })),
    };
    const found = await searchWorkload(requestOf(given, { isOver: () => true }));
    expect(found).toMatchObject({ base: 200, cost: 200, chosen: [], complete: false, asked: 2 });
    const whole = await searchWorkload(requestOf(given));
    expect(whole).toMatchObject({ cost: 20, complete: true });
    expect(whole.itemCosts).toEqual([
      { before: 100, after: 10 },
      { before: 100, after: 10 },
    ]);
  });

  it('drops an index whose upkeep costs more than it saves, and none that an item needs', async () => {
    const given: Small = {
      bytes: [1, 1],
      taxes: [50, 50],
      standing: 2,
      budget: 0,
      items: [
        { weight: 10, base: 100, ways: [{ needs: [0], cost: 99 }] },
        { weight: 1, base: 100, ways: [{ needs: [1], cost: 80 }] },
      ],
    };
    const found = await searchWorkload(requestOf(given));
    expect(found.dropped).toEqual([0]);
    expect(found.cost).toBe(1000 + 80 + 50);
  });

  it('leaves out what cannot be made, and goes on without items that cannot be planned', async () => {
    const given: Small = {
      bytes: [1, 1, 1],
      taxes: [0, 0, 0],
      standing: 0,
      budget: undefined,
      items: [0, 1, 2].map((at) => ({
        weight: 1,
        base: 100,
        ways: [
          { needs: [at], cost: 10 },
          { needs: [1], cost: 5 },
        ],
      })),
    };
    const { ask, ...rest } = requestOf(given);
    const found = await searchWorkload({
      ...rest,
      ask: async (item, present): Promise<ItemAnswer> => {
        if (item === 2) return { failed: 'relation "gone" does not exist' };
        return present.includes(1) ? { refused: 'too wide' } : ask(item, present);
      },
    });
    expect(found.refused).toEqual([{ index: 1, why: 'too wide' }]);
    expect(found.failed).toEqual([{ item: 2, why: 'relation "gone" does not exist' }]);
    expect(found.chosen).toEqual([0]);
    expect(found.itemCosts).toEqual([
      { before: 100, after: 10 },
      { before: 100, after: 100 },
      { before: 0, after: 0 },
    ]);
  });

  it('takes no index that saves too little', async () => {
    const given: Small = {
      bytes: [1],
      taxes: [0],
      standing: 0,
      budget: undefined,
      items: [{ weight: 1, base: 1000, ways: [{ needs: [0], cost: 990 }] }],
    };
    expect((await searchWorkload(requestOf(given, { minimumGain: 0.02 }))).chosen).toEqual([]);
    expect((await searchWorkload(requestOf(given, { minimumGain: 0.005 }))).chosen).toEqual([0]);
  });
});

describe('searchWorkload on a larger workload', () => {
  const size =
    process.env['DBWRIGHT_FULL'] === '1'
      ? { items: 90, tables: 12, perTable: 30 }
      : { items: 12, tables: 5, perTable: 15 };
  const workload = syntheticWorkload('shop', size);
  const budget = workload.bytes * 0.1;
  const search = (more: Partial<WorkloadSearchRequest> = {}) =>
    searchWorkload({
      items: workload.items,
      indexes: workload.indexes,
      ask: workload.ask,
      signal,
      budget,
      minimumGain: 0,
      plainness: 0,
      ...more,
    });

  it('beats a plain greedy with far fewer questions, and is the same each time', async () => {
    const found = await search();
    const plain = greedy(budget);
    const percent = (cost: number) => `${((100 * cost) / found.base).toFixed(3)} %`;
    console.log(
      `${workload.items.length} items, ${workload.indexes.length} indexes: ${percent(found.cost)} in ${found.asked} questions (gap ${percent(found.gap * found.base)}), greedy ${percent(plain.cost)} in ${plain.asked}`,
    );
    expect(found.cost).toBeLessThanOrEqual(plain.cost + 0.0005 * found.base);
    expect(found.asked).toBeLessThan(plain.asked / 2);
    expect(found.asked).toBeLessThanOrEqual(50 * workload.items.length);
    const early = found.trail.filter(({ asked }) => asked <= found.asked / 4).at(-1)!;
    expect(found.base - early.cost).toBeGreaterThan(0.95 * (found.base - found.cost));
    expect(await search()).toEqual(found);
  });

  it('prefers plainer indexes where they cost hardly more', async () => {
    const parts = (chosen: readonly number[]) =>
      chosen.reduce((sum, at) => {
        const { keys, include } = workload.indexes[at]!.index;
        return sum + keys.length + include.length;
      }, 0);
    const cheapest = await search();
    const plain = await search({ plainness: 0.01 });
    expect(parts(plain.chosen)).toBeLessThan(parts(cheapest.chosen));
    expect(plain.cost).toBeLessThanOrEqual(cheapest.cost + 0.01 * cheapest.base);
    expect(plain.chosen.reduce((sum, at) => sum + workload.indexes[at]!.bytes, 0)).toBeLessThanOrEqual(budget);
    expect(plain.asked).toBeLessThan(cheapest.asked * 1.5);
  });

  it('ends correctly where the planner is off by up to 1 %', async () => {
    const noisy = async (item: number, present: readonly number[]) => {
      const { cost, used } = workload.plan(item, present);
      const wobble = [...`${item}|${present.join()}`].reduce(
        (sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 997,
        7,
      );
      return { cost: cost * (1 + wobble / 99_700), used };
    };
    const found = await search({ ask: noisy });
    expect(found.violations.count).toBeGreaterThan(0);
    expect(found.violations.worst).toBeLessThan(0.0101);
    for (const [item, { after }] of found.itemCosts.entries()) {
      const present = found.chosen
        .filter((at) => workload.items[item]!.relevant.includes(at))
        .toSorted((a, b) => a - b);
      expect(after).toBeCloseTo((await noisy(item, present)).cost, 6);
    }
    expect(found.cost).toBeLessThan((await search()).cost * 1.02);
  });

  /** Adds what saves the most for its size, asking about every item that it could matter to. */
  function greedy(room: number) {
    const known = new Map<string, number>();
    const { items, indexes } = workload;
    const cost = (item: number, set: readonly number[]) => {
      const present = items[item]!.relevant.filter((at) => set.includes(at));
      const key = `${item}|${present.join()}`;
      const answer = known.get(key) ?? workload.plan(item, present).cost;
      known.set(key, answer);
      return answer;
    };
    const total = (set: readonly number[]) =>
      items.reduce((sum, { weight }, item) => sum + weight * cost(item, set), 0);
    let set: readonly number[] = [];
    for (let left = room; ; ) {
      const now = total(set);
      const [best] = [...indexes.keys()]
        .filter((at) => !set.includes(at) && indexes[at]!.bytes <= left)
        .map((at) => ({ at, gain: now - total([...set, at]) }))
        .filter(({ gain }) => gain > 0)
        .toSorted((a, b) => b.gain / indexes[b.at]!.bytes - a.gain / indexes[a.at]!.bytes);
      if (best === undefined) return { cost: now, asked: known.size };
      set = [...set, best.at];
      left -= indexes[best.at]!.bytes;
    }
  }
});
