import { type TableWrites, tableWrites } from '#analysis/write-tax.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { QueryLoad } from '#vocabulary/query-load.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import type { Usage } from '#vocabulary/usage.ts';
import { readsRows, type Studied } from './study-load.ts';

export interface LoadWritesFacts {
  readonly window: QueryLoad['window'];
  readonly usage: Usage | undefined;
  readonly schema: DatabaseSchema;
  readonly statistics: Statistics | undefined;
}

/**
 * The writes that the reads of this load are weighed against. How often the statements of a file run nobody counted:
 * where all reads are of files, what the server wrote in its time would outweigh each of them, called once as it stands,
 * and the writes are those of the files too.
 */
export function loadWrites(
  studied: readonly Studied[],
  { window, usage, schema, statistics }: LoadWritesFacts,
): ReadonlyMap<string, TableWrites> {
  const known = { schema, statistics };
  return studied.filter(readsRows).every(isOfFile)
    ? tableWrites(studied.filter(isOfFile), usage, known)
    : tableWrites(studied, usage, { window, ...known });
}

/** Statements of files beside counted ones weigh next to nothing, and that must be told. */
export function callsUnknown(studied: readonly Studied[]): readonly string[] {
  const reads = studied.filter(readsRows);
  const ofFiles = reads.filter(isOfFile).length;
  if (ofFiles === 0 || ofFiles === reads.length) return [];
  const [stand, they, count] =
    ofFiles === 1 ? ['stands', 'it runs', 'it counts'] : ['stand', 'they run', 'each counts'];
  return [
    `${ofFiles} of ${reads.length} statements ${stand} in a file alone: how often ${they} is not known, and ${count} as called once beside those that were counted.`,
  ];
}

function isOfFile({ statement }: Studied): boolean {
  return statement.from.every((origin) => origin === 'written');
}
