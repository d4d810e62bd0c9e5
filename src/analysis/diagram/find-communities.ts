/** Two nodes that belong together, and how much. Nodes are counted from 0. */
export interface Tie {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
}

interface Network {
  /** Of each node its neighbours with weights; itself too, where it stands for several. */
  readonly ties: readonly ReadonlyMap<number, number>[];
  readonly degrees: readonly number[];
  readonly total: number;
}

/**
 * Communities by modularity, as Louvain's method finds them: each node moves to the neighbour's community that gains
 * most, then communities become nodes, until nothing moves. Nodes are visited in order, so that the same ties always
 * give the same answer. A higher `resolution` gives smaller communities. Answers the community of each node.
 * https://arxiv.org/abs/0803.0476
 */
export function findCommunities(nodes: number, ties: readonly Tie[], resolution = 1): readonly number[] {
  let network = networkOf(nodes, ties);
  let homes: readonly number[] = Array.from({ length: nodes }, (_, node) => node);
  for (;;) {
    const moved = moveNodes(network, resolution);
    const names = [...new Set(moved)];
    if (names.length === network.ties.length) return numbered(homes);
    const place = new Map(names.map((name, at) => [name, at]));
    const next = moved.map((home) => place.get(home) ?? 0);
    homes = homes.map((home) => next[home] ?? 0);
    network = merged(network, next, names.length);
  }
}

function networkOf(nodes: number, ties: readonly Tie[]): Network {
  const all = Array.from({ length: nodes }, () => new Map<number, number>());
  for (const { a, b, weight } of ties) {
    if (a === b) continue;
    all[a]?.set(b, (all[a]?.get(b) ?? 0) + weight);
    all[b]?.set(a, (all[b]?.get(a) ?? 0) + weight);
  }
  return weighed(all);
}

function weighed(ties: readonly ReadonlyMap<number, number>[]): Network {
  const degrees = ties.map((near) => [...near.values()].reduce((sum, weight) => sum + weight, 0));
  return { ties, degrees, total: degrees.reduce((sum, degree) => sum + degree, 0) };
}

/** One level: nodes move until none gains by it. */
function moveNodes({ ties, degrees, total }: Network, resolution: number): readonly number[] {
  const homes = ties.map((_, node) => node);
  const sums = [...degrees];
  if (total === 0) return homes;
  // Each move raises the modularity, so this ends; rounding may let two moves take turns, hence the limit.
  for (let round = 0; round < 100; round += 1) {
    let moves = 0;
    for (const [node, near] of ties.entries()) {
      const home = homes[node] ?? node;
      const degree = degrees[node] ?? 0;
      const shares = new Map<number, number>([[home, 0]]);
      for (const [other, weight] of near) {
        if (other === node) continue;
        const there = homes[other] ?? other;
        shares.set(there, (shares.get(there) ?? 0) + weight);
      }
      sums[home] = (sums[home] ?? 0) - degree;
      const gain = (there: number, weight: number) => weight - (resolution * degree * (sums[there] ?? 0)) / total;
      let best = home;
      let most = gain(home, shares.get(home) ?? 0);
      for (const [there, weight] of shares) {
        const gained = gain(there, weight);
        if (gained > most + 1e-9) {
          best = there;
          most = gained;
        }
      }
      sums[best] = (sums[best] ?? 0) + degree;
      if (best !== home) moves += 1;
      homes[node] = best;
    }
    if (moves === 0) return homes;
  }
  return homes;
}

/** Each community becomes a node; what tied its members stays with it as a tie to itself. */
function merged({ ties }: Network, homes: readonly number[], count: number): Network {
  const all = Array.from({ length: count }, () => new Map<number, number>());
  for (const [node, near] of ties.entries()) {
    const from = homes[node] ?? 0;
    for (const [other, weight] of near) {
      const to = homes[other] ?? 0;
      all[from]?.set(to, (all[from]?.get(to) ?? 0) + weight);
    }
  }
  return weighed(all);
}

/** Communities counted in the order in which their first nodes come. */
function numbered(homes: readonly number[]): readonly number[] {
  const names = [...new Set(homes)];
  const place = new Map(names.map((name, at) => [name, at]));
  return homes.map((home) => place.get(home) ?? 0);
}
