import { dearest, type Landscape } from './landscape.ts';
import type { PlanTable } from './plan-table.ts';

/** Indexes that together open a cheaper plan to one item. */
export interface Opening {
  readonly missing: readonly number[];
  /** In weighted cost. */
  readonly gain: number;
}

/** A set of indexes that can be changed step by step, with what each step would gain by the plans known so far. */
export interface IndexSelection {
  readonly present: Uint8Array;
  /** By position: what adding this one alone saves in weighted cost, its price not yet taken off. */
  readonly gains: Float64Array;
  /** Plans that lack two or three indexes, of all items. */
  readonly openings: () => readonly Opening[];
  /** Weighted cost and the prices of what is present. */
  readonly total: () => number;
  readonly bytes: () => number;
  /** New ones. */
  readonly count: () => number;
  readonly add: (index: number) => void;
  readonly remove: (index: number) => void;
  /** Some item's plan uses it. */
  readonly isUsed: (index: number) => boolean;
  /** What is lost in weighted cost without this one that is present; its price not yet taken off. */
  readonly loss: (index: number) => number;
  /** What is dropped costs more than it brings, and makes no item much dearer. */
  readonly isAllowed: () => boolean;
  readonly save: () => Snapshot;
  readonly restore: (snapshot: Snapshot) => void;
}

interface Snapshot {
  readonly present: Uint8Array;
  readonly gains: Float64Array;
  readonly costs: Float64Array;
  readonly chosen: Int32Array;
  readonly singles: readonly (readonly number[])[];
  readonly fallbacks: readonly (readonly number[])[];
  readonly losses: Float64Array;
  readonly users: Int32Array;
  readonly stale: Uint8Array;
  readonly reach: Int32Array;
  readonly sums: { readonly total: number; readonly bytes: number; readonly count: number };
}

/** A plan that lacks more than this cannot be reached in one step. */
const mostMissing = 3;

/** Times the cost before: what an item costs for which no plan is known. */
const forbidding = 1e3;

