import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Piece } from './value-pieces.ts';

/** Values of a partition key that some partition takes. */
export interface PartitionValues {
  readonly column: string;
  readonly pieces: readonly Piece[];
}

/**
 * Read from the bounds of the partitions named, which all are of one table: from `FOR VALUES FROM ('2024-01-01') TO
 * ('2025-01-01')` and `FOR VALUES IN ('a', 'b')`. Undefined where the key has several columns or an expression.
 */
export function partitionValues(schema: DatabaseSchema, keys: readonly string[]): PartitionValues | undefined {
  const parts = schema.tables.filter(({ schema: place, name }) => keys.includes(`${place}.${name}`));
  const [first] = parts;
  const parent = schema.tables.find(
    ({ schema: place, name }) => place === first?.partitionOf?.schema && name === first.partitionOf.table,
  );
  const column = /^(?:RANGE|LIST) \("?([^",()]+)"?\)$/.exec(parent?.partitionKey ?? '')?.[1];
  if (column === undefined) return undefined;
  const pieces = parts.flatMap(({ partitionOf }) => piecesOf(partitionOf?.bound ?? ''));
  return pieces.length === 0
    ? undefined
    : { column, pieces: pieces.map((piece) => ({ ...piece, weight: 1 / pieces.length })) };
}

function piecesOf(bound: string): readonly Piece[] {
  const range = /^FOR VALUES FROM \((.*)\) TO \((.*)\)$/.exec(bound);
  if (range) {
    const [low] = literals(range[1] ?? '');
    const [high] = literals(range[2] ?? '');
    const some = low ?? high;
    if (some === undefined) return [];
    // The upper bound itself belongs to the next partition.
    if (low === undefined || high === undefined) return low === undefined ? [] : [{ weight: 1, low: some, pool: 1 }];
    return [{ weight: 1, low, high, pool: 1000 }];
  }
  const list = /^FOR VALUES IN \((.*)\)$/.exec(bound);
  return literals(list?.[1] ?? '').map((low) => ({ weight: 1, low, pool: 1 }));
}

function literals(text: string): readonly string[] {
  return [...text.matchAll(/'((?:[^']|'')*)'|(-?\d[\d.]*)/g)].map(
    ([, quoted, number]) => quoted?.replaceAll("''", "'") ?? number ?? '',
  );
}
