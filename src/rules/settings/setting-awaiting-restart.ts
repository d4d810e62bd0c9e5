import { safetySettings } from '#analysis/server-settings/safety-settings.ts';
import { defineRule } from '#contracts/rule.ts';
import { settingFindings } from '#rules/setting-finding.ts';

const id = 'setting-awaiting-restart';

export const settingAwaitingRestart = defineRule({
  id,
  summary: 'A setting was changed in the configuration, and the server still runs with the old value.',
  needs: ['settings'],
  engines: ['postgres'],
  source: 'https://www.postgresql.org/docs/18/view-pg-settings.html',
  *check(facts) {
    yield* settingFindings(id, safetySettings, facts);
  },
});
