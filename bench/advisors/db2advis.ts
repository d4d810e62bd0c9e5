import type { Advisor } from './advisor.ts';
import { candidatePool } from './candidate-pool.ts';
import { createRandom } from './random.ts';
import { usedIndexes } from './used-indexes.ts';

/** The published one varies its choice until its time is up; so that runs can be repeated, this one so many times. */
const variations = 500;
const mostExchanged = 4;

/**
 * DB2Advis: each query is planned once with all indexes there; what it saves is credited to each index that it uses, and
 * the knapsack is filled by saving per byte. Then small random exchanges are tried. G. Valentin et al.: DB2 Advisor: An
 * Optimizer Smart Enough to Recommend Its Own Indexes, ICDE 2000.
 */
export const db2advis: Advisor = async (task, costs) => {
  const { items, indexes, budget } = task;
  const bytesOf = (index: number) => indexes[index]?.bytes ?? 0;
  const credits = new Map<number, number>();
  for (const [item, { before, cost, used }] of (await usedIndexes(task, costs)).entries()) {
    const saved = (before - cost) * (items[item]?.weight ?? 0);
    for (const index of used) credits.set(index, (credits.get(index) ?? 0) + saved);
  }
  const ranked = combineSubsumed();
  let current = await costs.change(await costs.none(), { add: fillKnapsack() });
  const random = createRandom(1);
  for (let round = 0; round < variations; round += 1) {
    const exchange = drawExchange();
    const tried = await costs.change(current, exchange);
    if (tried.cost < current.cost) current = tried;
  }
  return current.indexes;

  /** An index takes over the credit of those that it begins with, where it saves more per byte than they. */
  function combineSubsumed(): readonly number[] {
    const pool = candidatePool(indexes.map(({ index }) => index));
    const gone = new Set<number>();
    const byRatio = () =>
      [...credits.keys()].filter((index) => !gone.has(index)).toSorted((a, b) => ratio(b) - ratio(a));
    for (const index of byRatio()) {
      if (gone.has(index)) continue;
      for (const short of pool.prefixes(index)) {
        if (gone.has(short) || !credits.has(short) || ratio(short) > ratio(index)) continue;
        credits.set(index, (credits.get(index) ?? 0) + (credits.get(short) ?? 0));
        gone.add(short);
      }
    }
    return byRatio();
  }

  function ratio(index: number): number {
    return (credits.get(index) ?? 0) / Math.max(1, bytesOf(index));
  }

  function fillKnapsack(): readonly number[] {
    let room = budget;
    return ranked.filter((index) => {
      if ((credits.get(index) ?? 0) <= 0 || bytesOf(index) > room) return false;
      room -= bytesOf(index);
      return true;
    });
  }

  function drawExchange(): { readonly add: readonly number[]; readonly remove: readonly number[] } {
    const remove = draw(current.indexes, Math.floor(random() * (mostExchanged + 1)));
    let room = budget - current.bytes + remove.reduce((sum, index) => sum + bytesOf(index), 0);
    const others = ranked.filter((index) => !current.indexes.includes(index));
    const add = draw(others, others.length)
      .slice(0, 4 * mostExchanged)
      .filter((index) => {
        if (bytesOf(index) > room) return false;
        room -= bytesOf(index);
        return true;
      });
    return { add: add.slice(0, mostExchanged), remove };
  }

  function draw(from: readonly number[], count: number): readonly number[] {
    return from
      .map((index) => ({ index, place: random() }))
      .toSorted((a, b) => a.place - b.place)
      .slice(0, count)
      .map(({ index }) => index);
  }
};