export function indexSelection(land: Landscape, start: Uint8Array): IndexSelection {
  const { weights, price, bytes, exists } = land;
  const size = price.length;
  const { plans, tables, readers } = land;
  const present = start.slice();
  const gains = new Float64Array(size);
  const costs = new Float64Array(plans.length);
  /** Position of the plan that each item has now; -1: none. */
  const chosen = new Int32Array(plans.length).fill(-1);
  /** Of each item: index, gain, index, gain … */
  const singles: (readonly number[])[] = plans.map(() => []);
  const stamps = new Int32Array(size);
  let stamp = 0;
  /** By position: what doing without it would cost, and how many items use it; of the items that are not stale. */
  const losses = new Float64Array(size);
  const users = new Int32Array(size);
  const stale = new Uint8Array(plans.length);
  const staleItems: number[] = [];
  /** Of each item: no plan from this one on was looked at for its losses. */
  const reach = new Int32Array(plans.length);
  /** Of each item: index, loss, index, loss … */
  const fallbacks: (readonly number[])[] = plans.map(() => []);
  const sums = { total: 0, bytes: 0, count: 0 };

  const refresh = (item: number) => {
    const weight = weights[item] ?? 0;
    if (weight === 0) return;
    const old = singles[item] ?? [];
    for (let at = 0; at < old.length; at += 2) credit(old[at] ?? 0, -(old[at + 1] ?? 0));
    const known = plans[item] ?? [];
    const table = tables[item];
    const now: number[] = [];
    let at = 0;
    stamp += 1;
    for (; at < known.length; at += 1) {
      const only = table === undefined ? -2 : missingOne(table, at, present);
      if (only === -1) break;
      if (only < 0 || stamps[only] === stamp) continue;
      stamps[only] = stamp;
      now.push(only, known[at]?.cost ?? 0);
    }
    // No plan is known for what is left: as good as forbidden.
    const cost = known[at]?.cost ?? forbidding * (land.before[item] ?? 0) + 1e-9;
    sums.total += weight * (cost - (costs[item] ?? 0));
    costs[item] = cost;
    chosen[item] = at;
    for (let place = 0; place < now.length; place += 2) {
      const gain = weight * (cost - (now[place + 1] ?? 0));
      now[place + 1] = gain;
      credit(now[place] ?? 0, gain);
    }
    singles[item] = now;
    outdate(item);
  };
  const outdate = (item: number) => {
    if (stale[item] !== 1) staleItems.push(item);
    stale[item] = 1;
  };
  /** Brings the losses of the items that changed up to date. */
  const measure = () => {
    if (staleItems.length === 0) return;
    for (const item of staleItems.splice(0)) {
      if (stale[item] !== 1) continue;
      stale[item] = 0;
      charge(item, -1);
      fallbacks[item] = fallbacksOf(item);
      charge(item, 1);
    }
  };
  const charge = (item: number, sign: 1 | -1) => {
    const known = fallbacks[item] ?? [];
    for (let at = 0; at < known.length; at += 2) {
      const index = known[at] ?? 0;
      losses[index] = (losses[index] ?? 0) + sign * (known[at + 1] ?? 0);
      users[index] = (users[index] ?? 0) + sign;
    }
  };
  /** For each index that the item's plan uses, what the next plan without it costs more. */
  const fallbacksOf = (item: number): readonly number[] => {
    const known = plans[item] ?? [];
    const table = tables[item];
    const now = chosen[item] ?? 0;
    const used = known[now]?.used ?? [];
    const found: number[] = [];
    const weight = weights[item] ?? 0;
    const cost = costs[item] ?? 0;
    let at = now + 1;
    for (; at < known.length && found.length < 2 * used.length; at += 1) {
      if (table === undefined || missingOne(table, at, present) !== -1) continue;
      const next = known[at];
      for (const index of used) {
        if (next === undefined || next.used.includes(index) || isListed(found, index)) continue;
        found.push(index, weight * (next.cost - cost));
      }
    }
    reach[item] = at;
    const none = weight * (forbidding * (land.before[item] ?? 0) - cost);
    for (const index of used) if (!isListed(found, index)) found.push(index, none);
    return found;
  };
  const credit = (index: number, gain: number) => {
    gains[index] = (gains[index] ?? 0) + gain;
  };

  const toggle = (index: number, to: 0 | 1) => {
    if (present[index] === to) return;
    present[index] = to;
    const sign = to === 1 ? 1 : -1;
    sums.total += sign * (price[index] ?? 0);
    sums.bytes += sign * (bytes[index] ?? 0);
    if (exists[index] !== 1) sums.count += sign;
    const read = readers[index] ?? [];
    for (let at = 0; at < read.length; at += 2) {
      const item = read[at] ?? 0;
      // Dearer plans than the one it has change neither its cost nor what others would save, but what one would lose.
      const first = read[at + 1] ?? 0;
      if (first <= (chosen[item] ?? 0)) refresh(item);
      else if (first < (reach[item] ?? 0)) outdate(item);
    }
  };

  for (let index = 0; index < size; index += 1) {
    if (present[index] !== 1) continue;
    sums.total += price[index] ?? 0;
    sums.bytes += bytes[index] ?? 0;
    if (exists[index] !== 1) sums.count += 1;
  }
  for (const item of plans.keys()) refresh(item);

  return {
    present,
    gains,
    openings: () =>
      plans.flatMap((known, item) => {
        const weight = weights[item] ?? 0;
        if (weight === 0) return [];
        return known.slice(0, chosen[item]).flatMap(({ used, cost }): readonly Opening[] => {
          const missing = used.filter((index) => present[index] !== 1);
          if (missing.length < 2 || missing.length > mostMissing) return [];
          return [{ missing, gain: weight * ((costs[item] ?? 0) - cost) }];
        });
      }),
    total: () => sums.total,
    bytes: () => sums.bytes,
    count: () => sums.count,
    add: (index) => toggle(index, 1),
    remove: (index) => toggle(index, 0),
    isUsed: (index) => {
      measure();
      return (users[index] ?? 0) > 0;
    },
    loss: (index) => {
      measure();
      return losses[index] ?? 0;
    },
    isAllowed: () => {
      let isDropping = false;
      for (let index = 0; index < size; index += 1) {
        if (exists[index] !== 1 || present[index] === 1) continue;
        if ((gains[index] ?? 0) >= (price[index] ?? 0)) return false;
        isDropping = true;
      }
      return (
        !isDropping || costs.every((cost, item) => weights[item] === 0 || cost <= dearest * (land.before[item] ?? 0))
      );
    },
    save: () => ({
      present: present.slice(),
      gains: gains.slice(),
      costs: costs.slice(),
      chosen: chosen.slice(),
      singles: singles.slice(),
      fallbacks: fallbacks.slice(),
      losses: losses.slice(),
      users: users.slice(),
      stale: stale.slice(),
      reach: reach.slice(),
      sums: { ...sums },
    }),
    restore: (snapshot) => {
      present.set(snapshot.present);
      gains.set(snapshot.gains);
      costs.set(snapshot.costs);
      chosen.set(snapshot.chosen);
      losses.set(snapshot.losses);
      users.set(snapshot.users);
      stale.set(snapshot.stale);
      reach.set(snapshot.reach);
      staleItems.length = 0;
      for (let item = 0; item < plans.length; item += 1) {
        singles[item] = snapshot.singles[item] ?? [];
        fallbacks[item] = snapshot.fallbacks[item] ?? [];
        if (stale[item] === 1) staleItems.push(item);
      }
      Object.assign(sums, snapshot.sums);
    },
  };
}

/** The one index that a plan lacks; -1 where it lacks none, -2 where it lacks more. */
function missingOne({ starts, members }: PlanTable, plan: number, present: Uint8Array): number {
  let only = -1;
  const end = starts[plan + 1] ?? 0;
  for (let at = starts[plan] ?? 0; at < end; at += 1) {
    const index = members[at] ?? 0;
    if (present[index] === 1) continue;
    if (only !== -1) return -2;
    only = index;
  }
  return only;
}

/** Whether the list of pairs has one for the index. */
function isListed(pairs: readonly number[], index: number): boolean {
  for (let at = 0; at < pairs.length; at += 2) if (pairs[at] === index) return true;
  return false;
}
