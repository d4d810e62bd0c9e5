import { plannerSettings } from '#analysis/server-settings/planner-settings.ts';
import { defineRule } from '#contracts/rule.ts';
import { settingFindings } from '#rules/setting-finding.ts';

const id = 'planner-method-off-for-all';

export const plannerMethodOffForAll = defineRule({
  id,
  summary: 'A method of the planner is switched off for every statement.',
  needs: ['settings'],
  engines: ['postgres'],
  source: 'https://www.postgresql.org/docs/18/runtime-config-query.html#RUNTIME-CONFIG-QUERY-ENABLE',
  *check(facts) {
    yield* settingFindings(id, plannerSettings, facts);
  },
});
