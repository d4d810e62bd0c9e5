import { tableStatistics } from '#analysis/column-selectivity.ts';
import { conditionTerms } from '#analysis/condition-terms.ts';
import { isStale } from '#analysis/misestimate-origins.ts';
import { count, countOf } from '#analysis/plan-words.ts';
import type { Change } from '#vocabulary/change.ts';
import type { PlanNode } from '#vocabulary/plan.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import { comparedExpressions, expressionStatistics } from './compared-expressions.ts';

/** What gives the planner a better number: ANALYZE, statistics over several columns, or on an expression. */
export function estimateRemedy(
  node: PlanNode,
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
      advice: `No statement is proposed: the statistics of ${relation} are fresh, so the condition itself cannot be estimated (a function, a pattern, a value that comes only at run time). Statistics on the expression (CREATE STATISTICS … ON (expression)) or a higher statistics target of the column may help; for a value from a sub-query put the value itself into the query.`,
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
