import type { Advisor } from './advisor.ts';
import { candidatePool } from './candidate-pool.ts';
import type { Configuration } from './costs.ts';
import { usedIndexes } from './used-indexes.ts';

/**
 * Relaxation: from what every query would like best, indexes are removed, shortened, merged and split, always the step
 * that loses least for the bytes that it frees, until the rest fits. N. Bruno, S. Chaudhuri: Automatic Physical Database
 * Tuning: A Relaxation-based Approach, SIGMOD 2005.
 */
export const relaxation: Advisor = async (task, costs) => {
  const { indexes, budget } = task;
  const pool = candidatePool(indexes.map(({ index }) => index));
  const used = new Set((await usedIndexes(task, costs)).flatMap((one) => one.used));
  let current = await costs.change(await costs.none(), { add: [...used] });
  while (current.bytes > budget) {
    let best: { readonly next: Configuration; readonly penalty: number } | undefined;
    for (const step of stepsFrom(current.indexes)) {
      const next = await costs.change(current, step);
      const freed = current.bytes - next.bytes;
      if (freed <= 0) continue;
      const lost = next.cost - current.cost;
      // What costs nothing goes first, the larger before the smaller.
      const penalty = lost > 0 ? lost / freed : freed * (lost - 1);
      if (best === undefined || penalty < best.penalty) best = { next, penalty };
    }
    if (best === undefined) break;
    current = best.next;
  }
  return current.indexes;

  function stepsFrom(
    chosen: readonly number[],
  ): readonly { readonly remove: readonly number[]; readonly add: readonly number[] }[] {
    const pairs = chosen.flatMap((first) =>
      chosen.flatMap((second) => (first === second ? [] : [[first, second] as const])),
    );
    return [
      ...chosen.map((index) => ({ remove: [index], add: [] })),
      ...chosen.flatMap((index) => pool.prefixes(index).map((short) => ({ remove: [index], add: [short] }))),
      ...pairs.flatMap(([first, second]) => {
        const merged = pool.merged(first, second);
        return merged === undefined
          ? []
          : [{ remove: [first, second].filter((index) => index !== merged), add: [merged] }];
      }),
      ...pairs.flatMap(([first, second]) => {
        const parts = first < second ? pool.split(first, second) : undefined;
        return parts === undefined
          ? []
          : [{ remove: [first, second].filter((index) => !parts.includes(index)), add: parts }];
      }),
    ];
  }
};
