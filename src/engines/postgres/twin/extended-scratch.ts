import { quoteIdentifier, quoteQualified } from '#engines/postgres/quote.ts';
import type { ColumnStatistics, ExtendedStatistics } from '#vocabulary/statistics.ts';
import { type McvFrequency, withFrequencies } from './extended-bytes.ts';
import type { TwinObject } from './extended-object.ts';
import { importColumns, type StatisticsSite } from './import-statistics.ts';

const place = 'dbwright_scratch';
const name = 'combinations';
const scratch = `${place}.${name}`;

/**
 * A table with the columns and expressions of an object, typed and collated as there, in which the server itself puts
 * values into the form that it keeps statistics in. `use` gets the names of its columns; the table is gone afterwards.
 */
export async function withScratchTable<Result>(
  site: StatisticsSite,
  object: TwinObject,
  use: (table: ScratchTable) => Promise<Result>,
): Promise<Result> {
  const parts = [...object.columns.map(quoteIdentifier), ...object.expressions];
  await site.evaluator.query(`
    CREATE SCHEMA ${place};
    CREATE TABLE ${scratch} AS
      SELECT 0 AS position, ${parts.map((part, at) => `(${part}) AS c${at}`).join(', ')}
      FROM ONLY ${quoteQualified(object.schema, object.table)} WITH NO DATA`);
  try {
    const columns = await site.connection.query(
      `SET LOCAL search_path = '';
       SELECT attname AS name, format_type(atttypid, atttypmod) AS type
       FROM pg_catalog.pg_attribute WHERE attrelid = '${scratch}'::regclass AND attnum > 1 ORDER BY attnum`,
    );
    return await use({
      columns: columns.map((column) => ({ name: String(column['name']), type: String(column['type']) })),
      expressions: object.expressions.length,
    });
  } finally {
    await site.evaluator.query(`DROP SCHEMA ${place} CASCADE`);
    site.evaluator.takeWarnings();
  }
}

export interface ScratchTable {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** How many of the last columns are expressions. */
  readonly expressions: number;
}

/**
 * A pg_mcv_list. The table holds each combination once and is read whole, so that ANALYZE lists them all; the
 * frequencies, which tell of other rows too, are then written over. `combinations`: values in the order of the columns.
 */
export async function mcvList(
  { connection, evaluator }: StatisticsSite,
  table: ScratchTable,
  combinations: readonly (readonly (string | null)[])[],
  frequencies: readonly McvFrequency[],
): Promise<Buffer> {
  const { columns } = table;
  const names = columns.map((column) => column.name);
  await evaluator.query(
    `INSERT INTO ${scratch} (position, ${names.join(', ')})
     SELECT position, ${columns.map((column) => `${column.name}::${column.type}`).join(', ')}
     FROM unnest(${names.map((_, at) => `$${at + 1}::text[]`).join(', ')})
       WITH ORDINALITY AS given(${names.join(', ')}, position)`,
    columns.map((_, at) => combinations.map((combination) => combination[at] ?? null)),
  );
  await evaluator.query(`
    CREATE STATISTICS ${place}.common (mcv) ON ${names.join(', ')} FROM ${scratch};
    ALTER STATISTICS ${place}.common SET STATISTICS ${Math.min(10_000, combinations.length)};
    ANALYZE ${scratch}`);
  const printed = names.map((each) => `CASE WHEN r.${each} IS NOT NULL THEN format('%s', r.${each}) END`);
  const items = await connection.query(`
    SELECT r.position, d.stxdmcv::bytea AS list
    FROM pg_statistic_ext_data d
    JOIN pg_statistic_ext x ON x.oid = d.stxoid AND x.stxrelid = '${scratch}'::regclass,
      pg_mcv_list_items(d.stxdmcv) i
    LEFT JOIN ${scratch} r ON i.values = ARRAY[${printed.join(', ')}]
    ORDER BY i.index`);
  const list = items[0]?.['list'];
  const ordered = items.flatMap((item) => frequencies[Number(item['position'] ?? 0) - 1] ?? []);
  if (!Buffer.isBuffer(list) || ordered.length !== combinations.length || items.length !== ordered.length) {
    throw new Error('its most common combinations are not what the twin makes of them');
  }
  return withFrequencies(list, columns.length, ordered);
}

/** Writes the statistics of the expressions as those of the table's columns; returns what could not be written. */
export async function describeExpressions(
  site: StatisticsSite,
  table: ScratchTable,
  expressions: readonly (ColumnStatistics | undefined)[],
): Promise<readonly string[]> {
  await site.connection.query(`DELETE FROM pg_statistic WHERE starelid = '${scratch}'::regclass`);
  const columns = expressions.flatMap((statistics, at) => {
    const column = table.columns[table.columns.length - table.expressions + at]?.name;
    return statistics === undefined || column === undefined ? [] : [{ ...statistics, column, inherited: false }];
  });
  return importColumns(site, { schema: place, name, columns });
}

/** An SQL expression: a row of pg_statistic for each expression, NULL where nothing is known of it. */
export function expressionRows(table: ScratchTable): string {
  const first = 2 + table.columns.length - table.expressions;
  return `(
    SELECT array_agg(s ORDER BY number)
    FROM generate_series(${first}, ${first + table.expressions - 1}) AS number
    LEFT JOIN pg_statistic s ON s.starelid = '${scratch}'::regclass AND s.staattnum = number)`;
}

/** The values of each combination in the twin's order of columns. */
export function combinationsInOrder(
  source: ExtendedStatistics,
  columns: readonly string[],
): readonly (readonly (string | null)[])[] {
  const places = columns.map((column) => source.columns.indexOf(column));
  const afterColumns = source.columns.length;
  return (source.mostCommonValues ?? []).map((values) => [
    ...places.map((at) => values[at] ?? null),
    ...values.slice(afterColumns),
  ]);
}
