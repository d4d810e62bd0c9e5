import { plannerSettings } from '#analysis/server-settings/planner-settings.ts';
import { defineRule } from '#contracts/rule.ts';
import { settingFindings } from '#rules/setting-finding.ts';

const id = 'jit-dominating-plans';

export const jitDominatingPlans = defineRule({
  id,
  summary: 'Compiling takes a good part of the statements that are compiled.',
  needs: ['settings', 'load'],
  engines: ['postgres'],
  source: 'https://www.postgresql.org/docs/18/runtime-config-query.html#GUC-JIT-ABOVE-COST',
  *check(facts) {
    yield* settingFindings(id, plannerSettings, facts);
  },
});
