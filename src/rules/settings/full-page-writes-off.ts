import { safetySettings } from '#analysis/server-settings/safety-settings.ts';
import { defineRule } from '#contracts/rule.ts';
import { settingFindings } from '#rules/setting-finding.ts';

const id = 'full-page-writes-off';

export const fullPageWritesOff = defineRule({
  id,
  summary: 'Pages that were half written in a crash cannot be mended.',
  needs: ['settings'],
  engines: ['postgres'],
  source: 'https://www.postgresql.org/docs/18/runtime-config-wal.html#GUC-FULL-PAGE-WRITES',
  *check(facts) {
    yield* settingFindings(id, safetySettings, facts);
  },
});
