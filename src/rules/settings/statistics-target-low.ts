import { plannerSettings } from '#analysis/server-settings/planner-settings.ts';
import { defineRule } from '#contracts/rule.ts';
import { settingFindings } from '#rules/setting-finding.ts';

const id = 'statistics-target-low';

export const statisticsTargetLow = defineRule({
  id,
  summary: 'ANALYZE keeps less of each column than it does by default.',
  needs: ['settings'],
  engines: ['postgres'],
  source: 'https://www.postgresql.org/docs/18/runtime-config-query.html#GUC-DEFAULT-STATISTICS-TARGET',
  *check(facts) {
    yield* settingFindings(id, plannerSettings, facts);
  },
});
