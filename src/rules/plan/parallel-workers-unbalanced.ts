import { type ProcessShare, parallelShares } from '#analysis/parallel-shares.ts';
import { inputs, walkNode } from '#analysis/plan-walk.ts';
import { weighPlan } from '#analysis/plan-weights.ts';
import { count, countOf, duration, nodeName } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';
import type { PlanNode } from '#vocabulary/plan.ts';

const id = 'parallel-workers-unbalanced';
const source = 'https://www.postgresql.org/docs/18/parallel-plans.html';

export const parallelWorkersUnbalanced = defineRule({
  id,
  summary: 'One parallel process does three times the work of the others, and the query waits for it.',
  needs: ['plan'],
  engines: ['postgres'],
  source,
  *check({ plan }) {
    const weights = weighPlan(plan);
    for (const weight of weights.nodes) {
      const { parent, node } = weight;
      if (parent === undefined || !/^Gather/.test(parent.type) || !inputs(parent).includes(node)) continue;
      const skew = skewOf(parallelShares(node));
      if (skew === undefined || skew.longest.ms < leastMs(skew.longest) || weights.by !== 'time') continue;
      const share = skew.lost / weights.total;
      if (skew.longest.ms < 3 * skew.others || share < leastShare) continue;
      const split = walkNode(node).find((one) => one.node.parallelAware)?.node ?? node;
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        message: `${nameOf(skew.longest)} worked ${duration(skew.longest.ms)} at ${nodeName(node)} (${countOf(skew.longest.rows, 'row')}), ${skew.rest > 1 ? `the other ${count(skew.rest)} processes ${duration(skew.others)} each` : `the other process ${duration(skew.others)}`}`,
        why: 'Gather is done when the last process is done: what one of them does alone is not made faster by the others.',
        advice: `No statement is proposed, because it follows from how the work is cut: ${reason(split)}`,
        observed: {
          what: 'longest process against the others',
          value: skew.longest.ms / Math.max(0.01, skew.others),
          unit: 'times',
        },
      });
    }
  },
});

/** Workers take some milliseconds to start, in which the leader is alone. */
function leastMs({ worker }: ProcessShare): number {
  return worker === undefined ? 50 : 20;
}

interface Skew {
  readonly longest: ProcessShare;
  /** Mean time of the others, ms, and how many they are. */
  readonly others: number;
  readonly rest: number;
  /** What an even split would save, ms. */
  readonly lost: number;
}

/** The leader also collects the workers’ rows: that it does less of the work is no fault, only that it does more. */
function skewOf(shares: readonly ProcessShare[]): Skew | undefined {
  const longest = shares.reduce<ProcessShare | undefined>(
    (most, one) => (most && most.ms >= one.ms ? most : one),
    undefined,
  );
  const rest = shares.filter((one) => one !== longest && one.worker !== undefined);
  if (longest === undefined || rest.length === 0) return undefined;
  const sum = rest.reduce((total, { ms }) => total + ms, 0);
  return {
    longest,
    others: sum / rest.length,
    rest: rest.length,
    lost: longest.ms - (longest.ms + sum) / (rest.length + 1),
  };
}

function nameOf({ worker }: ProcessShare): string {
  return worker === undefined ? 'The leader' : `Worker ${worker}`;
}

function reason(split: PlanNode): string {
  if (split.type === 'Append') {
    return 'a part of Parallel Append that cannot be scanned in parallel is done by one process. Split the largest partition, or let its table be scanned in parallel (parallel_workers, an index less).';
  }
  return `${nodeName(split)} is handed out by blocks, and the rows that cost most lie in few of them. Let the larger table be the one that is split (its rows drive the join), or spread the costly rows over the table.`;
}
