import type { IndexSelection, Opening } from './index-selection.ts';
import type { Landscape } from './landscape.ts';

/** light: the most promising steps; wide: more of them; deep: all, and without two at once. */
export type Effort = 'light' | 'wide' | 'deep';

/** Steps tried at each turn. */
const mostSteps = { light: 40, wide: 120, deep: 1000 };

/**
 * Freeing room costs more and more a byte, and what is filled in again brings no more than what went: a step is given up
 * when this part of the cost of all the room that it still needs is more than it gains.
 */
const hopeless = 0.25;

/** Takes in what saves the most for its size until nothing more fits or helps: gain per byte to the power of `exponent`. */
export function fill(land: Landscape, selection: IndexSelection, exponent: number, banned?: number): void {
  const { price, bytes, barred, exists, tolerance } = land;
  const { gains, present } = selection;
  const rate = (gain: number, size: number) => (exponent === 0 ? gain : gain / Math.max(1, size) ** exponent);
  for (;;) {
    let best = -1;
    let bestRate = 0;
    const left = land.room - selection.bytes();
    const isFull = selection.count() >= land.most;
    for (let index = 0; index < price.length; index += 1) {
      const gain = (gains[index] ?? 0) - (price[index] ?? 0);
      if (gain <= tolerance || index === banned || present[index] === 1 || barred[index] === 1) continue;
      if ((bytes[index] ?? 0) > left || (isFull && exists[index] !== 1)) continue;
      const worth = rate(gain, bytes[index] ?? 0);
      if (worth > bestRate) [best, bestRate] = [index, worth];
    }
    if (best === -1) return;
    selection.add(best);
  }
}

/** What adding all of an opening's indexes gains at the most, by what single ones gain elsewhere. */
function promises(land: Landscape, selection: IndexSelection): readonly Opening[] {
  const byKey = new Map<string, { missing: readonly number[]; gain: number }>();
  for (const { missing, gain } of selection.openings()) {
    const key = missing.join();
    const known = byKey.get(key);
    if (known !== undefined) known.gain += gain;
    else {
      const alone = missing.reduce((sum, at) => sum + (selection.gains[at] ?? 0) - (land.price[at] ?? 0), 0);
      byKey.set(key, { missing, gain: gain + alone });
    }
  }
  return [...byKey.values()].filter(({ gain }) => gain > land.tolerance);
}

/** Leaves out what does not earn its price, the most useless first. */
export function prune(land: Landscape, selection: IndexSelection): void {
  const { price, tolerance } = land;
  for (;;) {
    let [worst, most] = [-1, tolerance];
    for (let index = 0; index < price.length; index += 1) {
      if (selection.present[index] !== 1) continue;
      const isNew = land.exists[index] !== 1;
      if ((price[index] ?? 0) <= tolerance && (!isNew || selection.isUsed(index))) continue;
      const loss = selection.loss(index);
      const saved = (price[index] ?? 0) - loss;
      // A new index that nothing uses goes even if it is free; an existing one stays.
      const score = isNew && loss <= tolerance ? saved + 2 * tolerance : saved;
      if (score > most && (isNew || isDroppable(land, selection, index))) [worst, most] = [index, score];
    }
    if (worst === -1) return;
    selection.remove(worst);
  }
}

function isDroppable(land: Landscape, selection: IndexSelection, index: number): boolean {
  if ((land.price[index] ?? 0) <= land.tolerance) return false;
  const before = selection.save();
  selection.remove(index);
  const isFine = selection.isAllowed();
  selection.restore(before);
  return isFine;
}

/**
 * Local search until no step helps: do without one and fill the room again, or force in what opens a cheaper plan and
 * throw out what saves the least for its size. Covers adding, dropping, swapping, widening, shrinking and merging.
 */
export function improve(land: Landscape, selection: IndexSelection, effort: Effort): void {
  settle(land, selection, 0.5);
  for (let isBetter = true; isBetter; ) {
    isBetter = false;
    let options = smallerOptions(land, selection);
    for (const missing of steps(land, selection).slice(0, mostSteps[effort])) {
      if (!attempt(land, selection, () => forceIn(land, selection, missing, options))) continue;
      isBetter = true;
      options = smallerOptions(land, selection);
    }
    for (const index of membersOf(selection.present)) {
      isBetter = attempt(land, selection, () => doWithout(land, selection, [index])) || isBetter;
    }
    if (isBetter || effort !== 'deep') continue;
    const members = membersOf(selection.present).filter((index) => land.exists[index] !== 1);
    for (const [at, one] of members.entries()) {
      for (const other of members.slice(at + 1)) {
        isBetter = attempt(land, selection, () => doWithout(land, selection, [one, other])) || isBetter;
      }
      if (isBetter) break;
    }
  }
}

/** Takes the step if it pays; else everything is as it was. */
function attempt(land: Landscape, selection: IndexSelection, step: () => boolean): boolean {
  const before = selection.save();
  if (step() && selection.total() < before.sums.total - land.tolerance && selection.isAllowed()) return true;
  selection.restore(before);
  return false;
}

function doWithout(land: Landscape, selection: IndexSelection, indexes: readonly number[]): boolean {
  if (indexes.some((index) => selection.present[index] !== 1)) return false;
  const goal = selection.total();
  for (const index of indexes) selection.remove(index);
  if (!canReach(land, selection, goal)) return false;
  settle(land, selection, 1, indexes.length === 1 ? indexes[0] : undefined);
  return true;
}

