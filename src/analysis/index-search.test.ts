import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { OracleAnswer } from './answer-cache.ts';
import { searchIndexes } from './index-search.ts';
import { index } from './shop.fixture.ts';

/** A planner in small: it knows a few ways to run the query, each needs some indexes, and it takes the cheapest. */
interface Way {
  readonly needs: readonly number[];
  readonly cost: number;
}
const signal = new AbortController().signal;

function oracle(candidates: readonly IndexDefinition[], ways: readonly Way[], base: number) {
  const nameOf = (at: number) => candidates[at]!.name;
  return (offered: readonly string[]) => {
    const open = ways.filter(({ needs }) => needs.every((at) => offered.includes(nameOf(at))));
    return [{ needs: [] as readonly number[], cost: base }, ...open].reduce((best, way) =>
      way.cost < best.cost ? way : best,
    );
  };
}

function planner(candidates: readonly IndexDefinition[], ways: readonly Way[], base: number) {
  const cheapest = oracle(candidates, ways, base);
  return async (indexes: readonly IndexDefinition[]): Promise<OracleAnswer> => {
    const way = cheapest(indexes.map(({ name }) => name));
    return {
      cost: way.cost,
      used: way.needs.map((at) => candidates[at]!.name),
      bytes: Object.fromEntries(
        indexes.map(({ name, keys, include }) => [name, 1000 * (keys.length + include.length)]),
      ),
    };
  };
}

function subsets<T>(all: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: 2 ** all.length }, (_, bits) => all.filter((__, at) => ((bits >> at) & 1) === 1));
}

const columns = ['user_id', 'status', 'total', 'created_at', 'deleted_at', 'note'];
const six = columns.map((column) => index('orders', [column]));

/** Plain, partial and covering ones. */
const mixed = six.map((one, at) => [one, { ...one, include: ['id'] }, { ...one, predicate: 'total > 5' }][at % 3]!);

const instance = fc.record({
  pool: fc.constantFrom(six, mixed),
  count: fc.integer({ min: 1, max: 6 }),
  maxIndexes: fc.integer({ min: 1, max: 4 }),
  base: fc.integer({ min: 100, max: 1000 }),
  ways: fc.array(
    fc.record({
      needs: fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 4 }),
      cost: fc.integer({ min: 1, max: 1100 }),
    }),
    { maxLength: 24 },
  ),
});

