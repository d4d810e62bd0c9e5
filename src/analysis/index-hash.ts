import { columnStatistics } from './column-selectivity.ts';
import type { Draft } from './index-drafts.ts';
import type { RelationTerms } from './index-terms.ts';

/** Mean bytes of a value: a hash index keeps four of each, so below this it is hardly smaller than a B-tree. */
const leastWidth = 64;

/**
 * Hash indexes: for long texts that are only compared with `=`. They keep no value, no order and no second column.
 * https://www.postgresql.org/docs/18/hash-index.html
 */
export function hashDrafts(terms: RelationTerms): readonly Draft[] {
  const { equal, lists, joins, ranges, sort, group, extremes, statistics, methods } = terms;
  if (methods?.includes('hash') === false) return [];
  const ordered = new Set(
    [...ranges.map(({ key }) => key), ...sort, ...group, ...extremes].map(({ column }) => column),
  );
  const asked = [...equal, ...lists, ...joins.filter((one) => one.length === 1).flat()];
  const columns = new Set(asked.flatMap(({ key }) => key.column ?? []));
  return [...columns].flatMap((column): readonly Draft[] => {
    const width = columnStatistics(statistics, column)?.averageWidth ?? 0;
    if (width < leastWidth || ordered.has(column)) return [];
    return [{ method: 'hash', keys: [{ column, direction: 'asc' }], include: [], equalities: 1, rank: 91 }];
  });
}
