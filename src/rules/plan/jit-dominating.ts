import { weighPlan } from '#analysis/plan-weights.ts';
import { countOf, duration } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { planFinding } from '#rules/plan-finding.ts';

const id = 'jit-dominating';
const source = 'https://www.postgresql.org/docs/18/jit-decision.html';

export const jitDominating = defineRule({
  id,
  summary: 'Compiling the query took a fifth of its time or more.',
  needs: ['plan'],
  engines: ['postgres'],
  source,
  *check({ plan }) {
    const weights = weighPlan(plan);
    const [weight] = weights.nodes;
    const spent = plan.jit?.totalMs ?? 0;
    const whole = plan.executionMs ?? 0;
    if (weight === undefined || spent < 10 || spent < 0.2 * whole) return;
    yield planFinding({
      rule: { id, source },
      weights,
      weight,
      share: spent / Math.max(spent, weights.total),
      message: `Compiling ${countOf(plan.jit?.functions ?? 0, 'function')} took ${duration(spent)} of ${duration(whole)}`,
      why: 'Just-in-time compilation is switched on by the estimated cost, not by the time that it saves; it pays only for queries that run for seconds.',
      changes: [{ kind: 'set-setting', name: 'jit', value: 'off' }],
      advice: 'If most queries here are like this one, raise jit_above_cost instead.',
      observed: { what: 'JIT compilation', value: spent, unit: 'ms' },
    });
  },
});