describe('searchIndexes', () => {
  it('is within 2 % of the optimum, and no smaller set is (against brute force)', async () => {
    await fc.assert(
      fc.asyncProperty(instance, async ({ pool, count, maxIndexes, base, ways }) => {
        const candidates = pool.slice(0, count);
        const known = ways.filter(({ needs }) => needs.every((at) => at < count));
        const cheapest = oracle(candidates, known, base);
        const sets = subsets(candidates.map(({ name }) => name)).filter((set) => set.length <= maxIndexes);
        const optimum = Math.min(...sets.map((set) => cheapest(set).cost));

        const found = await searchIndexes({
          candidates,
          ask: planner(candidates, known, base),
          signal,
          maxIndexes,
          maxQuestions: 1000,
        });

        expect(found.certain).toBe(true);
        expect(found.base).toBe(base);
        if (optimum > base * 0.95) {
          expect(found.chosen).toEqual([]);
          expect(found.cost).toBe(base);
          return;
        }
        expect(found.chosen.length).toBeLessThanOrEqual(maxIndexes);
        expect(found.cost).toBe(cheapest(found.chosen.map(({ name }) => name)).cost);
        expect(found.cost).toBeLessThanOrEqual(optimum * 1.02);
        const smaller = sets.filter((set) => set.length < found.chosen.length);
        for (const set of smaller) expect(cheapest(set).cost).toBeGreaterThan(optimum * 1.02);
        expect(found.lowerBound).toBeLessThanOrEqual(found.cost);
      }),
      { numRuns: 500 },
    );
  });

  it('never asks more than it may by much, and still answers with a set that it tried', async () => {
    await fc.assert(
      fc.asyncProperty(instance, async ({ base, ways }) => {
        const cheapest = oracle(six, ways, base);
        const found = await searchIndexes({ candidates: six, ask: planner(six, ways, base), signal, maxQuestions: 4 });
        expect(found.cost).toBe(cheapest(found.chosen.map(({ name }) => name)).cost);
        expect(found.asked).toBe(found.tried.length);
        expect(found.cost).toBeLessThanOrEqual(base);
      }),
      { numRuns: 100 },
    );
  });

  it('asks two questions where nothing helps', async () => {
    const found = await searchIndexes({ candidates: six, ask: planner(six, [{ needs: [1], cost: 98 }], 100), signal });
    expect(found).toMatchObject({ chosen: [], cost: 100, base: 100, asked: 2 });
  });

  it('prefers the plain index until the covering one gains more than 2 %', async () => {
    const plain = index('orders', ['user_id']);
    const covering = index('orders', ['user_id'], { name: 'covering', include: ['total'] });
    const candidates = [covering, plain];
    const search = (cost: number, negligible = 0) =>
      searchIndexes({
        candidates,
        ask: planner(
          candidates,
          [
            { needs: [1], cost: 50 },
            { needs: [0], cost },
          ],
          1000,
        ),
        signal,
        negligible,
      });
    expect((await search(49.5)).chosen).toEqual([plain]);
    expect((await search(40)).chosen).toEqual([covering]);
    expect((await search(40, 0.01)).chosen).toEqual([plain]);
  });

  it('takes a partial index where it is cheaper and much smaller', async () => {
    const plain = index('orders', ['status', 'created_at']);
    const partial = index('orders', ['created_at'], { name: 'partial', predicate: "status = 'open'" });
    const search = async (bytes: number) => {
      const ask = planner(
        [plain, partial],
        [
          { needs: [0], cost: 21 },
          { needs: [1], cost: 5 },
        ],
        16_000,
      );
      const found = await searchIndexes({
        candidates: [plain, partial],
        ask: async (indexes) => {
          const answer = await ask(indexes);
          return 'refused' in answer ? answer : { ...answer, bytes: { [plain.name]: 20_000, partial: bytes } };
        },
        signal,
        negligible: 0.01,
      });
      return found.chosen;
    };
    expect(await search(500)).toEqual([partial]);
    expect(await search(19_000)).toEqual([plain]);
  });

  it('takes the narrower of two equal ones, and one instead of two', async () => {
    const wide = index('orders', ['user_id', 'total']);
    const candidates = [wide, ...six];
    const ways = [
      { needs: [0], cost: 10 },
      { needs: [1], cost: 10.1 },
      { needs: [2, 3], cost: 9.99 },
    ];
    const found = await searchIndexes({ candidates, ask: planner(candidates, ways, 1000), signal });
    expect(found.chosen).toEqual([six[0]]);
  });

  it('prefers the one that keeps an order to a shorter one of equal cost, and only then', async () => {
    const [short] = six;
    const ordered = index('orders', ['user_id', 'created_at']);
    const candidates = [ordered, short!];
    const search = async (cost: number) => {
      const ways = [
        { needs: [0], cost },
        { needs: [1], cost: 10 },
      ];
      const names = new Set([ordered.name]);
      return (await searchIndexes({ candidates, ordered: names, ask: planner(candidates, ways, 1000), signal })).chosen;
    };
    expect(await search(10.1)).toEqual([ordered]);
    expect(await search(12)).toEqual([short]);
  });

  it('leaves out what cannot be made', async () => {
    const ask = planner(
      six,
      [
        { needs: [0], cost: 10 },
        { needs: [1], cost: 20 },
      ],
      1000,
    );
    const found = await searchIndexes({
      candidates: six,
      ask: async (indexes) => (indexes.includes(six[0]!) ? { refused: 'not immutable' } : ask(indexes)),
      signal,
    });
    expect(found.chosen).toEqual([six[1]]);
    expect(found.refused).toEqual([{ name: six[0]!.name, why: 'not immutable' }]);
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    controller.abort();
    const run = searchIndexes({ candidates: six, ask: planner(six, [], 10), signal: controller.signal });
    await expect(run).rejects.toThrow();
  });
});
