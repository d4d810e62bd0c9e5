import { vacuumSettings } from '#analysis/server-settings/vacuum-settings.ts';
import { defineRule } from '#contracts/rule.ts';
import { settingFindings } from '#rules/setting-finding.ts';

const id = 'vacuum-late-on-large-tables';

export const vacuumLateOnLargeTables = defineRule({
  id,
  summary: 'Large tables are vacuumed only after millions of their rows are dead.',
  needs: ['settings', 'statistics', 'usage'],
  engines: ['postgres'],
  source: 'https://www.postgresql.org/docs/18/runtime-config-vacuum.html#GUC-AUTOVACUUM-VACUUM-SCALE-FACTOR',
  *check(facts) {
    yield* settingFindings(id, vacuumSettings, facts);
  },
});
