import type { Landscape } from './landscape.ts';

/** A linear function of the shares of the indexes that are present, nowhere above the cost. */
interface Minorant {
  constant: number;
  readonly slopes: Float64Array;
}

interface Floor {
  /** Cost at least, where none of `withheld` is present. */
  readonly cost: number;
  readonly withheld: readonly number[];
}

const rounds = 400;

/**
 * No set of these indexes within the room costs less, if more on offer never costs more.
 *
 * An answer for an offer S says: whoever has none of what S lacks pays at least that. The sum of these floors, relaxed
 * to shares 0 … 1 of an index, is convex; each of its tangents bounds it from below, and so does each mean of tangents,
 * whose minimum over the room is a knapsack of shares (Dantzig, 1957). The tangents are taken along fictitious play
 * (Brown, 1951) against that knapsack.
 */
export function workloadBound(land: Landscape, taxes: Float64Array): number {
  const floors = land.items.map((item) => [...item.floors()].toSorted((a, b) => a.cost - b.cost));
  const order = [...taxes.keys()].filter((at) => land.barred[at] !== 1);
  const share = new Float64Array(taxes.length);
  const mean: Minorant = { constant: 0, slopes: new Float64Array(taxes.length) };
  let best = 0;
  for (let round = 0; round < rounds; round += 1) {
    const step = 2 / (round + 2);
    const tangent = tangentAt(land, floors, taxes, share);
    mean.constant += step * (tangent.constant - mean.constant);
    for (const at of order)
      mean.slopes[at] = (mean.slopes[at] ?? 0) + step * ((tangent.slopes[at] ?? 0) - (mean.slopes[at] ?? 0));
    const [least, at] = knapsack(land, mean, order);
    best = Math.max(best, least);
    for (const index of order) share[index] = (share[index] ?? 0) + step * ((at[index] ?? 0) - (share[index] ?? 0));
  }
  return best;
}

function tangentAt(
  land: Landscape,
  floors: readonly (readonly Floor[])[],
  taxes: Float64Array,
  share: Float64Array,
): Minorant {
  const slopes = taxes.slice();
  let constant = 0;
  for (const [item, known] of floors.entries()) {
    const weight = land.weights[item] ?? 0;
    if (weight === 0) continue;
    // From the dearest floor down: at each height the floor above it that is least bought off holds.
    let [least, binding]: [number, Floor | undefined] = [Number.POSITIVE_INFINITY, undefined];
    for (let at = known.length - 1; at >= 0; at -= 1) {
      const floor = known[at];
      if (floor === undefined) continue;
      const bought = floor.withheld.reduce((sum, index) => sum + (share[index] ?? 0), 0);
      if (bought < least) [least, binding] = [bought, floor];
      const height = weight * (floor.cost - (known[at - 1]?.cost ?? 0));
      if (binding === undefined || least >= 1 || height <= 0) continue;
      constant += height;
      for (const index of binding.withheld) slopes[index] = (slopes[index] ?? 0) - height;
    }
  }
  return { constant, slopes };
}

/** The least value within the room, and where: what saves the most per byte first, the last one in part. */
function knapsack(
  land: Landscape,
  { constant, slopes }: Minorant,
  order: readonly number[],
): readonly [number, Float64Array] {
  const taken = new Float64Array(slopes.length);
  let value = constant;
  let room = land.room;
  const useful = order.filter((at) => (slopes[at] ?? 0) < 0);
  const rate = (at: number) => (slopes[at] ?? 0) / Math.max(1e-9, land.bytes[at] ?? 0);
  for (const at of useful.toSorted((a, b) => rate(a) - rate(b))) {
    const bytes = land.bytes[at] ?? 0;
    const part = bytes <= room ? 1 : room / bytes;
    taken[at] = part;
    value += part * (slopes[at] ?? 0);
    room -= part * bytes;
    if (room <= 0) break;
  }
  return [value, taken];
}
