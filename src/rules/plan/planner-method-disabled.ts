import { disabledMethods } from '#analysis/disabled-methods.ts';
import { weighPlan } from '#analysis/plan-weights.ts';
import { nodeName } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';

const id = 'planner-method-disabled';
const source = 'https://www.postgresql.org/docs/18/runtime-config-query.html#RUNTIME-CONFIG-QUERY-ENABLE';

export const plannerMethodDisabled = defineRule({
  id,
  summary: 'A method of the planner is switched off, and the plan goes a way round it.',
  needs: ['plan'],
  likes: ['settings'],
  engines: ['postgres'],
  source,
  *check({ plan, settings }) {
    const weights = weighPlan(plan);
    for (const { names, detour, share } of disabledMethods(plan, weights, settings)) {
      const weight = weights.nodes.find(({ node }) => node.id === detour.id);
      if (weight === undefined || share < leastShare) continue;
      const are = names.length > 1 ? 'are' : 'is';
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        message: `${names.join(', ').replace(/, (?=[^,]*$)/, ' and ')} ${are} off, and ${nodeName(detour)} stands where that method could`,
        why: 'These settings are for trying out one query. Left off for a session, a role or the server they take a good way from every query, the right ones too.',
        changes: names.map((name) => ({ kind: 'set-setting' as const, name, value: 'on' })),
        advice:
          'If it was set on purpose, for one query that went wrong, mend that query’s estimate or costs instead, and take the setting out of postgresql.conf, ALTER ROLE or ALTER DATABASE.',
        observed: { what: 'methods switched off', value: names.length, unit: 'settings' },
      });
    }
  },
});
