import { type AgreeSets, addPair, newAgreeSets, samplePairs } from './agree-sets.ts';
import { checkDependents, newWitness } from './check-dependents.ts';
import { bitsBelow, bitsOf, type ColumnBits, choose, hasBit, placesOf } from './column-bits.ts';
import type { EncodedColumn } from './encode-columns.ts';
import { type RowPartition, refinePartition, wholePartition } from './row-partition.ts';
import type { WorkBudget } from './work-budget.ts';

/** A set of columns that was looked at: `members` are places in the list of columns. */
export interface SearchedSet {
  readonly members: readonly number[];
  /** Columns that it determines and that no part of it determines. */
  readonly gained: Readonly<ColumnBits>;
  /** All that it determines, itself included. */
  readonly all: Readonly<ColumnBits>;
  /** It determines everything. No part of it does. */
  readonly determinesAll: boolean;
  /** Its rows in groups. To be asked for before `found` returns. */
  partition(): RowPartition;
}

export interface LatticeSearch {
  readonly columns: readonly EncodedColumn[];
  readonly rows: number;
  readonly width: number;
  readonly budget: WorkBudget;
  /** Hears of each set that no part of itself determines, narrow ones first. */
  found(set: SearchedSet): void;
}

/** Of each number of columns, how many sets there are and how many were looked at. */
export interface SearchedLevel {
  readonly width: number;
  readonly sets: number;
  readonly looked: number;
}

/** Pairs of rows that are compared for each column before the search begins. */
const pairsPerColumn = 4000;

/**
 * Looks through all sets of up to `width` columns, level by level, for what they determine. A set is compared with
 * sampled pairs of rows first, which refute nearly everything; only what is left is checked against all rows, and
 * each pair that refutes it there joins the sample. At most 64 columns.
 */
export function searchLattice({ columns, rows, width, budget, found }: LatticeSearch): readonly SearchedLevel[] {
  const count = columns.length;
  const every = bitsBelow(count);
  const most = columns.reduce((size, { distinct }) => Math.max(size, distinct + 1), 1);
  const counts = new Int32Array(most);
  const places = new Int32Array(most);
  const witness = newWitness(most);
  const sets = newAgreeSets();
  const known = new Map<number, Determined>();
  const members: number[] = [];

  const codesOf = (column: number) => (columns[column] as EncodedColumn).codes;
  const refine = (partition: RowPartition, column: number) => {
    budget.spend(partition.rows.length);
    return refinePartition(partition, codesOf(column), counts, places);
  };
  const whole = wholePartition(rows);
  const prefixes: RowPartition[] = [whole];
  /** How many of `prefixes` belong to the members of now. */
  let fresh = 1;
  /** The rows in groups of the first `depth` members. */
  const prefixPartition = (depth: number): RowPartition => {
    for (; fresh <= depth; fresh += 1) {
      prefixes[fresh] = refine(prefixes[fresh - 1] as RowPartition, members[fresh - 1] as number);
    }
    return prefixes[depth] as RowPartition;
  };

  /** What the parts of the members determine, and the members themselves. */
  const inherited = (): Determined => {
    const all = { ...bitsOf(members), free: true };
    for (let left = 0; left < members.length; left += 1) {
      const part = known.get(setKey(members, left, count));
      if (part === undefined) continue;
      all.low |= part.low;
      all.high |= part.high;
      if (hasBit(part.low, part.high, members[left] as number)) all.free = false;
    }
    return all;
  };
  /** Takes away from `open` what pairs of rows refute that agree in all members. */
  const refuteByPairs = (open: ColumnBits, list: AgreeList, last: number): void => {
    for (let at = 0; at < list.size && (open.low | open.high) !== 0; at += 1) {
      const set = list.items[at] as number;
      if (!hasBit(sets.low[set] as number, sets.high[set] as number, last)) continue;
      open.low &= sets.low[set] as number;
      open.high &= sets.high[set] as number;
    }
  };
  const checkAllRows = (open: ColumnBits, last: number): ColumnBits => {
    const prefix = prefixPartition(members.length - 1);
    budget.spend(prefix.rows.length);
    const refuted = (one: number, other: number) => addPair(sets, columns, one, other);
    return bitsOf(checkDependents(prefix, codesOf(last), columns, placesOf(open), witness, refuted));
  };
  const evaluate = (list: AgreeList): void => {
    const { low, high, free } = inherited();
    const key = setKey(members, -1, count);
    if (!free) {
      if (members.length < width) known.set(key, { low, high, free });
      return;
    }
    const last = members.at(-1) ?? 0;
    const open = { low: every.low & ~low, high: every.high & ~high };
    refuteByPairs(open, list, last);
    const gained = (open.low | open.high) === 0 ? open : checkAllRows(open, last);
    const all = { low: low | gained.low, high: high | gained.high, free };
    if (members.length < width) known.set(key, all);
    found({
      members: [...members],
      gained,
      all,
      determinesAll: all.low === every.low && all.high === every.high,
      partition: () => refine(prefixPartition(members.length - 1), last),
    });
  };

  const lists = Array.from({ length: width + 1 }, () => ({ items: new Int32Array(sets.low.length), size: 0 }));
  /** Adds each further column to the members. Gives how many sets of `level` columns are done with. */
  const visit = (level: number, start: number): number => {
    const depth = members.length;
    const list = lists[depth] as AgreeList;
    let looked = 0;
    for (let column = start; column <= count - (level - depth) && !budget.isSpent(); column += 1) {
      members.push(column);
      fresh = Math.min(fresh, depth + 1);
      if (depth + 1 === level) {
        evaluate(list);
        looked += 1;
      } else if (isFruitless(known.get(setKey(members, -1, count)), every)) {
        looked += choose(count - column - 1, level - depth - 1);
      } else {
        filterList(sets, list, column, lists[depth + 1] as AgreeList);
        looked += visit(level, column + 1);
      }
      members.pop();
    }
    fresh = Math.min(fresh, depth + 1);
    return looked;
  };

  for (let column = 0; column < count; column += 1) {
    samplePairs(sets, columns, refine(whole, column), pairsPerColumn);
    budget.spend(pairsPerColumn * count);
  }
  return Array.from({ length: Math.min(width, count) }, (_, at) => {
    fillList(sets, lists[0] as AgreeList);
    return { width: at + 1, sets: choose(count, at + 1), looked: visit(at + 1, 0) };
  });
}

interface Determined extends Readonly<ColumnBits> {
  /** No part of the set determines another part. */
  readonly free: boolean;
}

/** Agree sets that hold all members so far. */
interface AgreeList {
  readonly items: Int32Array;
  size: number;
}

function fillList(sets: AgreeSets, list: AgreeList): void {
  for (let at = 0; at < sets.size; at += 1) list.items[at] = at;
  list.size = sets.size;
}

function filterList(sets: AgreeSets, from: AgreeList, column: number, into: AgreeList): void {
  let size = 0;
  for (let at = 0; at < from.size; at += 1) {
    const set = from.items[at] as number;
    if (hasBit(sets.low[set] as number, sets.high[set] as number, column)) into.items[size++] = set;
  }
  into.size = size;
}

/** Nothing above it is minimal. */
function isFruitless(set: Determined | undefined, every: Readonly<ColumnBits>): boolean {
  return set !== undefined && (!set.free || (set.low === every.low && set.high === every.high));
}

/** A number for the members without the one at `without`. */
function setKey(members: readonly number[], without: number, count: number): number {
  let key = 0;
  for (let at = 0; at < members.length; at += 1) {
    if (at !== without) key = key * (count + 1) + (members[at] as number) + 1;
  }
  return key;
}
