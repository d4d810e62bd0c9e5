import type { ColumnStatistics, RelationStatistics } from '#vocabulary/statistics.ts';
import type { ExpressionDoubt } from './answer-doubts.ts';
import type { TwinConnection } from './connection.ts';
import { columnsOf, expressionStatistics, type IndexExpression } from './expression-statistics.ts';
import type { ExpressionSamples } from './sample-expressions.ts';

export interface DescribedExpression {
  /** undefined: nothing is known of its values. */
  readonly statistics: ColumnStatistics | undefined;
  /** They are guessed from what is known of the column. */
  readonly derived: boolean;
  readonly doubt: ExpressionDoubt | undefined;
}

/** The statistics of an expression of an index: sampled on the target, else derived from its column's, else none. */
export async function describeExpression(
  evaluator: TwinConnection,
  key: IndexExpression,
  table: RelationStatistics | undefined,
  samples: ExpressionSamples | undefined,
): Promise<DescribedExpression> {
  const sampled = samples?.statistics.get(key.column);
  if (sampled) return { statistics: sampled, derived: false, doubt: undefined };
  const guess = table && (await expressionStatistics(evaluator, key, table).catch(() => undefined));
  if (guess?.exact) return { statistics: guess.statistics, derived: false, doubt: undefined };
  const basis = guess ? "is derived from the column's statistics" : 'is a guess, nothing is known of its values';
  const failed = samples?.failed.get(key.column);
  const why =
    failed === undefined ? 'it was not sampled (--sample).' : `sampling it failed: ${failed.replace(/\.?$/, '.')}`;
  return {
    statistics: guess?.statistics,
    derived: guess !== undefined,
    doubt: {
      columns: columnsOf(key).map(({ name }) => name),
      sentence: `The planner's row estimate for ${key.expression} ${basis}: ${why}`,
    },
  };
}
