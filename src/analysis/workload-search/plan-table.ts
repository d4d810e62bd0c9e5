import type { KnownPlan } from './item-knowledge.ts';

/** The plans of one item in the shape in which they are looked through, which is very often. */
export interface PlanTable {
  /** Of each plan the place of its first index among the members; and the end. */
  readonly starts: Int32Array;
  readonly members: Int32Array;
  /** Index, position of the first plan that uses it, index, position … */
  readonly firsts: readonly number[];
}

export function planTable(known: readonly KnownPlan[]): PlanTable {
  const starts = new Int32Array(known.length + 1);
  const firsts = new Map<number, number>();
  for (const [at, { used }] of known.entries()) {
    starts[at + 1] = (starts[at] ?? 0) + used.length;
    for (const index of used) if (!firsts.has(index)) firsts.set(index, at);
  }
  return { starts, members: Int32Array.from(known.flatMap(({ used }) => used)), firsts: [...firsts].flat() };
}

/** For each index the items that know a plan with it: item, position of the first such plan, item, position … */
export function readersOf(tables: readonly PlanTable[], size: number): readonly (readonly number[])[] {
  const readers = Array.from({ length: size }, (): number[] => []);
  for (const [item, { firsts }] of tables.entries()) {
    for (let at = 0; at < firsts.length; at += 2) readers[firsts[at] ?? 0]?.push(item, firsts[at + 1] ?? 0);
  }
  return readers;
}
