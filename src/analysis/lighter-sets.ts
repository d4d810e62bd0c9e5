import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import { type Mask, membersOf } from './answer-cache.ts';

/**
 * The chosen set with a BRIN index in the place of a B-tree on the same column: dearer by estimate, and a hundredth of
 * the size. Whether that is enough, measuring tells.
 */
export function lighterSets(chosen: Mask, candidates: readonly IndexDefinition[]): readonly Mask[] {
  return membersOf(chosen).flatMap((at) => {
    const own = candidates[at];
    if (own === undefined || own.method !== 'btree') return [];
    const columns = new Set(own.keys.flatMap(({ column }) => column ?? []));
    return candidates.flatMap((one, other) => {
      const isSummary = one.method === 'brin' && one.schema === own.schema && one.table === own.table;
      const column = one.keys[0]?.column;
      return isSummary && column !== undefined && columns.has(column)
        ? [(chosen & ~(1n << BigInt(at))) | (1n << BigInt(other))]
        : [];
    });
  });
}
