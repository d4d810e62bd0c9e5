import { quoteLiteral } from '#engines/postgres/quote.ts';
import type { ColumnStatistics, RelationStatistics, Statistics } from '#vocabulary/statistics.ts';
import { arrayText } from './array-text.ts';
import { serverMessage, type TwinConnection } from './connection.ts';
import { type ColumnPlace, insertStatisticRow, insertStatisticRows } from './statistic-row.ts';

export interface StatisticsSite {
  /** Superuser. */
  readonly connection: TwinConnection;
  /** The schema's owner: reading a value may run functions of the schema (a domain's checks). */
  readonly evaluator: TwinConnection;
  readonly majors: { readonly twin: number; readonly source: number };
}

/** First major that can restore statistics by functions. */
const restoreFunctionsSince = 18;

/**
 * Gives the relations of a twin the statistics of their models: size and rows (pg_class), and each column's
 * distribution. Returns what could not be carried over, one sentence each.
 * https://www.postgresql.org/docs/18/functions-admin.html#FUNCTIONS-ADMIN-STATSMOD
 */
export async function importStatistics(
  site: StatisticsSite,
  statistics: Statistics,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const relations = statistics.relations.filter((relation) => relation.kind !== 'toast');
  const columns = relations.flatMap((relation) => relation.columns.map((column) => ({ relation, column })));
  const notes = await importAllColumns(site, columns, signal);
  await importSizes(site.connection, relations);
  return notes;
}

/** Rows and pages as the last VACUUM or ANALYZE saw them. Writing pg_class also tells every session to look again. */
export async function importSizes(
  connection: TwinConnection,
  relations: readonly Pick<
    RelationStatistics,
    'schema' | 'name' | 'rows' | 'pages' | 'recordedPages' | 'allVisiblePages'
  >[],
): Promise<void> {
  const rows = relations.map(({ schema, name, rows, pages, recordedPages, allVisiblePages }) => ({
    schema,
    name,
    rows: rows ?? -1,
    pages: rows === undefined ? 0 : (recordedPages ?? pages),
    visible: allVisiblePages ?? 0,
  }));
  await connection.query(
    `
    UPDATE pg_class SET relpages = given.pages, reltuples = given.rows, relallvisible = given.visible
    FROM jsonb_to_recordset($1) AS given(schema text, name text, pages int4, rows float4, visible int4)
    WHERE relname = given.name AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = given.schema)`,
    [JSON.stringify(rows)],
  );
}

/** The columns of one relation; an index has some where its keys are expressions. */
export async function importColumns(
  site: StatisticsSite,
  relation: { readonly schema: string; readonly name: string; readonly columns: readonly ColumnStatistics[] },
): Promise<readonly string[]> {
  const notes: string[] = [];
  for (const column of relation.columns) notes.push(...(await importColumn(site, { relation, column })));
  return notes;
}

/** Many columns; those whose round trip brought any complaint are taken again one by one, to tell which it is about. */
async function importAllColumns(
  site: StatisticsSite,
  columns: readonly ColumnPlace[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const notes: string[] = [];
  for (let at = 0; at < columns.length; at += columnsTogether) {
    signal.throwIfAborted();
    const some = columns.slice(at, at + columnsTogether);
    if (some.length > 1 && (await restoreTogether(site, some))) continue;
    for (const each of some) notes.push(...(await importColumn(site, each)));
  }
  return notes;
}

const columnsTogether = 50;

/** False: at least one of them is not there, or not in whole. */
async function restoreTogether(
  { connection, evaluator, majors }: StatisticsSite,
  columns: readonly ColumnPlace[],
): Promise<boolean> {
  evaluator.takeWarnings();
  if (majors.twin < restoreFunctionsSince) {
    return insertStatisticRows({ connection, evaluator }, columns).catch(() => false);
  }
  const calls = columns.map(
    ({ relation, column }) => `pg_restore_attribute_stats(${restoreCall(relation, column, majors.source)})`,
  );
  try {
    await evaluator.query(`SELECT ${calls.join(',\n')}`);
    return evaluator.takeWarnings().length === 0;
  } catch {
    return false;
  }
}

async function importColumn(
  { connection, evaluator, majors }: StatisticsSite,
  { relation, column }: ColumnPlace,
): Promise<readonly string[]> {
  evaluator.takeWarnings();
  const where = `${relation.schema}.${relation.name}.${column.column}`;
  try {
    if (majors.twin >= restoreFunctionsSince) {
      await evaluator.query(`SELECT pg_restore_attribute_stats(${restoreCall(relation, column, majors.source)})`);
    } else {
      await insertStatisticRow({ connection, evaluator }, relation, column);
    }
    const warnings = evaluator.takeWarnings();
    return warnings.length === 0 ? [] : [`Some statistics of ${where} are not in the twin: ${warnings.join('; ')}.`];
  } catch (error) {
    return [`The statistics of ${where} are not in the twin: ${serverMessage(error)}.`];
  }
}

function restoreCall(
  relation: Pick<RelationStatistics, 'schema' | 'name'>,
  column: ColumnStatistics,
  sourceMajor: number,
): string {
  const values: readonly (readonly [name: string, value: string | undefined])[] = [
    ['version', `${sourceMajor * 10_000}::int4`],
    ['schemaname', quoteLiteral(relation.schema)],
    ['relname', quoteLiteral(relation.name)],
    ['attname', quoteLiteral(column.column)],
    ['inherited', `${column.inherited}::bool`],
    ['null_frac', `${column.nullFraction}::float4`],
    ['avg_width', `${Math.round(column.averageWidth)}::int4`],
    ['n_distinct', `(${column.distinct})::float4`],
    ['most_common_vals', textArray(column.mostCommonValues)],
    ['most_common_freqs', realArray(column.mostCommonFrequencies)],
    ['histogram_bounds', textArray(column.histogram)],
    ['correlation', column.correlation === undefined ? undefined : `(${column.correlation})::float4`],
    ['most_common_elems', textArray(column.mostCommonElements)],
    ['most_common_elem_freqs', realArray(column.mostCommonElementFrequencies)],
    ['elem_count_histogram', realArray(column.elementCountHistogram)],
    ['range_length_histogram', textArray(column.rangeLengthHistogram)],
    ['range_empty_frac', column.rangeEmptyFraction === undefined ? undefined : `${column.rangeEmptyFraction}::float4`],
    ['range_bounds_histogram', textArray(column.rangeBoundsHistogram)],
  ];
  return values.flatMap(([name, value]) => (value === undefined ? [] : [`'${name}', ${value}`])).join(', ');
}

function textArray(values: readonly string[] | undefined): string | undefined {
  return values === undefined ? undefined : `${quoteLiteral(arrayText(values))}::text`;
}

function realArray(values: readonly number[] | undefined): string | undefined {
  return values === undefined ? undefined : `'{${values.join(',')}}'::float4[]`;
}
