import { observationSettings } from '#analysis/server-settings/observation-settings.ts';
import { defineRule } from '#contracts/rule.ts';
import { settingFindings } from '#rules/setting-finding.ts';

const id = 'lock-waits-unlogged';

export const lockWaitsUnlogged = defineRule({
  id,
  summary: 'A statement that waited for a lock looks like a slow one.',
  needs: ['settings'],
  engines: ['postgres'],
  source: 'https://www.postgresql.org/docs/18/runtime-config-logging.html#GUC-LOG-LOCK-WAITS',
  *check(facts) {
    yield* settingFindings(id, observationSettings, facts);
  },
});
