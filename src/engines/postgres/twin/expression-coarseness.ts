import { quoteIdentifier } from '#engines/postgres/quote.ts';
import type { ColumnStatistics } from '#vocabulary/statistics.ts';
import type { TwinConnection } from './connection.ts';

/** Steps are doubled up to this power of the mean distance between two values. */
const widestStep = 30;

/**
 * How many different results an expression such as date_trunc('day', at) has, where each of the few sample values gives
 * another: each sample is moved by ever longer steps until about a third of the results change. undefined: the column's
 * type knows no steps. The mean distance of two values is one step: an expression that changes with each has as many
 * results as the column has values.
 */
export async function distinctResults(
  evaluator: TwinConnection,
  key: { readonly expression: string; readonly column: string; readonly type: string },
  base: ColumnStatistics,
  rows: number,
): Promise<number | undefined> {
  const values = base.distinct < 0 ? -base.distinct * rows : base.distinct;
  const moved = movedBy(key.type);
  const bounds = base.histogram ?? [];
  if (moved === undefined || bounds.length < 10 || values < bounds.length) return undefined;
  const result = (value: string) =>
    `(SELECT ${key.expression} FROM (SELECT (${value})::${key.type} AS ${quoteIdentifier(key.column)}) AS one)`;
  const steps = await evaluator.query(
    `
    SELECT power, avg((${result('value')} IS DISTINCT FROM ${result(moved)})::int)::float8 AS changed
    FROM (
      SELECT value::${key.type}, power, ($2::text::${key.type} - $3::text::${key.type}) / $4::float8 * 2 ^ power AS step
      FROM unnest($1::text[]) AS given(value), generate_series(0, ${widestStep}) AS power
    ) AS steps
    GROUP BY power ORDER BY power`,
    [bounds, bounds.at(-1), bounds[0], values],
  );
  const first = steps.find((step) => Number(step['changed']) >= 0.3);
  if (first === undefined || Number(first['power']) === 0) return undefined;
  return Math.max(1, Math.round((Number(first['changed']) * values) / 2 ** Number(first['power'])));
}

function movedBy(type: string): string | undefined {
  if (/^(smallint|integer|bigint)$/.test(type)) return 'value + step::bigint';
  if (type === 'date') return 'value + step::int';
  if (/^(numeric|real|double precision)/.test(type)) return 'value::float8 + step';
  return type.startsWith('timestamp') ? 'value + step' : undefined;
}
