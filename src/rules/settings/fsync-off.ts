import { safetySettings } from '#analysis/server-settings/safety-settings.ts';
import { defineRule } from '#contracts/rule.ts';
import { settingFindings } from '#rules/setting-finding.ts';

const id = 'fsync-off';

export const fsyncOff = defineRule({
  id,
  summary: 'The server does not wait for the disk: a crash of the machine may destroy the database.',
  needs: ['settings'],
  engines: ['postgres'],
  source: 'https://www.postgresql.org/docs/18/runtime-config-wal.html#GUC-FSYNC',
  *check(facts) {
    yield* settingFindings(id, safetySettings, facts);
  },
});
