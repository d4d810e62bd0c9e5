import type { IndexDefinition, IndexKey } from '#vocabulary/index-definition.ts';

type Columns = Pick<IndexDefinition, 'keys' | 'include'>;

/** The columns that an index holds only so that the table need not be visited: included ones, or keys that stand in for such. */
export function coveringColumns({ keys, include }: Columns): readonly string[] {
  return [
    ...keys.flatMap(({ column, onlyCovers }) => (onlyCovers && column !== undefined ? [column] : [])),
    ...include,
  ];
}

/** The keys that a search or an order uses. */
export function usedKeys({ keys }: Pick<Columns, 'keys'>): readonly IndexKey[] {
  return keys.filter(({ onlyCovers }) => onlyCovers !== true);
}
