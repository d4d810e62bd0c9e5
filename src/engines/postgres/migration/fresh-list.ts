/** Relations that a file has made so far; a file may make many thousands, so its steps share one list. */
export interface FreshList {
  readonly has: (relation: string) => boolean;
  readonly add: (relation: string) => void;
  readonly count: () => number;
  /** The first `count` of them, as a list of their own. */
  readonly first: (count: number) => string[];
}

export function createFreshList(names: readonly string[] = []): FreshList {
  const all = new Set(names);
  const order = [...all];
  return {
    has: (relation) => all.has(relation),
    add: (relation) => {
      if (all.has(relation)) return;
      all.add(relation);
      order.push(relation);
    },
    count: () => order.length,
    first: (count) => order.slice(0, count),
  };
}
