import { tableStatistics } from '#analysis/column-selectivity.ts';
import { count, nodeName } from '#analysis/plan-words.ts';
import { isOfParameter } from '#analysis/skewed-parameters.ts';
import { defineRule } from '#contracts/rule.ts';
import { comparedExpressions, expressionStatistics } from '#rules/compared-expressions.ts';
import { estimateFinding, weighedMisestimates } from '#rules/estimate-finding.ts';
import type { Change } from '#vocabulary/change.ts';
import type { PlanNode } from '#vocabulary/plan.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';

const id = 'single-row-estimate-off';
const source = 'https://www.postgresql.org/docs/18/sql-createstatistics.html';

export const singleRowEstimateOff = defineRule({
  id,
  summary: 'One row was expected of a condition that the planner knows nothing about, and very many came.',
  needs: ['plan'],
  likes: ['statistics', 'query'],
  engines: ['postgres'],
  source,
  *check({ plan, statistics, query }) {
    for (const error of weighedMisestimates(plan, 'single-row', statistics)) {
      const { node, actual } = error.origin;
      // A value that was not known: generic-plan-of-skewed-parameter.
      if (isOfParameter(plan, node)) continue;
      const { schema, relation } = node;
      const known = schema && relation ? tableStatistics(statistics, { schema, name: relation }) : undefined;
      yield estimateFinding({ id, source }, error, {
        message: `The planner expected a single row of ${nodeName(node)} and got ${count(actual)}: it knows nothing about ${blindSpot(node)}`,
        why: 'There are no statistics on what a function or a JSON operator returns, or on a value that comes only at run time: a fixed small share is taken, several are multiplied, and one row makes every nested loop above look free.',
        ...remedy(node, known !== undefined, query),
      });
    }
  },
});

function blindSpot(node: PlanNode): string {
  return node.conditions.filter ?? node.conditions.index ?? node.conditions.recheck ?? 'its condition';
}

function remedy(
  node: PlanNode,
  fresh: boolean,
  query: ResolvedQuery | undefined,
): { readonly changes?: readonly Change[]; readonly advice: string } {
  const { schema, relation } = node;
  const expressions = comparedExpressions(node, query);
  if (schema !== undefined && relation !== undefined && expressions.length > 0) {
    return {
      changes: [expressionStatistics({ schema, relation }, expressions)],
      advice: 'Statistics on the expression itself count what it returns, as for a column (PostgreSQL 14 and later).',
    };
  }
  if (schema !== undefined && relation !== undefined && !fresh) {
    return {
      changes: [{ kind: 'analyze-table', schema, table: relation }],
      advice: `Fresh statistics are the first thing to try. If it stays: CREATE STATISTICS … ON (expression) FROM ${relation}, for what the condition computes.`,
    };
  }
  return {
    advice: `No statement is proposed: what has no statistics here is not certain. For an expression CREATE STATISTICS … ON (expression) FROM ${relation ?? 'the table'}; for a value from a sub-query or a parameter put the value itself into the query, or hold the rows in a temporary table and ANALYZE it.`,
  };
}
