import type { SqliteSession } from '#engines/sqlite/connect/session.ts';
import { quoteIdentifier } from '#engines/sqlite/quote.ts';
import type { Table } from '#vocabulary/database-schema.ts';
import type { ColumnStatistics } from '#vocabulary/statistics.ts';
import type { MeasuredTable } from './measured-table.ts';

const MOST_ROWS = 200_000;
/** For the bounds: these must be sorted. */
const SORTED_ROWS = 20_000;
/** Steps between the bounds. */
const STEPS = 50;
/** A column of more values is described by bounds. */
const MOST_COMMON = 100;
/** Longer texts are no values to compare with. */
const WIDEST = 100;
/** As PostgreSQL does it: more distinct values than this share of the rows are taken to grow with them. */
const GROWING_SHARE = 0.1;

/** Reads up to 200,000 rows, of a larger table every n-th. Errors: timeout, unsupported (too much memory). */
export async function measureTable(session: SqliteSession, table: Table): Promise<MeasuredTable> {
  const name = quoteIdentifier(table.name);
  const [counted] = await session.read(`SELECT count(*) AS rows FROM ${name}`);
  const rows = Number(counted?.['rows'] ?? 0);
  const columns: ColumnStatistics[] = [];
  for (const { name: column } of table.columns) {
    const own = quoteIdentifier(column);
    const sample = (most: number) => `SELECT ${own} AS value FROM ${name} ${everyNth(table, rows, most)} LIMIT ${most}`;
    const [found] = await session.read(`
      SELECT count(*) AS seen, count(value) AS filled, count(DISTINCT value) AS different,
             avg(octet_length(value)) AS width
        FROM (${sample(MOST_ROWS)})`);
    const of = (key: string) => Number(found?.[key] ?? 0);
    const share = of('seen') === 0 ? 0 : of('different') / of('seen');
    columns.push({
      column,
      inherited: false,
      nullFraction: of('seen') === 0 ? 0 : 1 - of('filled') / of('seen'),
      averageWidth: Math.round(of('width')),
      distinct: share > GROWING_SHARE ? -share : of('different'),
      ...(of('filled') === 0 || of('width') > WIDEST
        ? {}
        : of('different') <= MOST_COMMON
          ? await commonValues(session, sample(MOST_ROWS), of('seen'))
          : { histogram: await bounds(session, sample(SORTED_ROWS)) }),
    });
  }
  return { rows, columns };
}

/** All values of a column that has few, the commonest first. */
async function commonValues(
  session: SqliteSession,
  sample: string,
  seen: number,
): Promise<Pick<ColumnStatistics, 'mostCommonValues' | 'mostCommonFrequencies'>> {
  const rows = await session.read(
    `SELECT CAST(value AS TEXT) AS value, count(*) AS times FROM (${sample}) WHERE value IS NOT NULL
      GROUP BY 1 ORDER BY times DESC, 1`,
  );
  return {
    mostCommonValues: rows.map((row) => String(row['value'])),
    mostCommonFrequencies: rows.map((row) => Number(row['times']) / seen),
  };
}

/** Values at equal distances of the sorted rows: as many rows lie between any two. */
async function bounds(session: SqliteSession, sample: string): Promise<string[]> {
  const rows = await session.read(`
    SELECT CAST(value AS TEXT) AS value
      FROM (SELECT value, row_number() OVER (ORDER BY value) - 1 AS place, count(*) OVER () - 1 AS last
              FROM (${sample}) WHERE value IS NOT NULL)
     WHERE place % max(1, last / ${STEPS}) = 0 OR place = last ORDER BY place`);
  return rows.map((row) => String(row['value']));
}

/** Without a rowid, the first rows must do. */
function everyNth(table: Table, rows: number, most: number): string {
  const step = Math.ceil(rows / most);
  const hasRowid = !table.options.includes('WITHOUT ROWID');
  const isHidden = table.columns.some((column) => column.name.toLowerCase() === '_rowid_');
  return step > 1 && hasRowid && !isHidden ? `WHERE _rowid_ % ${step} = 0` : '';
}
