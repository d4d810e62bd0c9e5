import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import { type Mask, membersOf } from './answer-cache.ts';
import { coveringColumns, usedKeys } from './covering-columns.ts';

/**
 * Sets that a careful person would also weigh against the chosen one: the same keys without included columns, of one
 * index or of all, and each with one index left out. The chosen one itself and the empty one are not among them.
 */
export function plainerSets(chosen: Mask, candidates: readonly IndexDefinition[]): readonly Mask[] {
  const members = membersOf(chosen);
  const bare = members.reduce((set, at) => set | bit(bareForm(at, candidates)), 0n);
  const barer = members.map((at) => (chosen & ~bit(at)) | bit(bareForm(at, candidates)));
  const shorter = [chosen, bare].flatMap((set) => membersOf(set).map((at) => set & ~bit(at)));
  return [...new Set([bare, ...barer, ...shorter])].filter((set) => set !== 0n && set !== chosen);
}

/** The candidate with the same keys and no included columns; the index itself where there is none. */
function bareForm(at: number, candidates: readonly IndexDefinition[]): number {
  const own = candidates[at];
  if (own === undefined || coveringColumns(own).length === 0) return at;
  const found = candidates.findIndex((one) => coveringColumns(one).length === 0 && sameSearch(one) === sameSearch(own));
  return found < 0 ? at : found;
}

function sameSearch({ schema, table, method, keys, predicate }: IndexDefinition): string {
  return JSON.stringify([schema, table, method, usedKeys({ keys }), predicate]);
}

function bit(at: number): Mask {
  return 1n << BigInt(at);
}