function forceIn(
  land: Landscape,
  selection: IndexSelection,
  missing: readonly number[],
  options: readonly SmallerOption[],
): boolean {
  if (missing.every((index) => selection.present[index] === 1)) return false;
  const goal = selection.total();
  for (const index of missing) selection.add(index);
  prune(land, selection);
  while (!isWithin(land, selection)) {
    const option = options.find(
      ({ index, instead }) =>
        selection.present[index] === 1 && selection.present[instead] !== 1 && !missing.includes(index),
    );
    const cheapest = leastWorth(land, selection, missing);
    if (cheapest === undefined) return false;
    const over = selection.bytes() - land.room;
    const rate = Math.min(cheapest.rate, option?.rate ?? cheapest.rate);
    if (over > 0 && selection.total() + hopeless * rate * over >= goal) return false;
    if (option !== undefined && option.rate < cheapest.rate) {
      selection.remove(option.index);
      selection.add(option.instead);
    } else selection.remove(cheapest.index);
  }
  if (!canReach(land, selection, goal)) return false;
  settle(land, selection, 1);
  return true;
}

/** Whether filling the room could bring the total below the goal. */
function canReach(land: Landscape, selection: IndexSelection, goal: number): boolean {
  const left = land.room - selection.bytes();
  let total = selection.total();
  for (let index = 0; index < land.price.length && total >= goal; index += 1) {
    const gain = (selection.gains[index] ?? 0) - (land.price[index] ?? 0);
    const isFit = selection.present[index] !== 1 && land.barred[index] !== 1 && (land.bytes[index] ?? 0) <= left;
    if (gain > land.tolerance && isFit) total -= gain;
  }
  return total < goal;
}

interface SmallerOption {
  readonly index: number;
  readonly instead: number;
  /** What it costs for each byte that it frees. */
  readonly rate: number;
}

/** For each new index of the set the smaller one that could best stand in its place, the cheapest way to room first. */
function smallerOptions(land: Landscape, selection: IndexSelection): readonly SmallerOption[] {
  if (land.room === Number.POSITIVE_INFINITY) return [];
  return membersOf(selection.present)
    .flatMap((index): readonly SmallerOption[] => {
      if (land.exists[index] === 1) return [];
      const before = selection.save();
      selection.remove(index);
      const lost = selection.total() - before.sums.total;
      let best: SmallerOption | undefined;
      for (let instead = 0; instead < land.price.length; instead += 1) {
        const freed = (land.bytes[index] ?? 0) - (land.bytes[instead] ?? 0);
        const gain = (selection.gains[instead] ?? 0) - (land.price[instead] ?? 0);
        const isFit = instead !== index && selection.present[instead] !== 1 && land.barred[instead] !== 1;
        if (!isFit || freed <= 0 || gain <= land.tolerance) continue;
        const rate = (lost - gain) / freed;
        if (best === undefined || rate < best.rate) best = { index, instead, rate };
      }
      selection.restore(before);
      return best === undefined ? [] : [best];
    })
    .toSorted((a, b) => a.rate - b.rate);
}

/** The new index that saves the least for its size, but for those that are to stay. */
function leastWorth(land: Landscape, selection: IndexSelection, staying: readonly number[]) {
  const { present } = selection;
  const { exists, price, bytes } = land;
  let worst = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let index = 0; index < present.length; index += 1) {
    if (present[index] !== 1 || exists[index] === 1 || staying.includes(index)) continue;
    const rate = (selection.loss(index) - (price[index] ?? 0)) / Math.max(1, bytes[index] ?? 0);
    if (worst === -1 || rate < least) [worst, least] = [index, rate];
  }
  return worst === -1 ? undefined : { index: worst, rate: least };
}

function settle(land: Landscape, selection: IndexSelection, exponent: number, banned?: number): void {
  fill(land, selection, exponent, banned);
  prune(land, selection);
  fill(land, selection, 0);
}

/** What could be forced in, most gain first. */
function steps(land: Landscape, selection: IndexSelection): readonly (readonly number[])[] {
  const singles = [...selection.gains.keys()].flatMap((index): readonly Opening[] => {
    const gain = (selection.gains[index] ?? 0) - (land.price[index] ?? 0);
    const isFit = gain > land.tolerance && selection.present[index] !== 1 && land.barred[index] !== 1;
    return isFit ? [{ missing: [index], gain }] : [];
  });
  const together = promises(land, selection).filter(({ missing }) =>
    missing.every((index) => land.barred[index] !== 1),
  );
  return [...singles, ...together]
    .filter(({ missing }) => sizeOf(land, missing) <= land.room)
    .toSorted((a, b) => b.gain - a.gain)
    .map(({ missing }) => missing);
}

export function isWithin(land: Landscape, selection: IndexSelection): boolean {
  return selection.bytes() <= land.room && selection.count() <= land.most;
}

function sizeOf(land: Landscape, indexes: readonly number[]): number {
  return indexes.reduce((sum, index) => sum + (land.bytes[index] ?? 0), 0);
}

/** Positions of those present, ascending. */
export function membersOf(present: Uint8Array): readonly number[] {
  const members: number[] = [];
  for (let index = 0; index < present.length; index += 1) if (present[index] === 1) members.push(index);
  return members;
}
