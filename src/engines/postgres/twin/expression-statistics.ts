import { quoteIdentifier } from '#engines/postgres/quote.ts';
import type { ColumnStatistics, RelationStatistics } from '#vocabulary/statistics.ts';
import type { TwinConnection, TwinRow } from './connection.ts';
import { distinctResults } from './expression-coarseness.ts';

/** An index key that is an expression, and its table. */
export interface IndexExpression {
  /** The name that the key has as a column of the index. */
  readonly column: string;
  /** SQL with columns unqualified. */
  readonly expression: string;
  /** Columns of the table with their types, quoted as SQL needs it. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly hasFixedLength: boolean;
}

export interface DerivedStatistics {
  readonly statistics: ColumnStatistics;
  /** Every value that the column has is known, so that nothing is guessed. */
  readonly exact: boolean;
}

/** Fewer sample values say nothing. */
const leastSamples = 10;
/** default_statistics_target of a usual server. */
const mostCommonValues = 100;

/**
 * What ANALYZE would find of an expression over one column, told from that column's statistics: its most common values
 * and its histogram are a sample, of which the expression is computed here. A server has no statistics of an expression
 * until an index on it stands and ANALYZE has run. undefined: no such column, or no sample of it.
 */
export async function expressionStatistics(
  evaluator: TwinConnection,
  key: IndexExpression,
  table: RelationStatistics,
): Promise<DerivedStatistics | undefined> {
  const columns = columnsOf(key);
  const [only] = columns;
  const base = table.columns.find((column) => column.column === only?.name && !column.inherited);
  if (columns.length !== 1 || only === undefined || base === undefined) return undefined;
  const sample = samplesOf(base);
  const exact = isWhole(base);
  if (sample.values.length < leastSamples && !exact) return undefined;
  const rows = await evaluator.query(
    `
    SELECT result::text AS value, count(*)::int AS times, sum(weight) AS weight, avg(pg_column_size(result))::float8 AS width,
      avg(position) AS position
    FROM (
      SELECT (${key.expression}) AS result, weight, position
      FROM (
        SELECT value::${only.type} AS ${quoteIdentifier(only.name)}, weight, position
        FROM unnest($1::text[], $2::float8[], $3::float8[]) AS given(value, weight, position)
      ) AS samples
    ) AS computed
    GROUP BY result ORDER BY result`,
    [sample.values, sample.weights, sample.positions],
  );
  const nulls = rows.filter((row) => row['value'] === null);
  const present = rows.filter((row) => row['value'] !== null);
  if (present.length === 0) return undefined;
  const common = present
    .filter((row) => exact || Number(row['times']) > 1 || Number(row['weight']) > 0.01)
    .sort((a, b) => Number(b['weight']) - Number(a['weight']))
    .slice(0, mostCommonValues);
  const others = present.filter((row) => !common.includes(row));
  const header = key.hasFixedLength ? 0 : 3;
  const distinct = exact
    ? present.length
    : present.length > sample.values.length * 0.95
      ? await distinctOfMany(evaluator, { expression: key.expression, column: only.name, type: only.type }, base, table)
      : distinctOfFew(present, base);
  const statistics = {
    column: key.column,
    inherited: false,
    nullFraction: Math.min(1, base.nullFraction + sum(nulls, 'weight')),
    averageWidth: Math.max(1, Math.round(sum(present, 'width') / present.length) - header),
    distinct,
    ...(common.length === 0
      ? {}
      : {
          mostCommonValues: common.map((row) => String(row['value'])),
          mostCommonFrequencies: common.map((row) => Number(row['weight'])),
        }),
    correlation: correlationOf(present, base.correlation ?? 0),
    ...(others.length < 2 ? {} : { histogram: others.map((row) => String(row['value'])) }),
  };
  return { statistics, exact };
}

