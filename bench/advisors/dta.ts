import type { Advisor } from './advisor.ts';
import { candidatePool } from './candidate-pool.ts';
import type { Configuration, Costs } from './costs.ts';
import { usedIndexes } from './used-indexes.ts';

/** The published one stops when its time is up; so that runs can be repeated, this one stops after so many questions. */
const mostQuestions = 20_000;

/**
 * The anytime algorithm of the Database Tuning Advisor: candidates are what each query uses when all indexes are there,
 * these merged in pairs, and these shortened; from each of them, and from nothing, indexes are added greedily, always the one that makes
 * the workload cheapest; the best of all results. S. Chaudhuri, V. Narasayya: Anytime Algorithm of Database Tuning
 * Advisor for Microsoft SQL Server, 2020; as evaluated by J. Kossmann et al.: Magic mirror in my hand, PVLDB 13(12), 2020.
 */
export const dta: Advisor = async (task, costs) => {
  const { indexes, budget } = task;
  const pool = candidatePool(indexes.map(({ index }) => index));
  const used = new Set((await usedIndexes(task, costs)).flatMap((one) => one.used));
  const merged = [...used].flatMap((first) => [...used].flatMap((second) => pool.merged(first, second) ?? []));
  // What covers a query is wide: the shorter forms of it are candidates too, else small budgets would go unused.
  const shorter = [...used].flatMap((index) => pool.prefixes(index));
  const candidates = [...new Set([...used, ...merged, ...shorter])].filter(
    (index) => (indexes[index]?.bytes ?? 0) <= budget,
  );
  const none = await costs.none();
  const seeds: Configuration[] = [];
  for (const index of candidates) seeds.push(await costs.change(none, { add: [index] }));
  let best = none;
  // Those that save most alone go first, for the case that the questions run out.
  for (const seed of [none, ...seeds.toSorted((a, b) => a.cost - b.cost)]) {
    const reached = await addGreedily(seed, candidates, budget, costs);
    if (reached.cost < best.cost) best = reached;
    if (costs.asked() >= mostQuestions) break;
  }
  return best.indexes;

  async function addGreedily(
    seed: Configuration,
    offered: readonly number[],
    room: number,
    view: Costs,
  ): Promise<Configuration> {
    let current = seed;
    for (;;) {
      let next = current;
      for (const index of offered) {
        if (current.indexes.includes(index) || current.bytes + (indexes[index]?.bytes ?? 0) > room) continue;
        if (view.asked() >= mostQuestions) break;
        const tried = await view.change(current, { add: [index] });
        if (tried.cost < next.cost) next = tried;
      }
      if (next === current) return current;
      current = next;
    }
  }
};
