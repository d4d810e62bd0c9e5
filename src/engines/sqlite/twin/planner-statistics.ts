import { tableStatistics } from '#analysis/column-selectivity.ts';
import type { TwinRequest } from '#contracts/engine.ts';
import type { Row } from '#contracts/session.ts';
import type { Scratch } from '#engines/sqlite/connect/scratch.ts';
import { type SqliteValue, sqliteSession } from '#engines/sqlite/connect/session.ts';
import { indexStat } from './index-size.ts';

/** What the twin's planner knows. */
export interface PlannerStatistics {
  /** ANALYZE ran at all. */
  readonly analyzed: boolean;
}

/**
 * Gives the twin the target's own sqlite_stat1 and, where it has one, sqlite_stat4. Without a target, rows of
 * sqlite_stat1 are made up from the statistics for each index.
 * https://www.sqlite.org/fileformat2.html#stat1tab
 */
export async function copyPlannerStatistics(
  scratch: Scratch,
  { target, schema, statistics }: TwinRequest,
): Promise<PlannerStatistics> {
  const own =
    target === undefined
      ? { stat1: madeUp({ schema, statistics }), stat4: [] }
      : await ownStatistics(sqliteSession(target).read);
  const stat1 = own.stat1.filter((row) => typeof row['tbl'] === 'string');
  // Makes the tables, which nobody else may.
  await scratch.exec('ANALYZE; DELETE FROM sqlite_stat1');
  for (const row of stat1) await insert(scratch, 'sqlite_stat1', ['tbl', 'idx', 'stat'], row);
  for (const row of own.stat4)
    await insert(scratch, 'sqlite_stat4', ['tbl', 'idx', 'neq', 'nlt', 'ndlt', 'sample'], row);
  await scratch.exec('ANALYZE sqlite_schema');
  return { analyzed: stat1.length > 0 };
}

async function ownStatistics(
  read: (statement: string) => Promise<readonly Row[]>,
): Promise<{ readonly stat1: readonly Row[]; readonly stat4: readonly Row[] }> {
  const there = await read("SELECT name FROM sqlite_schema WHERE name IN ('sqlite_stat1', 'sqlite_stat4')");
  const has = (name: string) => there.some((row) => row['name'] === name);
  return {
    stat1: has('sqlite_stat1') ? await read('SELECT tbl, idx, stat FROM sqlite_stat1') : [],
    stat4: has('sqlite_stat4') ? await read('SELECT tbl, idx, neq, nlt, ndlt, sample FROM sqlite_stat4') : [],
  };
}

function madeUp({ schema, statistics }: Pick<TwinRequest, 'schema' | 'statistics'>): readonly Row[] {
  return schema.tables.flatMap((table) => {
    const known = tableStatistics(statistics, table);
    const rows = known?.rows ?? table.rows;
    if (rows === undefined) return [];
    const own = table.indexes.map((index) => ({
      tbl: table.name,
      idx: index.name,
      stat: indexStat(index, rows, known),
    }));
    return [...own, { tbl: table.name, idx: null, stat: String(Math.round(rows)) }];
  });
}

async function insert(scratch: Scratch, table: string, columns: readonly string[], row: Row): Promise<void> {
  const values = columns.map((column) => row[column] as SqliteValue);
  await scratch.run(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    values,
  );
}
