import { tableStatistics } from '#analysis/column-selectivity.ts';
import { conditionTerms } from '#analysis/condition-terms.ts';
import { isStale } from '#analysis/misestimate-origins.ts';
import { hasOldStatistics } from '#analysis/old-statistics.ts';
import { count, countOf } from '#analysis/plan-words.ts';
import type { Misestimate } from '#analysis/row-estimates.ts';
import { isOfParameter } from '#analysis/skewed-parameters.ts';
import { defineRule } from '#contracts/rule.ts';
import { comparedExpressions, expressionStatistics } from '#rules/compared-expressions.ts';
import { estimateFinding, expectedAndGot, weighedMisestimates } from '#rules/estimate-finding.ts';
import type { Change } from '#vocabulary/change.ts';
import type { PlanNode } from '#vocabulary/plan.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';
import type { Statistics } from '#vocabulary/statistics.ts';

const id = 'row-estimate-off';
const source = 'https://www.postgresql.org/docs/18/planner-stats.html';

export const rowEstimateOff = defineRule({
  id,
  summary: 'The planner expected ten times too many or too few rows; named where the error begins.',
  needs: ['plan'],
  likes: ['statistics', 'query'],
  source,
  *check({ plan, statistics, query }) {
    for (const error of weighedMisestimates(plan, 'rows', statistics)) {
      // A value that was not known: generic-plan-of-skewed-parameter.
      if (isOfParameter(plan, error.origin.node)) continue;
      // Where the statistics are known to be old, that is the cause, and told by stale-statistics.
      if (isOld(error.origin.node, statistics)) continue;
      yield estimateFinding({ id, source }, error, {
        message: expectedAndGot(error),
        why: 'Join order, join method and memory are all chosen by these numbers; an error here multiplies in every step above.',
        ...remedy(error.origin, statistics, query),
      });
    }
  },
});

function isOld({ schema, relation }: PlanNode, statistics: Statistics | undefined): boolean {
  const table = schema && relation ? tableStatistics(statistics, { schema, name: relation }) : undefined;
  return table !== undefined && hasOldStatistics(table);
}

function remedy(
  { node }: Misestimate,
  statistics: Statistics | undefined,
  query: ResolvedQuery | undefined,
): { readonly changes?: readonly Change[]; readonly advice: string } {
  const { schema, relation } = node;
  if (relation === undefined || schema === undefined) {
    return {
      advice:
        'No statement is proposed: the error is not in a table’s statistics but in what is made of its rows (a grouping, a CTE, a sub-query). Hold the rows in a temporary table and ANALYZE that, where the plan above suffers.',
    };
  }
  const known = tableStatistics(statistics, { schema, name: relation });
  const columns = comparedColumns(node);
  if (known !== undefined && !isStale(known)) {
    if (columns.length >= 2) {
      const name = `${relation}_${columns.join('_')}_stats`.slice(0, 63);
      return {
        changes: [{ kind: 'create-statistics', schema, table: relation, name, columns: [...columns] }],
        advice: `The statistics are fresh, so ${columns.join(' and ')} most likely depend on each other: the planner multiplies their shares as if they did not.`,
      };
    }
    const expressions = comparedExpressions(node, query);
    if (expressions.length > 0) {
      return {
        changes: [expressionStatistics({ schema, relation }, expressions)],
        advice: `The statistics of ${relation} are fresh, but none tell what ${expressions.join(' and ')} gives: statistics on the expression do (PostgreSQL 14 and later).`,
      };
    }
    return {
      advice: `No statement is proposed: the statistics of ${relation} are fresh, so the condition itself cannot be estimated (a function, a pattern, a parameter). Statistics on the expression (CREATE STATISTICS … ON (expression)) or a higher statistics target of the column may help.`,
    };
  }
  const hint =
    columns.length >= 2
      ? ` If it stays, CREATE STATISTICS on (${columns.join(', ')}): they may depend on each other.`
      : '';
  return {
    changes: [{ kind: 'analyze-table', schema, table: relation }],
    advice: `${known === undefined ? 'Fresh statistics are the first thing to try.' : staleness(known)}${hint}`,
  };
}

type TableStatistics = Statistics['relations'][number];

function staleness({ rows, modifiedRows, lastAnalyze }: TableStatistics): string {
  if (rows === undefined) return 'The table was never analyzed.';
  return `${countOf(modifiedRows ?? 0, 'row')} changed since the last ANALYZE${lastAnalyze === undefined ? '' : ` (${lastAnalyze.slice(0, 16)})`}, which saw ${count(rows)}.`;
}

function comparedColumns(node: PlanNode): readonly string[] {
  const terms = [
    ...conditionTerms(node.conditions.filter),
    ...conditionTerms(node.conditions.index),
    ...conditionTerms(node.conditions.recheck),
  ];
  const columns = terms.flatMap(({ side, column, operator }) =>
    side === 'column' && operator === '=' && column !== undefined ? [column] : [],
  );
  return [...new Set(columns)].sort();
}
