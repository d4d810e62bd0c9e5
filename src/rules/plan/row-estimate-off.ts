import { tableStatistics } from '#analysis/column-selectivity.ts';
import { conditionTerms } from '#analysis/condition-terms.ts';
import { shareBelow, weighPlan } from '#analysis/plan-weights.ts';
import { count, countOf, nodeName, times } from '#analysis/plan-words.ts';
import { type Misestimate, misestimateSources } from '#analysis/row-estimates.ts';
import { defineRule } from '#contracts/rule.ts';
import { isTiny, leastShare, planFinding } from '#rules/plan-finding.ts';
import type { Change } from '#vocabulary/change.ts';
import type { PlanNode } from '#vocabulary/plan.ts';
import type { Statistics } from '#vocabulary/statistics.ts';

const id = 'row-estimate-off';
const source = 'https://www.postgresql.org/docs/18/planner-stats.html';

export const rowEstimateOff = defineRule({
  id,
  summary: 'The planner expected ten times too many or too few rows; named where the error begins.',
  needs: ['plan'],
  likes: ['statistics'],
  source,
  *check({ plan, statistics }) {
    const weights = weighPlan(plan);
    for (const error of misestimateSources(plan, 10)) {
      const weight = weights.nodes.find(({ node }) => node.id === error.node.id);
      const off = Math.abs(error.actual - error.estimated) * (error.node.actual?.loops ?? 1);
      // What hangs on the estimate is the choice made above it.
      const share = weight === undefined ? 0 : shareBelow(weights, weight.parent ?? weight.node);
      if (weight === undefined || off < 100 || share < leastShare) continue;
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        // The slowness itself is told elsewhere; on the topmost node no choice hangs.
        severity: weight.parent === undefined || isTiny(weights, share) ? 'info' : 'warning',
        message: `The planner expected ${countOf(error.estimated, 'row')} of ${nodeName(error.node)} and got ${count(error.actual)}, ${times(error.factor)} ${error.direction === 'under' ? 'as many' : 'fewer'}`,
        why: 'Join order, join method and memory are all chosen by these numbers; an error here multiplies in every step above.',
        ...remedy(error, statistics),
        observed: { what: 'rows against the estimate', value: error.factor, unit: 'times' },
      });
    }
  },
});

function remedy(
  { node }: Misestimate,
  statistics: Statistics | undefined,
): { readonly changes?: readonly Change[]; readonly advice: string } {
  const { schema, relation } = node;
  if (relation === undefined || schema === undefined) {
    return {
      advice:
        'No statement is proposed: the error is not in a table’s statistics but in how its rows combine (a join, a grouping, a function). Check that the joined columns are of one type and analyzed; else hold the rows in a temporary table and ANALYZE that.',
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

/** Autovacuum analyzes at a tenth by default: later than that something is wrong. */
function isStale({ rows, modifiedRows }: TableStatistics): boolean {
  return rows === undefined || (modifiedRows ?? 0) > rows / 10;
}

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
