import { shareBelow, weighPlan } from '#analysis/plan-weights.ts';
import { nodeName } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';

const id = 'workers-not-launched';
const source = 'https://www.postgresql.org/docs/18/when-can-parallel-query-be-used.html';

export const workersNotLaunched = defineRule({
  id,
  summary: 'Parallel workers were planned and could not be had.',
  needs: ['plan'],
  engines: ['postgres'],
  source,
  *check({ plan }) {
    const weights = weighPlan(plan);
    for (const weight of weights.nodes) {
      const { planned = 0, launched } = weight.node.workers ?? {};
      const share = shareBelow(weights, weight.node);
      if (launched === undefined || launched >= planned || share < leastShare) continue;
      const allowed = Number(plan.settings['max_parallel_workers'] ?? Number.NaN);
      const held = allowed < planned;
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        message: `${nodeName(weight.node)} planned ${planned} parallel workers and got ${launched}`,
        why: 'The plan was chosen for that many processes; with fewer, each does more, and a plan without parallelism might have been better.',
        ...(held
          ? {
              changes: [{ kind: 'set-setting', name: 'max_parallel_workers', value: String(Math.max(8, planned)) }],
              advice: `This session’s max_parallel_workers is ${allowed}, fewer than the plan wants.`,
            }
          : {
              advice:
                'No statement is proposed, because the pool of workers belongs to the whole server and needs a restart: raise max_worker_processes and max_parallel_workers if this happens often, or lower max_parallel_workers_per_gather so that the queries share what there is.',
            }),
        observed: { what: 'workers launched', value: launched, unit: 'workers' },
      });
    }
  },
});
