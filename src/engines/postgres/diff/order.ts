/** A step of the way, with what decides where it stands among those that are free to go next. */
export interface Step {
  readonly id: string;
  readonly rank: string;
}

interface Ordered {
  readonly ids: readonly string[];
  /** Steps that wait for each other: no order was found for them. */
  readonly circle: readonly string[];
}

/**
 * Each step behind those that it waits for; of those that are free, the one of the smallest rank: the same steps give
 * the same order. https://dl.acm.org/doi/10.1145/368996.369025 (A. B. Kahn, Topological sorting of large networks)
 */
export function inOrder(steps: readonly Step[], before: ReadonlyMap<string, ReadonlySet<string>>): Ordered {
  const ranks = new Map(steps.map(({ id, rank }) => [id, `${rank} ${id}`]));
  const rankOf = (id: string) => ranks.get(id) ?? '';
  const waits = new Map(steps.map(({ id }) => [id, 0]));
  const followers = new Map<string, string[]>();
  for (const [id, needs] of before) {
    for (const need of needs) {
      if (!waits.has(need) || !waits.has(id)) continue;
      waits.set(id, (waits.get(id) ?? 0) + 1);
      const known = followers.get(need);
      if (known) known.push(id);
      else followers.set(need, [id]);
    }
  }
  const free = heap(rankOf);
  for (const [id, count] of waits) if (count === 0) free.add(id);
  const ids: string[] = [];
  for (let id = free.take(); id !== undefined; id = free.take()) {
    ids.push(id);
    for (const follower of followers.get(id) ?? []) {
      const left = (waits.get(follower) ?? 0) - 1;
      waits.set(follower, left);
      if (left === 0) free.add(follower);
    }
  }
  const done = new Set(ids);
  return {
    ids,
    circle: circleAmong(
      steps.map(({ id }) => id).filter((id) => !done.has(id)),
      before,
    ),
  };
}

/** What is left waits for a circle or stands in one: going back from any of them ends in one. */
function circleAmong(left: readonly string[], before: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const [first] = left;
  if (first === undefined) return [];
  const stuck = new Set(left);
  const path: string[] = [];
  for (let at: string | undefined = first; at !== undefined; ) {
    const again = path.indexOf(at);
    if (again >= 0) return path.slice(again);
    path.push(at);
    at = [...(before.get(at) ?? [])].filter((need) => stuck.has(need)).sort()[0];
  }
  return path;
}

/** A binary heap: adding and taking cost the logarithm of what waits. */
function heap(rankOf: (id: string) => string) {
  const items: string[] = [];
  const isLess = (a: number, b: number) => rankOf(items[a] ?? '') < rankOf(items[b] ?? '');
  const swap = (a: number, b: number) => {
    const [x, y] = [items[a] ?? '', items[b] ?? ''];
    items[a] = y;
    items[b] = x;
  };
  return {
    add: (id: string) => {
      items.push(id);
      for (let at = items.length - 1; at > 0 && isLess(at, (at - 1) >> 1); at = (at - 1) >> 1) swap(at, (at - 1) >> 1);
    },
    take: (): string | undefined => {
      const [first] = items;
      const last = items.pop();
      if (items.length === 0 || last === undefined) return first;
      items[0] = last;
      for (let at = 0; ; ) {
        const [left, right] = [2 * at + 1, 2 * at + 2];
        let least = at;
        if (left < items.length && isLess(left, least)) least = left;
        if (right < items.length && isLess(right, least)) least = right;
        if (least === at) return first;
        swap(at, least);
        at = least;
      }
    },
  };
}
