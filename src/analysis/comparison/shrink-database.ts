import type { SmallDatabase, SmallRow, SmallTable } from './small-database.ts';

/** Tries beyond which the database is taken as it is. */
const mostTries = 400;

/**
 * The smallest database found in which two statements still differ: tables are emptied, rows dropped, values made NULL or
 * plain, as long as `differs` says so.
 */
export async function shrinkDatabase(
  database: SmallDatabase,
  differs: (candidate: SmallDatabase) => Promise<boolean>,
): Promise<SmallDatabase> {
  let best = database;
  let tries = 0;
  const attempt = async (candidate: SmallDatabase): Promise<boolean> => {
    if (++tries > mostTries || !(await differs(candidate))) return false;
    best = candidate;
    return true;
  };
  const drop = async () => {
    for (let again = true; again && tries < mostTries; ) again = await dropOnce();
  };
  const dropOnce = async () => {
    let again = false;
    for (let at = 0; at < best.tables.length; at++) {
      if ((best.tables[at]?.rows.length ?? 0) > 0) again = (await attempt(withTable(best, at, emptied))) || again;
    }
    for (let at = 0; at < best.tables.length; at++) {
      for (let row = (best.tables[at]?.rows.length ?? 0) - 1; row >= 0; row--) {
        again = (await attempt(withTable(best, at, (table) => withoutRow(table, row)))) || again;
      }
    }
    for (let at = 0; at < best.tables.length; at++) {
      if ((best.tables[at]?.links.length ?? 0) > 0) {
        again = (await attempt(withTable(best, at, (table) => ({ ...table, links: [] })))) || again;
      }
    }
    return again;
  };
  await drop();
  await simplifyValues(() => best, attempt);
  await renameValues(() => best, attempt);
  // Rows that referred to each other can go now.
  await drop();
  return best;
}

/** Column by column in all rows, then value by value. */
async function simplifyValues(
  best: () => SmallDatabase,
  attempt: (candidate: SmallDatabase) => Promise<boolean>,
): Promise<void> {
  for (let at = 0; at < best().tables.length; at++) {
    const columns = best().tables[at]?.columns.length ?? 0;
    for (let column = 0; column < columns; column++) {
      const values = () => (best().tables[at]?.rows ?? []).map((row) => row[column] ?? null);
      if (values().every((value) => value === null)) continue;
      if (await attempt(withTable(best(), at, (table) => withColumn(table, column, () => null)))) continue;
      for (const [row, value] of values().entries()) {
        for (const plainer of plainerThan(value)) {
          if (
            await attempt(
              withTable(best(), at, (table) => withColumn(table, column, (old, of) => (of === row ? plainer : old))),
            )
          )
            break;
        }
      }
    }
  }
}

/** Keys are compared with each other: a value is made plainer wherever it stands. */
async function renameValues(
  best: () => SmallDatabase,
  attempt: (candidate: SmallDatabase) => Promise<boolean>,
): Promise<void> {
  const values = () => new Set(best().tables.flatMap(({ rows }) => rows.flat()));
  for (const value of values()) {
    if (value === null || !/^-?\d+$/.test(value)) continue;
    for (const plainer of ['1', '2', '3', '4']) {
      if (plainer === value) break;
      if (values().has(plainer)) continue;
      const renamed = (table: SmallTable): SmallTable => ({
        ...table,
        rows: table.rows.map((row) => row.map((each) => (each === value ? plainer : each))),
      });
      if (await attempt({ ...best(), tables: best().tables.map(renamed) })) break;
    }
  }
}

/** Values of the same kind that say less, the plainest first. The server refuses those that are none. */
function plainerThan(value: string | null): readonly (string | null)[] {
  if (value === null) return [];
  const candidates: (string | null)[] = /^-?\d+(\.\d+)?$/.test(value)
    ? ['1', '2', '0']
    : /^\d{4}-\d\d-\d\d [^+Z]*$/.test(value)
      ? ['2024-01-15 00:00:00']
      : /^\d{4}-\d\d-\d\d$/.test(value)
        ? ['2024-01-15']
        : /^[\p{L}\p{N} ]{2,}$/u.test(value)
          ? ['a', 'b']
          : [];
  const known = candidates.indexOf(value);
  return known < 0 ? candidates : candidates.slice(0, known);
}

function withTable(database: SmallDatabase, at: number, change: (table: SmallTable) => SmallTable): SmallDatabase {
  return { ...database, tables: database.tables.map((table, which) => (which === at ? change(table) : table)) };
}

function emptied(table: SmallTable): SmallTable {
  return { ...table, rows: [], links: [] };
}

function withoutRow(table: SmallTable, row: number): SmallTable {
  return {
    ...table,
    rows: table.rows.filter((_, at) => at !== row),
    links: table.links.flatMap((link) =>
      link.from === row ? [] : [{ ...link, from: link.from > row ? link.from - 1 : link.from }],
    ),
  };
}

function withColumn(
  table: SmallTable,
  column: number,
  change: (value: string | null, row: number) => string | null,
): SmallTable {
  return {
    ...table,
    rows: table.rows.map((row, nth): SmallRow => row.map((value, at) => (at === column ? change(value, nth) : value))),
  };
}
