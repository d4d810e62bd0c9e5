import { vacuumSettings } from '#analysis/server-settings/vacuum-settings.ts';
import { defineRule } from '#contracts/rule.ts';
import { settingFindings } from '#rules/setting-finding.ts';

const id = 'autovacuum-off';

export const autovacuumOff = defineRule({
  id,
  summary: 'Nothing removes dead rows, refreshes statistics or freezes old rows in time.',
  needs: ['settings'],
  engines: ['postgres'],
  source: 'https://www.postgresql.org/docs/18/routine-vacuuming.html',
  *check(facts) {
    yield* settingFindings(id, vacuumSettings, facts);
  },
});
