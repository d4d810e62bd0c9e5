import { tableStatistics } from '#analysis/column-selectivity.ts';
import { hasOldStatistics, isNeverAnalyzed } from '#analysis/old-statistics.ts';
import { walkNode } from '#analysis/plan-walk.ts';
import { type NodeWeight, shareBelow, weighPlan } from '#analysis/plan-weights.ts';
import { count, countOf, nodeName, times } from '#analysis/plan-words.ts';
import { misestimateSources } from '#analysis/row-estimates.ts';
import { defineRule } from '#contracts/rule.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';
import type { RelationStatistics } from '#vocabulary/statistics.ts';

const id = 'stale-statistics';
const source = 'https://www.postgresql.org/docs/18/routine-vacuuming.html#VACUUM-FOR-STATISTICS';

export const staleStatistics = defineRule({
  id,
  summary: 'The planner knows a table as it was before a tenth of its rows changed, or was never told of it.',
  needs: ['plan', 'statistics'],
  engines: ['postgres'],
  source,
  *check({ plan, statistics }) {
    const weights = weighPlan(plan);
    const errors = misestimateSources(plan, 3).filter(
      ({ node, actual, estimated }) => Math.abs(actual - estimated) * (node.actual?.loops ?? 1) >= 100,
    );
    const told = new Set<string>();
    for (const weight of weights.nodes) {
      const { schema, relation, type } = weight.node;
      if (schema === undefined || relation === undefined || type === 'ModifyTable') continue;
      const table = tableStatistics(statistics, { schema, name: relation });
      const name = `${schema}.${relation}`;
      const share = stake(weight);
      if (table === undefined || told.has(name) || share < leastShare || !hasOldStatistics(table)) continue;
      // Old figures that are still right harm nothing; whether they are, only a plan that was run shows.
      const error = errors.find(({ node, factor }) => {
        if (node.id === weight.node.id) return true;
        return factor >= 10 && walkNode(node).some((visit) => visit.node.id === weight.node.id);
      });
      if (plan.analyzed && error === undefined) continue;
      told.add(name);
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        message: `${age(table, name)}${error === undefined ? '' : `; the planner expected ${countOf(error.estimated, 'row')} of ${nodeName(error.node)} and got ${count(error.actual)}, ${times(error.factor)} ${error.direction === 'under' ? 'as many' : 'fewer'}`}`,
        why: 'Join order, join method, memory and indexes are all chosen by these figures. Autovacuum renews them when a tenth of the rows has changed; where it did not, it is off, behind, or was not there yet after a bulk load.',
        changes: [{ kind: 'analyze-table', schema, table: relation }],
        advice:
          'ANALYZE after a bulk load, in the same script. If it comes back, lower autovacuum_analyze_scale_factor of this table. A partitioned table itself is never analyzed by autovacuum.',
        observed: { what: 'rows changed since the last ANALYZE', value: table.modifiedRows ?? 0, unit: 'rows' },
      });
    }

    /** What hangs on the figures is the choice made above the scan. */
    function stake({ node, parent }: NodeWeight): number {
      return shareBelow(weights, parent ?? node);
    }
  },
});

function age(table: RelationStatistics, name: string): string {
  if (isNeverAnalyzed(table)) return `${name} was never analyzed: the planner knows nothing of its values`;
  const { rows = 0, modifiedRows = 0, lastAnalyze } = table;
  const at = lastAnalyze === undefined ? '' : ` of ${lastAnalyze.slice(0, 16).replace('T', ' ')}`;
  return `${countOf(modifiedRows, 'row')} of ${name} changed since the last ANALYZE${at}, which saw ${count(rows)}`;
}
