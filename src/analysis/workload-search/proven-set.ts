import type { FoundSet } from './best-selection.ts';
import { isWithin } from './improve-selection.ts';
import { indexSelection } from './index-selection.ts';
import { dearest, type Landscape } from './landscape.ts';
import { learnDrops } from './learn-drops.ts';
import type { QuestionDesk } from './question-desk.ts';

/** With more indexes than this the proof would take more questions than the search. */
const mostIndexes = 14;
const mostNodes = 40_000;

/**
 * For few indexes: looks for any set that could cost less than the best one, by branch and bound over what items cost at
 * least, and asks about it, until there is none. Then the set is the best of all, if costs are monotone.
 */
export async function provenSet(
  desk: QuestionDesk,
  map: () => Landscape,
  found: FoundSet,
  report: (found: FoundSet) => void,
): Promise<FoundSet> {
  const rejected = new Set<string>();
  for (let best = found; ; ) {
    const land = map();
    const free = [...land.price.keys()].filter(
      (at) => land.barred[at] !== 1 && (land.exists[at] !== 1 || (land.price[at] ?? 0) > 0),
    );
    if (free.length > mostIndexes || !desk.isOpen('may')) return best;
    const set = promisingSet(desk, land, free, best.total, rejected);
    if (set === undefined) return best;
    const target = best.total - land.tolerance;
    const open = [...desk.items.keys()]
      .map((item) => ({ item, unknown: unknownCost(desk, item, set) }))
      .filter(({ unknown }) => unknown > 0)
      .toSorted((a, b) => b.unknown - a.unknown);
    for (const { item } of open) {
      if (leastCost(desk, land, set) >= target) break;
      await desk.ask(item, set);
    }
    await learnDrops(desk, land, set, 'may');
    const selection = indexSelection(map(), set);
    if (selection.total() < target && selection.isAllowed() && isWithin(land, selection)) {
      best = { present: set, total: selection.total() };
      report(best);
    } else rejected.add(set.join(''));
  }
}

function unknownCost(desk: QuestionDesk, item: number, set: Uint8Array): number {
  const knowledge = desk.items[item];
  const weight = desk.weight(item);
  return knowledge === undefined || weight === 0 ? 0 : weight * (knowledge.upper(set) - knowledge.lower(set));
}

/** A set within the limits that by the bounds could cost less than `best`. */
function promisingSet(
  desk: QuestionDesk,
  land: Landscape,
  free: readonly number[],
  best: number,
  rejected: ReadonlySet<string>,
): Uint8Array | undefined {
  const offered = land.exists.slice();
  for (const index of free) offered[index] = 1;
  const order = free.toSorted((a, b) => weighOf(desk, land, offered, b) - weighOf(desk, land, offered, a));
  let nodes = 0;
  /** `offered` holds what is taken and what is still open. */
  const search = (at: number, price: number, bytes: number, count: number): Uint8Array | undefined => {
    nodes += 1;
    if (nodes > mostNodes || bytes > land.room || count > land.most) return undefined;
    if (price + itemCosts(desk, offered) >= best - land.tolerance) return undefined;
    const index = order[at];
    if (index === undefined) return isRejected(desk, land, offered, rejected) ? undefined : offered.slice();
    const isNew = land.exists[index] === 1 ? 0 : 1;
    const within = search(at + 1, price + (land.price[index] ?? 0), bytes + (land.bytes[index] ?? 0), count + isNew);
    if (within !== undefined) return within;
    offered[index] = 0;
    const without = search(at + 1, price, bytes, count);
    offered[index] = 1;
    return without;
  };
  const fixed = [...land.exists.keys()].filter((index) => land.exists[index] === 1 && !free.includes(index));
  return search(0, sumOf(land.price, fixed), sumOf(land.bytes, fixed), 0);
}

function isRejected(desk: QuestionDesk, land: Landscape, set: Uint8Array, rejected: ReadonlySet<string>): boolean {
  if (rejected.has(set.join(''))) return true;
  if (land.exists.every((one, index) => one === 0 || set[index] === 1)) return false;
  return desk.items.some((item, at) => desk.weight(at) > 0 && item.lower(set) > dearest * (land.before[at] ?? 0));
}

/** What leaving one out costs at least: the most decisive are decided first. */
function weighOf(desk: QuestionDesk, land: Landscape, offered: Uint8Array, index: number): number {
  const less = offered.slice();
  less[index] = 0;
  return itemCosts(desk, less) - (land.price[index] ?? 0);
}

function leastCost(desk: QuestionDesk, land: Landscape, set: Uint8Array): number {
  return itemCosts(desk, set) + set.reduce((sum, one, index) => sum + (one === 1 ? (land.price[index] ?? 0) : 0), 0);
}

function itemCosts(desk: QuestionDesk, set: Uint8Array): number {
  return desk.items.reduce((sum, item, at) => {
    const weight = desk.weight(at);
    return weight === 0 ? sum : sum + weight * item.lower(set);
  }, 0);
}

function sumOf(values: Float64Array, indexes: readonly number[]): number {
  return indexes.reduce((sum, index) => sum + (values[index] ?? 0), 0);
}
