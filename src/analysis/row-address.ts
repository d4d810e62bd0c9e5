import type { Table } from '#vocabulary/database-schema.ts';

/**
 * The columns by which an engine that keeps a table in the tree of its key finds a row again: SQLite's INTEGER PRIMARY
 * KEY, or the key of a table WITHOUT ROWID. Undefined where the row has a number of its own.
 * https://www.sqlite.org/rowidtable.html
 */
export function rowAddress({ columns, constraints, options }: Table): readonly string[] | undefined {
  const key = constraints.find(({ kind }) => kind === 'primary-key')?.columns ?? [];
  if (options.some((option) => /^without rowid$/i.test(option))) return key;
  const isInteger = columns.some(({ name, type }) => name === key[0] && /^integer$/i.test(type));
  return key.length === 1 && isInteger ? key : undefined;
}
