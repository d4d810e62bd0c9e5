import { inputs, walkNode } from '#analysis/plan-walk.ts';
import { weighPlan } from '#analysis/plan-weights.ts';
import { countOf, duration, nodeName } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';
import type { Change } from '#vocabulary/change.ts';
import type { Plan, PlanNode } from '#vocabulary/plan.ts';

const id = 'gather-of-few-rows';
const source = 'https://www.postgresql.org/docs/18/runtime-config-query.html#GUC-PARALLEL-SETUP-COST';

/** What starting the workers is reckoned at by default. */
const setupCost = 1000;
const mostRows = 10_000;

export const gatherOfFewRows = defineRule({
  id,
  summary: 'Starting parallel workers takes longer than the work that they share.',
  needs: ['plan'],
  engines: ['postgres'],
  source,
  *check({ plan }) {
    const weights = weighPlan(plan);
    for (const weight of weights.nodes) {
      const { node } = weight;
      const [below] = inputs(node);
      if (!/^Gather/.test(node.type) || below === undefined || weight.rowsProduced > mostRows) continue;
      const lost = plan.analyzed ? lostMs(node, below, weight.ownMs) : lostCost(node);
      const share = lost / weights.total;
      if (lost <= 0 || share < leastShare) continue;
      const measured = plan.analyzed
        ? `took ${duration((weight.ownMs ?? 0) + wallMs(node, below))} for work of ${duration(workMs(below))}`
        : `stands over work that is reckoned at less than starting its workers (${setupCost} by default)`;
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        message: `${nodeName(node)} of ${countOf(weight.rowsProduced, 'row')} ${measured}`,
        why: 'Each worker is a process that must be started, handed the plan and waited for, which takes some milliseconds: one process alone would have been done before.',
        ...remedy(plan, node),
        observed: { what: 'lost on parallelism', value: lost, unit: plan.analyzed ? 'ms' : 'cost' },
      });
    }
  },
});

/** Starting one worker takes a few milliseconds; what takes longer is a machine with other work. */
const startMs = 5;

/**
 * What it took more than one process alone would have needed, as far as the workers are to blame; half a millisecond is
 * nothing.
 */
function lostMs({ workers }: PlanNode, below: PlanNode, ownMs: number | undefined): number {
  const launched = workers?.launched ?? 0;
  if (ownMs === undefined || launched === 0 || below.actual === undefined) return 0;
  const processes = Math.max(1, below.actual.loops);
  const lost = Math.min(ownMs, launched * startMs) + workMs(below) / processes - workMs(below);
  return lost >= 0.5 && workMs(below) < lost ? lost : 0;
}

function lostCost({ estimated, extra, type }: PlanNode): number {
  // A Gather Merge is sorted below: that is no small work even where it is reckoned at little.
  if (estimated === undefined || type !== 'Gather') return 0;
  if (extra['Single Copy'] === true) return setupCost;
  return estimated.totalCost < setupCost ? estimated.totalCost / 2 : 0;
}

/** Of all processes together. */
function workMs({ actual }: PlanNode): number {
  return (actual?.totalMs ?? 0) * (actual?.loops ?? 0);
}

function wallMs(gather: PlanNode, below: PlanNode): number {
  return workMs(below) / Math.max(1, (below.actual?.loops ?? 1) / Math.max(1, gather.actual?.loops ?? 1));
}

function remedy(plan: Plan, node: PlanNode): { readonly changes: readonly Change[]; readonly advice: string } {
  const forced = ['debug_parallel_query', 'force_parallel_mode'].find(
    (name) => (plan.settings[name] ?? 'off') !== 'off',
  );
  if (forced !== undefined) {
    return {
      changes: [{ kind: 'set-setting', name: forced, value: 'off' }],
      advice: `${forced} is for tests of the server.`,
    };
  }
  const lowered = Object.entries(defaults).filter(([name]) => plan.settings[name] !== undefined);
  const off: Change = { kind: 'set-setting', name: 'max_parallel_workers_per_gather', value: '0' };
  const misjudged = walkNode(node).some(
    ({ node: { actual, estimated } }) => (estimated?.rows ?? 0) > 10 * ((actual?.rows ?? 0) + 1),
  );
  return {
    changes: lowered.length > 0 ? lowered.map(([name, value]) => ({ kind: 'set-setting', name, value })) : [off],
    advice:
      lowered.length > 0
        ? 'The settings that make parallel plans look cheap are put back to their defaults.'
        : misjudged
          ? 'Far more rows were expected: see to the estimate first.'
          : 'Set it for this query only; large ones gain by their workers.',
  };
}

/** Settings that make the planner start workers for little, with their defaults. */
const defaults: Readonly<Record<string, string>> = {
  parallel_setup_cost: '1000',
  parallel_tuple_cost: '0.1',
  min_parallel_table_scan_size: '8MB',
  min_parallel_index_scan_size: '512kB',
};
