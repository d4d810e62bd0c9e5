import type { ColumnType } from '#analysis/column-type.ts';
import type { Column, Table } from '#vocabulary/database-schema.ts';
import type { Meaning } from './meaning.ts';

/** What a maker of values may know of its column. */
export interface ColumnFacts {
  readonly table: Table;
  readonly column: Column;
  readonly type: ColumnType;
  readonly meaning: Meaning;
  readonly rows: number;
  /** Milliseconds; nothing was created later. */
  readonly today: number;
  /** Its rows come to be soon after their parents. */
  readonly isSoon: boolean;
  /** A number that differs from column to column and from seed to seed. */
  readonly salt: number;
  /** The first column of the same table with one of these meanings. */
  readonly sibling: (...meanings: readonly Meaning[]) => string | undefined;
  /** No value of that column comes twice. */
  readonly isUnique: (column: string) => boolean;
}
