import type { AdvisorItem } from './advisor.ts';

export interface CostAnswer {
  readonly cost: number;
  /** Numbers of the offered indexes that the plan uses. */
  readonly used: readonly number[];
}

export type AskCost = (item: number, present: readonly number[]) => Promise<CostAnswer>;

/** A set of indexes with what each query costs under it. */
export interface Configuration {
  readonly indexes: readonly number[];
  readonly bytes: number;
  /** Weighted sum. */
  readonly cost: number;
  readonly itemCosts: readonly number[];
}

/**
 * One algorithm's view of the planner, with the cost cache that the published implementations have: a query is asked
 * about only once for the same relevant indexes. `asked` counts those questions, whoever answers them.
 */
export interface Costs {
  readonly ask: AskCost;
  readonly none: () => Promise<Configuration>;
  /** Only the queries to which a changed index matters are looked at. */
  readonly change: (
    from: Configuration,
    by: { readonly add?: readonly number[]; readonly remove?: readonly number[] },
  ) => Promise<Configuration>;
  readonly asked: () => number;
}

export function createCosts(items: readonly AdvisorItem[], bytes: readonly number[], ask: AskCost): Costs {
  const answers = items.map(() => new Map<string, CostAnswer>());
  const relevant = items.map((item) => new Set(item.relevant));
  const itemsOf = bytes.map((_, index) => items.flatMap((_item, at) => (relevant[at]?.has(index) ? [at] : [])));
  let asked = 0;

  async function askOnce(item: number, present: readonly number[]): Promise<CostAnswer> {
    const offered = present.filter((index) => relevant[item]?.has(index)).toSorted((a, b) => a - b);
    const key = offered.join();
    const known = answers[item]?.get(key);
    if (known !== undefined) return known;
    asked += 1;
    const answer = await ask(item, offered);
    answers[item]?.set(key, answer);
    return answer;
  }

  async function configuration(
    indexes: readonly number[],
    before: readonly number[],
    changed: Iterable<number>,
  ): Promise<Configuration> {
    const itemCosts = [...before];
    for (const item of changed) itemCosts[item] = (await askOnce(item, indexes)).cost;
    return {
      indexes,
      itemCosts,
      bytes: indexes.reduce((sum, index) => sum + (bytes[index] ?? 0), 0),
      cost: itemCosts.reduce((sum, cost, at) => sum + cost * (items[at]?.weight ?? 0), 0),
    };
  }

  return {
    ask: askOnce,
    none: () => configuration([], [], items.keys()),
    change: (from, { add = [], remove = [] }) => {
      const gone = new Set(remove);
      const indexes = [...new Set([...from.indexes.filter((index) => !gone.has(index)), ...add])];
      const changed = new Set([...add, ...remove].flatMap((index) => itemsOf[index] ?? []));
      return configuration(indexes, from.itemCosts, changed);
    },
    asked: () => asked,
  };
}
