import type { SqliteSession } from '#engines/sqlite/connect/session.ts';

/** What ANALYZE found: for an index, the rows, and how many of them share its first column, its first two, … */
export interface AnalyzedIndex {
  readonly table: string;
  /** Absent for a table without an index. */
  readonly index?: string;
  readonly rows: number;
  readonly averages: readonly number[];
}

/** [] where ANALYZE never ran. https://www.sqlite.org/fileformat2.html#the_sqlite_stat1_table */
export async function readAnalyzed(session: Pick<SqliteSession, 'read'>): Promise<readonly AnalyzedIndex[]> {
  const [table] = await session.read("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'");
  if (table === undefined) return [];
  const rows = await session.read('SELECT tbl, idx, stat FROM sqlite_stat1');
  return rows.flatMap((row) => {
    const numbers = String(row['stat'])
      .split(' ')
      .filter((part) => /^\d+$/.test(part))
      .map(Number);
    const [first, ...averages] = numbers;
    if (first === undefined) return [];
    const index = row['idx'] === null ? {} : { index: String(row['idx']) };
    return [{ table: String(row['tbl']), ...index, rows: first, averages }];
  });
}

/** By table. A partial index counts fewer rows than there are, so the most is right. */
export function analyzedRows(analyzed: readonly AnalyzedIndex[]): ReadonlyMap<string, number> {
  const rows = new Map<string, number>();
  for (const { table, rows: count } of analyzed) rows.set(table, Math.max(count, rows.get(table) ?? 0));
  return rows;
}