/** The columns that an expression is of. */
export function columnsOf({ expression, columns }: IndexExpression): IndexExpression['columns'] {
  return columns.filter(({ name }) => mentions(expression, name));
}

/** The most common values are all that there are. */
function isWhole({ mostCommonValues, mostCommonFrequencies = [], histogram, nullFraction }: ColumnStatistics): boolean {
  const share = mostCommonFrequencies.reduce((all, each) => all + each, nullFraction);
  return histogram === undefined && (mostCommonValues?.length ?? 0) > 0 && share > 0.9999;
}

interface Samples {
  readonly values: readonly string[];
  /** Shares of the rows. */
  readonly weights: readonly number[];
  /** Place in the column's order; null where it is not known. */
  readonly positions: readonly (number | null)[];
}

function samplesOf({
  mostCommonValues,
  mostCommonFrequencies = [],
  histogram,
  nullFraction,
}: ColumnStatistics): Samples {
  const common = mostCommonValues ?? [];
  const bounds = histogram ?? [];
  const rest = Math.max(0, 1 - nullFraction - mostCommonFrequencies.reduce((all, share) => all + share, 0));
  return {
    values: [...common, ...bounds],
    weights: [...common.map((_, at) => mostCommonFrequencies[at] ?? 0), ...bounds.map(() => rest / bounds.length)],
    positions: [...common.map(() => null), ...bounds.map((_, at) => at)],
  };
}

/** Hardly two samples give the same: as many as the column has, unless small steps show that the expression is coarse. */
async function distinctOfMany(
  evaluator: TwinConnection,
  key: Parameters<typeof distinctResults>[1],
  base: ColumnStatistics,
  table: RelationStatistics,
): Promise<number> {
  const coarse = await distinctResults(evaluator, key, base, table.rows ?? 0).catch(() => undefined);
  return coarse ?? base.distinct;
}

/** Chao's estimator. https://doi.org/10.2307/2531532 */
function distinctOfFew(present: readonly TwinRow[], base: ColumnStatistics): number {
  const seen = (times: number) => present.filter((row) => Number(row['times']) === times).length;
  const estimate = Math.round(present.length + seen(1) ** 2 / (2 * Math.max(1, seen(2))));
  return base.distinct > 0 ? Math.min(base.distinct, estimate) : estimate;
}

/**
 * How far the rows lie in the order of the expression: as far as they lie in the column's order and both orders agree.
 * Where they have nothing to do with each other, equal values still count as lying in order: the sum of squared shares.
 */
function correlationOf(present: readonly TwinRow[], ofColumn: number): number {
  const positions = present.filter((row) => row['position'] !== null).map((row) => Number(row['position']));
  const agreement = positions.length < leastSamples ? 0 : rankCorrelation(positions);
  const byChance = present.reduce((all, row) => all + Number(row['weight']) ** 2, 0);
  return Math.max(-1, Math.min(1, agreement * ofColumn + (1 - Math.abs(agreement)) * byChance));
}

/** Spearman's, of the numbers against the order in which they stand. */
function rankCorrelation(positions: readonly number[]): number {
  const count = positions.length;
  const ranks = new Map([...positions].sort((a, b) => a - b).map((position, rank) => [position, rank]));
  const squares = positions.reduce((all, position, at) => all + ((ranks.get(position) ?? at) - at) ** 2, 0);
  return 1 - (6 * squares) / (count * (count * count - 1));
}

function mentions(expression: string, column: string): boolean {
  const withoutStrings = expression.replace(/'(?:[^']|'')*'/g, "''");
  const quoted = quoteIdentifier(column);
  if (quoted !== column) return withoutStrings.includes(quoted);
  return new RegExp(`(?<![\\w"$.])${column.replaceAll('$', '\\$')}(?![\\w"$(])`).test(withoutStrings);
}

function sum(rows: readonly TwinRow[], name: string): number {
  return rows.reduce((all, row) => all + Number(row[name] ?? 0), 0);
}
