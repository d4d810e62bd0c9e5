import { vacuumSettings } from '#analysis/server-settings/vacuum-settings.ts';
import { defineRule } from '#contracts/rule.ts';
import { settingFindings } from '#rules/setting-finding.ts';

const id = 'vacuum-throttled';

export const vacuumThrottled = defineRule({
  id,
  summary: 'Autovacuum rests so long that it cannot keep up with many writes.',
  needs: ['settings'],
  engines: ['postgres'],
  source: 'https://www.postgresql.org/docs/18/runtime-config-vacuum.html#GUC-AUTOVACUUM-VACUUM-COST-DELAY',
  *check(facts) {
    yield* settingFindings(id, vacuumSettings, facts);
  },
});
