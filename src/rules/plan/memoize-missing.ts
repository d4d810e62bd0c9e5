import { columnStatistics, distinctValues, tableStatistics } from '#analysis/column-selectivity.ts';
import { isStale } from '#analysis/misestimate-origins.ts';
import { walkPlan } from '#analysis/plan-walk.ts';
import { shareBelow, weighPlan } from '#analysis/plan-weights.ts';
import { count, countOf, percent } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';
import { hashMultiplier, moreMemory, workMem } from '#rules/work-mem.ts';
import type { Change } from '#vocabulary/change.ts';
import type { Plan, PlanNode } from '#vocabulary/plan.ts';
import type { RelationStatistics, Statistics } from '#vocabulary/statistics.ts';

const id = 'memoize-missing';
const source = 'https://www.postgresql.org/docs/18/runtime-config-query.html#GUC-ENABLE-MEMOIZE';

export const memoizeMissing = defineRule({
  id,
  summary: 'A Memoize keeps looked-up rows, but seldom has what is asked for.',
  needs: ['plan'],
  likes: ['statistics', 'settings'],
  engines: ['postgres'],
  source,
  *check({ plan, statistics, settings }) {
    const weights = weighPlan(plan);
    for (const weight of weights.nodes) {
      const { node } = weight;
      if (node.memoize === undefined) continue;
      const { hits, misses, evictions, overflows } = node.memoize;
      const lookups = hits + misses;
      const share = shareBelow(weights, node);
      const isFull = evictions + overflows > 0;
      // A full cache that still answers nine of ten is as good as it can be.
      if (lookups < 1000 || hits >= (isFull ? 0.9 : 0.5) * lookups || share < leastShare) continue;
      const key = keyOf(node, plan, statistics);
      const full = isFull
        ? moreMemory(
            neededKilobytes(node, key?.distinct) / hashMultiplier(plan, settings),
            workMem(plan, settings),
            'An index that holds all columns read makes each entry smaller.',
          )
        : undefined;
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        message: `Memoize on ${node.conditions.cacheKey ?? 'the key'} had ${percent(hits / lookups)} of ${countOf(lookups, 'lookup')} (${count(misses)} missed, ${count(evictions)} entries thrown out for want of room)`,
        why: isFull
          ? 'The cache may take work_mem × hash_mem_multiplier; beyond that the entry that was not used for longest goes, and is looked up again when its key comes back.'
          : 'The planner expected the same keys again and again. With nearly as many keys as rows each is looked up anyway, and kept for nothing.',
        ...(full ?? { ...withoutRepeats(node, key?.table) }),
        observed: { what: 'lookups that missed', value: misses, unit: 'lookups' },
      });
    }
  },
});

/** For every different key one entry of the size of those that were held at the end. */
function neededKilobytes({ memoize, hash, extra }: PlanNode, distinct: number | undefined): number {
  const { misses = 0, evictions = 0 } = memoize ?? {};
  const peak = Number(extra['Peak Memory Usage'] ?? hash?.memoryKilobytes ?? 0);
  const held = Math.max(1, misses - evictions);
  return 1.2 * (peak / held) * Math.min(misses, Math.max(held, distinct ?? misses));
}

function withoutRepeats(
  { conditions }: PlanNode,
  table: RelationStatistics | undefined,
): { readonly changes: readonly Change[]; readonly advice: string } {
  if (table !== undefined && isStale(table)) {
    return {
      changes: [{ kind: 'analyze-table', schema: table.schema, table: table.name }],
      advice: `The statistics of ${table.name} are old: the planner took ${conditions.cacheKey ?? 'the key'} for a column of few values.`,
    };
  }
  return {
    changes: [{ kind: 'set-setting', name: 'enable_memoize', value: 'off' }],
    advice:
      'Without it the planner counts every lookup in full, and takes a hash join if that is cheaper. Set it for this query only: elsewhere a Memoize pays.',
  };
}

interface CacheKey {
  readonly table: RelationStatistics | undefined;
  readonly distinct: number | undefined;
}

/** The column that is the key, `o.customer_id`, among the tables of the plan. */
function keyOf(node: PlanNode, plan: Plan, statistics: Statistics | undefined): CacheKey | undefined {
  const [, alias, column] = /^"?([^".]+)"?\."?([^".]+)"?$/.exec(node.conditions.cacheKey ?? '') ?? [];
  const scan = walkPlan(plan).find((one) => alias !== undefined && one.node.alias === alias)?.node;
  if (scan?.relation === undefined || scan.schema === undefined) return undefined;
  const table = tableStatistics(statistics, { schema: scan.schema, name: scan.relation });
  return { table, distinct: distinctValues(columnStatistics(table, column), table?.rows) };
}
