import type { Advisor } from './advisor.ts';
import { candidatePool } from './candidate-pool.ts';
import type { Configuration } from './costs.ts';

/** A step must save at least this share of the cost. */
const leastSaving = 0.003;

/**
 * Extend: from nothing, step by step either one more short index, or one that was chosen grows by a column; always the
 * step that saves most per byte. R. Schlosser, J. Kossmann, M. Boissier: Efficient Scalable Multi-Attribute Index
 * Selection Using Recursive Strategies, ICDE 2019.
 */
export const extend: Advisor = async ({ indexes, budget }, costs) => {
  const pool = candidatePool(indexes.map(({ index }) => index));
  let current = await costs.none();
  for (;;) {
    const chosen = new Set(current.indexes);
    const steps = [
      ...pool.roots.map((add) => ({ add: [add], remove: [] as readonly number[] })),
      ...current.indexes.flatMap((short) => pool.extensions(short).map((long) => ({ add: [long], remove: [short] }))),
    ].filter(({ add }) => add.every((index) => !chosen.has(index)));
    let best: { readonly next: Configuration; readonly ratio: number } | undefined;
    for (const step of steps) {
      if (bytesAfter(step) > budget) continue;
      const next = await costs.change(current, step);
      const saved = current.cost - next.cost;
      if (saved < current.cost * leastSaving || saved <= 0) continue;
      const ratio = saved / Math.max(1, next.bytes - current.bytes);
      if (best === undefined || ratio > best.ratio) best = { next, ratio };
    }
    if (best === undefined) return current.indexes;
    current = best.next;
  }

  function bytesAfter({
    add,
    remove,
  }: {
    readonly add: readonly number[];
    readonly remove: readonly number[];
  }): number {
    const sum = (numbers: readonly number[]) => numbers.reduce((total, at) => total + (indexes[at]?.bytes ?? 0), 0);
    return current.bytes + sum(add) - sum(remove);
  }
};
